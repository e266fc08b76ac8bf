"""Work that one thread does at a time, and that an interrupt cannot keep all others from."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from moto_customerprofiles.state.calls.interrupts import depth_of, is_held

if TYPE_CHECKING:
    from collections.abc import Callable

    T = TypeVar("T")


class Exclusive:
    """A lock around work. `with` would not do: an interrupt just before the end of a block leaves it held."""

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = RLock()

    @property
    def is_held(self) -> bool:
        """Whether the running thread holds the lock."""
        return is_held(self._lock)

    def run(self, work: Callable[..., T], *args: object) -> T:
        """Wait until no other thread does such work, do some with these arguments, and return what it returns."""
        self._is_inside()
        done: list[T] = []
        self._inside(lambda: done.append(work(*args)), waits=True)
        return done[0]

    def run_if_free(self, work: Callable[[], object]) -> bool:
        """Do work, unless somebody does such work already, be it this thread; return whether it was done."""
        return not self._is_inside() and self._inside(work, waits=False)

    def _inside(self, work: Callable[[], object], *, waits: bool) -> bool:
        try:
            try:
                if not self._lock.acquire(blocking=waits):
                    return False
                work()
                self._lock.release()
            except BaseException:
                self._free()
                raise
        except BaseException:  # which may have come while the lock was being freed
            self._free()
            raise
        return True

    def _is_inside(self) -> bool:
        """Return whether this thread does such work; the lock is freed if two interrupts have left it held."""
        if not self.is_held:
            return False
        if depth_of(Exclusive._inside, self):
            return True
        self._free()
        return False

    def _free(self) -> None:
        if self.is_held:
            self._lock.release()
