"""Event triggers against worked examples: objects arrive at an hour of the day, and some of them invoke."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fidelity.cases import Case, accepted, check_refusal, rejected
from tests.support.backends import the_backend
from tests.support.facts import ROLE, T0, aws_arn
from tests.support.replies import refusal
from tests.support.shop import put_object

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

CAMPAIGN = aws_arn("connect-campaigns", "campaign/abc")


@pytest.fixture(autouse=True)
def _purchases(client: CustomerProfilesClient) -> None:
    """Have a domain `d` whose type `Purchase` has its own time and two fields."""
    client.create_domain(DomainName="d", DefaultExpirationDays=365)
    client.put_profile_object_type(
        DomainName="d",
        ObjectTypeName="Purchase",
        Description="A purchase",
        AllowProfileCreation=True,
        SourceLastUpdatedTimestampFormat="EpochMilli",
        Fields={
            "id": {"Source": "_source.id"},
            "customer": {"Source": "_source.customer", "Target": "_profile.AccountNumber"},
            "town": {"Source": "{{_source.city}} ({{_source.country}})"},
            "labels": {"Source": "_source.tags"},
            "at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"},
        },
        Keys={
            "purchaseId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    )


@pytest.mark.parametrize("case", accepted("event_triggers"))
def test_objects_invoke_or_not(case: Case, client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    client.create_event_trigger(DomainName="d", EventTriggerName="t", ObjectTypeName="Purchase", **case["given"])
    client.put_integration(
        DomainName="d", Uri=CAMPAIGN, ObjectTypeName="Purchase", EventTriggerNames=["t"], RoleArn=ROLE
    )
    invoked = []
    for number, step in enumerate(case["when"]):
        frozen.move_to(T0 + timedelta(hours=step.get("hour", 0)))
        before = _invocations()
        arrived = {"id": str(number), "customer": "A-1", **step["object"]}
        put_object(client, "Purchase", "d", **arrived)
        invoked.append(_invocations() - before)

    assert case["then"]["invocations"] == invoked


@pytest.mark.parametrize("case", rejected("event_triggers"))
def test_definition_is_refused(case: Case, client: CustomerProfilesClient) -> None:
    arguments = {"DomainName": "d", "EventTriggerName": "t", "ObjectTypeName": "Purchase", **case["given"]}

    check_refusal(case, *refusal(client.create_event_trigger, **arguments))


def _invocations() -> int:
    backend = the_backend()
    invocations = backend.call_hook("event_trigger_invocations", domain_name="d")
    assert isinstance(invocations, list)
    return len(invocations)
