from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from pyarrow import orc

from tests.support.areas.segments import built_on, create_customer, define_segment, tier
from tests.support.backends import the_backend
from tests.support.facts import REGION, aws_arn
from tests.support.replies import error_code, less_metadata, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles.literals import DataFormatType

S3 = Any  # the project has no types of boto3's S3


@pytest.fixture
def s3(client: CustomerProfilesClient) -> S3:  # noqa: ARG001  # its mock is needed
    """Return an S3 client with one bucket, `out`."""
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="out")
    return s3


@pytest.fixture
def gold(client: CustomerProfilesClient, domain: str) -> str:
    """Return the name of a segment with two members and one profile outside."""
    define_segment(client, "gold", tier("gold"))
    client.create_profile(
        DomainName=domain,
        FirstName="Ann",
        LastName="Stone",
        BirthDate="1990-05-17",
        EmailAddress="ann@example.com",
        Address={"City": "Seattle"},
        Attributes={"tier": "gold", "points": "9"},
    )
    client.create_profile(DomainName=domain, FirstName="Bob", Attributes={"tier": "gold", "points": "10"})
    client.create_profile(DomainName=domain, MiddleName="Not in it", Attributes={"tier": "silver"})
    return "gold"


@pytest.fixture
def slow_snapshots(pace: Callable[..., None]) -> None:
    """Let a snapshot be over at the second poll."""
    pace("segment_snapshot", progression="manual", times=2)


def _take(
    client: CustomerProfilesClient, segment: str, data_format: DataFormatType = "CSV", uri: str = "s3://out/x/"
) -> str:
    return client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName=segment, DataFormat=data_format, DestinationUri=uri
    )["SnapshotId"]


def _get(client: CustomerProfilesClient, snapshot_id: str, segment: str = "gold") -> dict[str, Any]:
    answer = client.get_segment_snapshot(DomainName="shop", SegmentDefinitionName=segment, SnapshotId=snapshot_id)
    return less_metadata(answer)


def _keys(s3: S3) -> list[str]:
    return [item["Key"] for item in s3.list_objects_v2(Bucket="out").get("Contents", [])]


def _file(s3: S3, suffix: str) -> bytes:
    (key,) = [key for key in _keys(s3) if key.endswith(suffix)]
    return bytes(s3.get_object(Bucket="out", Key=key)["Body"].read())


def _csv(s3: S3) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_file(s3, ".csv").decode())))


