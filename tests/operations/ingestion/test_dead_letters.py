"""Objects that find no profile, and where they are sent."""

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
    (message,) = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}

    assert {"id": "1", "customer": "A"} == json.loads(message["Body"])
    assert {"String"} == {value["DataType"] for value in message["MessageAttributes"].values()}
    assert {"Message": crm.state.dead_letters[0].reason, "DomainName": "shop", "ObjectTypeName": "Only"} == attributes


@pytest.mark.rule("P-31")
def test_a_dead_letter_can_be_put_again_as_it_stands(crm: Crm) -> None:
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    crm.client.update_domain(DomainName=crm.name, DeadLetterQueueUrl=url)
    crm.define("Only", AllowProfileCreation=False)
    crm.put_text('{"id": "1",  "customer": "A"}', "Only")
    crm.define("Only")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    crm.put_text(message["Body"], "Only")

    assert ['{"id": "1",  "customer": "A"}'] == crm.texts(crm.customer("A"), "Only")


@pytest.mark.rule("P-31")
def test_a_missing_queue_does_no_harm(crm: Crm) -> None:
    crm.state.call.settings.strict_dead_letter_queue = False
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
