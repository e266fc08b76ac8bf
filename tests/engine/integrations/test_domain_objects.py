from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.integrations.domain_objects import check_name, compile_mapping, map_item
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

CATALOG = {"id": "_source.sku -> _catalogItem.Id", "name": "_source.title -> _catalogItem.Name"}


def fields(definitions: dict[str, str]) -> dict[str, t.DomainObjectTypeFieldTypeDef]:
    """Read `source -> target` for each field."""
    parted = {name: text.split(" -> ") for name, text in definitions.items()}
    return {name: {"Source": source, "Target": target} for name, (source, target) in parted.items()}


def item(definitions: dict[str, str], document: dict[str, object]) -> dict[str, str]:
    return dict(map_item(compile_mapping(fields(definitions)), document))


@pytest.mark.rule("DOT-6")
def test_sources_go_to_the_fields_of_the_item() -> None:
    assert {"Id": "7", "Name": "Lamp"} == item(CATALOG, {"sku": 7, "title": "Lamp", "unknown": 1})


def test_templates_and_constants_are_sources_too() -> None:
    more = {"code": "SKU-{{_source.sku}} -> _catalogItem.Code", "kind": "lamp -> _catalogItem.Type"}

    assert {"Id": "7", "Code": "SKU-7", "Type": "lamp"} == item({**CATALOG, **more}, {"sku": "7"})


def test_names_of_attributes_are_free() -> None:
    more = {"a": "_source.a -> _catalogItem.Attributes.colour.outer"}

    assert {"Id": "7", "Attributes.colour.outer": "red"} == item({**CATALOG, **more}, {"sku": "7", "a": "red"})


def test_empty_values_are_left_out() -> None:
    assert {"Id": "7"} == item(CATALOG, {"sku": "7", "title": ""})


def test_last_of_several_values_for_one_field_wins() -> None:
    more = {"better": "_source.better -> _catalogItem.Name"}

    assert "b" == item({**CATALOG, **more}, {"sku": "7", "title": "a", "better": "b"})["Name"]
    assert "a" == item({**CATALOG, **more}, {"sku": "7", "title": "a"})["Name"]


@pytest.mark.rule("DOT-6")
def test_object_without_an_id_is_refused() -> None:
    with pytest.raises(BadRequest):
        item(CATALOG, {"title": "Lamp"})


@pytest.mark.rule("DOT-7")
@pytest.mark.parametrize(
    "target",
    [
        "_catalogItem",
        "_catalogItem.",
        "_catalogItem.Colour",
        "_catalogItem.id",
        "_catalogItem.Id.more",
        "_catalogItem.Attributes",
        "_catalogItem.Attributes.",
        "_profile.FirstName",
        "Id",
    ],
)
def test_other_targets_are_refused(target: str) -> None:
    with pytest.raises(BadRequest):
        compile_mapping(fields({"a": f"_source.a -> {target}"}))


def test_broken_source_is_refused() -> None:
    with pytest.raises(BadRequest):
        compile_mapping(fields({"a": "{{_source.a -> _catalogItem.Id"}))


@pytest.mark.parametrize("name", ["_profile", "_order", "_anything"])
def test_names_of_standard_objects_are_reserved(name: str) -> None:
    with pytest.raises(BadRequest):
        check_name(name)


@pytest.mark.rule("DOT-7")
@pytest.mark.parametrize(
    "name",
    [
        *("Name", "Code", "Type", "Category", "Description", "AdditionalInformation", "ImageLink", "Link"),
        *("Price", "CreatedAt", "UpdatedAt", "Attributes.brand"),
    ],
)
def test_the_fields_of_an_item_are_those_of_the_catalogue(name: str) -> None:
    assert {"Id": "7", name: "x"} == item(
        {"id": "_source.sku -> _catalogItem.Id", "f": f"x -> _catalogItem.{name}"}, {"sku": 7}
    )
