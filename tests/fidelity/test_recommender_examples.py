"""Recommendations against worked examples: one JSON file each, asked through boto3 of a small shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fidelity.cases import Case, accepted, check_refusal, rejected, shared
from tests.support.facts import aws_arn
from tests.support.replies import refusal
from tests.support.shop import create_domain, create_profile, put_object, search_profiles

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles.type_defs import DomainObjectTypeFieldTypeDef, ObjectTypeFieldTypeDef


DAY = 24 * 3600 * 1000
FIRST_DAY = 1_750_000_000_000
EVENT_FIELDS: dict[str, ObjectTypeFieldTypeDef] = {
    "user": {"Source": "_source.user", "Target": "_profile.FirstName"},
    "id": {"Source": "_source.id"},
    "item": {"Source": "_source.item", "Target": "_webAnalytics.Item.Id"},
    "type": {"Source": "_source.type", "Target": "_webAnalytics.EventType"},
    "at": {"Source": "_source.at", "Target": "_webAnalytics.EventTimestamp"},
}
ITEM_FIELDS: dict[str, DomainObjectTypeFieldTypeDef] = {
    name: {"Source": f"_source.{name}", "Target": f"_catalogItem.{name}"}
    for name in ("Id", "Name", "Category", "Type", "Price", "Attributes.brand")
}


def _open_shop(client: CustomerProfilesClient, given: Case) -> None:
    """Make the domain `shop` with a catalogue and the interactions of an example."""
    key = aws_arn("kms", "key/k")
    create_domain(client, DefaultEncryptionKey=key, DataStore={"Enabled": True})
    client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", Fields=ITEM_FIELDS)
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="event",
        Description="web events",
        AllowProfileCreation=True,
        Fields=EVENT_FIELDS,
        Keys={
            "user": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["user"]}],
            "id": [{"StandardIdentifiers": ["UNIQUE", "WEB_ANALYTICS"], "FieldNames": ["id"]}],
        },
    )
    for item in given["items"]:
        put_object(client, "_catalogItem", **item)
    for number, (user, item, event_type, day) in enumerate(given["events"]):
        event = {"id": str(number), "user": user, "item": item, "type": event_type, "at": FIRST_DAY + day * DAY}
        put_object(client, "event", **event)


def _profile_id(client: CustomerProfilesClient, name: str) -> str:
    """Find the profile of a user, or make one who has done nothing."""
    found = search_profiles(client, "user", name)
    return found[0]["ProfileId"] if found else create_profile(client, FirstName=name)


def _answer(client: CustomerProfilesClient, case: Case) -> list[dict[str, Any]]:
    """Make the recommender and the filters of an example and ask its question."""
    _open_shop(client, shared("recommenders", case["given"]))
    when = case["when"]
    client.create_recommender(DomainName="shop", RecommenderName="r", **when["recommender"])
    for name, expression in when.get("filters", {}).items():
        client.create_recommender_filter(
            DomainName="shop", RecommenderFilterName=name, RecommenderFilterExpression=expression
        )
    profile_id = _profile_id(client, when["profile"])
    answer = client.get_profile_recommendations(
        DomainName="shop", ProfileId=profile_id, RecommenderName="r", **when["ask"]
    )
    return [{**each} for each in answer["Recommendations"]]


@pytest.mark.parametrize("case", accepted("recommenders"))
def test_exactly_these_items_are_recommended(client: CustomerProfilesClient, case: Case) -> None:
    answer = _answer(client, case)
    seen = {
        "items": [[each["CatalogItem"]["Id"], each["Score"]] for each in answer],
        "names": [each["CatalogItem"]["Id"] for each in answer],
        "described": [each["CatalogItem"] for each in answer],
    }

    assert case["then"] == {kind: seen[kind] for kind in case["then"]}


@pytest.mark.parametrize("case", rejected("recommenders"))
def test_question_is_refused(client: CustomerProfilesClient, case: Case) -> None:
    check_refusal(case, *refusal(_answer, client, case))
