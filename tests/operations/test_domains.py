from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto import mock_aws

from moto_customerprofiles import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from freezegun.api import FrozenDateTimeFactory as Frozen
    from types_boto3_customer_profiles import CustomerProfilesClient

ACCOUNT, REGION = "123456789012", "us-east-1"
KEY = "arn:aws:kms:us-east-1:123456789012:key/none-of-moto"
QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/nobody-made-it"
T0 = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)


@pytest.fixture
def clock() -> Iterator[Frozen]:
    with freeze_time(T0) as frozen:
        assert frozen is not None
        yield frozen  # type: ignore[misc]  # the kind of factory for a moment that does not tick


def code(caught: pytest.ExceptionInfo[ClientError]) -> str:
    return caught.value.response["Error"]["Code"]


def message(caught: pytest.ExceptionInfo[ClientError]) -> str:
    return caught.value.response["Error"]["Message"]


@pytest.mark.rule("ID-D-3")
@pytest.mark.usefixtures("clock")
def test_reply_echoes_what_was_given_and_when(client: CustomerProfilesClient) -> None:
    reply = client.create_domain(
        DomainName="shop",
        DefaultExpirationDays=365,
        DefaultEncryptionKey=KEY,
        DeadLetterQueueUrl=QUEUE,
        Tags={"team": "a"},
    )
    del reply["ResponseMetadata"]  # type: ignore[misc]  # no part of the answer

    assert reply == {
        "DomainName": "shop",
        "DefaultExpirationDays": 365,
        "DefaultEncryptionKey": KEY,
        "DeadLetterQueueUrl": QUEUE,
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Tags": {"team": "a"},
    }


@pytest.mark.rule("ID-D-2", "ID-EX-1", "GEN-13", "ERR-3")
def test_second_domain_of_a_name_is_a_bad_request_and_changes_nothing(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"team": "a"})
    with pytest.raises(ClientError) as caught:
        client.create_domain(DomainName="d", DefaultExpirationDays=60, Tags={"team": "b"})
    found = client.get_domain(DomainName="d")

    assert code(caught) == "BadRequestException"
    assert "Domain d already exists" in message(caught)
    assert (found["DefaultExpirationDays"], found["Tags"]) == (30, {"team": "a"})


@pytest.mark.rule("ID-D-1", "GEN-13")
def test_names_are_case_sensitive(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    client.create_domain(DomainName="Shop", DefaultExpirationDays=60)

    assert client.get_domain(DomainName="shop")["DefaultExpirationDays"] == 30


@pytest.mark.rule("ID-D-1", "ID-D-7")
@pytest.mark.parametrize("name", ["a", "a" * 64, "amazon-connect-my_instance", "0", "_-"])
def test_name_may_be(client: CustomerProfilesClient, name: str) -> None:
    client.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert [name] == [domain["DomainName"] for domain in client.list_domains()["Items"]]


@pytest.mark.rule("ID-D-1")
@pytest.mark.parametrize("name", ["a" * 65, "a b", "a.b", "ä", "a\n", "../b"])
def test_name_may_not_be(client: CustomerProfilesClient, name: str) -> None:
    with pytest.raises(ClientError) as caught:
        client.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert code(caught) == "BadRequestException"
    assert "'domainName'" in message(caught)


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


@pytest.mark.rule("ID-D-3")
def test_queue_may_be_given_as_an_arn(client: CustomerProfilesClient) -> None:
    arn = "arn:aws:sqs:us-east-1:123456789012:letters"
    client.create_domain(DomainName="d", DefaultExpirationDays=30, DeadLetterQueueUrl=arn)

    assert arn == client.get_domain(DomainName="d")["DeadLetterQueueUrl"]


def test_one_domain_more_than_the_quota_is_a_bad_request(client: CustomerProfilesClient) -> None:
    customerprofiles_backends[ACCOUNT][REGION].world.settings.quotas.domains = 2
    client.create_domain(DomainName="a", DefaultExpirationDays=30)
    client.create_domain(DomainName="b", DefaultExpirationDays=30)
    with pytest.raises(ClientError) as caught:
        client.create_domain(DomainName="c", DefaultExpirationDays=30)

    assert code(caught) == "BadRequestException"
    assert len(client.list_domains()["Items"]) == 2


@pytest.mark.rule("ID-D-5")
def test_quota_is_a_hundred_domains(client: CustomerProfilesClient) -> None:
    for number in range(100):
        client.create_domain(DomainName=f"d{number}", DefaultExpirationDays=30)

    with pytest.raises(ClientError):
        client.create_domain(DomainName="d100", DefaultExpirationDays=30)


def test_quota_belongs_to_one_region(client: CustomerProfilesClient) -> None:
    customerprofiles_backends[ACCOUNT][REGION].world.settings.quotas.domains = 1
    client.create_domain(DomainName="a", DefaultExpirationDays=30)
    elsewhere = boto3.client("customer-profiles", region_name="eu-west-2")

    assert elsewhere.create_domain(DomainName="a", DefaultExpirationDays=30)["DomainName"] == "a"


@pytest.mark.rule("ID-D-40", "ID-EX-2")
def test_empty_text_clears_and_what_is_left_out_stays(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=365, DefaultEncryptionKey=KEY, DeadLetterQueueUrl=QUEUE)
    reply = client.update_domain(DomainName="d", DeadLetterQueueUrl="")

    assert "DeadLetterQueueUrl" not in reply
    assert (reply["DefaultEncryptionKey"], reply["DefaultExpirationDays"]) == (KEY, 365)


@pytest.mark.rule("ID-D-40")
def test_key_can_be_cleared_too(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=365, DefaultEncryptionKey=KEY)
    client.update_domain(DomainName="d", DefaultEncryptionKey="")

    assert "DefaultEncryptionKey" not in client.get_domain(DomainName="d")


def test_only_the_name_is_required(client: CustomerProfilesClient, domain: str) -> None:
    assert client.update_domain(DomainName=domain)["DefaultExpirationDays"] == 365


def test_update_can_change_everything_else(client: CustomerProfilesClient, domain: str) -> None:
    client.update_domain(
        DomainName=domain, DefaultExpirationDays=30, DefaultEncryptionKey=KEY, DeadLetterQueueUrl=QUEUE
    )
    found = client.get_domain(DomainName=domain)

    assert (found["DefaultExpirationDays"], found["DefaultEncryptionKey"]) == (30, KEY)
    assert found["DeadLetterQueueUrl"] == QUEUE


@pytest.mark.rule("ID-D-43")
def test_tags_of_an_update_are_added_or_overwritten(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "1", "b": "1"})
    reply = client.update_domain(DomainName="d", Tags={"b": "2", "c": "2"})

    assert reply["Tags"] == {"a": "1", "b": "2", "c": "2"}


