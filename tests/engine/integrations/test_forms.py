from __future__ import annotations

import pytest

from moto_customerprofiles.engine.integrations.forms import (
    Form,
    check_object_types,
    flow_uri,
    form_of,
    is_unstructured,
    put_again,
)
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import ACCOUNT, REGION, ROLE, aws_arn

FLOW = aws_arn("appflow", "flow/orders")
EVENTS = aws_arn("app-integrations", "event-integration/shop")
BUS = aws_arn("events", "event-bus/aws.partner/shopify.com/1/orders")
CAMPAIGNS = aws_arn("connect-campaigns", "instance/abc")
CAMPAIGN = aws_arn("connect-campaigns", "campaign/abc")
NAMES = {"ShopifyCreateOrders": "Shopify-Order"}


@pytest.mark.rule("INT-1")
@pytest.mark.parametrize(
    ("members", "form"),
    [
        ({"Uri": FLOW, "ObjectTypeName": "order"}, Form.FLOW),
        ({"Uri": aws_arn("flow", "flow/orders"), "ObjectTypeName": "order"}, Form.FLOW),
        ({"Uri": FLOW, "ObjectTypeName": "_unstructured"}, Form.FLOW),
        ({"FlowDefinition": {}, "ObjectTypeName": "order"}, Form.NEW_FLOW),
        ({"Uri": EVENTS, "ObjectTypeNames": NAMES}, Form.EVENT_SOURCE),
        ({"Uri": CAMPAIGNS, "ObjectTypeNames": NAMES, "RoleArn": ROLE}, Form.CAMPAIGN_INSTANCE),
        ({"Uri": CAMPAIGN, "EventTriggerNames": ["t"], "RoleArn": ROLE}, Form.TRIGGER_TARGET),
        ({"Uri": CAMPAIGN, "EventTriggerNames": ["t"], "RoleArn": ROLE, "ObjectTypeName": "o"}, Form.TRIGGER_TARGET),
        ({"Uri": CAMPAIGNS, "ObjectTypeNames": NAMES}, Form.CAMPAIGN_INSTANCE),
        ({"Uri": CAMPAIGN, "EventTriggerNames": ["t"]}, Form.TRIGGER_TARGET),
        ({"Uri": EVENTS, "ObjectTypeName": "order"}, Form.EVENT_SOURCE),
        ({"Uri": CAMPAIGNS, "ObjectTypeName": "order"}, Form.CAMPAIGN_INSTANCE),
        ({"Uri": BUS, "ObjectTypeNames": NAMES}, Form.SOURCE),
        ({"Uri": "s3://bucket", "ObjectTypeNames": NAMES}, Form.SOURCE),
        ({"Uri": "s3://bucket/prefix", "ObjectTypeName": "order"}, Form.SOURCE),
        ({"Uri": "anything at all", "ObjectTypeName": "order"}, Form.SOURCE),
    ],
)
def test_each_form_is_known_by_its_members(members: dict[str, object], form: Form) -> None:
    assert form == form_of(members)


