"""Domains through boto3: created, read, listed and deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from moto_customerprofiles import customerprofiles_backends
from tests.support.facts import REGION, T0, aws_arn, queue_url
from tests.support.model import operations_that_need
from tests.support.replies import error_code, less_metadata, refusal
from tests.support.shop import create_domain, create_profile, put_template, search_profiles

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


KEY = aws_arn("kms", "key/none-of-moto")
QUEUE = queue_url("letters")


@pytest.fixture
def queue(client: CustomerProfilesClient) -> None:  # noqa: ARG001  # under its mock
    """Create the queue for dead letters."""
    boto3.client("sqs", region_name=REGION).create_queue(QueueName="letters")


@pytest.mark.rule("ID-D-3")
@pytest.mark.usefixtures("frozen", "queue")
def test_reply_echoes_what_was_given_and_when(client: CustomerProfilesClient) -> None:
    reply = client.create_domain(
        DomainName="shop",
        DefaultExpirationDays=365,
        DefaultEncryptionKey=KEY,
        DeadLetterQueueUrl=QUEUE,
        Tags={"team": "a"},
    )

    assert {
        "DomainName": "shop",
        "DefaultExpirationDays": 365,
        "DefaultEncryptionKey": KEY,
        "DeadLetterQueueUrl": QUEUE,
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Tags": {"team": "a"},
    } == less_metadata(reply)


@pytest.mark.rule("ID-D-2", "ID-EX-1", "GEN-13", "ERR-3")
def test_second_domain_of_a_name_is_a_bad_request_and_changes_nothing(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"team": "a"})
    code, message = refusal(client.create_domain, DomainName="d", DefaultExpirationDays=60, Tags={"team": "b"})
    found = client.get_domain(DomainName="d")

    assert "BadRequestException" == code
    assert "Domain d already exists" in message
    assert (30, {"team": "a"}) == (found["DefaultExpirationDays"], found["Tags"])


@pytest.mark.rule("ID-D-1", "GEN-13")
def test_names_are_case_sensitive(client: CustomerProfilesClient) -> None:
    create_domain(client, DefaultExpirationDays=30)
    client.create_domain(DomainName="Shop", DefaultExpirationDays=60)

    assert 30 == client.get_domain(DomainName="shop")["DefaultExpirationDays"]


@pytest.mark.rule("ID-D-1", "ID-D-7")
@pytest.mark.parametrize("name", ["a", "a" * 64, "amazon-connect-my_instance", "0", "_-"])
def test_name_may_be(client: CustomerProfilesClient, name: str) -> None:
    client.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert [name] == [domain["DomainName"] for domain in client.list_domains()["Items"]]


@pytest.mark.rule("ID-D-1")
@pytest.mark.parametrize("name", ["a" * 65, "a b", "a.b", "ä", "a\n", "../b"])
def test_name_may_not_be(client: CustomerProfilesClient, name: str) -> None:
    code, message = refusal(client.create_domain, DomainName=name, DefaultExpirationDays=30)

    assert "BadRequestException" == code
    assert "'domainName'" in message


@pytest.mark.rule("ID-D-1")
@pytest.mark.parametrize("days", [1, 1098])
def test_objects_may_be_kept_for(client: CustomerProfilesClient, days: int) -> None:
    assert days == client.create_domain(DomainName="d", DefaultExpirationDays=days)["DefaultExpirationDays"]


@pytest.mark.rule("ID-D-1")
def test_objects_may_not_be_kept_for_more_than_three_years(client: CustomerProfilesClient) -> None:
    with pytest.raises(ClientError, match="less than or equal to 1098"):
        client.create_domain(DomainName="d", DefaultExpirationDays=1099)


@pytest.mark.rule("ID-D-4")
@pytest.mark.parametrize("member", ["DefaultEncryptionKey", "DeadLetterQueueUrl"])
def test_empty_text_is_the_same_as_leaving_it_out(client: CustomerProfilesClient, member: str) -> None:
    given = {member: ""}
    reply = client.create_domain(DomainName="d", DefaultExpirationDays=30, **given)  # type: ignore[arg-type]  # by name

    assert member not in reply


@pytest.mark.rule("ID-D-58")
def test_queue_that_does_not_exist_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    refusals = [
        refusal(client.create_domain, DomainName="other", DefaultExpirationDays=30, DeadLetterQueueUrl=QUEUE),
        refusal(client.update_domain, DomainName=domain, DeadLetterQueueUrl=QUEUE),
    ]

    assert ["BadRequestException"] * 2 == [code for code, _ in refusals]
    assert all(QUEUE in message and "strict_dead_letter_queue" in message for _, message in refusals)
    assert [domain] == [each["DomainName"] for each in client.list_domains()["Items"]]


@pytest.mark.rule("ID-D-58")
def test_queue_need_not_exist_in_a_scenario_or_if_so_set(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.load_scenario({"loaded": {"DefaultExpirationDays": 30, "DeadLetterQueueUrl": QUEUE}})
    backend.world.settings.strict_dead_letter_queue = False
    client.create_domain(DomainName="set", DefaultExpirationDays=30, DeadLetterQueueUrl=QUEUE)

    assert [QUEUE] * 2 == [client.get_domain(DomainName=name)["DeadLetterQueueUrl"] for name in ("loaded", "set")]


def _policy(action: str, **statement: object) -> str:
    allowed = {"Effect": "Allow", "Principal": {"Service": "profile.amazonaws.com"}, "Action": action, **statement}
    return json.dumps({"Version": "2012-10-17", "Statement": [allowed]})


@pytest.fixture
def strict(backend: CustomerProfilesBackend) -> None:
    """Turn on all that is strict."""
    backend.world.settings.strict = True


@pytest.mark.rule("ID-D-59")
@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize(
    ("attributes", "missing"),
    [
        ({}, "the policy of the queue sqs:SendMessage"),
        ({"Policy": _policy("sqs:ReceiveMessage")}, "the policy of the queue sqs:SendMessage"),
        ({"Policy": _policy("sqs:*", Principal={"Service": "events.amazonaws.com"})}, "the policy of the queue"),
        ({"Policy": _policy("sqs:*", Effect="Deny")}, "the policy of the queue sqs:SendMessage"),
        (
            {"Policy": _policy("sqs:SendMessage"), "KmsMasterKeyId": "alias/aws/sqs"},
            "in the policy of its key kms:GenerateDataKey and kms:Decrypt",
        ),
    ],
)
def test_queue_that_the_service_may_not_write_to_is_refused(
    client: CustomerProfilesClient, attributes: Any, missing: str
) -> None:
    url = boto3.client("sqs", region_name=REGION).create_queue(QueueName="letters", Attributes=attributes)["QueueUrl"]
    code, message = refusal(client.create_domain, DomainName="d", DefaultExpirationDays=30, DeadLetterQueueUrl=url)

    assert "BadRequestException" == code
    assert missing in message
    assert "strict_dead_letter_permission" in message
    assert [] == client.list_domains()["Items"]


@pytest.mark.rule("ID-D-59")
@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("named", ["no key", "KeyId", "Arn", "alias"])
def test_queue_that_the_service_may_write_to_has_a_test_message(client: CustomerProfilesClient, named: str) -> None:
    kms, sqs = boto3.client("kms", region_name=REGION), boto3.client("sqs", region_name=REGION)
    key: Any = kms.create_key(Policy=_policy("kms:*"))["KeyMetadata"]
    kms.create_alias(AliasName="alias/letters", TargetKeyId=key["KeyId"])
    attributes: Any = {"Policy": _policy("sqs:SendMessage")}
    if named != "no key":
        attributes["KmsMasterKeyId"] = {**key, "alias": "alias/letters"}[named]
    url = sqs.create_queue(QueueName="letters", Attributes=attributes)["QueueUrl"]
    client.create_domain(DomainName="d", DefaultExpirationDays=30, DeadLetterQueueUrl=url)
    received = sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"])["Messages"]

    assert [("Test message of Customer Profiles", "d")] == [
        (each["Body"], each["MessageAttributes"]["DomainName"]["StringValue"]) for each in received
    ]


@pytest.mark.rule("ID-D-3")
@pytest.mark.usefixtures("queue")
def test_queue_may_be_given_as_an_arn(client: CustomerProfilesClient) -> None:
    arn = aws_arn("sqs", "letters")
    client.create_domain(DomainName="d", DefaultExpirationDays=30, DeadLetterQueueUrl=arn)

    assert arn == client.get_domain(DomainName="d")["DeadLetterQueueUrl"]


def test_one_domain_more_than_the_quota_is_a_bad_request(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.quotas.domains = 2
    client.create_domain(DomainName="a", DefaultExpirationDays=30)
    client.create_domain(DomainName="b", DefaultExpirationDays=30)
    code = error_code(client.create_domain, DomainName="c", DefaultExpirationDays=30)

    assert "BadRequestException" == code
    assert 2 == len(client.list_domains()["Items"])


@pytest.mark.rule("ID-D-5")
def test_quota_is_a_hundred_domains(client: CustomerProfilesClient) -> None:
    for number in range(100):
        client.create_domain(DomainName=f"d{number}", DefaultExpirationDays=30)

    with pytest.raises(ClientError):
        client.create_domain(DomainName="d100", DefaultExpirationDays=30)


def test_quota_belongs_to_one_region(client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    backend.world.settings.quotas.domains = 1
    client.create_domain(DomainName="a", DefaultExpirationDays=30)
    elsewhere = boto3.client("customer-profiles", region_name="eu-west-2")

    assert "a" == elsewhere.create_domain(DomainName="a", DefaultExpirationDays=30)["DomainName"]


@pytest.mark.rule("ID-D-50", "CLI-2")
@pytest.mark.usefixtures("frozen")
def test_domain_that_was_given_nothing_shows_nothing_else(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    found = client.get_domain(DomainName="d")

    assert {
        "DomainName": "d",
        "DefaultExpirationDays": 30,
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Tags": {},
        "Stats": {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0},
    } == less_metadata(found)


@pytest.mark.rule("ID-D-53")
def test_list_is_sorted_by_name(client: CustomerProfilesClient) -> None:
    for name in ("b", "c", "a"):
        client.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert ["a", "b", "c"] == [domain["DomainName"] for domain in client.list_domains()["Items"]]


@pytest.mark.rule("ID-D-53")
def test_list_has_names_times_and_tags_only(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "b"}, DefaultEncryptionKey=KEY)

    assert [{"DomainName", "CreatedAt", "LastUpdatedAt", "Tags"}] == [
        set(item) for item in client.list_domains()["Items"]
    ]


def test_list_without_domains_is_empty(client: CustomerProfilesClient) -> None:
    assert [] == client.list_domains()["Items"]


def test_pages_of_the_list_joined_are_the_list(client: CustomerProfilesClient) -> None:
    for number in range(7):
        client.create_domain(DomainName=f"d{number}", DefaultExpirationDays=30)
    first = client.list_domains(MaxResults=3)
    second = client.list_domains(MaxResults=3, NextToken=first["NextToken"])
    third = client.list_domains(MaxResults=3, NextToken=second["NextToken"])
    found = [domain["DomainName"] for page in (first, second, third) for domain in page["Items"]]

    assert [f"d{number}" for number in range(7)] == found
    assert "NextToken" not in third


@pytest.mark.rule("ID-D-54", "MSG-2")
def test_delete_says_so(client: CustomerProfilesClient, domain: str) -> None:
    assert "Domain Deleted" == client.delete_domain(DomainName=domain)["Message"]


@pytest.mark.rule("ID-D-55", "ID-EX-6")
def test_name_of_a_deleted_domain_is_free_and_empty(client: CustomerProfilesClient, domain: str) -> None:
    client.create_profile(DomainName=domain, FirstName="Ann")
    client.tag_resource(resourceArn=aws_arn("profile", f"domains/{domain}"), tags={"a": "b"})
    client.delete_domain(DomainName=domain)
    code = error_code(client.get_domain, DomainName=domain)
    client.create_domain(DomainName=domain, DefaultExpirationDays=30)
    found = client.get_domain(DomainName=domain)

    assert "ResourceNotFoundException" == code
    assert (0, {}) == (found["Stats"]["ProfileCount"], found["Tags"])


@pytest.mark.rule("ID-D-55", "GEN-15")
@pytest.mark.usefixtures("frozen")
def test_nothing_of_a_deleted_domain_comes_back_with_its_name(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, domain: str
) -> None:
    fresh = backend.dump_scenario()
    profile_id = create_profile(client, EmailAddress="a@b.c")
    put_template(client, "CTR")
    client.create_domain_layout(
        DomainName=domain,
        LayoutDefinitionName="l",
        Description="d",
        DisplayName="d",
        LayoutType="PROFILE_EXPLORER",
        Layout="{}",
    )
    client.delete_domain(DomainName=domain)
    client.create_domain(DomainName=domain, DefaultExpirationDays=365)

    assert fresh == backend.dump_scenario()
    assert [] == client.list_profile_object_types(DomainName=domain)["Items"]
    assert [] == client.list_domain_layouts(DomainName=domain)["Items"]
    assert [] == search_profiles(client, "_profileId", profile_id)


@pytest.mark.rule("ID-D-54", "CLI-3")
def test_second_delete_is_not_found(client: CustomerProfilesClient, domain: str) -> None:
    client.delete_domain(DomainName=domain)
    code = error_code(client.delete_domain, DomainName=domain)

    assert "ResourceNotFoundException" == code


@pytest.mark.rule("ID-D-46", "ID-D-54")
@pytest.mark.parametrize("operation", operations_that_need("DomainName"))
def test_unknown_domain_is_not_found_by_name(client: CustomerProfilesClient, operation: str) -> None:
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(DomainName="nowhere")
    response = caught.value.response

    assert ("ResourceNotFoundException", 404) == (
        response["Error"]["Code"],
        response["ResponseMetadata"]["HTTPStatusCode"],
    )
    assert "nowhere" in response["Error"]["Message"]


@pytest.mark.rule("ID-C-8")
def test_accounts_and_regions_are_apart() -> None:
    with mock_aws():
        here = boto3.client("customer-profiles", region_name=REGION)
        there = boto3.client("customer-profiles", region_name="us-west-2")
        here.create_domain(DomainName="d", DefaultExpirationDays=30)

        other_account = customerprofiles_backends["210987654321"][REGION]

        assert [] == there.list_domains()["Items"]
        assert [] == [*other_account.call("ListDomains")["Items"]]


@pytest.mark.rule("PAGE-1")
def test_domains_that_come_between_two_pages_make_no_other_one_come_twice(client: CustomerProfilesClient) -> None:
    known = [f"m{number:02}" for number in range(20)]
    for name in known:
        client.create_domain(DomainName=name, DefaultExpirationDays=30)
    page = client.list_domains(MaxResults=5)
    listed = [item["DomainName"] for item in page["Items"]]
    for number in range(3):
        client.create_domain(DomainName=f"a{number}", DefaultExpirationDays=30)
        page = client.list_domains(MaxResults=5, NextToken=page["NextToken"])
        listed += [item["DomainName"] for item in page["Items"]]

    assert known == listed
    assert "NextToken" not in page
