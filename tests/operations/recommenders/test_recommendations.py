from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.support.areas.recommendations import FILTER, put_views, recommended_items, search_recommendations
from tests.support.replies import error_code
from tests.support.shop import create_profile, find_profile, put_object, put_object_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def slow_filters(pace: Callable[..., None]) -> None:
    """Let filters stay as they begin."""
    pace("recommender_filter", progression="manual", times=9)


@pytest.mark.rule("REC-19")
@pytest.mark.usefixtures("recommending")
def test_ten_items_are_answered_unless_the_caller_says(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", *(f"i{number:02}" for number in range(12)))
    ann = find_profile(client, "user", "ann")

    assert 10 == len(recommended_items(client, ann))
    assert 12 == len(recommended_items(client, ann, MaxResults=500))
    assert ["i00"] == recommended_items(client, ann, MaxResults=1)


@pytest.mark.rule("REC-26")
@pytest.mark.usefixtures("recommending")
def test_nothing_is_recommended_where_nothing_happened(client: CustomerProfilesClient) -> None:
    stranger = create_profile(client, FirstName="x")

    assert [] == recommended_items(client, stranger)


@pytest.mark.rule("REC-21")
@pytest.mark.usefixtures("recommending")
def test_profile_and_recommender_must_exist(client: CustomerProfilesClient) -> None:
    stranger = create_profile(client, FirstName="x")

    assert "ResourceNotFoundException" == error_code(recommended_items, client, "0" * 32)
    assert "ResourceNotFoundException" == error_code(recommended_items, client, stranger, RecommenderName="other")


@pytest.mark.rule("REC-21", "STA-3", "EX-62", "EX-68")
@pytest.mark.usefixtures("recommending")
def test_only_an_active_recommender_answers(client: CustomerProfilesClient) -> None:
    stranger = create_profile(client, FirstName="x")
    client.stop_recommender(DomainName="shop", RecommenderName="r")

    assert "BadRequestException" == error_code(recommended_items, client, stranger)
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert [] == recommended_items(client, stranger)


@pytest.mark.rule("REC-24")
@pytest.mark.usefixtures("recommending")
@pytest.mark.parametrize("member", ["RecommenderFilters", "RecommenderPromotionalFilters"])
def test_a_filter_must_have_a_name_that_exists(client: CustomerProfilesClient, member: str) -> None:
    stranger = create_profile(client, FirstName="x")

    assert "ResourceNotFoundException" == error_code(recommended_items, client, stranger, **{member: [{"Name": "f"}]})
    assert "BadRequestException" == error_code(recommended_items, client, stranger, **{member: [{}]})


@pytest.mark.rule("REC-24")
@pytest.mark.usefixtures("recommending")
def test_a_filter_must_have_the_schema_of_the_recommender(client: CustomerProfilesClient) -> None:
    stranger = create_profile(client, FirstName="x")
    fields: Any = {"_catalogItem": [{"TargetFieldName": "Name"}]}
    client.create_recommender_schema(DomainName="shop", RecommenderSchemaName="s", Fields=fields)
    client.create_recommender_filter(
        DomainName="shop",
        RecommenderFilterName="f",
        RecommenderFilterExpression=FILTER,
        RecommenderSchemaName="s",
    )

    assert "BadRequestException" == error_code(
        recommended_items, client, stranger, RecommenderFilters=[{"Name": "f", "Values": {"ids": "tv"}}]
    )


@pytest.mark.rule("REC-24", "STA-3")
@pytest.mark.usefixtures("recommending", "slow_filters")
def test_a_filter_must_be_active(client: CustomerProfilesClient) -> None:
    stranger = create_profile(client, FirstName="x")
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)

    assert "BadRequestException" == error_code(
        recommended_items, client, stranger, RecommenderFilters=[{"Name": "f", "Values": {"ids": "tv"}}]
    )


@pytest.mark.usefixtures("recommending")
def test_a_promotion_without_a_percentage_may_take_every_place(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv", "sofa", "lamp")
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)
    promotion = [{"Name": "f", "Values": {"ids": "tv,sofa"}}]

    assert ["sofa", "tv", "lamp"] == recommended_items(
        client, find_profile(client, "user", "ann"), RecommenderPromotionalFilters=promotion
    )


