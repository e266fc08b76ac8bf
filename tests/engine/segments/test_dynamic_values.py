from __future__ import annotations

import pytest

from moto_customerprofiles.engine.segments.dynamic_values import Placeholder, is_dynamic, placeholders, resolve
from moto_customerprofiles.errors import BadRequest

KNOWN = {"FirstName": "Ann", "Attributes.a.b": "1", "spent": "5"}


def _look_up(placeholder: Placeholder) -> str | None:
    return KNOWN.get(placeholder.name)


@pytest.mark.rule("SEG-36")
def test_placeholder_may_stand_within_text() -> None:
    assert ["Dear Ann, 5!"] == resolve(["Dear {{_profile.FirstName}}, {{_calculated_attribute.spent}}!"], _look_up)


@pytest.mark.rule("SEG-37")
def test_value_with_an_empty_placeholder_is_left_out_whole() -> None:
    assert ["Ann"] == resolve(["A{{_profile.Nothing}}", "Ann"], _look_up)


def test_blanks_within_the_handlebars_do_not_count() -> None:
    assert ["Ann"] == resolve(["{{ _profile.FirstName }}"], _look_up)


def test_name_of_an_attribute_may_hold_dots() -> None:
    assert ["1"] == resolve(["{{_profile.Attributes.a.b}}"], _look_up)


def test_resolved_text_is_not_resolved_again() -> None:
    assert ["{{_profile.FirstName}}"] == resolve(["{{_profile.LastName}}"], lambda _: "{{_profile.FirstName}}")


@pytest.mark.rule("SEG-38")
@pytest.mark.parametrize("value", ["{{foo}}", "{{_order.id}}", "{{_profile}}", "{{_profile.}}", "{{}}"])
def test_unknown_root_is_refused(value: str) -> None:
    with pytest.raises(BadRequest):
        list(placeholders([value]))


def test_single_braces_are_plain_text() -> None:
    assert not is_dynamic("{_profile.FirstName}")
