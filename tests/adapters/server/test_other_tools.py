"""Other people's programs against the server: the AWS CLI, the JavaScript SDK and aiobotocore, where installed.

`NODE_PATH` may say where node finds `@aws-sdk/client-customer-profiles`, `AIOBOTOCORE_PYTHON` names a Python that has
aiobotocore (which pins a botocore of its own).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from tests.support.facts import REGION, aws_arn
from tests.support.sockets import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

JAVASCRIPT = """
const sdk = require("@aws-sdk/client-customer-profiles");
const client = new sdk.CustomerProfiles({ endpoint: process.argv[1] });
(async () => {
  await client.createDomain({ DomainName: "shop", DefaultExpirationDays: 30 });
  await client.createProfile({ DomainName: "shop", FirstName: "Ann", EmailAddress: "ann@example.com" });
  const found = await client.searchProfiles({ DomainName: "shop", KeyName: "_email", Values: ["ANN@example.com"] });
  const domain = await client.getDomain({ DomainName: "shop" });
  const missing = await client.getDomain({ DomainName: "none" }).catch((error) => error.name);
  const recent = Date.now() - domain.CreatedAt.getTime() < 60000;
  console.log(JSON.stringify([found.Items[0].FirstName, domain.Stats.ProfileCount, missing, recent]));
})();
"""

AIOBOTOCORE = """
import asyncio, json, sys
from aiobotocore.session import get_session

async def main():
    make = get_session().create_client("customer-profiles", endpoint_url=sys.argv[1])
    async with make as client:
        await client.create_domain(DomainName="shop", DefaultExpirationDays=30)
        await client.create_profile(DomainName="shop", FirstName="Ann", EmailAddress="ann@example.com")
        found = await client.search_profiles(DomainName="shop", KeyName="_email", Values=["ANN@example.com"])
        print(json.dumps(found["Items"][0]["FirstName"]))

asyncio.run(main())
"""


@pytest.fixture
def endpoint() -> Iterator[str]:
    with serving() as wire:
        requests.post(f"{wire.url}/moto-api/reset", timeout=10)
        yield wire.url


def _run(*command: str) -> object:
    credentials = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
    }
    done = subprocess.run(command, env={**os.environ, **credentials}, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout) if done.stdout.strip() else None


def _can(*command: str) -> bool:
    return (
        shutil.which(command[0]) is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


def test_aws_cli_creates_and_finds_a_profile(endpoint: str) -> None:
    if not _can("aws", "--version"):
        pytest.skip("the AWS CLI is not installed")
    aws = ("aws", "customer-profiles", "--endpoint-url", endpoint, "--output", "json")
    _run(*aws, "create-domain", "--domain-name", "shop", "--default-expiration-days", "30", "--tags", "team=crm")
    _run(*aws, "create-profile", "--domain-name", "shop", "--first-name", "Ann", "--phone-number", "+1 206 345 7890")
    found = _run(*aws, "search-profiles", "--domain-name", "shop", "--key-name", "_phone", "--values", "2063457890")
    arn = aws_arn("profile", "domains/shop")
    tags = _run(*aws, "list-tags-for-resource", "--resource-arn", arn)

    assert isinstance(found, dict)
    assert ("Ann", {"tags": {"team": "crm"}}) == (found["Items"][0]["FirstName"], tags)


def test_javascript_sdk_creates_and_finds_a_profile(endpoint: str) -> None:
    if not _can("node", "-e", "require.resolve('@aws-sdk/client-customer-profiles')"):
        pytest.skip("node does not find @aws-sdk/client-customer-profiles")

    assert ["Ann", 1, "ResourceNotFoundException", True] == _run("node", "-e", JAVASCRIPT, endpoint)


def test_aiobotocore_creates_and_finds_a_profile(endpoint: str) -> None:
    python = os.environ.get("AIOBOTOCORE_PYTHON", sys.executable)
    if not _can(python, "-c", "import aiobotocore"):
        pytest.skip("aiobotocore is not installed")

    assert "Ann" == _run(python, "-c", AIOBOTOCORE, endpoint)
