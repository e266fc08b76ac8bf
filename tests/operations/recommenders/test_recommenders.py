from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import quota_exceeded
from tests.support.areas.recommenders import ARN, CONFIG, VERSION, create_recommender, get_recommender
from tests.support.model import operations_that_need
from tests.support.replies import error_code, refusal
from tests.support.shop import put_catalog_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("REC-1")
def test_recipes_are_six_and_stand_on_one_page(client: CustomerProfilesClient) -> None:
    answer = client.list_recommender_recipes(MaxResults=10)

    assert "NextToken" not in answer
    assert [
        "recommended-for-you",
        "similar-items",
        "frequently-paired-items",
        "popular-items",
        "trending-now",
        "personalized-ranking",
    ] == [recipe["name"] for recipe in answer["RecommenderRecipes"]]
    assert all(recipe["description"] for recipe in answer["RecommenderRecipes"])


@pytest.mark.rule("REC-7", "GEN-12", "T-1")
@pytest.mark.usefixtures("storing")
def test_create_answers_arn_and_tags(client: CustomerProfilesClient) -> None:
    assert {"RecommenderArn": ARN, "Tags": {"team": "crm"}} == create_recommender(client, Tags={"team": "crm"})


@pytest.mark.rule("REC-10", "REC-15")
@pytest.mark.usefixtures("storing")
def test_a_recommender_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    create_recommender(client, RecommenderConfig=CONFIG, Description="what sells")
    found = get_recommender(client)
    del found["CreatedAt"], found["LastUpdatedAt"]

    assert VERSION.fullmatch(found.pop("ActiveRecommenderVersionName"))
    assert {
        "RecommenderName": "r",
        "RecommenderRecipeName": "popular-items",
        "RecommenderConfig": CONFIG,
        "Description": "what sells",
        "Status": "ACTIVE",
        "Tags": {},
    } == found


@pytest.mark.rule("REC-11")
@pytest.mark.usefixtures("storing")
def test_lists_call_the_recipe_by_another_name_and_show_no_version(client: CustomerProfilesClient) -> None:
    create_recommender(client, "b")
    create_recommender(client, "a", RecommenderConfig=CONFIG)
    listed = client.list_recommenders(DomainName="shop")["Recommenders"]

    assert ["b", "a"] == [each["RecommenderName"] for each in listed]
    assert {
        "RecommenderName",
        "RecipeName",
        "RecommenderConfig",
        "CreatedAt",
        "LastUpdatedAt",
        "Status",
        "Tags",
    } == listed[1].keys()


@pytest.mark.rule("REC-8", "DS-5")
@pytest.mark.usefixtures("domain")
def test_a_recommender_needs_a_data_store(client: CustomerProfilesClient) -> None:
    code, message = refusal(create_recommender, client)

    assert ("BadRequestException", "Data store is not enabled for domain shop") == (code, message.partition(":")[0])


@pytest.mark.rule("REC-8")
@pytest.mark.usefixtures("storing")
@pytest.mark.parametrize(
    "definition",
    [
        {"RecommenderRecipeName": "similar-items"},
        {"RecommenderRecipeName": "frequently-paired-items"},
        {"RecommenderConfig": {"ExcludedColumns": {"_catalogItem": ["Name"]}}},
    ],
)
def test_some_recommenders_need_a_catalogue(client: CustomerProfilesClient, definition: dict[str, Any]) -> None:
    expected = ("BadRequestException", "Recommender r needs the domain object type _catalogItem")

    assert expected == refusal(create_recommender, client, **definition)
    put_catalog_type(client)
    assert ARN == create_recommender(client, **definition)["RecommenderArn"]


@pytest.mark.rule("REC-9")
@pytest.mark.usefixtures("storing")
@pytest.mark.parametrize(
    "config",
    [
        {"IncludedColumns": {"_webAnalytics": ["Colour"]}},
        {"EventsConfig": {"EventParametersList": [{"EventType": "view"}] * 2}},
        {"EventsConfig": {"EventParametersList": [{"EventType": "view", "EventWeight": 1.5}]}},
        {"TrainingFrequency": 31},
        {"InferenceConfig": {"MinProvisionedTPS": 1001}},
    ],
)
def test_unsound_configurations_are_refused(client: CustomerProfilesClient, config: object) -> None:
    assert "BadRequestException" == error_code(create_recommender, client, RecommenderConfig=config)


@pytest.mark.rule("REC-7", "RSC-6")
@pytest.mark.usefixtures("storing")
def test_the_schema_of_a_recommender_must_exist_and_stays_as_long_as_it(client: CustomerProfilesClient) -> None:
    message = "Recommender schema s does not exist"

    assert ("BadRequestException", message) == refusal(create_recommender, client, RecommenderSchemaName="s")
    client.create_recommender_schema(
        DomainName="shop", RecommenderSchemaName="s", Fields={"_catalogItem": [{"TargetFieldName": "Name"}]}
    )
    create_recommender(client, RecommenderSchemaName="s")
    assert "s" == get_recommender(client)["RecommenderSchemaName"]
    message = "Recommender schema s is in use by recommender r"
    assert ("BadRequestException", message) == refusal(
        client.delete_recommender_schema, DomainName="shop", RecommenderSchemaName="s"
    )


@pytest.mark.rule("REC-18")
@pytest.mark.usefixtures("storing")
def test_a_domain_has_ten_recommenders_of_different_names(client: CustomerProfilesClient) -> None:
    for number in range(10):
        create_recommender(client, f"r{number}")

    assert ("BadRequestException", "Recommender with name r0 already exists") == refusal(
        create_recommender, client, "r0"
    )
    assert ("BadRequestException", quota_exceeded(10, "recommenders", "domain", "recommenders")) == refusal(
        create_recommender, client
    )


@pytest.mark.rule("REC-21")
@pytest.mark.usefixtures("storing")
@pytest.mark.parametrize("name", operations_that_need("DomainName", "RecommenderName"))
def test_an_unknown_recommender_is_not_found(client: CustomerProfilesClient, name: str) -> None:
    assert "ResourceNotFoundException" == error_code(getattr(client, name), DomainName="shop", RecommenderName="r")


@pytest.mark.rule("T-1", "T-2")
@pytest.mark.usefixtures("storing")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    client.tag_resource(resourceArn=ARN, tags={"team": "crm"})

    assert {"team": "crm"} == get_recommender(client)["Tags"]


@pytest.mark.usefixtures("storing")
def test_a_catalogue_that_recommenders_may_need_cannot_be_deleted(client: CustomerProfilesClient) -> None:
    put_catalog_type(client)
    create_recommender(client)

    code, _ = refusal(client.delete_domain_object_type, DomainName="shop", ObjectTypeName="_catalogItem")
    assert "BadRequestException" == code
