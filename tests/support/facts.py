"""Where and when the tests take place: account, region, time, and the ARNs that follow from them."""

from __future__ import annotations

from datetime import datetime, timezone

from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT, DEFAULT_REGION

ACCOUNT, REGION = DEFAULT_ACCOUNT, DEFAULT_REGION

T0 = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)
"""Monday noon, when the clock of every test starts."""


def aws_arn(service: str, resource: str) -> str:
    """Return the ARN of a resource of the account and the region; IAM has no regions."""
    return f"arn:aws:{service}:{'' if service == 'iam' else REGION}:{ACCOUNT}:{resource}"


def queue_url(name: str) -> str:
    """Return the URL of an SQS queue."""
    return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"


KEY = aws_arn("kms", "key/1234")
ROLE = aws_arn("iam", "role/any")

SIGNED = f"AWS4-HMAC-SHA256 Credential=AKIAX/20250106/{REGION}/profile/aws4_request, SignedHeaders=host, Signature=0"
"""The header of a request that is signed for the region."""
