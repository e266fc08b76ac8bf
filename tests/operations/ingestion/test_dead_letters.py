"""Objects that find no place, and who is told of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.support.facts import REGION

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("P-31")
def test_dead_letters_go_to_the_queue_of_the_domain(crm: Crm) -> None:
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    crm.client.update_domain(DomainName=crm.name, DeadLetterQueueUrl=url)
    crm.define("Only", AllowProfileCreation=False)
    crm.put("Only", id="1", customer="A")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    body = json.loads(message["Body"])

    assert ("shop", "Only", {"id": "1", "customer": "A"}) == (
        body["DomainName"],
        body["ObjectTypeName"],
        json.loads(body["Object"]),
    )


@pytest.mark.rule("P-31")
def test_a_missing_queue_does_no_harm(crm: Crm) -> None:
    crm.client.update_domain(DomainName=crm.name, DeadLetterQueueUrl="https://sqs.us-east-1.amazonaws.com/1/none")
    crm.define("Only", AllowProfileCreation=False)
    crm.put("Only", id="1", customer="A")

    assert ["A"] == [json.loads(letter.text)["customer"] for letter in crm.state.dead_letters]


@pytest.mark.rule("A-3")
def test_an_ambiguous_key_says_so_in_the_dead_letter(crm: Crm) -> None:
    for _ in range(2):
        profile_id = crm.client.create_profile(DomainName=crm.name)["ProfileId"]
        crm.client.add_profile_key(DomainName=crm.name, ProfileId=profile_id, KeyName="customer", Values=["A"])
    crm.define("Only", AllowProfileCreation=False)
    crm.put("Only", id="1", customer="A")

    assert "All keys of this object are binding to more than one profiles" == crm.state.dead_letters[0].reason
