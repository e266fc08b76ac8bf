from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.support.areas.recommenders import CONFIG, OTHER, create_recommender, get_recommender, update_recommender
from tests.support.replies import error_code, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("REC-14", "REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_an_update_replaces_the_configuration_as_a_whole_and_makes_a_version(client: CustomerProfilesClient) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        create_recommender(client, RecommenderConfig=CONFIG)
        update_recommender(client, RecommenderConfig=OTHER)
        found = get_recommender(client)

    assert OTHER == found["RecommenderConfig"]
    assert "r/2026-01-01T00-00-01Z" == found["ActiveRecommenderVersionName"], "a second later, as the first is taken"
    latest = found["LatestRecommenderUpdate"]
    assert ("ACTIVE", OTHER) == (latest["Status"], latest["RecommenderConfig"])
    assert found["ActiveRecommenderVersionName"] == latest["RecommenderVersionName"]
    assert {"Status", "RecommenderConfig", "RecommenderVersionName", "CreatedAt", "LastUpdatedAt"} == latest.keys()


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_an_earlier_version_can_be_activated_again(client: CustomerProfilesClient) -> None:
    create_recommender(client, RecommenderConfig=CONFIG)
    first = get_recommender(client)["ActiveRecommenderVersionName"]
    update_recommender(client, RecommenderConfig=OTHER)
    update_recommender(client, RecommenderVersionName=first)

    assert (first, CONFIG) == (
        get_recommender(client)["ActiveRecommenderVersionName"],
        get_recommender(client)["RecommenderConfig"],
    )


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_a_version_that_does_not_exist_is_refused(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    code, message = refusal(update_recommender, client, RecommenderVersionName="r/2020-01-01T00-00-00Z")

    assert "BadRequestException" == code
    assert message.startswith("Recommender r has no version r/2020-01-01T00-00-00Z; ")


@pytest.mark.usefixtures("storing")
def test_a_description_can_be_changed_without_training(client: CustomerProfilesClient) -> None:
    create_recommender(client, RecommenderConfig=CONFIG)
    before = get_recommender(client, TrainingMetricsCount=5)
    update_recommender(client, Description="new")
    found = get_recommender(client, TrainingMetricsCount=5)

    assert "new" == found["Description"]
    for unchanged in ("RecommenderConfig", "ActiveRecommenderVersionName", "TrainingMetrics"):
        assert before[unchanged] == found[unchanged]


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
@pytest.mark.parametrize("changes", [{}, {"RecommenderConfig": {"IncludedColumns": {"_webAnalytics": ["Colour"]}}}])
def test_an_update_of_nothing_or_to_nonsense_is_refused(
    client: CustomerProfilesClient, changes: dict[str, Any]
) -> None:
    create_recommender(client)

    assert "BadRequestException" == error_code(update_recommender, client, **changes)


@pytest.mark.usefixtures("storing")
def test_configuration_and_version_do_not_go_together(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    version = get_recommender(client)["ActiveRecommenderVersionName"]

    code, _ = refusal(update_recommender, client, RecommenderConfig=CONFIG, RecommenderVersionName=version)
    assert "BadRequestException" == code


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_inactive_recommender_can_be_updated_and_stays_inactive(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    update_recommender(client, RecommenderConfig=OTHER)

    assert ("INACTIVE", OTHER) == (get_recommender(client)["Status"], get_recommender(client)["RecommenderConfig"])


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_update_takes_effect_when_its_training_is_over(
    client: CustomerProfilesClient, pace: Callable[..., None]
) -> None:
    create_recommender(client, RecommenderConfig=CONFIG)
    first = get_recommender(client)["ActiveRecommenderVersionName"]
    pace("recommender_update", progression="manual", times=1)
    update_recommender(client, RecommenderConfig=OTHER)
    message = "Recommender r is being updated; UpdateRecommender is not allowed"

    assert ("BadRequestException", message) == refusal(update_recommender, client, Description="x")
    found = get_recommender(client)
    assert ("IN_PROGRESS", OTHER) == (
        found["LatestRecommenderUpdate"]["Status"],
        found["LatestRecommenderUpdate"]["RecommenderConfig"],
    )
    assert ("ACTIVE", CONFIG, first) == (
        found["Status"],
        found["RecommenderConfig"],
        found["ActiveRecommenderVersionName"],
    )
    found = get_recommender(client)
    assert ("ACTIVE", OTHER) == (found["LatestRecommenderUpdate"]["Status"], found["RecommenderConfig"])
    assert first != found["ActiveRecommenderVersionName"]


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_update_says_when_its_status_changed(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, pace: Callable[..., None]
) -> None:
    create_recommender(client)
    pace("recommender_update", progression="manual", times=2)
    update_recommender(client, RecommenderConfig=OTHER)
    begun = get_recommender(client)["LatestRecommenderUpdate"]["LastUpdatedAt"]
    minute, seen = timedelta(minutes=1), []
    for _ in range(3):
        frozen.shift(minute)
        latest = get_recommender(client)["LatestRecommenderUpdate"]
        seen.append((latest["Status"], latest["LastUpdatedAt"] - begun))

    assert [("IN_PROGRESS", minute), ("IN_PROGRESS", minute), ("ACTIVE", 3 * minute)] == seen


@pytest.mark.rule("REC-10", "REC-16")
@pytest.mark.usefixtures("storing")
def test_metrics_are_shown_if_asked_for_the_newest_first(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    first = get_recommender(client)["ActiveRecommenderVersionName"]
    update_recommender(client, RecommenderConfig=OTHER)
    second = get_recommender(client)["ActiveRecommenderVersionName"]

    assert "TrainingMetrics" not in get_recommender(client)
    assert "TrainingMetrics" not in get_recommender(client, TrainingMetricsCount=0)
    assert [second] == [
        each["RecommenderVersionName"] for each in get_recommender(client, TrainingMetricsCount=1)["TrainingMetrics"]
    ]
    shown = get_recommender(client, TrainingMetricsCount=5)["TrainingMetrics"]
    assert [second, first] == [each["RecommenderVersionName"] for each in shown]
    assert {"Time", "Metrics", "RecommenderVersionName"} == shown[0].keys()
    assert 0.0 == shown[0]["Metrics"]["coverage"]
