from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import requests

from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from tests.support.areas.identity_resolution import AUTO, get_identity_job
from tests.support.areas.rule_based_matching import BY_EMAIL
from tests.support.backends import hook, the_backend
from tests.support.facts import T0
from tests.support.shop import create_domain, profile_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("frozen")

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"


@pytest.fixture
def shop(client: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client that has a domain `shop` with auto-merging and a pair of equal profiles."""
    create_domain(client, Matching={"Enabled": True, "AutoMerging": AUTO})
    for email in ("a@x.com", "a@x.com", "b@x.com", "b@x.com"):
        client.create_profile(DomainName="shop", EmailAddress=email)
    return client


def profiles(client: CustomerProfilesClient) -> int:
    return profile_count(client)


@pytest.mark.rule("ID-H-2")
def test_job_runs_now_and_pulls_the_planned_one_forward(shop: CustomerProfilesClient) -> None:
    [planned] = shop.list_identity_resolution_jobs(DomainName="shop")["IdentityResolutionJobsList"]
    job = get_identity_job(shop, hook("run_identity_resolution_job", "shop"))

    assert (planned["JobId"], "COMPLETED", T0) == (job["JobId"], job["Status"], job["JobStartTime"])
    assert 2 == profiles(shop)


@pytest.mark.usefixtures("shop")
def test_job_can_run_any_number_of_times() -> None:
    ids = {hook("run_identity_resolution_job", "shop") for _ in range(4)}

    assert 4 == len(ids)


@pytest.mark.parametrize("form", [lambda at: at, lambda at: at.replace(tzinfo=None), lambda at: at.timestamp()])
def test_job_can_run_as_of_another_time(shop: CustomerProfilesClient, form: Callable[[datetime], object]) -> None:
    later = T0 + timedelta(hours=5)
    job = get_identity_job(shop, hook("run_identity_resolution_job", "shop", at=form(later)))

    assert (later, later) == (job["JobStartTime"], job["JobEndTime"])


def test_job_as_of_another_time_leaves_the_rest_of_the_call_at_its_own(shop: CustomerProfilesClient) -> None:
    hook("run_identity_resolution_job", "shop", at=T0 + timedelta(hours=5))

    assert T0 == the_backend().world.call.now
    assert 2 == profiles(shop)


@pytest.mark.rule("ID-H-2")
def test_job_needs_matching(client: CustomerProfilesClient) -> None:
    create_domain(client)
    with pytest.raises(BadRequest, match="Matching is not enabled"):
        hook("run_identity_resolution_job", "shop")


@pytest.mark.usefixtures("client")
def test_hook_for_an_unknown_domain_is_not_found() -> None:
    with pytest.raises(ResourceNotFound, match="nowhere"):
        hook("run_identity_resolution_job", "nowhere")


def test_message_of_a_job_is_cut_to_what_the_model_allows(shop: CustomerProfilesClient) -> None:
    hook("set_identity_resolution_outcome", "shop", "FAILED", message="x" * 3000)

    assert 2048 == len(get_identity_job(shop, hook("run_identity_resolution_job", "shop"))["Message"])


@pytest.mark.rule("ID-H-4", "ML-6", "ML-8")
def test_next_job_can_be_made_to_fail(shop: CustomerProfilesClient) -> None:
    hook("set_identity_resolution_outcome", "shop", "FAILED", message="out of luck")
    failed = get_identity_job(shop, hook("run_identity_resolution_job", "shop"))
    left = profiles(shop)
    again = get_identity_job(shop, hook("run_identity_resolution_job", "shop"))

    assert ("FAILED", "out of luck", 4) == (failed["Status"], failed["Message"], left)
    assert {"NumberOfProfilesReviewed": 4, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0} == failed["JobStats"]
    assert ("COMPLETED", 2) == (again["Status"], profiles(shop))


def test_failed_job_leaves_the_matches_of_the_one_before(shop: CustomerProfilesClient) -> None:
    shop.update_domain(DomainName="shop", Matching={"Enabled": True})
    hook("run_identity_resolution_job", "shop")
    before = shop.get_matches(DomainName="shop")["Matches"]
    hook("set_identity_resolution_outcome", "shop", "FAILED")
    hook("run_identity_resolution_job", "shop")

    assert before == shop.get_matches(DomainName="shop")["Matches"]


@pytest.mark.rule("ID-H-4", "ML-6")
def test_next_job_can_be_made_to_succeed_in_part(shop: CustomerProfilesClient) -> None:
    hook("set_identity_resolution_outcome", "shop", status="PARTIAL_SUCCESS")
    job = get_identity_job(shop, hook("run_identity_resolution_job", "shop"))

    assert ("PARTIAL_SUCCESS", 3, 1) == (job["Status"], profiles(shop), job["JobStats"]["NumberOfMergesDone"])
    assert "PARTIAL_SUCCESS" in job["Message"]
    assert 1 == shop.get_matches(DomainName="shop")["PotentialMatches"]


@pytest.mark.usefixtures("shop")
def test_no_job_can_be_made_to_end_otherwise() -> None:
    with pytest.raises(BadRequest):
        hook("set_identity_resolution_outcome", "shop", "PENDING")


@pytest.mark.usefixtures("shop")
def test_unknown_phases_are_refused() -> None:
    with pytest.raises(BadRequest):
        hook("set_identity_resolution_phases", {"THINKING": 3})


@pytest.mark.rule("ID-H-3")
def test_rules_can_be_activated_now(client: CustomerProfilesClient) -> None:
    create_domain(client)
    for _ in range(2):
        client.create_profile(DomainName="shop", EmailAddress="a@x.com")
    client.update_domain(DomainName="shop", RuleBasedMatching=BY_EMAIL)
    hook("activate_rule_based_matching", "shop")

    assert "ACTIVE" == client.get_domain(DomainName="shop")["RuleBasedMatching"]["Status"]
    assert 1 == len(client.list_rule_based_matches(DomainName="shop")["MatchIds"])


def test_activation_needs_rules(client: CustomerProfilesClient) -> None:
    create_domain(client)
    with pytest.raises(BadRequest, match="RuleBasedMatching is not enabled"):
        hook("activate_rule_based_matching", "shop")


@pytest.mark.usefixtures("shop")
class TestOverHttp:
    @pytest.mark.rule("ID-H-2")
    def test_job_runs(self, shop: CustomerProfilesClient) -> None:
        answer = requests.post(f"{URL}/domains/shop/identity-resolution-jobs", json={"at": T0.timestamp()}, timeout=5)

        assert "COMPLETED" == get_identity_job(shop, answer.json())["Status"]

    def test_outcome_is_set(self, shop: CustomerProfilesClient) -> None:
        requests.put(f"{URL}/domains/shop/identity-resolution-outcome", json={"status": "FAILED"}, timeout=5)
        job_id = requests.post(f"{URL}/domains/shop/identity-resolution-jobs", timeout=5).json()

        assert "FAILED" == get_identity_job(shop, job_id)["Status"]

    def test_phases_are_set(self, shop: CustomerProfilesClient) -> None:
        requests.put(f"{URL}/identity-resolution-phases", json={"seconds": {"PREPROCESSING": 5}}, timeout=5)
        job_id = requests.post(f"{URL}/domains/shop/identity-resolution-jobs", timeout=5).json()

        assert "PREPROCESSING" == get_identity_job(shop, job_id)["Status"]

    def test_rules_are_activated(self, shop: CustomerProfilesClient) -> None:
        shop.update_domain(DomainName="shop", RuleBasedMatching={"Enabled": True})
        answer = requests.post(f"{URL}/domains/shop/rule-based-matching/activation", timeout=5)

        assert (200, "ACTIVE") == (
            answer.status_code,
            shop.get_domain(DomainName="shop")["RuleBasedMatching"]["Status"],
        )
