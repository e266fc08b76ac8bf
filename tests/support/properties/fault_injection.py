"""Failures put in the way of a call, at each step of what it changes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from moto_customerprofiles.state.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

_STEPS = ("add", "append", "assign", "discard", "drop", "put", "undo")


class InjectedError(BaseException):
    """Something that nobody foresaw. No Exception, since work of the package that fails by one ends itself alone."""


class FaultInjection:
    """Counts the steps that journals note, and lets the call fail right after one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.at = 0
        for name in _STEPS:
            monkeypatch.setattr(Journal, name, self._counted(getattr(Journal, name)))

    def steps(self, call: Callable[[], object]) -> int:
        """Make a call that succeeds, and return how many steps it takes."""
        self.count = self.at = 0
        call()
        return self.count

    @contextmanager
    def after(self, step: int) -> Iterator[None]:
        """Let what happens inside fail after its n-th step."""
        self.count, self.at = 0, step
        yield
        self.at = 0

    def _counted(self, step: Callable[..., object]) -> Callable[..., object]:
        def counted(journal: Journal, *args: object, **values: object) -> object:
            answer = step(journal, *args, **values)
            self.count += 1
            if self.count == self.at:
                raise InjectedError
            return answer

        return counted
