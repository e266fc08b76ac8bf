from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import boto3
import pytest

from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.engine.segments import sql as segment_sql
from tests.support.areas.segments import (
    create_customer,
    define_segment,
    define_sql_segment,
    estimate_segment,
    segment_members,
)
from tests.support.facts import REGION
from tests.support.replies import error_code, refusal
from tests.support.shop import put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t

GOLD = "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'"


@pytest.fixture
def shop(storing: str) -> str:
    """Return the name of a domain with a data store, beside an S3 bucket."""
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    return storing


def _estimate(client: CustomerProfilesClient, query: str) -> t.GetSegmentEstimateResponseTypeDef:
    made = client.create_segment_estimate(DomainName="shop", SegmentSqlQuery=query)
    return client.get_segment_estimate(DomainName="shop", EstimateId=made["EstimateId"])


def _export(client: CustomerProfilesClient, segment: str) -> list[list[str]]:
    made = client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName=segment, DataFormat="CSV", DestinationUri="s3://out"
    )
    key = f"shop/{segment}/{made['SnapshotId']}/part-00000.csv"
    body = boto3.client("s3", region_name=REGION).get_object(Bucket="out", Key=key)["Body"].read()
    return list(csv.reader(io.StringIO(body.decode())))


@pytest.mark.rule("SQL-2", "EX-40", "DS-5")
def test_domain_without_data_store_has_no_sql(client: CustomerProfilesClient, domain: str) -> None:
    code, message = refusal(define_sql_segment, client=client, name="s", query=GOLD)

    assert ("BadRequestException", "Data store is not enabled for domain shop") == (code, message.partition(":")[0])
    assert (code, message) == refusal(client.create_segment_estimate, DomainName=domain, SegmentSqlQuery=GOLD)


@pytest.mark.rule("SEG-2")
def test_sql_makes_an_enhanced_segment(client: CustomerProfilesClient, shop: str) -> None:
    define_sql_segment(client, "gold", GOLD)
    answer = client.get_segment_definition(DomainName=shop, SegmentDefinitionName="gold")

    assert ("ENHANCED", GOLD) == (answer["SegmentType"], answer["SegmentSqlQuery"])
    assert "SegmentGroups" not in answer


@pytest.mark.rule("SQL-1", "SQL-15")
@pytest.mark.usefixtures("shop")
def test_estimate_of_sql_counts_profiles(client: CustomerProfilesClient) -> None:
    create_customer(client, tier="gold")
    create_customer(client, tier="silver")

    assert "1" == _estimate(client, GOLD)["Estimate"]


@pytest.mark.usefixtures("shop")
def test_query_on_an_empty_domain_finds_nobody(client: CustomerProfilesClient) -> None:
    assert "0" == _estimate(client, GOLD)["Estimate"]


@pytest.mark.rule("SQL-22")
@pytest.mark.usefixtures("shop")
def test_ids_that_are_no_profiles_do_not_count(client: CustomerProfilesClient) -> None:
    create_customer(client)

    assert "1" == _estimate(client, "SELECT profile_id FROM profile UNION ALL SELECT 'x' AS profile_id")["Estimate"]


@pytest.mark.rule("SQL-9")
@pytest.mark.usefixtures("shop")
def test_every_standard_object_is_a_table(client: CustomerProfilesClient) -> None:
    names = [name.lower() for name in standard_objects()]
    tables = [f"SELECT profile_id FROM {name}" for name in [*names, *(f"{name}_standard" for name in names)]]  # noqa: S608  # ours

    assert "0" == _estimate(client, " UNION ".join(tables))["Estimate"]


@pytest.mark.rule("SQL-3", "SQL-12", "SQL-14")
def test_objects_are_joined_to_their_profiles(client: CustomerProfilesClient, shop: str) -> None:
    put_object_type(
        client,
        "Web-Order",
        fields={"id": "", "email": "_profile.EmailAddress"},
        keys={"id": "UNIQUE id", "_email": "PROFILE email"},
    )
    none = _estimate(client, "SELECT profile_id FROM web_order WHERE email IS NULL AND id = 'x'")["Estimate"]
    for number, total in enumerate((120, 30)):
        document = f'{{"id": "{number}", "email": "ann@example.com", "total": {total}, "items": [{{"sku": "tv"}}]}}'
        client.put_profile_object(DomainName=shop, ObjectTypeName="Web-Order", Object=document)
    joined = (
        "SELECT p.profile_id FROM profiles p JOIN web_order o ON p.profile_id = o.profile_id"
        " WHERE o.items[0].sku = 'tv' AND p.email_address = 'ann@example.com'"
        " GROUP BY p.profile_id HAVING sum(o.total) = 150"
    )

    assert ("0", "1") == (none, _estimate(client, joined)["Estimate"])


