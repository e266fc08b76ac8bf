from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.segments import define_segment
from tests.support.facts import ACCOUNT, REGION, ROLE, T0, aws_arn
from tests.support.replies import error_code, less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

ARN = aws_arn("kinesis", "stream/members")


def _associate(client: CustomerProfilesClient, arn: str = ARN, role: str = ROLE) -> Any:
    return client.associate_stream_for_segments(DomainName="shop", DestinationArn=arn, DestinationRoleArn=role)


def _stream(client: CustomerProfilesClient) -> dict[str, Any]:
    answer = client.get_stream_for_segments(DomainName="shop")
    return less_metadata(answer)


@pytest.mark.rule("STR-1")
@pytest.mark.usefixtures("domain", "kinesis")
def test_association_answers_nothing(client: CustomerProfilesClient) -> None:
    assert {"ResponseMetadata"} == set(_associate(client))


@pytest.mark.rule("STR-3")
@pytest.mark.usefixtures("frozen", "domain", "kinesis")
def test_stream_is_answered_as_it_is(client: CustomerProfilesClient) -> None:
    _associate(client)

    assert {
        "DomainName": "shop",
        "DestinationArn": ARN,
        "DestinationRoleArn": ROLE,
        "State": "RUNNING",
        "AssociatedAt": T0,
        "AssociatedSegments": [],
    } == _stream(client)


@pytest.mark.rule("STR-3")
@pytest.mark.usefixtures("kinesis")
def test_stream_names_the_segments_with_subscriptions(client: CustomerProfilesClient, domain: str) -> None:
    _associate(client)
    define_segment(client, "gold")
    client.put_segment_subscription(DomainName=domain, SegmentDefinitionName="gold")

    assert [{"SegmentName": "gold", "Status": "RUNNING"}] == _stream(client)["AssociatedSegments"]


@pytest.mark.rule("STR-1")
@pytest.mark.usefixtures("domain", "kinesis")
def test_second_stream_is_refused(client: CustomerProfilesClient) -> None:
    _associate(client)

    assert "BadRequestException" == error_code(_associate, client=client, arn=ARN.replace("members", "others"))
    assert ARN == _stream(client)["DestinationArn"]


@pytest.mark.rule("STR-2")
@pytest.mark.usefixtures("domain", "kinesis")
@pytest.mark.parametrize(
    "arn",
    [
        aws_arn("kinesis", "stream/nowhere"),
        ARN.replace(REGION, "us-west-2"),
        ARN.replace(ACCOUNT, "999999999999"),
        aws_arn("firehose", "deliverystream/members"),
    ],
)
def test_stream_must_exist_here(client: CustomerProfilesClient, arn: str) -> None:
    assert "BadRequestException" == error_code(_associate, client=client, arn=arn)


@pytest.mark.rule("STR-2")
@pytest.mark.usefixtures("domain", "kinesis")
def test_role_must_look_like_one(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(_associate, client=client, role=ARN)


@pytest.mark.rule("STR-3")
@pytest.mark.usefixtures("domain")
def test_domain_without_stream_has_none(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(_stream, client=client)
    assert "ResourceNotFoundException" == error_code(client.disassociate_stream_for_segments, DomainName="shop")


@pytest.mark.rule("STR-4", "MSG-5")
@pytest.mark.usefixtures("frozen", "kinesis")
def test_disassociated_stream_stops_and_is_remembered(client: CustomerProfilesClient, domain: str) -> None:
    _associate(client)
    define_segment(client, "gold")
    client.put_segment_subscription(DomainName=domain, SegmentDefinitionName="gold")
    message = client.disassociate_stream_for_segments(DomainName=domain)["Message"]
    stream = _stream(client)

    assert ("OK", "STOPPED", T0) == (message, stream["State"], stream["DisassociatedAt"])
    assert [{"SegmentName": "gold", "Status": "STOPPED"}] == stream["AssociatedSegments"]


@pytest.mark.usefixtures("domain", "kinesis")
def test_second_disassociation_finds_nothing(client: CustomerProfilesClient) -> None:
    _associate(client)
    client.disassociate_stream_for_segments(DomainName="shop")

    assert "ResourceNotFoundException" == error_code(client.disassociate_stream_for_segments, DomainName="shop")


@pytest.mark.rule("STR-4")
@pytest.mark.usefixtures("kinesis")
def test_new_stream_takes_the_place_of_a_stopped_one(client: CustomerProfilesClient, domain: str) -> None:
    others = ARN.replace("members", "others")
    _associate(client)
    define_segment(client, "gold")
    client.put_segment_subscription(DomainName=domain, SegmentDefinitionName="gold")
    client.disassociate_stream_for_segments(DomainName=domain)
    _associate(client, others)
    stream = _stream(client)

    assert (others, "RUNNING", "STOPPED") == (
        stream["DestinationArn"],
        stream["State"],
        stream["AssociatedSegments"][0]["Status"],
    )
    assert "DisassociatedAt" not in stream
