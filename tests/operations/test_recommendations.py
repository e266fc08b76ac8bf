"""Whose interactions count, who may be asked, and for whom; what is recommended stands in the worked examples."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

KEY = "arn:aws:kms:us-east-1:123456789012:key/k"
FILTER = "INCLUDE ItemID WHERE Items.Id IN ($ids)"


@pytest.fixture
def shop(client: CustomerProfilesClient) -> str:
    """Answer the name of a domain that takes in web events and has a recommender of popular items."""
    client.create_domain(
        DomainName="shop", DefaultExpirationDays=365, DefaultEncryptionKey=KEY, DataStore={"Enabled": True}
    )
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="event",
        Description="web events",
        AllowProfileCreation=True,
        ExpirationDays=30,
        Fields={
            "user": {"Source": "_source.user", "Target": "_profile.FirstName"},
            "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
            "id": {"Source": "_source.id"},
            "item": {"Source": "_source.item", "Target": "_webAnalytics.Item.Id"},
            "type": {"Source": "_source.type", "Target": "_webAnalytics.EventType"},
        },
        Keys={
            "user": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["user"]}],
            "id": [{"StandardIdentifiers": ["UNIQUE", "WEB_ANALYTICS"], "FieldNames": ["id"]}],
        },
    )
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    return "shop"


@pytest.fixture
def slow_filters() -> Iterator[None]:
    """Let filters stay as they begin."""
    state_manager.set_transition("customerprofiles::recommender_filter", {"progression": "manual", "times": 9})
    yield
    state_manager.unset_transition("customerprofiles::recommender_filter")


def touch(client: CustomerProfilesClient, user: str, *items: str, **more: str) -> None:
    """Let a user view items; an event has the id of its user and item."""
    for item in items:
        event = {"id": f"{user}-{item}", "user": user, "item": item, "type": "view", **more}
        client.put_profile_object(DomainName="shop", ObjectTypeName="event", Object=json.dumps(event))


def profile_id(client: CustomerProfilesClient, user: str) -> str:
    return client.search_profiles(DomainName="shop", KeyName="user", Values=[user])["Items"][0]["ProfileId"]


def ask(client: CustomerProfilesClient, profile: str, **more: Any) -> list[str]:
    answer = client.get_profile_recommendations(
        **{"DomainName": "shop", "ProfileId": profile, "RecommenderName": "r", **more}
    )
    return [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]


def search(client: CustomerProfilesClient, email: str, **more: Any) -> dict[str, Any]:
    asked = {"DomainName": "shop", "KeyName": "_email", "KeyValues": [email], "Recommender": {"Name": "r"}, **more}
    return {**client.search_recommendations(**asked)}


def refusal(call: Callable[..., object], *arguments: object, **named: object) -> str:
    with pytest.raises(ClientError) as caught:
        call(*arguments, **named)
    return caught.value.response["Error"]["Code"]


@pytest.mark.rule("REC-3", "REC-6", "ALG-1")
@pytest.mark.usefixtures("shop")
def test_what_comes_in_counts_at_once(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv", "sofa")
    ann = profile_id(client, "ann")

    assert ["sofa", "tv"] == ask(client, ann)
    touch(client, "ben", "tv")
    assert ["tv", "sofa"] == ask(client, ann)


@pytest.mark.usefixtures("shop")
def test_an_event_that_comes_again_counts_once(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv", "tv", "tv")
    touch(client, "ben", "sofa")
    touch(client, "cem", "sofa")

    assert ["sofa", "tv"] == ask(client, profile_id(client, "ann"))


@pytest.mark.rule("ALG-1")
@pytest.mark.usefixtures("shop")
def test_a_profile_that_is_deleted_takes_its_interactions_along(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv")
    touch(client, "ben", "sofa")
    ann = profile_id(client, "ann")

    assert ["sofa", "tv"] == ask(client, ann)
    client.delete_profile(DomainName="shop", ProfileId=profile_id(client, "ben"))
    assert ["tv"] == ask(client, ann)


@pytest.mark.usefixtures("shop")
def test_a_web_event_that_is_deleted_does_not_count(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv", "sofa")
    ann = profile_id(client, "ann")
    events = client.list_profile_objects(DomainName="shop", ProfileId=ann, ObjectTypeName="_webAnalytics")["Items"]
    (doomed,) = (event for event in events if '"tv"' in event["Object"])

    assert ["sofa", "tv"] == ask(client, ann)
    client.delete_profile_object(
        DomainName="shop",
        ProfileId=ann,
        ObjectTypeName="_webAnalytics",
        ProfileObjectUniqueKey=doomed["ProfileObjectUniqueKey"],
    )
    assert ["sofa"] == ask(client, ann)


@pytest.mark.usefixtures("shop")
def test_a_type_that_is_deleted_takes_its_interactions_along(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv")
    ann = profile_id(client, "ann")

    assert ["tv"] == ask(client, ann)
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="event")
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]
    assert [] == ask(client, stranger)


@pytest.mark.rule("ALG-1")
def test_expired_events_do_not_count(client: CustomerProfilesClient, request: pytest.FixtureRequest) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        request.getfixturevalue("shop")
        stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]
        touch(client, "ann", "tv")
        clock.shift(timedelta(days=20))
        touch(client, "ben", "sofa")

        assert {"tv", "sofa"} == {*ask(client, stranger)}
        clock.shift(timedelta(days=20))
        assert ["sofa"] == ask(client, stranger)


@pytest.mark.usefixtures("shop")
def test_interactions_of_merged_profiles_are_those_of_the_main_one(client: CustomerProfilesClient) -> None:
    client.create_recommender(DomainName="shop", RecommenderName="you", RecommenderRecipeName="recommended-for-you")
    touch(client, "ann", "tv")
    touch(client, "ben", "sofa")
    touch(client, "cem", "tv", "hdmi")
    touch(client, "dan", "sofa", "lamp")
    ann, ben = profile_id(client, "ann"), profile_id(client, "ben")

    assert ["hdmi"] == ask(client, ann, RecommenderName="you")
    client.merge_profiles(DomainName="shop", MainProfileId=ann, ProfileIdsToBeMerged=[ben])
    assert {"hdmi", "lamp"} < {*ask(client, ann, RecommenderName="you")}


@pytest.mark.rule("REC-3", "REC-27")
@pytest.mark.usefixtures("shop")
def test_items_come_and_go_with_the_catalogue(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv", "sofa")
    ann = profile_id(client, "ann")
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    client.put_domain_object_type(
        DomainName="shop",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    )
    client.put_profile_object(DomainName="shop", ObjectTypeName="_catalogItem", Object='{"id": "tv"}')
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")

    assert ["tv"] == ask(client, ann)
    client.put_profile_object(DomainName="shop", ObjectTypeName="_catalogItem", Object='{"id": "sofa"}')
    assert ["sofa", "tv"] == ask(client, ann)
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    client.delete_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    assert ["sofa", "tv"] == ask(client, ann)


@pytest.mark.rule("REC-19")
@pytest.mark.usefixtures("shop")
def test_ten_items_are_answered_unless_the_caller_says(client: CustomerProfilesClient) -> None:
    touch(client, "ann", *(f"i{number:02}" for number in range(12)))
    ann = profile_id(client, "ann")

    assert 10 == len(ask(client, ann))
    assert 12 == len(ask(client, ann, MaxResults=500))
    assert ["i00"] == ask(client, ann, MaxResults=1)


@pytest.mark.rule("REC-26")
@pytest.mark.usefixtures("shop")
def test_nothing_is_recommended_where_nothing_happened(client: CustomerProfilesClient) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]

    assert [] == ask(client, stranger)


@pytest.mark.rule("REC-21")
@pytest.mark.usefixtures("shop")
def test_profile_and_recommender_must_exist(client: CustomerProfilesClient) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]

    assert "ResourceNotFoundException" == refusal(ask, client, "0" * 32)
    assert "ResourceNotFoundException" == refusal(ask, client, stranger, RecommenderName="other")


@pytest.mark.rule("REC-21", "STA-3", "EX-62", "EX-68")
@pytest.mark.usefixtures("shop")
def test_only_an_active_recommender_answers(client: CustomerProfilesClient) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]
    client.stop_recommender(DomainName="shop", RecommenderName="r")

    assert "BadRequestException" == refusal(ask, client, stranger)
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert [] == ask(client, stranger)


@pytest.mark.rule("REC-24")
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("member", ["RecommenderFilters", "RecommenderPromotionalFilters"])
def test_a_filter_must_have_a_name_that_exists(client: CustomerProfilesClient, member: str) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]

    assert "ResourceNotFoundException" == refusal(ask, client, stranger, **{member: [{"Name": "f"}]})
    assert "BadRequestException" == refusal(ask, client, stranger, **{member: [{}]})


@pytest.mark.rule("REC-24")
@pytest.mark.usefixtures("shop")
def test_a_filter_must_have_the_schema_of_the_recommender(client: CustomerProfilesClient) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]
    fields: Any = {"_catalogItem": [{"TargetFieldName": "Name"}]}
    client.create_recommender_schema(DomainName="shop", RecommenderSchemaName="s", Fields=fields)
    client.create_recommender_filter(
        DomainName="shop",
        RecommenderFilterName="f",
        RecommenderFilterExpression=FILTER,
        RecommenderSchemaName="s",
    )

    assert "BadRequestException" == refusal(
        ask, client, stranger, RecommenderFilters=[{"Name": "f", "Values": {"ids": "tv"}}]
    )


@pytest.mark.rule("REC-24", "STA-3")
@pytest.mark.usefixtures("shop", "slow_filters")
def test_a_filter_must_be_active(client: CustomerProfilesClient) -> None:
    stranger = client.create_profile(DomainName="shop", FirstName="x")["ProfileId"]
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)

    assert "BadRequestException" == refusal(
        ask, client, stranger, RecommenderFilters=[{"Name": "f", "Values": {"ids": "tv"}}]
    )


@pytest.mark.usefixtures("shop")
def test_a_promotion_without_a_percentage_may_take_every_place(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "tv", "sofa", "lamp")
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)
    promotion = [{"Name": "f", "Values": {"ids": "tv,sofa"}}]

    assert ["sofa", "tv", "lamp"] == ask(client, profile_id(client, "ann"), RecommenderPromotionalFilters=promotion)


@pytest.mark.rule("REC-20", "EX-63")
@pytest.mark.usefixtures("shop")
def test_a_search_answers_the_profile_and_at_most_five_items(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "a", "b", "c", "d", "e", "f", email="ann@example.com")
    answer = search(client, "ANN@example.com")

    assert profile_id(client, "ann") == answer["ProfileId"]
    assert ["a", "b", "c", "d", "e"] == [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]
    assert 6 == len(search(client, "ann@example.com", MaxRecommendations=6)["Recommendations"])


@pytest.mark.rule("REC-20", "EX-63")
@pytest.mark.usefixtures("shop")
def test_a_search_that_finds_nobody_or_several_is_refused(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "a", email="us@example.com")
    touch(client, "ben", "a", email="us@example.com")

    assert "ResourceNotFoundException" == refusal(search, client, "nobody@example.com")
    assert "BadRequestException" == refusal(search, client, "us@example.com")


@pytest.mark.rule("REC-20")
@pytest.mark.usefixtures("shop")
def test_a_search_may_be_by_the_id_of_the_profile(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "a")
    ann = profile_id(client, "ann")

    assert ann == search(client, ann, KeyName="_profileId")["ProfileId"]


@pytest.mark.rule("REC-20")
@pytest.mark.usefixtures("shop")
def test_a_search_gives_one_value_for_each_field_of_the_key(client: CustomerProfilesClient) -> None:
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="card",
        Description="a card of a chain",
        AllowProfileCreation=True,
        Fields={"chain": {"Source": "_source.chain"}, "number": {"Source": "_source.number"}},
        Keys={"card": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["chain", "number"]}]},
    )
    for chain in ("east", "west"):
        client.put_profile_object(
            DomainName="shop", ObjectTypeName="card", Object=json.dumps({"chain": chain, "number": "7"})
        )
    answers = [search(client, "", KeyName="card", KeyValues=[chain, "7"]) for chain in ("east", "west")]

    assert 2 == len({answer["ProfileId"] for answer in answers})


@pytest.mark.usefixtures("shop")
def test_a_search_filters_ranks_and_describes_like_the_other_operation(client: CustomerProfilesClient) -> None:
    touch(client, "ann", "a", "b", "c", email="ann@example.com")
    client.create_recommender_filter(DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=FILTER)
    recommender = {
        "Name": "r",
        "Filters": [{"Name": "f", "Values": {"ids": "b,c"}}],
        "PromotionalFilters": [{"Name": "f", "Values": {"ids": "c"}, "PercentPromotedItems": 100}],
    }
    answer = search(client, "ann@example.com", Recommender=recommender, CandidateIds=["b", "c"], MaxRecommendations=2)

    assert ["c", "b"] == [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]
    assert "BadRequestException" == refusal(search, client, "ann@example.com", Metadata={"Columns": ["Colour"]})


@pytest.mark.rule("REC-16")
@pytest.mark.usefixtures("shop")
def test_metrics_measure_the_data_at_the_time_of_training(client: CustomerProfilesClient) -> None:
    for user in ("ann", "ben", "cem"):
        touch(client, user, "tv", "sofa")
    client.create_recommender(DomainName="shop", RecommenderName="p", RecommenderRecipeName="popular-items")
    (metrics,) = client.get_recommender(DomainName="shop", RecommenderName="p", TrainingMetricsCount=1)[
        "TrainingMetrics"
    ]

    assert 1.0 == metrics["Metrics"]["hit"]
    assert 0.0 == metrics["Metrics"]["coverage"]
