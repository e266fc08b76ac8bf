"""Effects of calls that do not show yet, when the fake is set to be eventually consistent."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.ports import Caller
    from moto_customerprofiles.state.journal import Journal


@dataclass
class Wait:
    """How long something waits: until an instant, or until `looks` reading calls have passed and `due` is set."""

    due: datetime | None
    looks: int

    def look(self, now: datetime) -> None:
        """Count a reading call; the one after the last that is waited for ends the wait."""
        if self.due is None:
            if self.looks:
                self.looks -= 1
            else:
                self.due = now


@dataclass
class Effect:
    """One effect: what brings it about, in whose name, and how long it waits."""

    wait: Wait
    number: int
    caller: Caller | None
    run: Callable[[], object]


class Deferred:
    """The effects that wait in a domain, and what the domain shows meanwhile.

    Effects of one kind happen in the order in which they were deferred. `unsearchable` are the ids of profiles that
    searches do not find yet, `former_types` the object types by which objects are still read, `shown_stats` the
    statistics that GetDomain shows, None before there are any. `is_new` is a domain that takes no object types yet.
    """

    def __init__(self, journal: Journal) -> None:
        self.queues: dict[str, deque[Effect]] = {}
        self.unsearchable: set[str] = set()
        self.former_types: dict[str, ObjectType] = {}
        self.shown_stats: Mapping[str, int] | None = None
        self.is_new = False
        self._journal = journal
        self._last_number = 0

    def add(self, kind: str, wait: Wait, caller: Caller | None, run: Callable[[], object]) -> None:
        """Let an effect wait."""
        self._last_number += 1
        if kind not in self.queues:
            self._journal.put(self.queues, kind, deque())
        effect = Effect(wait, self._last_number, caller, run)
        self._journal.undo(partial(_remove, self.queues[kind], effect))
        self.queues[kind].append(effect)

    def waiting(self) -> Iterator[Effect]:
        """Return all effects that wait."""
        for queue in self.queues.values():
            yield from queue

    def due(self) -> datetime | None:
        """Return when the next effect falls due, None if none does by itself."""
        return min((queue[0].wait.due for queue in self.queues.values() if queue and queue[0].wait.due), default=None)

    def take(self) -> Effect:
        """Remove the effect that falls due next, and return it; of two of one instant, the one deferred first."""
        _, _, queue = min(
            (due, queue[0].number, queue)
            for queue in self.queues.values()
            if queue and (due := queue[0].wait.due) is not None
        )
        effect = queue[0]
        self._journal.undo(partial(_put_first, queue, effect))
        queue.popleft()
        return effect


def _remove(queue: deque[Effect], effect: Effect) -> None:
    if queue and queue[-1] is effect:
        queue.pop()


def _put_first(queue: deque[Effect], effect: Effect) -> None:
    if not queue or queue[0] is not effect:
        queue.appendleft(effect)
