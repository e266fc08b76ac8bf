from __future__ import annotations

from moto_customerprofiles.engine.profiles.fields import flatten, nest


def test_nesting_undoes_flattening() -> None:
    document: dict[str, object] = {
        "FirstName": "Ann",
        "Address": {"City": "Seattle", "State": "WA"},
        "Attributes": {"tier": "gold", "a.b": "c"},
        "EngagementPreferences": {"Phone": [{"KeyName": "_phone", "KeyValue": "1"}]},
    }

    assert document == nest(flatten(document))


def test_everything_after_attributes_is_the_name() -> None:
    assert {"Attributes": {"a.b.c": "1"}} == nest({"Attributes.a.b.c": "1"})
