"""Integrations of the domain `shop`, as tests put and get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.facts import KEY
from tests.support.shop import SHOP

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

BUCKET = "s3://orders/new"
FLOW: Any = {
    "FlowName": "daily-accounts",
    "KmsArn": KEY,
    "SourceFlowConfig": {
        "ConnectorType": "S3",
        "SourceConnectorProperties": {"S3": {"BucketName": "accounts", "BucketPrefix": "new"}},
    },
    "Tasks": [
        {"TaskType": "Filter", "SourceFields": ["Id", "Name"], "ConnectorOperator": {"S3": "PROJECTION"}},
        {"TaskType": "Map", "SourceFields": ["Id"], "DestinationField": "Id", "ConnectorOperator": {"S3": "NO_OP"}},
    ],
    "TriggerConfig": {
        "TriggerType": "Scheduled",
        "TriggerProperties": {"Scheduled": {"ScheduleExpression": "rate(15minutes)"}},
    },
}


def put_integration(
    client: CustomerProfilesClient, uri: str | None = BUCKET, domain: str = SHOP, **members: Any
) -> Any:
    """Put an integration, by default of a bucket for accounts; Any because tests also send what the types forbid."""
    request = {"Uri": uri, "ObjectTypeName": "Salesforce-Account", **members}
    return client.put_integration(DomainName=domain, **{name: value for name, value in request.items() if value})


def get_integration(client: CustomerProfilesClient, uri: str = BUCKET) -> Any:
    """Get an integration."""
    return client.get_integration(DomainName=SHOP, Uri=uri)


def uris(reply: Any) -> list[str]:
    """Return the URIs of a list."""
    return [item["Uri"] for item in reply["Items"]]
