"""Guessed object types."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.mapping.detection import detect
from moto_customerprofiles.engine.mapping.object_type_rules import check_limits, define
from moto_customerprofiles.errors import BadRequest


def targets(*objects: dict[str, Any]) -> dict[str, str]:
    detected = detect([json.dumps(each) for each in objects]) or {}
    return {name: field["Target"] for name, field in detected.get("Fields", {}).items()}


def test_parents_decide_which_address_is_meant() -> None:
    source = {"id": 1, "shippingAddress": {"street": "x"}, "billing": {"zip": 1}, "city": "y"}

    assert {
        "id": "_profile.Attributes.id",
        "street": "_profile.ShippingAddress.Address1",
        "zip": "_profile.BillingAddress.PostalCode",
        "city": "_profile.Address.City",
    } == targets(source)


def test_a_target_that_is_taken_becomes_an_attribute() -> None:
    source = {"id": 1, "email": "a@b.c", "other": {"email": "d@e.f"}}

    assert ("_profile.EmailAddress", "_profile.Attributes.other_email") == (
        targets(source)["email"],
        targets(source)["other_email"],
    )


def test_parents_at_any_depth_decide_which_address_is_meant() -> None:
    source = {"id": 1, "customer": {"billing": {"place": {"zip": 1}}}}

    assert "_profile.BillingAddress.PostalCode" == targets(source)["zip"]


def test_a_name_that_is_taken_or_illegal_makes_way_for_the_path() -> None:
    source = {"id": 1, "Tags": "a", "Other": {"id": 2}, "?": 3, "!": 4, "9_n": 5, "Größe": 6}

    assert ["id", "field", "Other_id", "field_2", "field_3", "n", "Gr__e"] == list(targets(source))


@pytest.mark.parametrize(
    ("values", "content_type"),
    [([1, 2.5], "NUMBER"), ([None, 1], "NUMBER"), ([1, True], "STRING"), ([False], "STRING"), ([1, "1"], "STRING")],
)
def test_an_attribute_is_a_number_where_all_samples_have_numbers(values: list[object], content_type: str) -> None:
    detected = detect([json.dumps({"id": number, "size": value}) for number, value in enumerate(values)]) or {}

    assert content_type == detected["Fields"]["size"]["ContentType"]


def test_what_no_accessor_of_a_thousand_characters_can_name_is_left_out() -> None:
    assert ["_profile.Attributes.id", f"_profile.Attributes.{'x' * 497}"] == list(
        targets({"id": 1, "x" * 497: 1, "y" * 498: 1}).values()
    )


def test_all_samples_are_read() -> None:
    assert ["id", "a", "b"] == list(targets({"id": 1, "a": 1}, {"id": 2, "b": None}))


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ({"a": 1, "orderid": 2}, "orderid"),
        ({"orderid": 2, "userId": 1}, "userId"),
        ({"account": "7"}, "_account"),
        ({"profile": {"guid": "7"}}, "guid"),
        ({"customer": {"id": 1}, "order_id": 2}, "order_id"),
        ({"number": "0b5c4f0e-6a3a-4f0e-9b1e-0123456789ab", "n": 1}, "number"),
    ],
)
def test_what_distinguishes_objects(source: dict[str, Any], key: str) -> None:
    detected = detect([json.dumps(source)])

    assert detected is not None
    assert key == next(iter(detected["Keys"]))


@pytest.mark.rule("DT-6")
def test_values_that_repeat_or_are_missing_identify_nothing() -> None:
    samples = [{"id": "1", "order_id": "o1"}, {"id": "1", "order_id": "o2"}]
    missing = [{"id": "1", "order_id": "o1"}, {"id": None, "order_id": "o2"}]

    for objects in (samples, missing):
        detected = detect([json.dumps(each) for each in objects])

        assert detected is not None
        assert ["order_id"] == list(detected["Keys"])
    assert detect(['{"id": "1"}'] * 2) is None


@pytest.mark.rule("DT-7")
def test_values_tell_an_email_address_and_a_telephone_number_whatever_their_names() -> None:
    source = {"id": 1, "login": "ann@example.com", "line": "+1 206 555 0100", "email": True}

    assert {
        "id": "_profile.Attributes.id",
        "login": "_profile.EmailAddress",
        "line": "_profile.PhoneNumber",
        "email": "_profile.Attributes.email",
    } == targets(source)


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        (1700000000000, "EpochMilli"),
        ("1700000000000", "EpochMilli"),
        ("2025-01-01T00:00:00.000Z", "yyyy-MM-dd'T'HH:mm:ss.SSSX"),
        ("2025-01-01 10:00:00", "yyyy-MM-dd HH:mm:ss"),
        ("2025-01-01", "yyyy-MM-dd"),
        ("soon", None),
        (True, None),
    ],
)
def test_the_format_of_a_timestamp(value: object, pattern: str | None) -> None:
    detected = detect([json.dumps({"id": 1, "lastModified": value})])

    assert detected is not None
    assert pattern == detected.get("SourceLastUpdatedTimestampFormat")
    assert (pattern is not None) == ("SourceLastUpdatedTimestampFormat" in detected)


def test_an_email_and_a_phone_are_keys_besides() -> None:
    detected = detect([json.dumps({"id": 1, "email": "a@b.c", "phone": "1", "name": "x"})]) or {}

    assert {
        "id": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"FieldNames": ["email"]}],
        "_phone": [{"FieldNames": ["phone"]}],
    } == detected["Keys"]


def test_a_hundred_and_twenty_names_are_not_too_many() -> None:
    source = {"id": 1, "empty": [], "items": [{f"n{number}": 1 for number in range(117)}]}

    assert detect([json.dumps(source)])


@pytest.mark.rule("DT-3")
def test_names_in_the_first_element_of_a_list_count() -> None:
    source = {"id": 1, "items": [{f"n{number}": 1 for number in range(119)}]}

    with pytest.raises(BadRequest, match="Breached limit of 120 attributes"):
        detect([json.dumps(source)])


@pytest.mark.rule("DT-2")
@pytest.mark.parametrize("text", ["[1]", "text", "{", "null"])
def test_what_is_no_object(text: str) -> None:
    with pytest.raises(BadRequest, match="Could not parse object string into JSON"):
        detect([text])


names = st.sampled_from(
    ["id", "Tags", "tags", "_id", "a b", "1st", "é", "email", "Email", "city", "updatedAt", "x" * 70, "a.b"]
)
values = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just("2025-01-01"),
    lambda inner: st.dictionaries(names, inner, max_size=5) | st.lists(inner, max_size=2),
    max_leaves=15,
)


@pytest.mark.rule("DT-4")
@given(st.lists(st.dictionaries(names, values, min_size=1), min_size=1, max_size=3))
def test_what_is_guessed_can_be_put(samples: list[dict[str, Any]]) -> None:
    detected = detect([json.dumps(sample) for sample in samples])
    if detected is not None:
        definition = define({"ObjectTypeName": "Guess", **detected})
        check_limits(definition, fields=250, keys=10)

        assert definition.fields == detected["Fields"]


@pytest.mark.rule("DT-5")
def test_the_same_samples_give_the_same_mapping() -> None:
    samples = [json.dumps({"customerId": "C-1", "email": "a@b.c", "updatedAt": "2025-01-01"})]

    assert detect(samples) == detect(samples)
