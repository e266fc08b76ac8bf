"""What objects mean by their type."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.mapping.object_mapping import ObjectMapping, compile_mapping, field_texts, map_object
from moto_customerprofiles.engine.mapping.object_type_rules import define, from_template
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.errors import BadRequest

UNIQUE = [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]


def mapping(fields: dict[str, Any], keys: dict[str, Any] | None = None, **more: Any) -> ObjectMapping:
    document: Any = {
        "ObjectTypeName": "Crm",
        "Fields": {"id": {"Source": "_source.id"}, **fields},
        "Keys": keys or {"crm": UNIQUE},
        **more,
    }
    return compile_mapping(define(document))


def writes(fields: dict[str, str], source: dict[str, Any]) -> dict[str, dict[str, str]]:
    compiled = mapping(
        {
            f"f{number}": {"Source": f"_source.{name}", "Target": target}
            for number, (name, target) in enumerate(fields.items())
        }
    )
    return {name: dict(values) for name, values in map_object(compiled, {"id": "1", **source}).writes.items()}


def test_texts_of_all_fields_are_returned_by_name_with_a_target_or_without() -> None:
    compiled = mapping({"name": {"Source": "_source.n", "Target": "_profile.FirstName"}, "b": {"Source": "_source.b"}})

    assert {"id": "1", "name": "Ann", "b": "2"} == field_texts(compiled, {"id": "1", "n": "Ann", "b": 2})


@pytest.mark.rule("F-29")
def test_the_last_value_for_one_target_wins() -> None:
    fields = {"a": "_profile.FirstName", "b": "_profile.FirstName", "c": "_profile.FirstName"}

    assert {"_profile": {"FirstName": "B"}} == writes(fields, {"a": "A", "b": "B", "c": ""})


@pytest.mark.rule("F-31")
def test_values_of_any_length_are_kept() -> None:
    assert {"_profile": {"FirstName": "x" * 300}} == writes({"a": "_profile.FirstName"}, {"a": "x" * 300})


@pytest.mark.rule("F-30")
@pytest.mark.parametrize(
    ("member", "value", "written"),
    [
        ("PartyType", "BUSINESS", {"PartyTypeString": "BUSINESS"}),
        ("PartyType", "club", {"PartyTypeString": "club"}),
        ("Gender", "Male", {"GenderString": "Male"}),
        ("Gender", "F", {"GenderString": "F"}),
    ],
)
def test_gender_and_party_type_are_free_text_as_sent(member: str, value: str, written: dict[str, str]) -> None:
    assert {"_profile": written} == writes({"a": f"_profile.{member}"}, {"a": value})


@pytest.mark.rule("F-32")
def test_a_whole_address_is_read_from_the_members_of_an_object() -> None:
    address = {"Address1": "Main St 1", "City": "Rome", "PostalCode": 123, "Planet": "Earth", "State": ""}
    expected = {"Address1": "Main St 1", "City": "Rome", "PostalCode": "123"}

    assert {"_profile": {f"BillingAddress.{part}": text for part, text in expected.items()}} == writes(
        {"a": "_profile.BillingAddress"}, {"a": address}
    )


@pytest.mark.rule("F-32")
@pytest.mark.parametrize("value", ["Main St 1", "[1]", ["Rome"], 5, True])
def test_what_is_no_object_is_no_address(value: object) -> None:
    assert {} == writes({"a": "_profile.Address"}, {"a": value})


def test_a_profile_type_that_the_model_lacks_is_left_out() -> None:
    assert {} == writes({"a": "_profile.ProfileType"}, {"a": "person"})


def test_engagement_preferences_become_one_value() -> None:
    fields = {
        "a[].k": "_profile.EngagementPreferences.Phone[].KeyName",
        "a[].v": "_profile.EngagementPreferences.Phone[].KeyValue",
    }
    written = writes(fields, {"a": [{"k": "_phone", "v": "1"}, {"k": "_phone", "v": "ä"}]})

    assert {
        "EngagementPreferences": '{"Phone":[{"KeyName":"_phone","KeyValue":"1"},{"KeyName":"_phone","KeyValue":"ä"}]}'
    } == written["_profile"]


def test_one_value_for_a_list_is_its_first_element() -> None:
    fields = {"total": {"Source": "_source.total", "Target": "_order.OrderItems[].Price"}}
    keys = {"crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE", "ORDER"], "FieldNames": ["id"]}]}

    assert {"OrderItems[0].Price": "7"} == map_object(mapping(fields, keys), {"id": 1, "total": 7}).writes["_order"]


@pytest.mark.rule("K-22")
def test_a_partly_empty_key_is_none() -> None:
    keys = {"crm": UNIQUE, "pair": [{"FieldNames": ["id", "b"]}]}
    mapped = map_object(mapping({"b": {"Source": "_source.b"}}, keys), {"id": "1"})

    assert ["crm"] == [key.key_name for key in mapped.entries]


@pytest.mark.rule("K-22", "IN-C-5")
def test_a_partly_empty_unique_key_counts() -> None:
    keys = {"crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id", "b"]}]}
    mapped = map_object(mapping({"b": {"Source": "_source.b"}}, keys), {"id": "1"})

    assert [("1", "")] == [value for _, value in mapped.entries.values()]


@pytest.mark.rule("P-20")
@pytest.mark.parametrize(("one", "other", "same"), [("A@b.c", " a@B.c", True), ("a@b.c", "a@b.d", False)])
def test_unique_keys_compare_by_content_type(one: str, other: str, *, same: bool) -> None:
    compiled = mapping({"id": {"Source": "_source.id", "ContentType": "EMAIL_ADDRESS"}})

    assert same == (map_object(compiled, {"id": one}).unique_key == map_object(compiled, {"id": other}).unique_key)


@pytest.mark.rule("F-27", "W-6")
@pytest.mark.parametrize(("text", "year"), [("2020-01-01", 2020), ("yesterday", None), ("", None)])
def test_a_timestamp_that_does_not_fit_is_none(text: str, year: int | None) -> None:
    field = {"at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"}}
    mapped = map_object(mapping(field, SourceLastUpdatedTimestampFormat="yyyy-MM-dd"), {"id": "1", "at": text})

    assert (year, {}) == (mapped.timestamp and mapped.timestamp.year, dict(mapped.writes.get("_profile", {})))


@pytest.mark.rule("W-10")
def test_the_first_address_and_the_first_number_are_the_contact_points() -> None:
    fields = {
        name: {"Source": f"_source.{name}", "ContentType": kind}
        for name, kind in (("e1", "EMAIL_ADDRESS"), ("e2", "EMAIL_ADDRESS"), ("p1", "PHONE_NUMBER"))
    }
    mapped = map_object(mapping(fields), {"id": "1", "e1": "", "e2": "a@b.c", "p1": "555"})

    assert ("a@b.c", "555") == (mapped.email, mapped.phone)


@pytest.mark.rule("P-12")
def test_no_value_for_any_profile_key_is_refused() -> None:
    keys = {
        "crm": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "b": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["b"]}],
    }

    with pytest.raises(BadRequest, match="no value for any profile key"):
        map_object(mapping({"b": {"Source": "_source.b"}}, keys), {"id": "1", "b": None})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcid"), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "items", "contactId", "customerEndpoint", "a"]), json_values))
def test_no_object_breaks_a_checked_mapping(source: dict[str, Any]) -> None:
    compiled = mapping(
        {
            "x": {"Source": "{{#each _source.items}}{{a}}{{#with b}}{{../c}}{{/with}}{{/each}}"},
            "y": {"Source": "_source.items[].a", "Target": "_airSegment.Pets[].Breed"},
            "z": {"Source": "_source.items[1].b.c", "Target": "_profile.Gender"},
        },
        {"crm": UNIQUE, "s": [{"StandardIdentifiers": ["AIR_SEGMENT"], "FieldNames": ["id"]}]},
    )
    with suppress(BadRequest):
        mapped = map_object(compiled, source)

        assert all(text for values in mapped.writes.values() for text in values.values())


@pytest.mark.rule("CTR-5")
@pytest.mark.parametrize(
    ("address", "email", "phone"),
    [("a@b.c", "a@b.c", None), ("+12065550100@sip", None, "+12065550100@sip"), ("anonymous", None, "anonymous")],
)
def test_a_contact_without_digits_is_one_by_email(address: str, email: str | None, phone: str | None) -> None:
    compiled = compile_mapping(from_template("CTR", templates()["CTR"]))
    mapped = map_object(compiled, {"contactId": "1", "customerEndpoint": {"address": address}})

    assert (email, phone) == (mapped.email, mapped.phone)


@pytest.mark.rule("P-20")
def test_the_unique_key_is_a_hash_of_type_key_and_values() -> None:
    values = ("Ticket", "uniqueTicket", "john@examplecorp.com", "2010-01-01T12:34:56Z")
    fields = {
        "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
        "time": {"Source": "_source.time"},
    }
    keys = {"uniqueTicket": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["email", "time"]}]}
    compiled = mapping(fields, keys, ObjectTypeName="Ticket")
    found = map_object(compiled, {"email": "John@ExampleCorp.com", "time": "2010-01-01T12:34:56Z"}).unique_key
    digest = hashlib.sha256("\x1f".join(values).encode()).digest()

    assert "raXemmFMxMlQtzT2BmjD68Bfeipho3Xd1vraUyEU/YM=" == base64.b64encode(digest).decode() == found


def test_contact_records_of_one_caller_are_linked_by_a_key_that_no_search_can_name() -> None:
    compiled = compile_mapping(from_template("CTR", templates()["CTR"]))
    mapped = map_object(compiled, {"contactId": "1", "customerEndpoint": {"address": "+12065550100"}})
    contact, caller = mapped.entries

    assert ["_ctrContactId", "CTR caller"] == [contact.key_name, caller.key_name]
    assert (False, True, True, True) == (caller.is_unique, caller.is_profile, caller.is_secondary, caller.is_founding)


@pytest.mark.parametrize(("source", "expected"), [({"kind": "Open"}, {"Events.Open": "1"}), ({}, None)])
def test_a_target_may_be_named_by_the_object(source: dict[str, Any], expected: dict[str, str] | None) -> None:
    fields = {"at": {"Source": "_source.at", "Target": "_communicationRecord.Events.{{_source.kind}}"}}
    keys = {"crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE", "COMMUNICATION_RECORD"], "FieldNames": ["id"]}]}
    written = map_object(mapping(fields, keys), {"id": "1", "at": 1, **source}).writes

    assert expected == written.get("_communicationRecord")


@pytest.mark.parametrize(
    ("own", "value"),
    [({"number": [{"StandardIdentifiers": ["ORDER"], "FieldNames": ["number"]}]}, "7"), ({}, "1")],
)
def test_a_standard_object_is_known_by_its_own_key_or_else_by_that_of_the_object(
    own: dict[str, Any], value: str
) -> None:
    compiled = mapping({"number": {"Source": "_source.n"}}, {"crm": UNIQUE, **own})
    mapped = map_object(compiled, {"id": "1", "n": "7"})

    assert [value] == [entry[1] for entry in mapped.record_keys("_order")]
