from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.support.areas.recommenders import CONFIG, OTHER, create, get, update
from tests.support.replies import error_code, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("REC-14", "REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_an_update_replaces_the_configuration_as_a_whole_and_makes_a_version(client: CustomerProfilesClient) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        create(client, RecommenderConfig=CONFIG)
        update(client, RecommenderConfig=OTHER)
        found = get(client)

    assert OTHER == found["RecommenderConfig"]
    assert "r/2026-01-01T00-00-01Z" == found["ActiveRecommenderVersionName"], "a second later, as the first is taken"
    latest = found["LatestRecommenderUpdate"]
    assert ("ACTIVE", OTHER) == (latest["Status"], latest["RecommenderConfig"])
    assert found["ActiveRecommenderVersionName"] == latest["RecommenderVersionName"]
    assert {"Status", "RecommenderConfig", "RecommenderVersionName", "CreatedAt", "LastUpdatedAt"} == latest.keys()


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_an_earlier_version_can_be_activated_again(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG)
    first = get(client)["ActiveRecommenderVersionName"]
    update(client, RecommenderConfig=OTHER)
    update(client, RecommenderVersionName=first)

    assert (first, CONFIG) == (get(client)["ActiveRecommenderVersionName"], get(client)["RecommenderConfig"])


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("storing")
def test_a_version_that_does_not_exist_is_refused(client: CustomerProfilesClient) -> None:
    create(client)
    message = "Recommender r has no version r/2020-01-01T00-00-00Z"

    assert ("BadRequestException", message) == refusal(update, client, RecommenderVersionName="r/2020-01-01T00-00-00Z")


@pytest.mark.usefixtures("storing")
def test_a_description_can_be_changed_without_training(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG)
    before = get(client, TrainingMetricsCount=5)
    update(client, Description="new")
    found = get(client, TrainingMetricsCount=5)

    assert "new" == found["Description"]
    for unchanged in ("RecommenderConfig", "ActiveRecommenderVersionName", "TrainingMetrics"):
        assert before[unchanged] == found[unchanged]


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
@pytest.mark.parametrize("changes", [{}, {"RecommenderConfig": {"IncludedColumns": {"_webAnalytics": ["Colour"]}}}])
def test_an_update_of_nothing_or_to_nonsense_is_refused(
    client: CustomerProfilesClient, changes: dict[str, Any]
) -> None:
    create(client)

    assert "BadRequestException" == error_code(update, client, **changes)


@pytest.mark.usefixtures("storing")
def test_configuration_and_version_do_not_go_together(client: CustomerProfilesClient) -> None:
    create(client)
    version = get(client)["ActiveRecommenderVersionName"]

    code, _ = refusal(update, client, RecommenderConfig=CONFIG, RecommenderVersionName=version)
    assert "BadRequestException" == code


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_inactive_recommender_can_be_updated_and_stays_inactive(client: CustomerProfilesClient) -> None:
    create(client)
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    update(client, RecommenderConfig=OTHER)

    assert ("INACTIVE", OTHER) == (get(client)["Status"], get(client)["RecommenderConfig"])


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_update_takes_effect_when_its_training_is_over(
    client: CustomerProfilesClient, pace: Callable[..., None]
) -> None:
    create(client, RecommenderConfig=CONFIG)
    first = get(client)["ActiveRecommenderVersionName"]
    pace("recommender_update", progression="manual", times=1)
    update(client, RecommenderConfig=OTHER)
    message = "Recommender r is being updated; UpdateRecommender is not allowed"

    assert ("BadRequestException", message) == refusal(update, client, Description="x")
    found = get(client)
    assert ("IN_PROGRESS", OTHER) == (
        found["LatestRecommenderUpdate"]["Status"],
        found["LatestRecommenderUpdate"]["RecommenderConfig"],
    )
    assert ("ACTIVE", CONFIG, first) == (
        found["Status"],
        found["RecommenderConfig"],
        found["ActiveRecommenderVersionName"],
    )
    found = get(client)
    assert ("ACTIVE", OTHER) == (found["LatestRecommenderUpdate"]["Status"], found["RecommenderConfig"])
    assert first != found["ActiveRecommenderVersionName"]


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("storing")
def test_an_update_tells_when_its_status_changed(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, pace: Callable[..., None]
) -> None:
    create(client)
    pace("recommender_update", progression="manual", times=2)
    update(client, RecommenderConfig=OTHER)
    begun = get(client)["LatestRecommenderUpdate"]["LastUpdatedAt"]
    minute, seen = timedelta(minutes=1), []
    for _ in range(3):
        frozen.shift(minute)
        latest = get(client)["LatestRecommenderUpdate"]
        seen.append((latest["Status"], latest["LastUpdatedAt"] - begun))

    assert [("IN_PROGRESS", minute), ("IN_PROGRESS", minute), ("ACTIVE", 3 * minute)] == seen


@pytest.mark.rule("REC-10", "REC-16")
@pytest.mark.usefixtures("storing")
def test_metrics_are_shown_if_asked_for_the_newest_first(client: CustomerProfilesClient) -> None:
    create(client)
    first = get(client)["ActiveRecommenderVersionName"]
    update(client, RecommenderConfig=OTHER)
    second = get(client)["ActiveRecommenderVersionName"]

    assert "TrainingMetrics" not in get(client)
    assert "TrainingMetrics" not in get(client, TrainingMetricsCount=0)
    assert [second] == [
        each["RecommenderVersionName"] for each in get(client, TrainingMetricsCount=1)["TrainingMetrics"]
    ]
    shown = get(client, TrainingMetricsCount=5)["TrainingMetrics"]
    assert [second, first] == [each["RecommenderVersionName"] for each in shown]
    assert {"Time", "Metrics", "RecommenderVersionName"} == shown[0].keys()
    assert 0.0 == shown[0]["Metrics"]["coverage"]
