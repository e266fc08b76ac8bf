from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.support.areas.segments import (
    built_on,
    create_customer,
    define_segment,
    define_sql_segment,
    segment_members,
    tier,
)
from tests.support.facts import REGION, T0
from tests.support.replies import error_code, refusal
from tests.support.shop import create_domain

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t

NOBODY = "0" * 32


def _get_membership(client: CustomerProfilesClient, *profile_ids: str) -> t.GetSegmentMembershipResponseTypeDef:
    return client.get_segment_membership(DomainName="shop", SegmentDefinitionName="gold", ProfileIds=profile_ids)


def _export(client: CustomerProfilesClient) -> None:
    client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName="gold", DataFormat="CSV", DestinationUri="s3://out"
    )


@pytest.fixture
def sql_segment(client: CustomerProfilesClient) -> str:
    """Return the name of an SQL segment in a domain with a data store, beside an S3 bucket."""
    key = boto3.client("kms", region_name=REGION).create_key()["KeyMetadata"]["Arn"]
    create_domain(client, DefaultExpirationDays=1000, DefaultEncryptionKey=key, DataStore={"Enabled": True})
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    define_sql_segment(client, "gold", "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'")
    return "gold"


@pytest.mark.rule("MEM-2", "MEM-5")
@pytest.mark.usefixtures("frozen", "domain")
def test_classic_segment_is_computed_now(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold", tier("gold"))
    ann, bob = create_customer(client, tier="gold"), create_customer(client, tier="silver")
    answer = _get_membership(client, ann, bob)

    assert [(ann, "PRESENT"), (bob, "ABSENT")] == [(one["ProfileId"], one["QueryResult"]) for one in answer["Profiles"]]
    assert ("gold", [], T0) == (answer["SegmentDefinitionName"], answer["Failures"], answer["LastComputedAt"])


@pytest.mark.rule("MEM-4")
@pytest.mark.usefixtures("domain")
def test_only_present_profiles_are_answered_whole(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold", tier("gold"))
    ann, bob = create_customer(client, tier="gold"), create_customer(client, tier="silver")
    present, absent = _get_membership(client, ann, bob)["Profiles"]

    assert {"ProfileId": ann, "Attributes": {"tier": "gold"}} == present["Profile"]
    assert "Profile" not in absent


@pytest.mark.rule("MEM-2", "MEM-3", "MEM-5")
@pytest.mark.usefixtures("domain")
def test_unknown_profiles_are_failures(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold", tier("gold"))
    answer = _get_membership(client, NOBODY)
    (failure,) = answer["Failures"]

    assert ([], NOBODY, 404) == (answer["Profiles"], failure["ProfileId"], failure["Status"])


@pytest.mark.rule("MEM-1", "MEM-3")
@pytest.mark.usefixtures("domain")
def test_profiles_are_answered_once_in_the_order_asked(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold", tier("gold"))
    ann, bob = create_customer(client, tier="gold"), create_customer(client, tier="gold")

    assert [bob, ann] == segment_members(client, "gold", [bob, ann, bob])


@pytest.mark.rule("SEG-48", "EX-34")
def test_segment_on_a_deleted_one_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    ann = create_customer(client, tier="gold")
    define_segment(client, "base", tier("gold"))
    define_segment(client, "gold", built_on("base"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="base")
    code, message = refusal(lambda: _get_membership(client, ann))

    assert ("BadRequestException", "Source segment base does not exist") == (code, message)


@pytest.mark.usefixtures("domain")
def test_unknown_segment_is_not_found(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(lambda: _get_membership(client, NOBODY))


@pytest.mark.rule("MEM-6", "EX-11")
@pytest.mark.usefixtures("sql_segment")
def test_sql_segment_without_snapshot_is_refused(client: CustomerProfilesClient) -> None:
    code, message = refusal(lambda: _get_membership(client, NOBODY))

    assert ("BadRequestException", "Segment gold has no valid snapshot; create a segment snapshot first") == (
        code,
        message,
    )


@pytest.mark.rule("MEM-6", "SNAP-13", "EX-11")
@pytest.mark.usefixtures("sql_segment")
def test_sql_segment_answers_from_its_last_snapshot(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    ann = create_customer(client, tier="gold")
    _export(client)
    frozen.shift(timedelta(hours=1))
    bob = create_customer(client, tier="gold")
    answer = _get_membership(client, ann, bob, NOBODY)

    assert ["PRESENT", "ABSENT", "ABSENT"] == [one["QueryResult"] for one in answer["Profiles"]]
    assert (T0, []) == (answer["LastComputedAt"], answer["Failures"])


@pytest.mark.rule("MEM-6", "EX-11")
@pytest.mark.usefixtures("sql_segment")
def test_snapshot_of_an_sql_segment_holds_for_a_year(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    _export(client)
    frozen.shift(timedelta(days=365))
    _get_membership(client, NOBODY)
    frozen.shift(timedelta(days=1))
    code, _ = refusal(lambda: _get_membership(client, NOBODY))
    _export(client)

    assert T0 + timedelta(days=366) == _get_membership(client, NOBODY)["LastComputedAt"]
    assert "BadRequestException" == code


@pytest.mark.usefixtures("sql_segment")
def test_snapshot_of_a_replaced_sql_segment_does_not_count(client: CustomerProfilesClient) -> None:
    _export(client)
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    define_sql_segment(client, "gold", "SELECT profile_id FROM profile")

    assert "BadRequestException" == error_code(lambda: _get_membership(client, NOBODY))
