from __future__ import annotations

import pytest

from moto_customerprofiles.engine.recommenders.columns import columns_of
from moto_customerprofiles.engine.recommenders.filters import Facts, compile_filter, split_values
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.errors import BadRequest

CATALOG = {
    "tv": {"Id": "tv", "Category": "electronics", "Price": "500", "Attributes.brand": "Acme"},
    "hdmi": {"Id": "hdmi", "Category": "electronics, cables", "Price": "10", "Attributes.brand": "Acme"},
    "sofa": {"Id": "sofa", "Category": '["furniture", "seats"]', "Price": "900.0", "Attributes.brand": "Beta"},
    "gift": {"Id": "gift"},
}
OWN = [Interaction(1, "tv", "view"), Interaction(2, "tv", "Purchase"), Interaction(3, "sofa", "view")]
FACTS = Facts(CATALOG.__getitem__, {"FirstName": "Ann", "Address.City": "Seattle", "Attributes.Age": "30"}, OWN, "tv")


def kept(text: str, values: dict[str, str] | None = None, facts: Facts = FACTS) -> list[str]:
    return compile_filter(text, columns_of(None)).keeper(values or {}, facts)(CATALOG)


@pytest.mark.rule("RFI-5", "RFI-6")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('Items.Category IN ("electronics")', ["tv", "hdmi"]),
        ('Items.Category IN ("cables", "seats")', ["hdmi", "sofa"]),
        ('Items.Category IN ("electronics, cables")', ["hdmi"]),
        ('Items.Category IN ("Electronics")', []),
        ('Items.Category NOT IN ("electronics")', ["sofa"]),
        ('Items.Category = "furniture"', ["sofa"]),
        ("Items.Price = 900", ["sofa"]),
        ('Items.Price IN ("900")', []),
        ("Items.Price != 10", ["tv", "sofa"]),
        ("Items.Price < 500", ["hdmi"]),
        ("Items.Price <= 500", ["tv", "hdmi"]),
        ("Items.Price > 500", ["sofa"]),
        ("Items.Price >= 500", ["tv", "sofa"]),
        ('Items.Attributes.brand = "Acme"', ["tv", "hdmi"]),
        ('Items.ATTRIBUTES_BRAND = "Acme"', ["tv", "hdmi"]),
        ('Items.PRICE < 100 OR Items.category = "furniture" AND Items.Price > 1000', ["hdmi"]),
        ('Interactions.EVENT_TYPE IN ("purchase")', ["tv"]),
        ('Interactions.EVENT_TYPE = "PURCHASE"', ["tv"]),
        ('Interactions.EVENT_TYPE IN ("*")', ["tv", "sofa"]),
        ("_webAnalytics.EventType IN (*)", ["tv", "sofa"]),
        ('Interactions.EVENT_TYPE NOT IN ("view")', ["tv"]),
        ("Interactions.EVENT_TYPE NOT IN (*)", []),
        ("CurrentItem.Price > 100", ["tv", "hdmi", "sofa", "gift"]),
        ("CurrentItem.Price > 1000", []),
    ],
)
def test_include_keeps_the_items_that_match(condition: str, expected: list[str]) -> None:
    assert expected == kept(f"INCLUDE ItemID WHERE {condition}")


@pytest.mark.rule("RFI-6", "RFI-10")
def test_exclude_removes_the_items_that_match_and_keeps_those_that_lack_the_field() -> None:
    assert ["hdmi", "gift"] == kept("EXCLUDE ItemID WHERE Items.Price >= 500")


@pytest.mark.rule("RFI-10")
def test_a_rule_after_a_pipe_works_on_what_the_rule_before_left() -> None:
    assert ["hdmi"] == kept(
        'INCLUDE ItemID WHERE Items.Category = "electronics" | EXCLUDE ItemID WHERE Items.Price > 100'
    )


@pytest.mark.rule("RFI-10")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("CurrentUser.Attributes.Age > 18", ["hdmi"]),
        ("CurrentUser.ATTRIBUTES_AGE > 18", ["hdmi"]),
        ('CurrentUser.ADDRESS_CITY = "Seattle"', ["hdmi"]),
        ("CurrentUser.Attributes.Age > 40", ["tv", "hdmi", "sofa", "gift"]),
        ('CurrentUser.LastName = "Lee"', ["tv", "hdmi", "sofa", "gift"]),
    ],
)
def test_a_filter_has_no_effect_unless_its_customer_is_meant(condition: str, expected: list[str]) -> None:
    assert expected == kept(f"INCLUDE ItemID WHERE Items.Price < 100 IF {condition}")


def test_an_item_matches_if_one_of_its_interactions_meets_all_conditions() -> None:
    text = 'INCLUDE ItemID WHERE Interactions.EventType IN ("view") AND Interactions.EventType IN ("purchase")'

    assert [] == kept(text)