@pytest.mark.rule("SNAP-4", "SNAP-5", "EX-67")
def test_files_stand_below_the_destination(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    snapshot_id = _take(client, gold)

    assert ["x/.customer-profiles-write-test", f"x/shop/gold/{snapshot_id}/part-00000.csv"] == sorted(_keys(s3))
    assert b"" == _file(s3, "-test")


@pytest.mark.rule("SNAP-2")
def test_bucket_alone_is_a_destination(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    snapshot_id = _take(client, gold, uri="s3://out")

    assert [".customer-profiles-write-test", f"shop/gold/{snapshot_id}/part-00000.csv"] == sorted(_keys(s3))


@pytest.mark.rule("SNAP-6", "EX-67")
def test_csv_has_the_columns_that_members_fill(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    _take(client, gold)

    assert [
        *("ProfileId", "FirstName", "LastName", "BirthDate", "EmailAddress"),
        *("Address.City", "Attributes.points", "Attributes.tier"),
    ] == list(_csv(s3)[0])


@pytest.mark.rule("SNAP-10")
def test_rows_come_in_the_order_of_creation(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    _take(client, gold)

    assert ["Ann", "Bob"] == [row["FirstName"] for row in _csv(s3)]


@pytest.mark.rule("SNAP-10", "SEG-44")
def test_rows_come_in_the_order_of_the_sort(client: CustomerProfilesClient, domain: str, s3: S3, gold: str) -> None:
    client.create_segment_definition(
        DomainName=domain,
        SegmentDefinitionName="sorted",
        DisplayName="sorted",
        SegmentGroups=built_on(gold),
        SegmentSort={"Attributes": [{"Name": "Attributes.points", "Order": "DESC"}]},
    )
    _take(client, "sorted")

    assert ["10", "9"] == [row["Attributes.points"] for row in _csv(s3)]


@pytest.mark.rule("SNAP-7")
def test_jsonl_has_the_shape_of_profiles(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    _take(client, gold, "JSONL")
    bob = json.loads(_file(s3, ".jsonl").splitlines()[1])
    del bob["ProfileId"]

    assert {"FirstName": "Bob", "Attributes": {"tier": "gold", "points": "10"}} == bob


@pytest.mark.rule("SNAP-8")
def test_orc_can_be_read(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    _take(client, gold, "ORC")
    table = orc.ORCFile(io.BytesIO(_file(s3, ".orc"))).read()

    assert ["Ann", "Bob"] == table.column("FirstName").to_pylist()


@pytest.mark.rule("SNAP-8")
@pytest.mark.usefixtures("s3")
def test_orc_without_its_extra_fails_and_says_so(
    client: CustomerProfilesClient, gold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = _get(client, _take(client, gold, "ORC"))

    assert "FAILED" == answer["Status"]
    assert "pyarrow" in answer["StatusMessage"]


@pytest.mark.rule("SNAP-5")
@pytest.mark.usefixtures("domain")
def test_segment_without_members_makes_a_file_all_the_same(client: CustomerProfilesClient, s3: S3) -> None:
    define_segment(client, "nobody", tier("none"))
    _take(client, "nobody", "CSV", "s3://out/a")
    _take(client, "nobody", "JSONL", "s3://out/b")

    assert (b"ProfileId\n", b"") == (_file(s3, ".csv"), _file(s3, ".jsonl"))


@pytest.mark.rule("SNAP-12")
@pytest.mark.usefixtures("s3")
def test_snapshot_answers_what_was_asked_for(client: CustomerProfilesClient, domain: str, gold: str) -> None:
    role = aws_arn("iam", "role/export")
    snapshot_id = client.create_segment_snapshot(
        DomainName=domain, SegmentDefinitionName=gold, DataFormat="CSV", DestinationUri="s3://out/x/", RoleArn=role
    )["SnapshotId"]

    assert {
        "SnapshotId": snapshot_id,
        "Status": "COMPLETED",
        "DataFormat": "CSV",
        "DestinationUri": "s3://out/x",
        "RoleArn": role,
    } == _get(client, snapshot_id)


@pytest.mark.rule("SNAP-11")
def test_key_encrypts_the_file(client: CustomerProfilesClient, domain: str, s3: S3, gold: str) -> None:
    key = boto3.client("kms", region_name=REGION).create_key()["KeyMetadata"]["Arn"]
    client.create_segment_snapshot(
        DomainName=domain, SegmentDefinitionName=gold, DataFormat="CSV", DestinationUri="s3://out", EncryptionKey=key
    )
    (name,) = [key for key in _keys(s3) if key.endswith(".csv")]
    head = s3.head_object(Bucket="out", Key=name)

    assert ("aws:kms", key) == (head["ServerSideEncryption"], head["SSEKMSKeyId"])


@pytest.mark.rule("SNAP-11")
def test_key_that_does_not_exist_fails_the_snapshot(
    client: CustomerProfilesClient, domain: str, s3: S3, gold: str
) -> None:
    key = aws_arn("kms", "key/7e9f4c2a-0000-4000-8000-000000000000")
    made = client.create_segment_snapshot(
        DomainName=domain, SegmentDefinitionName=gold, DataFormat="CSV", DestinationUri="s3://out", EncryptionKey=key
    )
    answer = _get(client, made["SnapshotId"])

    assert ("FAILED", f"EncryptionKey {key} does not exist") == (answer["Status"], answer["StatusMessage"])
    assert [] == _keys(s3)


@pytest.mark.rule("SNAP-2", "SNAP-3", "EX-67")
@pytest.mark.usefixtures("s3")
@pytest.mark.parametrize("uri", ["out/x", "http://out/x", "s3://", "s3://nowhere/x", "s3:///x"])
def test_bad_destination_is_refused(client: CustomerProfilesClient, gold: str, uri: str) -> None:
    code, _ = refusal(_take, client=client, segment=gold, uri=uri)

    assert "BadRequestException" == code


@pytest.mark.rule("SNAP-1", "EX-67")
def test_missing_destination_is_refused(client: CustomerProfilesClient, domain: str, gold: str) -> None:
    code, _ = refusal(client.create_segment_snapshot, DomainName=domain, SegmentDefinitionName=gold, DataFormat="CSV")

    assert "BadRequestException" == code


@pytest.mark.rule("SNAP-1")
def test_role_must_be_one(client: CustomerProfilesClient, domain: str, gold: str) -> None:
    code, _ = refusal(
        client.create_segment_snapshot,
        DomainName=domain,
        SegmentDefinitionName=gold,
        DataFormat="CSV",
        DestinationUri="s3://out",
        RoleArn="arn:aws:s3:::out",
    )

    assert "BadRequestException" == code


@pytest.mark.rule("SNAP-3")
@pytest.mark.usefixtures("s3", "domain")
def test_unknown_segment_is_not_found(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(_take, client=client, segment="nothing")


@pytest.mark.rule("SNAP-12")
@pytest.mark.usefixtures("s3", "domain")
def test_snapshot_belongs_to_its_segment(client: CustomerProfilesClient, gold: str) -> None:
    define_segment(client, "other")
    snapshot_id = _take(client, gold)

    assert "ResourceNotFoundException" == error_code(_get, client=client, snapshot_id=snapshot_id, segment="other")
    assert "ResourceNotFoundException" == error_code(_get, client=client, snapshot_id="0" * 32)


@pytest.mark.rule("SEG-48", "EX-34")
@pytest.mark.usefixtures("s3")
def test_segment_on_a_deleted_one_fails(client: CustomerProfilesClient, domain: str, gold: str) -> None:
    define_segment(client, "vip", built_on(gold))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName=gold)
    answer = _get(client, _take(client, "vip"), "vip")

    assert ("FAILED", "Source segment gold does not exist") == (answer["Status"], answer["StatusMessage"])


@pytest.mark.rule("STA-2")
@pytest.mark.usefixtures("slow_snapshots", "domain")
def test_slow_snapshot_writes_when_it_completes(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    snapshot_id = _take(client, gold)
    first = (_get(client, snapshot_id)["Status"], _keys(s3))
    create_customer(client, tier="gold")
    second = (_get(client, snapshot_id)["Status"], len(_csv(s3)))

    assert (("IN_PROGRESS", []), ("COMPLETED", 3)) == (first, second)


@pytest.mark.usefixtures("slow_snapshots")
def test_bucket_that_goes_meanwhile_fails_the_snapshot(client: CustomerProfilesClient, s3: S3, gold: str) -> None:
    snapshot_id = _take(client, gold)
    s3.delete_bucket(Bucket="out")
    statuses = [_get(client, snapshot_id)["Status"] for _ in range(3)]

    assert "FAILED" == statuses[-1]


@pytest.mark.rule("SNAP-14")
@pytest.mark.usefixtures("s3")
def test_snapshots_of_one_day_are_limited(
    client: CustomerProfilesClient, gold: str, frozen: time_machine.Traveller
) -> None:
    the_backend().world.settings.quotas.segment_snapshots_per_day = 1
    frozen.move_to("2025-01-06T23:00:00")
    _take(client, gold)
    refused, _ = refusal(_take, client=client, segment=gold)
    frozen.move_to("2025-01-07")

    assert "COMPLETED" == _get(client, _take(client, gold))["Status"]
    assert "BadRequestException" == refused
