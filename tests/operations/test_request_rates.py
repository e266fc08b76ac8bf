"""Requests beyond the documented rates are throttled where a test asks for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from moto_customerprofiles.engine.calls.rates import REQUESTS_PER_SECOND
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.state.settings import STRICT, Settings
from tests.support.facts import REGION, aws_arn
from tests.support.replies import error_code, refusal

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.models import CustomerProfilesBackend


@pytest.fixture
def once(client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> CustomerProfilesClient:
    """Return a client that makes one attempt, of a service that keeps its rates."""
    del client  # its mock is wanted
    backend.world.settings.strict_rates = True
    return boto3.client("customer-profiles", region_name=REGION, config=Config(retries={"total_max_attempts": 1}))


@pytest.mark.rule("RAT-1")
@pytest.mark.usefixtures("frozen")
def test_request_beyond_the_rate_is_throttled_and_changes_nothing(once: CustomerProfilesClient) -> None:
    once.create_domain(DomainName="first", DefaultExpirationDays=30)
    code, message = refusal(once.create_domain, DomainName="second", DefaultExpirationDays=30)

    assert "ThrottlingException" == code
    assert "CreateDomain takes 1 requests a second" in message
    assert "strict_rates" in message
    assert ["first"] == [each["DomainName"] for each in once.list_domains()["Items"]]


@pytest.mark.rule("RAT-1")
def test_rate_counts_the_second_before_the_request(
    once: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    outcomes = []
    for step in (0, 0, 0, 0.5, 0.4, 0, 0.1, 0):  # five in the first 0.9 seconds, then the first three are old
        frozen.shift(step)
        try:
            once.list_domains()
            outcomes.append(True)
        except once.exceptions.ThrottlingException:
            outcomes.append(False)

    assert [True] * 5 + [False, True, True] == outcomes


@pytest.mark.rule("RAT-1")
@pytest.mark.usefixtures("frozen")
def test_rates_are_those_of_each_account_and_region(once: CustomerProfilesClient) -> None:
    once.create_domain(DomainName="d", DefaultExpirationDays=30)
    elsewhere = boto3.client("customer-profiles", region_name="us-west-2")
    elsewhere.create_domain(DomainName="d", DefaultExpirationDays=30)

    assert ["d"] == [each["DomainName"] for each in elsewhere.list_domains()["Items"]]


@pytest.mark.rule("RAT-1")
@pytest.mark.usefixtures("frozen")
def test_methods_of_the_backend_have_no_rate(once: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    for name in ("a", "b", "c"):
        backend.create_domain(DomainName=name, DefaultExpirationDays=30)

    assert ["a", "b", "c"] == [each["DomainName"] for each in once.list_domains()["Items"]]


@pytest.mark.rule("RAT-2")
@pytest.mark.usefixtures("frozen")
def test_rate_of_an_operation_can_be_set(once: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    backend.world.settings.request_rates = {"CreateDomain": 2, "TagResource": 1}
    for name in ("a", "b"):
        once.create_domain(DomainName=name, DefaultExpirationDays=30)
    once.tag_resource(resourceArn=aws_arn("profile", "domains/a"), tags={"a": "b"})

    assert "ThrottlingException" == error_code(once.create_domain, DomainName="c", DefaultExpirationDays=30)
    assert "ThrottlingException" == error_code(
        once.tag_resource, resourceArn=aws_arn("profile", "domains/b"), tags={"a": "b"}
    )


@pytest.mark.rule("RAT-2")
@pytest.mark.parametrize(
    "rates", [{"CreateDomain": 0}, {"CreateDomain": True}, {"CreateDomain": "5"}, {1: 5}, [5], None]
)
def test_rates_that_are_none_are_refused(rates: object) -> None:
    with pytest.raises(ValueError, match="request_rates are whole numbers"):
        Settings.of({"request_rates": rates})


@pytest.mark.rule("RAT-2")
def test_rate_of_a_misspelt_operation_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValueError, match="no operation 'SearchProfile'; did you mean SearchProfiles"):
        Settings.of({"request_rates": {"SearchProfile": 5}})


@pytest.mark.rule("RAT-1")
def test_documented_rates_are_those_of_known_operations() -> None:
    assert {*REQUESTS_PER_SECOND} <= {*OPERATIONS}
    assert {1, 5, 10, 100} == {*REQUESTS_PER_SECOND.values()}


@pytest.mark.rule("RAT-3")
def test_strict_sets_every_strict_setting() -> None:
    settings = Settings.of({"strict": True})

    assert dict.fromkeys(STRICT, True) == {name: getattr(settings, name) for name in STRICT}
    assert settings.strict
    assert {"strict_console_only", "strict_rates", "strict_upload_encryption"} <= {*STRICT}


@pytest.mark.rule("RAT-3")
def test_setting_that_is_named_goes_before_strict() -> None:
    settings = Settings.of({"strict_rates": False, "strict": True})

    assert not settings.strict_rates
    assert settings.strict_console_only
    assert not settings.strict


@pytest.mark.rule("RAT-3")
def test_strict_can_be_set_and_taken_back_at_once() -> None:
    settings = Settings()
    settings.strict = True
    are_on = {name: getattr(settings, name) for name in STRICT}
    settings.strict = False

    assert all(are_on.values())
    assert not any(getattr(settings, name) for name in STRICT)