def test_without_a_current_item_nothing_matches_its_conditions() -> None:
    assert [] == kept("INCLUDE ItemID WHERE CurrentItem.Price > 1", facts=FACTS._replace(current=None))


@pytest.mark.rule("RFI-7")
def test_placeholders_take_one_or_several_values() -> None:
    text = "INCLUDE ItemID WHERE Items.Category IN ($cat)"

    assert ["tv", "hdmi"] == kept(text, {"cat": "electronics"})
    assert ["hdmi", "sofa"] == kept(text, {"cat": '"cables","seats"'})


@pytest.mark.rule("RFI-7")
def test_names_of_placeholders_are_case_sensitive() -> None:
    with pytest.raises(BadRequest):
        kept("INCLUDE ItemID WHERE Items.Category IN ($cat)", {"Cat": "electronics"})


@pytest.mark.rule("RFI-8")
@pytest.mark.parametrize(
    "text",
    [
        "INCLUDE ItemID WHERE Items.Price < $most",
        "EXCLUDE ItemID WHERE Items.Price < 1 | INCLUDE ItemID WHERE Items.Price < $most",
        "INCLUDE ItemID WHERE Items.Price < 1 IF CurrentUser.Attributes.Age > $most",
    ],
)
def test_a_missing_value_is_refused(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        kept(text)

    assert "$most" in refused.value.message


@pytest.mark.rule("RFI-8")
def test_an_exclude_rule_with_a_missing_value_is_left_out() -> None:
    text = "EXCLUDE ItemID WHERE Items.Price < $least | EXCLUDE ItemID WHERE Items.Price > $most"

    assert ["tv", "hdmi", "gift"] == kept(text, {"most": "500"})


@pytest.mark.rule("RFI-8")
def test_a_value_without_a_placeholder_is_refused() -> None:
    with pytest.raises(BadRequest):
        kept("INCLUDE ItemID WHERE Items.Price < 1", {"most": "1"})


@pytest.mark.rule("RFI-3", "RFI-4", "RFI-5", "RFI-6", "RFI-7", "RFI-11")
@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ('INCLUDE ItemID WHERE Items.Colour = "red"', "Items.Colour is not a column"),
        ('INCLUDE ItemID WHERE Items.Price < 1 OR Interactions.EVENT_TYPE = "x"', "one dataset"),
        ('INCLUDE ItemID WHERE Interactions.Item.Category IN ("x")', "only for their event type"),
        ("INCLUDE ItemID WHERE Interactions.EVENT_TYPE > 3", "compares numbers"),
        ("INCLUDE ItemID WHERE Items.Category IN (*)", "only for an event type"),
        ("INCLUDE ItemID WHERE Items.Category NOT IN ($cat)", "after NOT IN"),
        ('INCLUDE ItemID WHERE Items.Price < "cheap"', "compares numbers"),
        ('INCLUDE ItemID WHERE CurrentUser.FirstName = "Ann"', "only after IF"),
        ('INCLUDE ItemID WHERE Items.Price < 1 IF Items.Category = "x"', "Only CurrentUser"),
        ('INCLUDE ItemID WHERE Items.Price < 1 IF CurrentUser.Shoe = "x"', "CurrentUser.Shoe is not a column"),
    ],
)
def test_what_must_not_be_asked_is_refused(text: str, fragment: str) -> None:
    with pytest.raises(BadRequest) as refused:
        compile_filter(text, columns_of(None))

    assert fragment in refused.value.message


@pytest.mark.rule("RFI-9")
def test_ten_fields_are_allowed_and_eleven_are_not() -> None:
    ten = " AND ".join(f"Items.Attributes.a{number} = 1" for number in range(10))
    compile_filter(f"INCLUDE ItemID WHERE {ten} AND Items.Attributes.a0 = 2", columns_of(None))

    with pytest.raises(BadRequest):
        compile_filter(f"INCLUDE ItemID WHERE {ten} AND Items.Price = 1", columns_of(None))


@pytest.mark.rule("RFI-3", "RSC-4")
def test_a_filter_asks_the_columns_of_its_schema() -> None:
    schema = columns_of({"_catalogItem": ["Category"]})
    compile_filter('INCLUDE ItemID WHERE Items.Category = "x"', schema)
    compile_filter('INCLUDE ItemID WHERE Items.Id = "x" | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (*)', schema)

    with pytest.raises(BadRequest):
        compile_filter("INCLUDE ItemID WHERE Items.Price < 1", schema)


@pytest.mark.rule("RFI-7")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ["a"]),
        ("a,b", ["a", "b"]),
        (' "a" , b ', ["a", "b"]),
        ('"a,b",c', ["a,b", "c"]),
        ("", []),
        (",,a,", ["a"]),
    ],
)
def test_values_are_split_at_commas(text: str, expected: list[str]) -> None:
    assert expected == split_values(text)
