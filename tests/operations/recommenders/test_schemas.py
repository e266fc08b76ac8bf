from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import quota_exceeded
from tests.support.facts import aws_arn
from tests.support.replies import less_metadata, refusal

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles.type_defs import RecommenderSchemaFieldTypeDef

FIELDS: dict[str, list[RecommenderSchemaFieldTypeDef]] = {
    "_webAnalytics": [{"TargetFieldName": "Location.City", "FeatureType": "CATEGORICAL"}],
    "_catalogItem": [{"TargetFieldName": "Attributes.MealTime"}, {"TargetFieldName": "Price", "ContentType": "NUMBER"}],
}
ARN = aws_arn("profile", "domains/shop/recommender-schemas/s")


def create_schema(client: CustomerProfilesClient, name: str = "s", **more: Any) -> dict[str, Any]:
    answer = client.create_recommender_schema(
        **{"DomainName": "shop", "RecommenderSchemaName": name, "Fields": FIELDS, **more}
    )
    return less_metadata(answer)


@pytest.mark.rule("RSC-2", "RSC-3", "GEN-12")
@pytest.mark.usefixtures("domain")
def test_a_schema_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    answer = create_schema(client, Tags={"team": "crm"})
    created_at = answer.pop("CreatedAt")

    assert {
        "RecommenderSchemaArn": ARN,
        "RecommenderSchemaName": "s",
        "Fields": FIELDS,
        "Status": "ACTIVE",
        "Tags": {"team": "crm"},
    } == answer
    found = client.get_recommender_schema(DomainName="shop", RecommenderSchemaName="s")
    assert {"RecommenderSchemaName", "Fields", "CreatedAt", "Status", "ResponseMetadata"} == found.keys()
    assert (FIELDS, created_at, "ACTIVE") == (found["Fields"], found["CreatedAt"], found["Status"])


@pytest.mark.rule("RSC-7")
@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize(
    ("data_set", "column", "hint"),
    [
        ("_catalogItem", "Nope", r"Attributes\.<name>"),
        ("_catalogItem", "Categroy", r"did you mean Category\?"),
        ("_catalogItem", "Attributes.", "TargetFieldName"),
        ("_webAnalytics", "Location.Town", "TargetFieldName"),
        ("_webAnalytics", "Price", "TargetFieldName"),
    ],
)
def test_columns_exist_in_the_data_set(client: CustomerProfilesClient, data_set: str, column: str, hint: str) -> None:
    code, message = refusal(create_schema, client, Fields={data_set: [{"TargetFieldName": column}]})

    assert "BadRequestException" == code
    assert re.search(hint, message)
    assert [] == client.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]


@pytest.mark.usefixtures("domain")
def test_schemas_are_listed_in_the_order_of_their_creation(client: CustomerProfilesClient) -> None:
    create_schema(client, "b")
    create_schema(client, "a")
    listed = client.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]

    assert ["b", "a"] == [each["RecommenderSchemaName"] for each in listed]


@pytest.mark.rule("RSC-5")
@pytest.mark.usefixtures("domain")
def test_the_default_schema_is_not_among_them(client: CustomerProfilesClient) -> None:
    assert [] == client.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]


@pytest.mark.rule("RSC-1", "RSC-3")
@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize(
    "fields",
    [
        {"_profile": [{"TargetFieldName": "FirstName"}]},
        {"_catalogItem": [{"TargetFieldName": "Name"}, {"TargetFieldName": "Name"}]},
        {"_catalogItem": [{"TargetFieldName": f"Attributes.a{number}"} for number in range(10)]},
    ],
)
def test_unsound_schemas_are_refused(client: CustomerProfilesClient, fields: object) -> None:
    code, _ = refusal(create_schema, client, Fields=fields)

    assert "BadRequestException" == code


@pytest.mark.usefixtures("domain")
def test_a_name_is_taken_once(client: CustomerProfilesClient) -> None:
    create_schema(client)

    assert ("BadRequestException", "Recommender schema with name s already exists") == refusal(create_schema, client)


@pytest.mark.rule("REC-18")
@pytest.mark.usefixtures("domain")
def test_a_domain_has_five_schemas(client: CustomerProfilesClient) -> None:
    for number in range(5):
        create_schema(client, f"s{number}")

    assert (
        "BadRequestException",
        quota_exceeded(5, "recommender schemas", "domain", "recommender_schemas"),
    ) == refusal(create_schema, client)


@pytest.mark.rule("RSC-6")
@pytest.mark.usefixtures("domain")
def test_a_deleted_schema_is_gone(client: CustomerProfilesClient) -> None:
    create_schema(client)
    client.delete_recommender_schema(DomainName="shop", RecommenderSchemaName="s")

    for call in (client.get_recommender_schema, client.delete_recommender_schema):
        code, _ = refusal(call, DomainName="shop", RecommenderSchemaName="s")
        assert "ResourceNotFoundException" == code


@pytest.mark.rule("RSC-6")
@pytest.mark.usefixtures("domain")
def test_a_schema_that_a_filter_names_cannot_be_deleted(client: CustomerProfilesClient) -> None:
    create_schema(client)
    client.create_recommender_filter(
        DomainName="shop",
        RecommenderFilterName="f",
        RecommenderFilterExpression="INCLUDE ItemID WHERE Items.Price < 10",
        RecommenderSchemaName="s",
    )
    expected = ("BadRequestException", "Recommender schema s is in use by recommender filter f")

    assert expected == refusal(client.delete_recommender_schema, DomainName="shop", RecommenderSchemaName="s")


@pytest.mark.rule("T-1", "T-2")
@pytest.mark.usefixtures("domain")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    create_schema(client)
    client.tag_resource(resourceArn=ARN, tags={"team": "crm"})

    assert {"team": "crm"} == client.list_tags_for_resource(resourceArn=ARN)["tags"]
