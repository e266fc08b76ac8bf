"""What undoes the running call, should it fail.

Every change to remembered state goes through a journal: a small step that takes the change back is noted beside it.
A call that succeeds forgets the steps; one that fails replays them, newest first, and nothing has happened.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping, MutableSequence, MutableSet

K = TypeVar("K")
V = TypeVar("V")

Mark = tuple[int, int]
"""How many commits there were, and how many steps since the last of them."""


class Journal:
    """The steps that take back what the running call has changed so far."""

    __slots__ = ("_commits", "_steps", "is_on")

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []
        self._commits = 0
        self.is_on = True

    @contextmanager
    def off(self) -> Iterator[None]:
        """Note no steps: for a caller that takes back a failure by other means, all of it at once."""
        self.is_on = False
        try:
            yield
        finally:
            self.is_on = True

    def undo(self, step: Callable[[], object]) -> None:
        """Note a step that takes back a change just made."""
        if self.is_on:
            self._steps.append(step)

    def put(self, mapping: MutableMapping[K, V], key: K, value: V) -> None:
        """Set `mapping[key]`."""
        if self.is_on:
            if key in mapping:
                self._steps.append(partial(mapping.__setitem__, key, mapping[key]))
            else:
                self._steps.append(partial(mapping.__delitem__, key))
        mapping[key] = value

    def drop(self, mapping: MutableMapping[K, V], key: K) -> V:
        """Delete `mapping[key]` and return it; taken back, the key stands at the end of the mapping."""
        value = mapping.pop(key)
        self.undo(partial(mapping.__setitem__, key, value))
        return value

    def assign(self, entity: object, /, **values: object) -> None:
        """Set attributes of an entity."""
        for attribute, value in values.items():
            if self.is_on:
                self._steps.append(partial(setattr, entity, attribute, getattr(entity, attribute)))
            setattr(entity, attribute, value)

    def append(self, items: MutableSequence[V], item: V) -> None:
        """Append an item to a list."""
        items.append(item)
        self.undo(items.pop)

    def add(self, items: MutableSet[V], item: V) -> None:
        """Add an item to a set."""
        if item not in items:
            items.add(item)
            self.undo(partial(items.discard, item))

    def discard(self, items: MutableSet[V], item: V) -> None:
        """Remove an item from a set, if it is there."""
        if item in items:
            items.discard(item)
            self.undo(partial(items.add, item))

    def mark(self) -> Mark:
        """Return where the journal stands, for a rollback to here."""
        return self._commits, len(self._steps)

    def commit(self) -> None:
        """Forget all steps: what has been changed stays changed."""
        self._steps.clear()
        self._commits += 1

    def rollback(self, mark: Mark = (0, 0)) -> None:
        """Take back all changes since a mark, newest first; those that were committed since stay."""
        commits, count = mark
        kept = count if commits == self._commits else 0
        while len(self._steps) > kept:
            self._steps.pop()()
