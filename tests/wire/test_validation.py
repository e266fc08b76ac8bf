from __future__ import annotations

from typing import Any

import pytest
from botocore.model import ShapeResolver

from moto_customerprofiles.wire.model import operation_model, operation_names
from moto_customerprofiles.wire.validation import compile_check, matcher, summary


def check(shape: dict[str, Any], value: object) -> list[str]:
    """Return the violations of a value that stands at member `M` of a structure."""
    shapes: Any = {"Root": {"type": "structure", "members": {"M": {"shape": "M"}}}, "M": shape, "S": {"type": "string"}}
    compiled = compile_check(ShapeResolver(shapes).get_shape_by_name("Root"))
    violations: list[str] = []
    if compiled:
        compiled({"M": value}, "", violations)
    return violations


def operation(name: str, params: dict[str, Any]) -> list[str]:
    shape = operation_model(name).input_shape
    assert shape
    compiled = compile_check(shape)
    assert compiled
    violations: list[str] = []
    compiled(params, "", violations)
    return violations


@pytest.mark.rule("G-12", "ID-C-5")
@pytest.mark.parametrize(
    ("shape", "value", "words"),
    [
        ({"type": "string", "min": 2}, "a", "length greater than or equal to 2"),
        ({"type": "string", "max": 2}, "abc", "length less than or equal to 2"),
        ({"type": "string", "pattern": "[a-f0-9]{2}"}, "abc", "satisfy regular expression pattern: [a-f0-9]{2}"),
        ({"type": "string", "enum": ["A", "B"]}, "C", "satisfy enum value set: [A, B]"),
        ({"type": "integer", "min": 1}, 0, "value greater than or equal to 1"),
        ({"type": "integer", "max": 5}, 6, "value less than or equal to 5"),
        ({"type": "long", "max": 5}, 6, "value less than or equal to 5"),
        ({"type": "double", "max": 1.0}, 1.5, "value less than or equal to 1.0"),
        ({"type": "list", "member": {"shape": "S"}, "min": 1}, [], "length greater than or equal to 1"),
        ({"type": "list", "member": {"shape": "S"}, "max": 1}, ["a", "b"], "length less than or equal to 1"),
        (
            {"type": "map", "key": {"shape": "S"}, "value": {"shape": "S"}, "min": 1},
            {},
            "length greater than or equal to 1",
        ),
        (
            {"type": "map", "key": {"shape": "S"}, "value": {"shape": "S"}, "max": 0},
            {"a": "b"},
            "length less than or equal to 0",
        ),
    ],
)
def test_each_constraint_has_its_words(shape: dict[str, Any], value: object, words: str) -> None:
    shown = {"['a', 'b']": "[a, b]", "{'a': 'b'}": "{a=b}"}.get(str(value), value)

    assert [f"Value '{shown}' at 'm' failed to satisfy constraint: Member must {_have(words)}{words}"] == check(
        shape, value
    )


def _have(words: str) -> str:
    return "" if words.startswith("satisfy") else "have "


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ({"type": "string", "min": 1, "max": 2}, "ab"),
        ({"type": "string", "max": 2}, "😀😀"),
        ({"type": "string", "pattern": "[a-f0-9]{2}"}, "a0"),
        ({"type": "string", "enum": ["A"]}, "A"),
        ({"type": "integer", "min": 1, "max": 5}, 5),
        ({"type": "double", "min": 0.0, "max": 1.0}, 0.0),
        ({"type": "string"}, "anything"),
        ({"type": "boolean"}, True),
    ],
)
def test_value_within_its_bounds_is_fine(shape: dict[str, Any], value: object) -> None:
    assert [] == check(shape, value)


@pytest.mark.parametrize(
    ("pattern", "value", "fits"),
    [
        ("[a-f0-9]{4}", "abcd", True),
        ("[a-f0-9]{4}", "abcde", False),
        ("^arn:[a-z0-9]{1,10}:profile", "arn:aws:profile:us-east-1:1:domains/d", True),
        ("^arn:[a-z0-9]{1,10}:profile", "x arn:aws:profile", False),
        ("^[a-z]+$", "abc", True),
        ("^[a-z]+$", "abc\n", False),
        (r"^\w+$", "abcü", False),
        (r"\d", "٣", False),
        (r"x\$", "x$", True),
    ],
)
def test_pattern_without_anchor_must_fit_the_whole_value(pattern: str, value: str, *, fits: bool) -> None:
    assert fits == bool(matcher(pattern)(value))