@pytest.mark.rule("REC-20", "EX-63")
@pytest.mark.usefixtures("recommending")
def test_a_search_answers_the_profile_and_at_most_five_items(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "a", "b", "c", "d", "e", "f", email="ann@example.com")
    answer = search_recommendations(client, "ANN@example.com")

    assert find_profile(client, "user", "ann") == answer["ProfileId"]
    assert ["a", "b", "c", "d", "e"] == [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]
    assert 6 == len(search_recommendations(client, "ann@example.com", MaxRecommendations=6)["Recommendations"])


@pytest.mark.rule("REC-20", "EX-63")
@pytest.mark.usefixtures("recommending")
def test_a_search_that_finds_nobody_or_several_is_refused(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "a", email="us@example.com")
    put_views(client, "ben", "a", email="us@example.com")

    assert "ResourceNotFoundException" == error_code(search_recommendations, client, "nobody@example.com")
    assert "BadRequestException" == error_code(search_recommendations, client, "us@example.com")


@pytest.mark.rule("REC-20")
@pytest.mark.usefixtures("recommending")
def test_a_search_may_be_by_the_id_of_the_profile(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "a")
    ann = find_profile(client, "user", "ann")

    assert ann == search_recommendations(client, ann, KeyName="_profileId")["ProfileId"]


@pytest.mark.rule("REC-20")
@pytest.mark.usefixtures("recommending")
def test_a_search_gives_one_value_for_each_field_of_the_key(client: CustomerProfilesClient) -> None:
    put_object_type(client, "card", fields={"chain": "", "number": ""}, keys={"card": "PROFILE UNIQUE chain number"})
    for chain in ("east", "west"):
        put_object(client, "card", chain=chain, number="7")
    answers = [search_recommendations(client, "", KeyName="card", KeyValues=[chain, "7"]) for chain in ("east", "west")]

    assert 2 == len({answer["ProfileId"] for answer in answers})


@pytest.mark.rule("REC-28")
@pytest.mark.usefixtures("recommending")
@pytest.mark.parametrize(
    ("key_name", "values", "wanted"),
    [
        ("card", ["east"], r"2 \(chain, number\), not 1"),
        ("card", ["east", "7", "8"], r"2 \(chain, number\), not 3"),
        ("_email", ["a@x.org", "b@x.org"], r"1 \(_email\), not 2"),
    ],
)
def test_a_search_with_too_few_or_many_values_names_the_fields_of_the_key(
    client: CustomerProfilesClient, key_name: str, values: list[str], wanted: str
) -> None:
    put_object_type(client, "card", fields={"chain": "", "number": ""}, keys={"card": "PROFILE UNIQUE chain number"})
    with pytest.raises(ClientError, match=wanted) as refusal:
        search_recommendations(client, "", KeyName=key_name, KeyValues=values)

    assert "BadRequestException" == refusal.value.response["Error"]["Code"]


@pytest.mark.usefixtures("recommending")
def test_a_search_filters_ranks_and_describes_like_the_other_operation(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "a", "b", "c", email="ann@example.com")
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)
    recommender = {
        "Name": "r",
        "Filters": [{"Name": "f", "Values": {"ids": "b,c"}}],
        "PromotionalFilters": [{"Name": "f", "Values": {"ids": "c"}, "PercentPromotedItems": 100}],
    }
    answer = search_recommendations(
        client, "ann@example.com", Recommender=recommender, CandidateIds=["b", "c"], MaxRecommendations=2
    )

    items = recommended_items(
        client,
        answer["ProfileId"],
        RecommenderFilters=recommender["Filters"],
        RecommenderPromotionalFilters=recommender["PromotionalFilters"],
        CandidateIds=["b", "c"],
        MaxResults=2,
    )

    assert ["c", "b"] == items == [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]
    assert "BadRequestException" == error_code(
        search_recommendations, client, "ann@example.com", Metadata={"Columns": ["Colour"]}
    )
