"""The latest calls of each world, and where a report of a test finds them and their world after the mock has ended."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Mapping, Sequence

    from moto_customerprofiles.engine.explanations.hints import Hint
    from moto_customerprofiles.state.world import World

LOGGER = logging.getLogger("moto_customerprofiles")
"""Takes hints as warnings, unless pytest shows them."""


class RecentCall(NamedTuple):
    """A call over HTTP, by boto3 or by a method of the backend: what pages and reports of failing tests show of it.

    `at` is in seconds since the epoch, `params` are those of the request as it was parsed, `reply` is the plain data of
    the answer, `hints` are those that the call has noted.
    """

    at: float
    operation: str
    domain_name: str | None
    status: int
    seconds: float
    account_id: str
    region: str
    params: Mapping[str, Any]
    reply: Mapping[str, Any]
    hints: Sequence[Hint] = ()

    @classmethod
    def of(  # noqa: PLR0913, PLR0917  # what there is to say of a call
        cls,
        world: World,
        operation: str,
        params: Mapping[str, Any],
        status: int,
        reply: Mapping[str, Any],
        seconds: float,
        hint_count: int,
    ) -> RecentCall:
        """Return a call of a world that had noted so many hints before it."""
        call, domain_name = world.call, params.get("DomainName")
        hints = tuple(call.hints.values())[hint_count:] if len(call.hints) > hint_count else ()
        now = time.time()
        return cls(now, operation, domain_name, status, seconds, call.account_id, call.region, params, reply, hints)


class Watch:
    """The worlds of this process with their latest calls.

    While a test runs, `kept` holds the worlds that were made since it began, which outlive their mock; None outside of
    pytest, where the logger takes the hints.
    """

    def __init__(self) -> None:
        self.kept: list[World] | None = None
        self._calls: WeakKeyDictionary[World, deque[RecentCall]] = WeakKeyDictionary()
        self._before: WeakKeyDictionary[World, RecentCall] = WeakKeyDictionary()

    def add(self, world: World, calls: deque[RecentCall]) -> None:
        """Take in a new world, whose calls will stand in `calls`."""
        self._calls[world] = calls
        if self.kept is not None:
            self.kept.append(world)

    def begin_test(self) -> None:
        """Begin a test: forget the worlds of earlier tests that are gone, and what was called in the others."""
        self.kept = []
        self._before.clear()
        for world, calls in list(self._calls.items()):
            if calls:
                self._before[world] = calls[-1]

    def of_test(self) -> dict[World, list[RecentCall]]:
        """Return the worlds that the test has called or made, each with its latest calls, oldest first."""
        calls = {world: self._since(world, list(each)) for world, each in list(self._calls.items())}
        return {world: each for world, each in calls.items() if each or world in (self.kept or ())}

    @property
    def is_logging(self) -> bool:
        """Whether hints go to the log: outside of pytest, if the log takes warnings."""
        return self.kept is None and LOGGER.isEnabledFor(logging.WARNING)

    def tell(self, hint: str) -> None:
        """Log a hint, unless pytest shows it."""
        if self.is_logging:
            LOGGER.warning("%s", hint)

    def _since(self, world: World, calls: list[RecentCall]) -> list[RecentCall]:
        last = self._before.get(world)
        at = next((index for index, call in enumerate(calls) if call is last), -1)
        return calls[at + 1 :]


WATCH = Watch()
"""The watch of this process."""
