"""Clients beside the one of the fixture: of a server, and of another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from tests.support.facts import REGION

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


def server_client(url: str, region: str = REGION) -> CustomerProfilesClient:
    """Return a client of a server."""
    return boto3.client(
        "customer-profiles",
        region_name=region,
        endpoint_url=url,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def account_client(account: str) -> CustomerProfilesClient:
    """Return a client that acts in an account, by a role that it assumes there."""
    sts = boto3.client("sts", region_name=REGION)
    role = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/other", RoleSessionName="session")["Credentials"]
    return boto3.client(
        "customer-profiles",
        region_name=REGION,
        aws_access_key_id=role["AccessKeyId"],
        aws_secret_access_key=role["SecretAccessKey"],
        aws_session_token=role["SessionToken"],
    )
