"""What all tests share: a client under `mock_aws`, and a world without moto."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import settings
from moto.moto_api import state_manager

import moto_customerprofiles
from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
from moto_customerprofiles.adapters.recent_calls import WATCH
from moto_customerprofiles.state.world import World
from tests.support.areas.explanations import define_crm
from tests.support.backends import the_backend
from tests.support.crm import Crm
from tests.support.facts import ACCOUNT, REGION, T0
from tests.support.surroundings import Clock, RecordedNeighbours, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

pytest_plugins = [
    "moto_customerprofiles.pytest_plugin",  # for runs from a source that is not installed
    "tests.support.columns",
]

moto_customerprofiles.register()
# With all of moto in memory, looking for garbage as often as usual costs a third of the time.
gc.set_threshold(50_000, 20, 20)
# Its examples need aiobotocore, which has tests of its own in an environment of its own.
collect_ignore = [] if find_spec("aiobotocore") else ["moto_customerprofiles/adapters/clients/async_clients.py"]
settings.register_profile("short", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None, derandomize=False, print_blob=True)
settings.load_profile("short")


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep real credentials and settings of the machine out of the tests."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture(autouse=True)
def _no_failing_work(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which work of the package itself has failed, which the package only tells in a hint."""
    yield
    if request.node.get_closest_marker("failing_work") is None:
        hints = [hint for world in WATCH.of_test() for hint in world.call.hints.values()]

        assert not [hint.text for hint in hints if hint.name == "work-failed"]


@pytest.fixture
def fast_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turn the fast path on, in the column that runs all tests without it, too."""
    for switch in SWITCHES:
        monkeypatch.delenv(switch, raising=False)


@pytest.fixture
def client(customer_profiles: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client under a fresh mock."""
    return customer_profiles


@pytest.fixture
def domain(client: CustomerProfilesClient) -> str:
    """Return the name of an empty domain."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    return "shop"


@pytest.fixture
def backend(client: CustomerProfilesClient) -> CustomerProfilesBackend:  # noqa: ARG001  # what the client talks to
    """Return the backend behind the client."""
    return the_backend()


@pytest.fixture
def crm(client: CustomerProfilesClient, domain: str) -> Crm:
    """Return a domain with a type `Crm`, and what tests of objects do with it."""
    return Crm(client, domain)


@pytest.fixture
def crm_shop(client: CustomerProfilesClient, domain: str) -> CustomerProfilesClient:  # noqa: ARG001  # it has the domain
    """Return a client that has a domain `shop` with a type `crm` of priority 2."""
    define_crm(client, "crm", SourcePriority=2)
    return client


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Let Python's clock stand still at T0 until the test moves it, by `shift(timedelta)` or `move_to(time)`."""
    with time_machine.travel(T0, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pace() -> Iterator[Callable[..., None]]:
    """Return a function that sets how fast a kind of job is, as for moto's state manager, while the test runs."""
    kinds: list[str] = []

    def set_pace(kind: str, **transition: object) -> None:
        kinds.append(f"customerprofiles::{kind}")
        state_manager.set_transition(kinds[-1], transition)

    yield set_pace
    for kind in kinds:
        state_manager.unset_transition(kind)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the `world` fixture."""
    return Clock()


@pytest.fixture
def neighbours() -> RecordedNeighbours:
    """Return the neighbours of the `world` fixture."""
    return RecordedNeighbours()


@pytest.fixture
def world(clock: Clock, neighbours: RecordedNeighbours) -> World:
    """Return an empty world without moto."""
    return World(ACCOUNT, REGION, "aws", surroundings(clock, neighbours))