def test_update_without_tags_keeps_them(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "1"})

    assert client.update_domain(DomainName="d", DefaultExpirationDays=31)["Tags"] == {"a": "1"}


def test_tags_of_an_update_beyond_fifty_are_a_bad_request(client: CustomerProfilesClient) -> None:
    tags = {f"k{number}": "v" for number in range(40)}
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags=tags)
    with pytest.raises(ClientError):
        client.update_domain(DomainName="d", DefaultExpirationDays=60, Tags={f"n{number}": "v" for number in range(11)})
    found = client.get_domain(DomainName="d")

    assert (found["DefaultExpirationDays"], found["Tags"]) == (30, tags)


@pytest.mark.rule("ID-D-44")
def test_update_moves_the_time_of_the_last_one(client: CustomerProfilesClient, clock: Frozen) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    clock.tick(60)
    reply = client.update_domain(DomainName="d")

    assert (T0, T0 + timedelta(seconds=60)) == (reply["CreatedAt"], reply["LastUpdatedAt"])


def test_failed_update_moves_nothing(client: CustomerProfilesClient, clock: Frozen) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    clock.tick(60)
    with pytest.raises(ClientError):
        client.update_domain(DomainName="d", DefaultExpirationDays=2000)

    assert T0 == client.get_domain(DomainName="d")["LastUpdatedAt"]


