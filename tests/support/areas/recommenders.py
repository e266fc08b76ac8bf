"""The recommender `r` of a domain `shop`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn
from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


ARN = aws_arn("profile", "domains/shop/recommenders/r")
VERSION = re.compile(r"r/\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z")
CONFIG = {
    "EventsConfig": {"EventParametersList": [{"EventType": "purchase", "EventWeight": 0.5}]},
    "TrainingFrequency": 0,
}
OTHER = {"EventsConfig": {"EventParametersList": [{"EventType": "view"}]}}


def add_catalog(client: CustomerProfilesClient) -> None:
    client.put_domain_object_type(
        DomainName="shop",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    )


def create(client: CustomerProfilesClient, name: str = "r", **more: Any) -> dict[str, Any]:
    asked = {"DomainName": "shop", "RecommenderName": name, "RecommenderRecipeName": "popular-items", **more}
    answer = client.create_recommender(**asked)
    return less_metadata(answer)


def get(client: CustomerProfilesClient, **more: Any) -> dict[str, Any]:
    answer = client.get_recommender(**{"DomainName": "shop", "RecommenderName": "r", **more})
    return less_metadata(answer)


def update(client: CustomerProfilesClient, **changes: Any) -> None:
    client.update_recommender(**{"DomainName": "shop", "RecommenderName": "r", **changes})
