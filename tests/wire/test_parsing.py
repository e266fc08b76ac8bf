from __future__ import annotations

import json

import pytest

from moto_customerprofiles.errors import SerializationFailed
from moto_customerprofiles.wire.model import operation_model, operation_names
from moto_customerprofiles.wire.parsing import Parser
from tests.support.facts import T0

SHOP = {"DomainName": "shop"}


def parser(name: str) -> Parser:
    return Parser(operation_model(name).input_shape)


def body_of(name: str, body: object, *, query: str = "") -> dict[str, object]:
    """Return the parameters of a request for something in the domain `shop`."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return parser(name).parse(SHOP, query, raw)


@pytest.mark.parametrize("name", operation_names())
def test_every_operation_can_be_compiled(name: str) -> None:
    assert {} == parser(name).accept((), {})


def test_members_come_from_where_the_model_puts_them() -> None:
    params = body_of("SearchProfiles", {"KeyName": "_email", "Values": ["a"]}, query="max-results=5&next-token=abc")

    assert {**SHOP, "KeyName": "_email", "Values": ["a"], "MaxResults": 5, "NextToken": "abc"} == params


def test_body_never_overrides_the_path() -> None:
    assert SHOP == body_of("CreateDomain", {"DomainName": "other"})


def test_body_never_overrides_the_query() -> None:
    params = body_of("SearchProfiles", {"MaxResults": 5, "max-results": 5, "KeyName": "k"})

    assert {**SHOP, "KeyName": "k"} == params


def test_list_in_the_query_repeats_its_name() -> None:
    params = parser("UntagResource").parse({"resourceArn": "arn"}, "tagKeys=a&tagKeys=b%20c&tagKeys=", b"")

    assert {"resourceArn": "arn", "tagKeys": ["a", "b c", ""]} == params


@pytest.mark.parametrize("text", ["true", "false"])
def test_boolean_of_the_query_is_read_from_text(text: str) -> None:
    params = parser("ListAccountIntegrations").parse({}, f"include-hidden={text}", b'{"Uri": "u"}')

    assert {"Uri": "u", "IncludeHidden": text == "true"} == params


@pytest.mark.parametrize("text", ["abc", "1.5", "", "1e3", "9" * 30, "%D9%A3", "0x10"])
def test_text_that_is_no_integer_is_refused(text: str) -> None:
    with pytest.raises(SerializationFailed):
        parser("ListDomains").parse({}, f"max-results={text}", b"")


@pytest.mark.parametrize("text", ["True", "1", "", "yes"])
def test_text_that_is_no_boolean_is_refused(text: str) -> None:
    with pytest.raises(SerializationFailed):
        parser("ListAccountIntegrations").parse({}, f"include-hidden={text}", b"{}")


@pytest.mark.parametrize("query", ["next-token=%ff", "&".join(["max-results=1"] * 1001)])
def test_malformed_query_is_refused(query: str) -> None:
    with pytest.raises(SerializationFailed):
        parser("ListDomains").parse({}, query, b"")


def test_unknown_names_in_the_query_are_ignored() -> None:
    assert {"MaxResults": 7} == parser("ListDomains").parse({}, "Action=x&max-results=7", b"")


def test_null_is_absence_at_every_depth() -> None:
    params = body_of(
        "CreateProfile", {"FirstName": None, "Address": {"City": None, "State": "WA"}, "Attributes": {"a": None}}
    )

    assert {**SHOP, "Address": {"State": "WA"}, "Attributes": {}} == params


@pytest.mark.rule("CLI-19")
def test_unknown_members_are_ignored_at_every_depth() -> None:
    params = body_of("CreateProfile", {"Shoe": 1, "Address": {"Floor": 2, "City": "Rome"}})

    assert {**SHOP, "Address": {"City": "Rome"}} == params


def test_whole_number_is_a_double() -> None:
    params = body_of(
        "CreateDomain",
        {"Matching": {"Enabled": True, "AutoMerging": {"Enabled": True, "MinAllowedConfidenceScoreForMerging": 1}}},
    )
    merging = params["Matching"]["AutoMerging"]  # type: ignore[index]  # a nested document

    assert "1.0" == repr(merging["MinAllowedConfidenceScoreForMerging"])


@pytest.mark.parametrize(
    "body",
    [
        {"DefaultExpirationDays": "365"},
        {"DefaultExpirationDays": 365.0},
        {"DefaultExpirationDays": True},
        {"DefaultExpirationDays": [365]},
        {"DefaultEncryptionKey": 1},
        {"DefaultEncryptionKey": {}},
        {"Tags": []},
        {"Tags": {"a": 1}},
        {"Tags": "a"},
        {"Matching": True},
        {"Matching": {"Enabled": "true"}},
        {"Matching": {"Enabled": 1}},
        {"RuleBasedMatching": {"Enabled": True, "MatchingRules": {}}},
        {"RuleBasedMatching": {"Enabled": True, "MatchingRules": [{"Rule": "x"}]}},
        {"Matching": {"Enabled": True, "AutoMerging": {"Enabled": True, "MinAllowedConfidenceScoreForMerging": True}}},
        {
            "Matching": {
                "Enabled": True,
                "AutoMerging": {"Enabled": True, "MinAllowedConfidenceScoreForMerging": 10**400},
            }
        },
    ],
)
def test_value_of_the_wrong_json_type_is_refused(body: object) -> None:
    with pytest.raises(SerializationFailed):
        body_of("CreateDomain", body)


@pytest.mark.rule("ADD-2")
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"1",
        b"{} {}",
        b"{'a': 1}",
        b'{"FirstName": "\xff"}',
        b'{"FirstName": "\\ud800"}',
        b'{"FirstName": "\\udc00\\ud800"}',
        b'{"Attributes": {"\\ud83d": "x"}}',
        b'{"FirstName": NaN}',
        b'{"FirstName": -Infinity}',
        b'{"FirstName": 1e999}',
        b'{"a":' * 100_000,
        b"[" * 100_000,
        b'{"FirstName": ' + b"9" * 10_000 + b"}",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_body_that_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(SerializationFailed):
        body_of("CreateProfile", body)


def test_unicode_arrives_as_it_was_sent() -> None:
    params = body_of("CreateProfile", '{"FirstName": "\\ud83d\\ude00 Zoë \\u0000"}'.encode())

    assert {**SHOP, "FirstName": "😀 Zoë \0"} == params


def test_empty_body_is_an_empty_object() -> None:
    assert SHOP == body_of("CreateProfile", b"")


@pytest.mark.parametrize(
    "value", [T0.timestamp(), int(T0.timestamp()), "2025-01-06T12:00:00Z", "2025-01-06T13:00:00+01:00"]
)
def test_timestamp_is_seconds_or_iso_text(value: object) -> None:
    assert {**SHOP, "QueryStartDate": T0} == body_of("ListWorkflows", {"QueryStartDate": value})


@pytest.mark.rule("ADD-2")
@pytest.mark.parametrize("value", [1e300, -1e15, "yesterday", "", True, [], {}])
def test_timestamp_out_of_range_or_of_another_type_is_refused(value: object) -> None:
    with pytest.raises(SerializationFailed):
        body_of("ListWorkflows", {"QueryStartDate": value})


def test_parameters_given_in_python_are_copied() -> None:
    tags = {"team": "a"}
    accepted = parser("CreateDomain").accept((), {"DomainName": "shop", "Tags": tags})
    tags["team"] = "b"

    assert {"DomainName": "shop", "Tags": {"team": "a"}} == accepted


def test_unknown_parameter_given_in_python_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError, match=r"domain_name.*DomainName"):
        parser("GetDomain").accept((), {"domain_name": "shop"})


def test_naive_datetime_given_in_python_is_utc() -> None:
    accepted = parser("ListWorkflows").accept((), {"QueryStartDate": T0.replace(tzinfo=None)})

    assert {"QueryStartDate": T0} == accepted


def test_parameters_given_by_position_are_those_of_the_shape_in_its_order() -> None:
    assert {"resourceArn": "arn", "tags": {"a": "b"}} == parser("TagResource").accept(("arn", {"a": "b"}), {})


def test_one_position_too_many_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError):
        parser("GetDomain").accept(("shop", "office"), {})
