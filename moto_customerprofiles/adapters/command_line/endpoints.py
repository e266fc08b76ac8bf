"""Which endpoint a subcommand talks to: the real service, a URL, or the fake in this process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from moto_customerprofiles.adapters.plugin import register

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

_CONFIG = Config(
    parameter_validation=False,  # what the service refuses is for the service to say
    retries={"total_max_attempts": 1},  # whoever calls repeats what can be repeated
    connect_timeout=10,
    read_timeout=60,
)
_FAKE_REGION = "us-east-1"


def add_options(parser: argparse.ArgumentParser, default: str) -> None:
    """Add the options that name an endpoint; `default` says what is meant without them."""
    group = parser.add_argument_group("endpoint", default)
    group.add_argument("--profile", help="use the credentials of this profile of the AWS configuration")
    group.add_argument("--region", help="the AWS region, for example eu-central-1")
    group.add_argument("--endpoint-url", help="the URL of another endpoint, for example http://localhost:5000")


def is_remote(options: argparse.Namespace) -> bool:
    """Return whether the options name an endpoint outside this process."""
    return bool(options.profile or options.region or options.endpoint_url)


@contextmanager
def fake_client() -> Iterator[Any]:
    """Yield a client of a fresh fake in this process."""
    from moto import mock_aws  # noqa: PLC0415  # half a second, and not needed to talk to others

    register()
    with mock_aws():
        yield boto3.client("customer-profiles", region_name=_FAKE_REGION, config=_CONFIG)


def remote_client(options: argparse.Namespace) -> Any:
    """Return a client of the endpoint that the options name.

    Raises:
        BotoCoreError: the profile or the region is missing or unknown.

    """
    session = boto3.Session(profile_name=options.profile, region_name=options.region)
    return session.client("customer-profiles", endpoint_url=options.endpoint_url, config=_CONFIG)