@pytest.mark.rule("SQL-9", "SQL-13")
def test_items_of_the_catalogue_are_a_table(client: CustomerProfilesClient, shop: str) -> None:
    client.put_domain_object_type(
        DomainName=shop,
        ObjectTypeName="_catalogItem",
        Fields={
            "id": {"Source": "_source.id", "Target": "_catalogItem.Id"},
            "price": {"Source": "_source.price", "Target": "_catalogItem.Price", "ContentType": "NUMBER"},
        },
    )
    create_customer(client, wants="tv")
    query = (
        "SELECT p.profile_id FROM profile p JOIN _catalogitem_domain_standard c ON c.id = p.attributes.wants"
        " WHERE c.price < 500"
    )
    before = _estimate(client, query)["Estimate"]
    put_object(client, "_catalogItem", id="tv", price=400)

    assert ("0", "1") == (before, _estimate(client, query)["Estimate"])


@pytest.mark.rule("SQL-9", "SQL-11")
@pytest.mark.parametrize("name", ["_profile_standard", "_profile", "profile", "profiles", "customerprofiles"])
@pytest.mark.usefixtures("shop")
def test_profiles_have_many_names(client: CustomerProfilesClient, name: str) -> None:
    create_customer(client)
    query = f"SELECT profile_id FROM {name} WHERE created_at IS NOT NULL AND lastupdatedat >= createdat"  # noqa: S608

    assert "1" == _estimate(client, query)["Estimate"]


@pytest.mark.rule("SQL-17", "SQL-18", "SQL-19", "EX-40", "EST-1")
@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE profile",
        "SELECT 1; SELECT 2",
        "SELECT profile_id FROM",
        "SHOW TABLES",
        "SELECT first_name FROM profile",
        "SELECT profile_id FROM read_csv('/etc/passwd')",
        "SELECT profile_id FROM '/etc/passwd'",
        "ATTACH '/tmp/x.db' AS x",
        "INSTALL httpfs",
        "SELECT profile_id FROM web_orders",
    ],
)
def test_sql_that_does_anything_else_is_refused(client: CustomerProfilesClient, shop: str, query: str) -> None:
    assert "BadRequestException" == error_code(define_sql_segment, client=client, name="s", query=query)
    assert "BadRequestException" == error_code(client.create_segment_estimate, DomainName=shop, SegmentSqlQuery=query)


@pytest.mark.rule("SQL-21")
@pytest.mark.usefixtures("shop")
def test_sql_that_does_not_run_fails_the_estimate(client: CustomerProfilesClient) -> None:
    answer = _estimate(client, "SELECT profile_id FROM profile WHERE no_such_column = 1")

    assert "FAILED" == answer["Status"]
    assert "no_such_column" in answer["Message"]


@pytest.mark.usefixtures("shop")
def test_message_of_a_failed_estimate_is_no_longer_than_it_may_be(client: CustomerProfilesClient) -> None:
    answer = _estimate(client, f"SELECT profile_id FROM profile WHERE {'f' * 300} = 1")  # noqa: S608

    assert 255 == len(answer["Message"])


@pytest.mark.rule("SQL-4", "SNAP-9", "SNAP-10", "SQL-22")
@pytest.mark.usefixtures("shop")
def test_snapshot_has_the_columns_of_the_query(client: CustomerProfilesClient) -> None:
    ann, bob = create_customer(client, points="9"), create_customer(client, points="10")
    query = (
        "SELECT profile_id, CAST(attributes.points AS INT) AS points FROM profile"
        " UNION ALL SELECT 'nobody', 99 ORDER BY points DESC"
    )
    define_sql_segment(client, "by-points", query)

    assert [["ProfileId", "profile_id", "points"], [bob, bob, "10"], [ann, ann, "9"]] == _export(client, "by-points")


@pytest.mark.rule("SEG-50")
@pytest.mark.usefixtures("shop")
def test_classic_segment_can_stand_on_an_sql_segment(client: CustomerProfilesClient) -> None:
    ann, bob = create_customer(client, tier="gold"), create_customer(client, tier="silver")
    define_sql_segment(client, "gold", GOLD)
    groups: t.SegmentGroupUnionTypeDef = {
        "Groups": [{"SourceSegments": [{"SegmentDefinitionName": "gold"}], "SourceType": "NONE"}]
    }
    define_segment(client, "rest", groups)

    assert [bob] == segment_members(client, "rest", [ann, bob])
    assert "1" == estimate_segment(client, {"Groups": groups["Groups"]})


@pytest.mark.rule("SQL-15", "SQL-23")
@pytest.mark.usefixtures("shop")
def test_without_the_extra_the_estimate_names_it(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_sql, "has_extra", lambda: False)
    define_sql_segment(client, "gold", GOLD)
    answer = _estimate(client, GOLD)

    assert "FAILED" == answer["Status"]
    assert "SQL segments need the optional dependencies duckdb and sqlglot" in answer["Message"]


@pytest.mark.rule("SQL-5")
def test_calculated_attributes_are_no_columns(client: CustomerProfilesClient, shop: str) -> None:
    ann = create_customer(client, tier="gold")
    answer = _estimate(client, "SELECT profile_id FROM profile WHERE _new_customer = 'true'")
    value = client.get_calculated_attribute_for_profile(
        DomainName=shop, ProfileId=ann, CalculatedAttributeName="_new_customer"
    )["Value"]

    assert ("true", "FAILED") == (value, answer["Status"])
