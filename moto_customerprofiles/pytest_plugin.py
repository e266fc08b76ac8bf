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

from moto_customerprofiles.adapters.places import DEFAULT_REGION
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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the option of pytest.ini that says how long a mock of the fixtures lives."""
    parser.addini(
        "customer_profiles_scope",
        "scope of the fixture customer_profiles: function, class, module, package or session",
        default="function",
    )


def _scope(fixture_name: str, config: pytest.Config) -> Any:  # noqa: ARG001  # pytest passes both by name
    return config.getini("customer_profiles_scope")


@pytest.fixture(scope=_scope)
def customer_profiles() -> Iterator[CustomerProfilesClient]:
    """Return a client under a mock of its own, in the region of AWS_DEFAULT_REGION or us-east-1.

    Under a `mock_aws` that is active already, of a decorator or another fixture, the client joins that mock. The ini
    option `customer_profiles_scope` keeps one mock and one client for a whole class, module, package or session.
    """
    with mocked_client() as client:
        yield client


@contextmanager
def mocked_client() -> Iterator[CustomerProfilesClient]:
    """Mock AWS and return a client; only the first of a process reads the service's model, which takes 40 ms."""
    with import_module("moto").mock_aws():
        session = import_module("botocore.session").get_session()
        session.register_component("data_loader", _loader(session.get_config_variable("data_path")))
        region = session.get_config_variable("region") or DEFAULT_REGION
        yield session.create_client("customer-profiles", region_name=region)


@cache
def _loader(data_path: str | None) -> Any:
    """Return what reads botocore's data, and keeps it."""
    return import_module("botocore.loaders").create_loader(data_path)


@pytest.fixture
def customer_profiles_domain(customer_profiles: CustomerProfilesClient) -> Iterator[str]:
    """Return the name of an empty domain, which is deleted after the test.

    The name is `test-domain`, or `test-domain-2` and so on where a domain of that name exists already.
    """
    files, place = _scenario_files(), _place(customer_profiles)
    name = files.free_name("test-domain", place)
    customer_profiles.create_domain(DomainName=name, DefaultExpirationDays=365)
    yield name
    files.delete_domains({place: [name]})


@pytest.fixture
def customer_profiles_scenario(customer_profiles: CustomerProfilesClient) -> Iterator[LoadScenario]:
    """Return a function that builds domains from plain data: a scenario as a mapping, or a JSON or YAML file.

    A domain that the function loaded before is built anew. All domains that it loaded are deleted after the test.
    """
    files, place = _scenario_files(), _place(customer_profiles)
    loaded: dict[str, list[str]] = {}

    def load(source: str | os.PathLike[str] | dict[str, Any]) -> None:
        files.delete_domains(loaded)
        loaded.clear()
        loaded.update(files.load_scenario(source, place))

    yield load
    files.delete_domains(loaded)


def _scenario_files() -> Any:
    return import_module("moto_customerprofiles.adapters.scenario_files")


def _place(client: CustomerProfilesClient) -> str:
    return f"{_scenario_files().DEFAULT_PLACE.partition('/')[0]}/{client.meta.region_name}"


@pytest.fixture
def customer_profiles_clock() -> Iterator[FrozenDateTimeFactory]:
    """Return a clock that stands still until the test winds it, by `tick(timedelta)` or `move_to(time)`."""
    try:
        freeze_time = import_module("freezegun").freeze_time
    except ImportError as missing:
        raise ImportError("The clock needs one more package: pip install 'moto-customerprofiles[clock]'") from missing
    now = datetime.now(timezone.utc).replace(microsecond=0)
    with freeze_time(now, ignore=["_pytest.timing"]) as clock:  # pytest measures durations, which stay true
        yield clock
