"""Integrations of the domain `shop`, as tests put and get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

BUCKET = "s3://orders/new"
FLOW: Any = {
    "FlowName": "daily-accounts",
    "KmsArn": aws_arn("kms", "key/1234"),
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


def put(client: CustomerProfilesClient, uri: str | None = BUCKET, domain: str = "shop", **members: Any) -> Any:
    """Put an integration, by default of a bucket for accounts; Any because tests also send what the types forbid."""
    request = {"ObjectTypeName": "Salesforce-Account", **members}
    if uri is not None:
        request["Uri"] = uri
    return client.put_integration(DomainName=domain, **{name: each for name, each in request.items() if each})


def get(client: CustomerProfilesClient, uri: str = BUCKET) -> Any:
    """Get an integration."""
    return client.get_integration(DomainName="shop", Uri=uri)


def uris(answer: Any) -> list[str]:
    """Return the URIs of a list."""
    return [item["Uri"] for item in answer["Items"]]