@pytest.mark.rule("ID-D-45")
def test_new_expiration_leaves_what_is_there_alone(client: CustomerProfilesClient, clock: Frozen) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    client.put_profile_object_type(
        DomainName="d",
        ObjectTypeName="note",
        Description="d",
        Keys={"k": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
        Fields={"id": {"Source": "_source.id"}},
        AllowProfileCreation=True,
    )
    client.put_profile_object(DomainName="d", ObjectTypeName="note", Object=json.dumps({"id": "1"}))
    client.update_domain(DomainName="d", DefaultExpirationDays=1)
    clock.tick(timedelta(days=2))

    assert client.get_domain(DomainName="d")["Stats"]["ObjectCount"] == 1


@pytest.mark.rule("ID-D-50", "CLI-2")
@pytest.mark.usefixtures("clock")
def test_domain_that_was_given_nothing_shows_nothing_else(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30)
    found = client.get_domain(DomainName="d")
    del found["ResponseMetadata"]  # type: ignore[misc]  # no part of the answer

    assert found == {
        "DomainName": "d",
        "DefaultExpirationDays": 30,
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Tags": {},
        "Stats": {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0},
    }


@pytest.mark.rule("ID-D-3", "ID-D-46")
def test_statistics_are_told_by_reading_alone(client: CustomerProfilesClient) -> None:
    created = client.create_domain(DomainName="d", DefaultExpirationDays=30)
    updated = client.update_domain(DomainName="d", DefaultExpirationDays=31)

    assert "Stats" not in created
    assert "Stats" not in updated


@pytest.mark.rule("ID-D-53")
def test_list_is_sorted_by_name(client: CustomerProfilesClient) -> None:
    for name in ("b", "c", "a"):
        client.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert ["a", "b", "c"] == [domain["DomainName"] for domain in client.list_domains()["Items"]]


@pytest.mark.rule("ID-D-53")
def test_list_tells_names_times_and_tags_only(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=30, Tags={"a": "b"}, DefaultEncryptionKey=KEY)

    assert [{"DomainName", "CreatedAt", "LastUpdatedAt", "Tags"}] == [
        set(item) for item in client.list_domains()["Items"]
    ]


def test_list_without_domains_is_empty(client: CustomerProfilesClient) -> None:
    assert client.list_domains()["Items"] == []


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
    assert client.delete_domain(DomainName=domain)["Message"] == "Domain Deleted"


@pytest.mark.rule("ID-D-55", "ID-EX-6")
def test_name_of_a_deleted_domain_is_free_and_empty(client: CustomerProfilesClient, domain: str) -> None:
    client.create_profile(DomainName=domain, FirstName="Ann")
    client.tag_resource(resourceArn=f"arn:aws:profile:{REGION}:{ACCOUNT}:domains/{domain}", tags={"a": "b"})
    client.delete_domain(DomainName=domain)
    with pytest.raises(ClientError) as caught:
        client.get_domain(DomainName=domain)
    client.create_domain(DomainName=domain, DefaultExpirationDays=30)
    found = client.get_domain(DomainName=domain)

    assert code(caught) == "ResourceNotFoundException"
    assert (found["Stats"]["ProfileCount"], found["Tags"]) == (0, {})


@pytest.mark.rule("ID-D-55", "GEN-15")
def test_nothing_of_a_deleted_domain_comes_back_with_its_name(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = client.create_profile(DomainName=domain, EmailAddress="a@b.c")["ProfileId"]
    client.put_profile_object_type(DomainName=domain, ObjectTypeName="CTR", Description="d", TemplateId="CTR")
    client.create_domain_layout(
        DomainName=domain,
        LayoutDefinitionName="l",
        Description="d",
        DisplayName="d",
        LayoutType="PROFILE_EXPLORER",
        Layout="{}",
    )
    client.delete_domain(DomainName=domain)
    client.create_domain(DomainName=domain, DefaultExpirationDays=30)

    assert client.list_profile_object_types(DomainName=domain)["Items"] == []
    assert client.list_domain_layouts(DomainName=domain)["Items"] == []
    assert client.search_profiles(DomainName=domain, KeyName="_profileId", Values=[profile_id])["Items"] == []


@pytest.mark.rule("ID-D-54", "CLI-3")
def test_second_delete_is_not_found(client: CustomerProfilesClient, domain: str) -> None:
    client.delete_domain(DomainName=domain)
    with pytest.raises(ClientError) as caught:
        client.delete_domain(DomainName=domain)

    assert code(caught) == "ResourceNotFoundException"


@pytest.mark.rule("ID-D-46", "ID-D-54")
@pytest.mark.parametrize("operation", ["get_domain", "update_domain", "delete_domain"])
def test_unknown_domain_is_not_found_by_name(client: CustomerProfilesClient, operation: str) -> None:
    with pytest.raises(ClientError) as caught:
        getattr(client, operation)(DomainName="nowhere")

    assert (code(caught), caught.value.response["ResponseMetadata"]["HTTPStatusCode"]) == (
        "ResourceNotFoundException",
        404,
    )
    assert "nowhere" in message(caught)


@pytest.mark.rule("ID-C-8")
def test_accounts_and_regions_are_apart() -> None:
    with mock_aws():
        here = boto3.client("customer-profiles", region_name=REGION)
        there = boto3.client("customer-profiles", region_name="us-west-2")
        here.create_domain(DomainName="d", DefaultExpirationDays=30)

        assert there.list_domains()["Items"] == []


@pytest.mark.rule("ID-D-51", "ID-D-52", "ID-EX-3", "E-10")
def test_profile_counts_once_for_every_hundred_objects_begun(client: CustomerProfilesClient, domain: str) -> None:
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="note",
        Description="d",
        Keys={
            "owner": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["owner"]}],
            "id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
        Fields={
            "owner": {"Source": "_source.owner", "Target": "_profile.AccountNumber"},
            "id": {"Source": "_source.id"},
        },
        AllowProfileCreation=True,
    )
    backend = customerprofiles_backends[ACCOUNT][REGION]
    client.create_profile(DomainName=domain, FirstName="Nobody")
    for owner, count in (("a", 100), ("b", 101), ("c", 250)):
        for number in range(count):
            note = json.dumps({"owner": owner, "id": f"{owner}{number}"})
            backend.put_profile_object(DomainName=domain, ObjectTypeName="note", Object=note)
    found = client.get_domain(DomainName=domain)["Stats"]

    assert (found["ProfileCount"], found["ObjectCount"], found["MeteringProfileCount"]) == (4, 451, 7)
