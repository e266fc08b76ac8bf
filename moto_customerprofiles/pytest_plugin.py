"""What pytest loads wherever this package is installed: registers the service, and offers fixtures.

Nothing of moto or boto3 is imported before a fixture is used.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timezone
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.adapters.plugin import is_registered, register

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from freezegun.api import FrozenDateTimeFactory
    from types_boto3_customer_profiles import CustomerProfilesClient

    LoadScenario = Callable[[str | os.PathLike[str] | dict[str, Any]], None]

register()


def pytest_report_header() -> str:
    """Say in pytest's header which implementation serves Customer Profiles."""
    return f"customer-profiles: served by {_version() if is_registered() else 'moto itself'}"


def _version() -> str:
    try:
        return f"moto_customerprofiles {version('moto-customerprofiles')}"
    except PackageNotFoundError:  # used from its source, without being installed
        return "moto_customerprofiles"


@pytest.fixture
def customer_profiles() -> Iterator[CustomerProfilesClient]:
    """Return a client under a mock of its own, in the region of AWS_DEFAULT_REGION or us-east-1.

    Under a `mock_aws` that is active already, of a decorator or another fixture, it joins that one.
    """
    with mocked_client() as client:
        yield client


@contextmanager
def mocked_client() -> Iterator[CustomerProfilesClient]:
    """Mock AWS and return a client; only the first of a process reads the service's model, which takes 40 ms."""
    with import_module("moto").mock_aws():
        session = import_module("botocore.session").get_session()
        session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
        region = session.get_config_variable("region") or "us-east-1"
        yield session.create_client("customer-profiles", region_name=region)


@cache
def _loader(data_path: str | None) -> Any:
    """Return what reads botocore's data, and keeps it."""
    return import_module("botocore.loaders").create_loader(data_path)


@pytest.fixture
def customer_profiles_domain(customer_profiles: CustomerProfilesClient) -> str:
    """Return the name of an empty domain that is ready to be filled."""
    customer_profiles.create_domain(DomainName="test-domain", DefaultExpirationDays=365)
    return "test-domain"


@pytest.fixture
def customer_profiles_scenario(customer_profiles: CustomerProfilesClient) -> LoadScenario:
    """Return a function that builds domains from plain data: a scenario as a mapping, or a JSON or YAML file."""
    files: Any = import_module("moto_customerprofiles.adapters.scenario_files")
    place = f"{files.DEFAULT_PLACE.partition('/')[0]}/{customer_profiles.meta.region_name}"

    def load(source: str | os.PathLike[str] | dict[str, Any]) -> None:
        files.load_scenario(source, place)

    return load


@pytest.fixture
def customer_profiles_clock() -> Iterator[FrozenDateTimeFactory]:
    """Return a clock that stands still until the test winds it, by `tick(timedelta)` or `move_to(time)`."""
    try:
        freeze_time = import_module("freezegun").freeze_time
    except ImportError as missing:
        raise ImportError("The clock needs one more package: pip install 'moto-customerprofiles[clock]'") from missing
    with freeze_time(datetime.now(timezone.utc).replace(microsecond=0)) as clock:
        yield clock
