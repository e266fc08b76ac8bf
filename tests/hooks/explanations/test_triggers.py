"""What explain_trigger tells of an object: the conditions with their values, and each reason why nothing fires."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests

from moto_customerprofiles.errors import BadRequest
from tests.support.areas.event_triggers import (
    LIMITS,
    associate_campaign,
    create_trigger,
    invocations,
    put_purchase,
)
from tests.support.areas.segments import by_fields, define_segment
from tests.support.backends import hook
from tests.support.facts import T0
from tests.support.shop import put_object_type

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient as Client

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def shop(client: Client, domain: str) -> Client:
    """Return a client that has a domain `shop` with purchases."""
    assert "shop" == domain
    put_object_type(
        client,
        "Purchase",
        {"id": "", "customer": "", "at": "_profile.SourceLastUpdatedTimestamp"},
        {"purchaseId": "UNIQUE id", "customer": "PROFILE customer"},
        SourceLastUpdatedTimestampFormat="EpochMilli",
    )
    return client


def _explain(**source: Any) -> dict[str, Any]:
    explained: dict[str, Any] = hook(
        "explain_trigger", "shop", "big", {"id": "9", "customer": "A-1", "amount": 150, **source}
    )
    return explained


def test_trigger_that_fires_has_no_reasons_and_fires(shop: Client) -> None:
    create_trigger(shop)
    associate_campaign(shop)
    put_purchase(shop)
    explained = _explain()

    assert (True, []) == (explained["Fires"], explained["Reasons"])
    assert 1 == len(invocations())
    put_purchase(shop, 9)
    assert 2 == len(invocations())


def test_conditions_have_actual_and_wanted_values(shop: Client) -> None:
    create_trigger(shop)
    associate_campaign(shop)
    explained = _explain(amount=50)

    assert (False, ["None of its conditions holds."]) == (explained["Fires"], explained["Reasons"])
    assert 'amount is "50", wanted GREATER_THAN "100": does not hold' in explained["Text"]


def test_misspelt_attribute_is_told_to_be_missing(shop: Client) -> None:
    attribute = {"Source": "amuont", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    create_trigger(
        shop,
        EventTriggerConditions=[
            {"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}
        ],
    )

    assert 'amuont is missing, wanted GREATER_THAN "100": does not hold' in _explain()["Text"]


def test_trigger_that_no_integration_names_does_nothing(shop: Client) -> None:
    create_trigger(shop)

    assert ["No integration names it in EventTriggerNames, so that it does nothing."] == _explain()["Reasons"]


def test_segment_is_told(shop: Client) -> None:
    define_segment(shop, "anns", {"Groups": [{"Dimensions": [by_fields(FirstName="Ann")]}]})
    create_trigger(shop, SegmentFilter="anns")
    associate_campaign(shop)
    put_purchase(shop)
    explained = _explain()

    assert (False, ["The profile is not in segment anns."]) == (explained["IsInSegment"], explained["Reasons"])


def test_limits_are_told(shop: Client, frozen: time_machine.Traveller) -> None:
    create_trigger(shop, EventTriggerLimits=LIMITS)
    associate_campaign(shop)
    for number in (1, 2):
        put_purchase(shop, number)
    frozen.shift(timedelta(minutes=1))
    old = int((T0.timestamp() - 3600) * 1000)

    assert ["The trigger has fired as often for the profile as its limits allow."] == _explain()["Reasons"]
    assert ["The object's own time is older than EventExpiration allows."] == _explain(customer="B-1", at=old)[
        "Reasons"
    ]


def test_trigger_is_explained_for_a_stored_object_and_over_http(shop: Client) -> None:
    create_trigger(shop)
    key = put_purchase(shop)
    url = f"{URL}/domains/shop/event-triggers/big/explanation"
    answer = requests.post(url, json={"profile_object_unique_key": key}, timeout=5).json()

    assert hook("explain_trigger", "shop", "big", profile_object_unique_key=key) == answer
    assert answer["ConditionsHold"]


def test_object_or_key_must_be_given(shop: Client) -> None:
    create_trigger(shop)

    with pytest.raises(BadRequest, match="Exactly one of object and profile_object_unique_key"):
        hook("explain_trigger", "shop", "big")