@pytest.mark.rule("INT-1", "INT-2")
@pytest.mark.parametrize(
    "members",
    [
        {},
        {"ObjectTypeName": "order"},
        {"Uri": FLOW},
        {"Uri": FLOW, "ObjectTypeNames": NAMES},
        {"FlowDefinition": {}},
        {"FlowDefinition": {}, "ObjectTypeNames": NAMES},
        {"FlowDefinition": {}, "ObjectTypeName": "order", "Uri": FLOW},
        {"FlowDefinition": {}, "ObjectTypeName": "order", "EventTriggerNames": ["t"]},
        {"Uri": EVENTS},
        {"Uri": EVENTS, "ObjectTypeNames": {}},
        {"Uri": CAMPAIGNS, "RoleArn": ROLE},
        {"Uri": "s3://bucket", "EventTriggerNames": ["t"], "RoleArn": ROLE},
        {"Uri": "s3://bucket"},
        {"Uri": "s3://bucket", "ObjectTypeNames": {}},
    ],
)
def test_what_has_no_form_is_refused(members: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        form_of(members)


@pytest.mark.rule("INT-2")
@pytest.mark.parametrize(
    "members",
    [
        {"Uri": "s3://b", "ObjectTypeName": "order", "ObjectTypeNames": NAMES},
        {"Uri": EVENTS, "ObjectTypeName": "order", "ObjectTypeNames": NAMES},
        {"Uri": CAMPAIGN, "EventTriggerNames": ["t"], "RoleArn": ROLE, "ObjectTypeName": "o", "ObjectTypeNames": NAMES},
    ],
)
def test_both_spellings_of_the_object_type_are_refused(members: dict[str, object]) -> None:
    with pytest.raises(BadRequest, match="not both"):
        form_of(members)


@pytest.mark.rule("INT-9")
def test_a_second_put_replaces_what_it_gives_and_keeps_the_rest() -> None:
    stored: dict[str, object] = {"Uri": "u", "ObjectTypeName": "a", "RoleArn": ROLE, "Scope": "PROFILE"}

    assert {**stored, "ObjectTypeName": "b"} == put_again(
        stored, {"Uri": "u", "ObjectTypeName": "b", "Tags": {"x": "y"}}
    )


def test_a_second_put_without_object_types_keeps_them() -> None:
    stored: dict[str, object] = {"Uri": "u", "ObjectTypeNames": NAMES}

    assert {**stored, "RoleArn": ROLE} == put_again(stored, {"Uri": "u", "RoleArn": ROLE})


def test_naming_one_type_drops_the_several() -> None:
    stored: dict[str, object] = {"Uri": "u", "ObjectTypeNames": NAMES}

    assert {"Uri": "u", "ObjectTypeName": "a"} == put_again(stored, {"ObjectTypeName": "a"})


def test_naming_several_types_drops_the_single_one() -> None:
    stored: dict[str, object] = {"Uri": "u", "ObjectTypeName": "a"}

    assert {"Uri": "u", "ObjectTypeNames": NAMES} == put_again(stored, {"ObjectTypeNames": NAMES})


@pytest.mark.parametrize("name", ["order", "_unstructured"])
def test_known_types_and_unstructured_data_are_accepted(name: str) -> None:
    check_object_types({"ObjectTypeName": name}, {"order"}.__contains__, ())

    with pytest.raises(BadRequest):
        check_object_types({"ObjectTypeName": f"no-{name}"}, {"order"}.__contains__, ())


def test_every_type_of_an_event_source_is_checked() -> None:
    members = {"ObjectTypeNames": {"a": "order", "b": "unknown"}}

    with pytest.raises(BadRequest, match="unknown"):
        check_object_types(members, {"order"}.__contains__, ())


@pytest.mark.rule("INT-11")
@pytest.mark.parametrize("name", ["_catalogItem", "items"])
def test_scope_domain_takes_domain_object_types(name: str) -> None:
    members = {"ObjectTypeName": name, "Scope": "DOMAIN"}

    check_object_types(members, {"order"}.__contains__, {"items"})

    with pytest.raises(BadRequest):
        check_object_types({**members, "ObjectTypeName": "order"}, {"order"}.__contains__, {"items"})


def test_scope_domain_needs_an_object_type() -> None:
    with pytest.raises(BadRequest):
        check_object_types({"Scope": "DOMAIN", "EventTriggerNames": ["t"]}, {"order"}.__contains__, ())


def test_scope_profile_takes_no_domain_object_type() -> None:
    with pytest.raises(BadRequest):
        check_object_types({"ObjectTypeName": "items"}, {"order"}.__contains__, {"items"})


@pytest.mark.rule("INT-6")
def test_uri_of_a_created_flow_ends_in_its_name() -> None:
    expected = "arn:aws-cn:appflow:cn-north-1:123456789012:flow/daily"

    assert expected == flow_uri("aws-cn", "cn-north-1", ACCOUNT, "daily")


def test_name_that_makes_the_uri_too_long_is_refused() -> None:
    longest = "f" * (255 - len(flow_uri("aws", REGION, ACCOUNT, "")))

    assert 255 == len(flow_uri("aws", REGION, ACCOUNT, longest))
    with pytest.raises(BadRequest):
        flow_uri("aws", REGION, ACCOUNT, longest + "f")


@pytest.mark.rule("INT-13")
@pytest.mark.parametrize(
    ("form", "object_type", "expected"),
    [
        (Form.FLOW, "order", True),
        (Form.NEW_FLOW, "_unstructured", True),
        (Form.NEW_FLOW, "order", False),
        (Form.SOURCE, "_unstructured", None),
        (Form.EVENT_SOURCE, "order", None),
    ],
)
def test_only_integrations_with_a_flow_say_whether_they_are_unstructured(
    form: Form,
    object_type: str,
    expected: bool | None,  # noqa: FBT001  # a row of the table
) -> None:
    assert expected is is_unstructured(form, {"ObjectTypeName": object_type})
