"""A player of probes over HTTP, and one in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.adapters.command_line.endpoints import fake_client
from moto_customerprofiles.adapters.parity.calls import Caller
from moto_customerprofiles.adapters.parity.domains import RunDomains
from moto_customerprofiles.adapters.parity.playing import Player

if TYPE_CHECKING:
    from collections.abc import Iterator


def player_of(client: Any, **options: Any) -> Player:
    """Return a player that does not wait."""
    caller = Caller(client, sleep=lambda _: None, **options)
    return Player(caller, RunDomains(caller, "0123abcd"))


@pytest.fixture
def fake() -> Iterator[Any]:
    """Return a client of the fake in this process, as the command makes it."""
    with fake_client() as client:
        yield client


@pytest.fixture
def player(fake: Any) -> Player:
    """Return a player against the fake in this process."""
    return player_of(fake)
