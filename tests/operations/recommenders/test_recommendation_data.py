from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from tests.support.areas.recommendations import put_views, recommended_items
from tests.support.shop import create_profile, find_profile, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("REC-3", "REC-6", "ALG-1")
@pytest.mark.usefixtures("recommending")
def test_what_comes_in_counts_at_once(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv", "sofa")
    ann = find_profile(client, "user", "ann")

    assert ["sofa", "tv"] == recommended_items(client, ann)
    put_views(client, "ben", "tv")
    assert ["tv", "sofa"] == recommended_items(client, ann)


@pytest.mark.usefixtures("recommending")
def test_an_event_that_comes_again_counts_once(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv", "tv", "tv")
    put_views(client, "ben", "sofa")
    put_views(client, "cem", "sofa")

    assert ["sofa", "tv"] == recommended_items(client, find_profile(client, "user", "ann"))


@pytest.mark.rule("ALG-1")
@pytest.mark.usefixtures("recommending")
def test_a_profile_that_is_deleted_takes_its_interactions_along(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv")
    put_views(client, "ben", "sofa")
    ann = find_profile(client, "user", "ann")

    assert ["sofa", "tv"] == recommended_items(client, ann)
    client.delete_profile(DomainName="shop", ProfileId=find_profile(client, "user", "ben"))
    assert ["tv"] == recommended_items(client, ann)


@pytest.mark.usefixtures("recommending")
def test_a_web_event_that_is_deleted_does_not_count(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv", "sofa")
    ann = find_profile(client, "user", "ann")
    events = client.list_profile_objects(DomainName="shop", ProfileId=ann, ObjectTypeName="_webAnalytics")["Items"]
    (doomed,) = (event for event in events if '"tv"' in event["Object"])

    assert ["sofa", "tv"] == recommended_items(client, ann)
    client.delete_profile_object(
        DomainName="shop",
        ProfileId=ann,
        ObjectTypeName="_webAnalytics",
        ProfileObjectUniqueKey=doomed["ProfileObjectUniqueKey"],
    )
    assert ["sofa"] == recommended_items(client, ann)


@pytest.mark.usefixtures("recommending")
def test_a_type_that_is_deleted_takes_its_interactions_along(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv")
    ann = find_profile(client, "user", "ann")

    assert ["tv"] == recommended_items(client, ann)
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="event")
    stranger = create_profile(client, FirstName="x")
    assert [] == recommended_items(client, stranger)


@pytest.mark.rule("ALG-1")
def test_expired_events_do_not_count(client: CustomerProfilesClient, request: pytest.FixtureRequest) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        request.getfixturevalue("recommending")
        stranger = create_profile(client, FirstName="x")
        put_views(client, "ann", "tv")
        clock.shift(timedelta(days=20))
        put_views(client, "ben", "sofa")

        assert {"tv", "sofa"} == {*recommended_items(client, stranger)}
        clock.shift(timedelta(days=20))
        assert ["sofa"] == recommended_items(client, stranger)


@pytest.mark.usefixtures("recommending")
def test_interactions_of_merged_profiles_are_those_of_the_main_one(client: CustomerProfilesClient) -> None:
    client.create_recommender(DomainName="shop", RecommenderName="you", RecommenderRecipeName="recommended-for-you")
    put_views(client, "ann", "tv")
    put_views(client, "ben", "sofa")
    put_views(client, "cem", "tv", "hdmi")
    put_views(client, "dan", "sofa", "lamp")
    ann, ben = find_profile(client, "user", "ann"), find_profile(client, "user", "ben")

    assert ["hdmi"] == recommended_items(client, ann, RecommenderName="you")
    client.merge_profiles(DomainName="shop", MainProfileId=ann, ProfileIdsToBeMerged=[ben])
    assert {"hdmi", "lamp"} < {*recommended_items(client, ann, RecommenderName="you")}


@pytest.mark.rule("REC-3", "REC-27")
@pytest.mark.usefixtures("recommending")
def test_items_come_and_go_with_the_catalogue(client: CustomerProfilesClient) -> None:
    put_views(client, "ann", "tv", "sofa")
    ann = find_profile(client, "user", "ann")
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    client.put_domain_object_type(
        DomainName="shop",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    )
    put_object(client, "_catalogItem", id="tv")
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")

    assert ["tv"] == recommended_items(client, ann)
    put_object(client, "_catalogItem", id="sofa")
    assert ["sofa", "tv"] == recommended_items(client, ann)
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    client.delete_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    assert ["sofa", "tv"] == recommended_items(client, ann)


@pytest.mark.rule("REC-16")
@pytest.mark.usefixtures("recommending")
def test_metrics_measure_the_data_at_the_time_of_training(client: CustomerProfilesClient) -> None:
    for user in ("ann", "ben", "cem"):
        put_views(client, user, "tv", "sofa")
    client.create_recommender(DomainName="shop", RecommenderName="p", RecommenderRecipeName="popular-items")
    (metrics,) = client.get_recommender(DomainName="shop", RecommenderName="p", TrainingMetricsCount=1)[
        "TrainingMetrics"
    ]

    put_views(client, "dan", "lamp", "desk", "hdmi")
    (later,) = client.get_recommender(DomainName="shop", RecommenderName="p", TrainingMetricsCount=1)["TrainingMetrics"]

    assert 1.0 == metrics["Metrics"]["hit"]
    assert metrics == later
    assert 0.0 == metrics["Metrics"]["coverage"]
