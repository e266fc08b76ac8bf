"""What UpdateDomain changes of a domain, and what it leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.support.facts import REGION, T0, aws_arn, queue_url
from tests.support.shop import put_object, put_object_type

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


KEY = aws_arn("kms", "key/none-of-moto")
QUEUE = queue_url("letters")


@pytest.fixture
def queue(client: CustomerProfilesClient) -> None:  # noqa: ARG001  # under its mock
    """Create the queue for dead letters."""
    boto3.client("sqs", region_name=REGION).create_queue(QueueName="letters")


@pytest.mark.rule("ID-D-40", "ID-EX-2")
@pytest.mark.usefixtures("queue")
def test_empty_text_clears_and_what_is_left_out_stays(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=365, DefaultEncryptionKey=KEY, DeadLetterQueueUrl=QUEUE)
    reply = client.update_domain(DomainName="d", DeadLetterQueueUrl="")

    assert "DeadLetterQueueUrl" not in reply
    assert (KEY, 365) == (reply["DefaultEncryptionKey"], reply["DefaultExpirationDays"])


@pytest.mark.rule("ID-D-40")
def test_key_can_be_cleared_too(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=365, DefaultEncryptionKey=KEY)
    client.update_domain(DomainName="d", DefaultEncryptionKey="")

    assert "DefaultEncryptionKey" not in client.get_domain(DomainName="d")


def test_only_the_name_is_required(client: CustomerProfilesClient, domain: str) -> None:
    assert 365 == client.update_domain(DomainName=domain)["DefaultExpirationDays"]


@pytest.mark.usefixtures("queue")
def test_update_changes_expiration_key_and_queue(client: CustomerProfilesClient, domain: str) -> None:
    client.update_domain(
        DomainName=domain, DefaultExpirationDays=30, DefaultEncryptionKey=KEY, DeadLetterQueueUrl=QUEUE
    )
    found = client.get_domain(DomainName=domain)

    assert (30, KEY) == (found["DefaultExpirationDays"], found["DefaultEncryptionKey"])
    assert QUEUE == found["DeadLetterQueueUrl"]


@pytest.mark.rule("ID-D-43")
def test_tags_of_an_update_are_added_or_overwritten(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "1", "b": "1"})
    reply = client.update_domain(DomainName="d", Tags={"b": "2", "c": "2"})

    assert {"a": "1", "b": "2", "c": "2"} == reply["Tags"]


def test_update_without_tags_keeps_them(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "1"})

    assert {"a": "1"} == client.update_domain(DomainName="d", DefaultExpirationDays=31)["Tags"]


def test_tags_of_an_update_beyond_fifty_are_a_bad_request(client: CustomerProfilesClient) -> None:
    tags = {f"k{number}": "v" for number in range(40)}
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags=tags)
    with pytest.raises(ClientError):
        client.update_domain(DomainName="d", DefaultExpirationDays=60, Tags={f"n{number}": "v" for number in range(11)})
    found = client.get_domain(DomainName="d")

    assert (30, tags) == (found["DefaultExpirationDays"], found["Tags"])


@pytest.mark.rule("ID-D-44")
def test_update_moves_the_time_of_the_last_one(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    frozen.shift(60)
    reply = client.update_domain(DomainName="d")

    assert (T0, T0 + timedelta(seconds=60)) == (reply["CreatedAt"], reply["LastUpdatedAt"])


def test_failed_update_moves_nothing(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    frozen.shift(60)
    with pytest.raises(ClientError):
        client.update_domain(DomainName="d", DefaultExpirationDays=2000)

    assert T0 == client.get_domain(DomainName="d")["LastUpdatedAt"]


@pytest.mark.rule("ID-D-45")
def test_new_expiration_leaves_what_is_there_alone(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    put_object_type(client, "note", fields={"id": ""}, keys={"k": "PROFILE UNIQUE id"}, domain="d")
    put_object(client, "note", "d", id="1")
    client.update_domain(DomainName="d", DefaultExpirationDays=1)
    frozen.shift(timedelta(days=2))

    assert 1 == client.get_domain(DomainName="d")["Stats"]["ObjectCount"]
