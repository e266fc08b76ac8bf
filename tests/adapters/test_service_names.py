"""moto's configuration may call the service as moto does or as boto3 does."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.exceptions import ServiceNotWhitelisted

NAMES = ["customerprofiles", "customer-profiles"]


@pytest.mark.parametrize("name", NAMES)
def test_whitelist_with_the_service_serves_it(name: str) -> None:
    with mock_aws(config={"core": {"service_whitelist": [name]}}):
        assert [] == boto3.client("customer-profiles", region_name="us-east-1").list_domains()["Items"]


def test_whitelist_with_the_service_refuses_others() -> None:
    with mock_aws(config={"core": {"service_whitelist": ["customer-profiles"]}}), pytest.raises(ServiceNotWhitelisted):
        boto3.client("sqs", region_name="us-east-1").list_queues()


@pytest.mark.parametrize("name", NAMES)
def test_passthrough_lets_the_call_out(name: str) -> None:
    config: Any = {"core": {"passthrough": {"services": [name]}}}
    sent: list[str] = []

    def network(request: Any, **_: object) -> Any:
        sent.append(request.url)
        raise ConnectionError

    with mock_aws(config=config):
        client = boto3.client("customer-profiles", region_name="us-east-1")
        client.meta.events.register_last("before-send", network)
        with pytest.raises(ConnectionError):
            client.list_domains()

    assert ["https://profile.us-east-1.amazonaws.com/domains"] == sent
