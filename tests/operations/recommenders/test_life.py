from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from moto.moto_api import state_manager

from tests.support.areas.recommenders import ARN, VERSION, create_recommender, get_recommender, update_recommender
from tests.support.backends import the_backend
from tests.support.replies import error_code, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def slow(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let recommenders and their updates move on by one status at every second poll."""
    kinds = ("customerprofiles::recommender", "customerprofiles::recommender_update")
    for kind in kinds:
        state_manager.set_transition(kind, getattr(request, "param", {"progression": "manual", "times": 2}))
    yield
    for kind in kinds:
        state_manager.unset_transition(kind)


@pytest.mark.rule("REC-17")
@pytest.mark.usefixtures("storing")
def test_a_deleted_recommender_is_gone_and_its_name_is_free(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    client.delete_recommender(DomainName="shop", RecommenderName="r")

    assert "ResourceNotFoundException" == error_code(get_recommender, client)
    assert ARN == create_recommender(client)["RecommenderArn"]


@pytest.mark.rule("REC-17")
@pytest.mark.usefixtures("storing")
def test_an_inactive_recommender_can_be_deleted(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    client.delete_recommender(DomainName="shop", RecommenderName="r")

    assert "ResourceNotFoundException" == error_code(get_recommender, client)


@pytest.mark.rule("REC-13", "STA-3")
@pytest.mark.usefixtures("storing")
def test_only_an_active_recommender_stops_and_only_an_inactive_one_starts(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    message = "Recommender r is in status ACTIVE; StartRecommender is not allowed: the status must be INACTIVE"

    assert ("BadRequestException", message) == refusal(client.start_recommender, DomainName="shop", RecommenderName="r")
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    assert "INACTIVE" == get_recommender(client)["Status"]
    message = "Recommender r is in status INACTIVE; StopRecommender is not allowed: the status must be ACTIVE"
    assert ("BadRequestException", message) == refusal(client.stop_recommender, DomainName="shop", RecommenderName="r")
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert "ACTIVE" == get_recommender(client)["Status"]


@pytest.mark.rule("REC-12", "STA-1", "STA-4", "EX-68")
@pytest.mark.usefixtures("storing", "slow")
def test_a_recommender_walks_through_its_life_step_by_step(client: CustomerProfilesClient) -> None:
    def statuses(looks: int) -> list[str]:
        return [get_recommender(client)["Status"] for _ in range(looks)]

    create_recommender(client)

    assert "ActiveRecommenderVersionName" not in get_recommender(client)
    assert ["IN_PROGRESS", "IN_PROGRESS", "ACTIVE"] == statuses(3)
    assert VERSION.fullmatch(get_recommender(client)["ActiveRecommenderVersionName"])
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    assert ["STOPPING", "INACTIVE"] == statuses(2)
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert ["STARTING", "ACTIVE"] == statuses(2)
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    assert ["DELETING"] == statuses(1)
    assert ["DELETING"] == [each["Status"] for each in client.list_recommenders(DomainName="shop")["Recommenders"]]
    assert "ResourceNotFoundException" == error_code(statuses, 1)
    assert [] == client.list_recommenders(DomainName="shop")["Recommenders"]


@pytest.mark.rule("STA-3", "REC-13", "REC-14")
@pytest.mark.usefixtures("storing", "slow")
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("stop_recommender", {}),
        ("start_recommender", {}),
        ("delete_recommender", {}),
        ("update_recommender", {"Description": "x"}),
    ],
)
def test_what_is_on_its_way_is_left_alone(client: CustomerProfilesClient, name: str, more: dict[str, str]) -> None:
    create_recommender(client)

    code, message = refusal(getattr(client, name), DomainName="shop", RecommenderName="r", **more)
    assert ("BadRequestException", True) == (code, "is in status PENDING" in message)


@pytest.mark.usefixtures("storing", "slow")
@pytest.mark.parametrize("slow", [{"progression": "time", "seconds": 60}], indirect=True)
def test_time_moves_a_recommender_that_nobody_polls(client: CustomerProfilesClient) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        create_recommender(client)
        clock.shift(timedelta(minutes=2))

        assert ["ACTIVE"] == [each["Status"] for each in client.list_recommenders(DomainName="shop")["Recommenders"]]
        assert "r/2026-01-01T00-02-00Z" == get_recommender(client)["ActiveRecommenderVersionName"]


@pytest.mark.rule("REC-12", "REC-17")
@pytest.mark.usefixtures("storing")
def test_a_failed_recommender_says_why_and_can_only_be_deleted(client: CustomerProfilesClient) -> None:
    create_recommender(client)
    backend = the_backend()
    backend.call_hook("fail_recommender", domain_name="shop", recommender_name="r", reason="too little data")

    assert ("FAILED", "too little data") == (
        get_recommender(client)["Status"],
        get_recommender(client)["FailureReason"],
    )
    assert "BadRequestException" == error_code(update_recommender, client, Description="x")
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    assert "ResourceNotFoundException" == error_code(get_recommender, client)
