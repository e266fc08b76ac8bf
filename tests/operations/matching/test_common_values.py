"""Values that more than 500 profiles carry, and that are no evidence to matching rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from tests.support.areas.rule_based_matching import (
    BY_GENDER,
    LEVEL,
    create_matching_domain,
    list_match_groups,
    list_match_ids,
    rules_of,
    update_rules,
)
from tests.support.facts import REGION, queue_url
from tests.support.shop import create_domain, create_pair

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


ALL_COMMON = f"All attributes at rule level {LEVEL} are associated with more than 500 records."


@pytest.fixture
def queue(client: CustomerProfilesClient) -> str:  # noqa: ARG001  # under its mock
    return boto3.client("sqs", region_name=REGION).create_queue(QueueName="letters")["QueueUrl"]


def messages(queue: str) -> list[str]:
    sqs = boto3.client("sqs", region_name=REGION)
    found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    return [message["Body"] for message in found]


def crowd(backend: CustomerProfilesBackend, size: int = 501) -> None:
    for _ in range(size):
        backend.call("CreateProfile", DomainName="shop", Gender="FEMALE")


@pytest.mark.rule("RB-9", "ID-EX-25")
def test_value_of_501_profiles_makes_no_match_and_one_message(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
) -> None:
    create_matching_domain(client, BY_GENDER, DeadLetterQueueUrl=queue)
    crowd(backend, 500)
    before = (len(list_match_ids(client)), messages(queue))
    crowd(backend, 2)

    assert (1, []) == before
    assert ([], [ALL_COMMON]) == (list_match_ids(client), messages(queue))


@pytest.mark.rule("RB-9")
def test_message_comes_once_for_each_configuration(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
) -> None:
    create_matching_domain(client, BY_GENDER, DeadLetterQueueUrl=queue)
    crowd(backend)
    update_rules(client, {**BY_GENDER, "ConflictResolution": {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}})
    backend.call_hook("activate_rule_based_matching", domain_name="shop")
    crowd(backend, 1)

    assert [ALL_COMMON, ALL_COMMON] == messages(queue)


def test_message_is_sent_for_old_profiles_when_the_rules_come_into_force(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
) -> None:
    create_domain(client, DeadLetterQueueUrl=queue)
    crowd(backend)
    update_rules(client, BY_GENDER)
    before = messages(queue)
    backend.call_hook("activate_rule_based_matching", domain_name="shop")

    assert ([], [ALL_COMMON]) == (before, messages(queue))


@pytest.mark.rule("RB-9", "ID-EX-25")
def test_rarer_value_keeps_the_level_alive(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
) -> None:
    create_matching_domain(client, rules_of(["Gender", "EmailAddress"]), DeadLetterQueueUrl=queue)
    crowd(backend)
    ids = create_pair(client, Gender="FEMALE", EmailAddress="a@x.com")

    assert ([(set(ids), LEVEL)], []) == (list_match_groups(client), messages(queue))


def test_missing_queue_is_no_error(client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    backend.world.settings.strict_dead_letter_queue = False
    create_matching_domain(client, BY_GENDER, DeadLetterQueueUrl=queue_url("nowhere"))
    crowd(backend)

    assert [] == list_match_ids(client)