def test_missing_member_is_null() -> None:
    expected = ["Value null at 'defaultExpirationDays' failed to satisfy constraint: Member must not be null"]

    assert expected == operation("CreateDomain", {"DomainName": "shop"})


def test_all_violations_are_collected() -> None:
    violations = operation("CreateDomain", {"DomainName": "a b", "DefaultExpirationDays": 0})

    assert ["domainName", "defaultExpirationDays"] == [line.split("'")[3] for line in violations]


def test_path_leads_through_structures_lists_and_maps() -> None:
    field = {"Source": "x" * 1001}
    key = {"StandardIdentifiers": ["PROFILE", "NOBODY"]}
    violations = operation(
        "PutProfileObjectType",
        {
            "DomainName": "d",
            "ObjectTypeName": "t",
            "Description": "d",
            "Fields": {"email": field},
            "Keys": {"k": [key]},
        },
    )

    assert [
        "fields.email.member.source",
        "keys.k.member.1.member.standardIdentifiers",
    ] == [line.split(" at '")[1].split("'")[0] for line in violations]


def test_key_of_a_map_is_checked_like_a_value() -> None:
    violations = operation("TagResource", {"resourceArn": "arn:aws:profile:x", "tags": {"aws:mine": "x"}})

    assert (
        "Value '{aws:mine=x}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: ["
        in violations[0]
    )


@pytest.mark.rule("G-12")
def test_items_of_a_list_share_one_line_that_names_all_constraints() -> None:
    [violation] = operation(
        "SearchProfiles", {"DomainName": "d", "KeyName": "_email", "Values": ["a", "x" * 256, "y" * 300]}
    )

    assert violation.endswith(
        "at 'values' failed to satisfy constraint: Member must satisfy constraint: [Member must have length "
        "less than or equal to 255, Member must have length greater than or equal to 1], "
        f"which '{'x' * 97}...' does not"
    )


def test_a_long_value_is_cut() -> None:
    [violation] = operation("GetDomain", {"DomainName": "x" * 5_000})

    assert f"Value '{'x' * 100}...' at 'domainName'" in violation


@pytest.mark.needs("CreateDomainRequest.RuleBasedMatching")
@pytest.mark.rule("SQL-6")
def test_sensitive_value_is_not_printed() -> None:
    violations = operation("CreateProfile", {"DomainName": "d", "FirstName": "secret" * 100})

    assert [
        "Value at 'firstName' failed to satisfy constraint: Member must have length less than or equal to 255"
    ] == violations


@pytest.mark.needs("CreateDomainRequest.RuleBasedMatching")
def test_whatever_a_sensitive_structure_holds_is_not_printed() -> None:
    violations = operation("CreateProfile", {"DomainName": "d", "Address": {"City": "secret" * 100}})

    assert "secret" not in violations[0]


def test_a_list_is_not_printed_if_something_within_is_sensitive() -> None:
    items = [{"Id": str(number), "Object": "secret"} for number in range(11)]

    violations = operation("BatchPutProfileObject", {"DomainName": "d", "ObjectTypeName": "t", "Items": items})

    assert [
        "Value at 'items' failed to satisfy constraint: Member must have length less than or equal to 10"
    ] == violations


@pytest.mark.rule("G-12")
@pytest.mark.parametrize(
    ("lines", "text"),
    [(["a"], "1 validation error detected: a"), (["a", "b"], "2 validation errors detected: a; b")],
)
def test_message_counts_the_violations(lines: list[str], text: str) -> None:
    assert text == summary(lines)


def test_union_takes_exactly_one_of_its_members() -> None:
    shape = {"type": "structure", "union": True, "members": {"A": {"shape": "S"}, "B": {"shape": "S"}}}

    assert [1, 0, 1] == [len(check(shape, value)) for value in ({}, {"A": "x"}, {"A": "x", "B": "y"})]


@pytest.mark.parametrize("name", operation_names())
def test_every_pattern_of_the_model_can_be_compiled(name: str) -> None:
    shape = operation_model(name).input_shape

    assert shape is None or callable(compile_check(shape)) or not shape.required_members
