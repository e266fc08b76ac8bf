"""The recommender `r` of a domain `shop`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn
from tests.support.replies import less_metadata
from tests.support.shop import SHOP

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


ARN = aws_arn("profile", "domains/shop/recommenders/r")
VERSION = re.compile(r"r/\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z")
CONFIG = {
    "EventsConfig": {"EventParametersList": [{"EventType": "purchase", "EventWeight": 0.5}]},
    "TrainingFrequency": 0,
}
OTHER = {"EventsConfig": {"EventParametersList": [{"EventType": "view"}]}}


def create_recommender(client: CustomerProfilesClient, name: str = "r", **members: Any) -> dict[str, Any]:
    request = {"DomainName": SHOP, "RecommenderName": name, "RecommenderRecipeName": "popular-items", **members}
    return less_metadata(client.create_recommender(**request))


def get_recommender(client: CustomerProfilesClient, **members: Any) -> dict[str, Any]:
    return less_metadata(client.get_recommender(**{"DomainName": SHOP, "RecommenderName": "r", **members}))


def update_recommender(client: CustomerProfilesClient, **members: Any) -> None:
    client.update_recommender(**{"DomainName": SHOP, "RecommenderName": "r", **members})
