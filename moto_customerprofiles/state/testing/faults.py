"""The faults that a test has injected: calls that fail, lose their connection or take long though nothing is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from moto_customerprofiles.engine.calls.parameters import holds
from moto_customerprofiles.state.calls.exclusive import Exclusive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.calls.schedules import Schedule

    When = Literal["before", "after"]


@dataclass(frozen=True)
class Target:
    """The calls that a fault is meant for; None matches any."""

    operations: frozenset[str]
    domain_name: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)

    def matches(self, operation: str, params: Mapping[str, object]) -> bool:
        """Return whether a call of an operation is one of these."""
        return (
            operation in self.operations
            and (self.domain_name is None or params.get("DomainName") == self.domain_name)
            and holds(self.parameters, params)
        )


@dataclass(frozen=True)
class Failure:
    """How a call fails: an error of the service, or a connection that breaks (then `status` is 0)."""

    code: str
    status: int
    message: str


@dataclass
class Fault:
    """One injected fault, and how often it has matched and fired.

    `failure` is None for a call that only takes `delay` seconds on frozen clocks; with `sleeps`, real seconds as well.
    """

    id: str
    target: Target
    schedule: Schedule
    failure: Failure | None
    when: When
    delay: float
    sleeps: bool
    must_fire: bool
    request: Mapping[str, object]
    """What the test asked for, for lists."""

    matched: int = 0
    fired: int = 0

    def meets(self, when: When, operation: str, params: Mapping[str, object]) -> bool:
        """Count a call that the fault matches, and return whether the fault fires on it."""
        if self.when != when or self.is_spent or not self.target.matches(operation, params):
            return False
        self.matched += 1
        if not self.schedule.fires(self.matched, self.fired):
            return False
        self.fired += 1
        return True

    @property
    def is_spent(self) -> bool:
        """Whether the fault has fired as often as it may."""
        return self.schedule.is_spent(self.fired)


class Faults:
    """All faults of a world, oldest first. `pending` are those that may still fire; a call reads it without a lock."""

    def __init__(self) -> None:
        self.injected: list[Fault] = []
        self.pending: tuple[Fault, ...] = ()
        self._exclusive = Exclusive()

    def add(self, fault: Fault) -> None:
        """Add a fault, which is tried after the others."""
        self._exclusive.run(lambda: self._set([*self.injected, fault]))

    def restore(self, injected: list[Fault]) -> None:
        """Let the faults be those of an earlier time."""
        self._exclusive.run(self._set, injected)

    def remove(self, fault_id: str | None = None) -> list[Fault]:
        """Remove a fault, or all, and return what was removed."""
        return self._exclusive.run(self._remove, fault_id)

    def fire(self, when: When, operation: str, params: Mapping[str, object]) -> list[Fault]:
        """Return the faults that fire on a call: any number that only take time, then at most one that fails it."""
        return self._exclusive.run(self._fire, when, operation, params)

    def _remove(self, fault_id: str | None) -> list[Fault]:
        removed = [fault for fault in self.injected if fault_id in (None, fault.id)]
        self._set([fault for fault in self.injected if fault not in removed])
        return removed

    def _fire(self, when: When, operation: str, params: Mapping[str, object]) -> list[Fault]:
        fired: list[Fault] = []
        for fault in self.pending:
            if fault.meets(when, operation, params):
                fired.append(fault)
                if fault.failure:
                    break
        if fired:
            self._set(self.injected)
        return fired

    def _set(self, injected: list[Fault]) -> None:
        self.injected = injected
        self.pending = tuple(fault for fault in injected if not fault.is_spent)
