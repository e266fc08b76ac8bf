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
from moto_customerprofiles.adapters.recent_calls import WATCH

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from freezegun.api import FrozenDateTimeFactory
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.tools.calls import Calls
    from moto_customerprofiles.adapters.tools.faults import Faults

    LoadScenario = Callable[[str | os.PathLike[str] | dict[str, Any]], None]

_HINTS_MODES = ("show", "error", "off")

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
    """Offer the options that say how long a mock of the fixtures lives, and what becomes of hints."""
    parser.addini(
        "customer_profiles_scope",
        "scope of the fixture customer_profiles: function, class, module, package or session",
        default="function",
    )
    parser.addini(
        "customer_profiles_hints",
        "show (default): hints of a failing test are shown; error: a hint fails its test; off: no hints",
        default="show",
    )
    parser.getgroup("customer-profiles").addoption(
        "--customer-profiles-hints",
        choices=("show", "error", "off"),
        help="show hints of Customer Profiles in failing tests, let a hint fail its test, or neither",
    )


def _scope(fixture_name: str, config: pytest.Config) -> Any:  # noqa: ARG001  # pytest passes both by name
    return config.getini("customer_profiles_scope")


def _hints_mode(config: pytest.Config) -> str:
    mode: str = config.getoption("customer_profiles_hints") or config.getini("customer_profiles_hints")
    if mode not in _HINTS_MODES:
        raise pytest.UsageError(f"customer_profiles_hints is {mode!r}, and can be {', '.join(_HINTS_MODES)}")
    return mode


def pytest_configure(config: pytest.Config) -> None:
    """Show hints in reports from now on, not in the log."""
    _hints_mode(config)
    WATCH.kept = []


def pytest_unconfigure() -> None:
    """Let the log have the hints again."""
    WATCH.kept = None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin to collect what the report of a failing test shows."""
    WATCH.begin_test()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let new hints fail a test that passes otherwise, if they are to."""
    outcome: Any = yield
    if outcome.excinfo is None and _hints_mode(item.config) == "error" and (found := _report("new_hints")):
        failure = pytest.fail.Exception(f"Customer Profiles has hints:\n{found}", pytrace=False)
        outcome.force_exception(failure)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Give the report of a failing test a section with its last calls, dead letters and hints."""
    outcome: Any = yield
    report = outcome.get_result()
    if report.failed and (text := _report("report", with_hints=_hints_mode(item.config) != "off")):
        report.sections.append(("Customer Profiles", text))


def _report(part: str, **options: bool) -> str:
    try:
        text: str = getattr(import_module("moto_customerprofiles.adapters.failure_report"), part)(**options)
    except Exception as broken:  # noqa: BLE001  # the report must not hide what is reported
        return f"The report cannot be made: {broken!r}"
    return text


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
def customer_profiles_faults(customer_profiles: CustomerProfilesClient) -> Iterator[Faults]:
    """Return what injects faults into the calls of the account and region of the client, such as throttled calls.

    The test fails if a fault that it injected never fired, unless the fault has a `rate` or `must_fire=False`.
    """
    faults: Faults = import_module("moto_customerprofiles.adapters.tools.faults").Faults(customer_profiles)
    yield faults
    try:
        faults.assert_fired()
    finally:
        faults.clear()


@pytest.fixture
def customer_profiles_calls(customer_profiles: CustomerProfilesClient) -> Iterator[Calls]:  # noqa: ARG001  # its mock
    """Return the calls that clients make during the test in any account and region, for assertions about them."""
    tools = "moto_customerprofiles.adapters.tools"
    with import_module(f"{tools}.every_backend").recording() as every_backend:
        yield import_module(f"{tools}.calls").Calls(every_backend)


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
