"""What undoes the running call, should it fail.

Every change to remembered state goes through a journal, which notes a step that takes the change back, and then changes
the state. A call that succeeds forgets the steps; one that fails replays them, newest first, and nothing has happened.

An exception may come between any two instructions of the interpreter: Ctrl-C, or the handler of a signal that raises.
So the step is noted before the change, and every step keeps two rules: it says how things were, not what to subtract,
so that it is right whether the change has been made, has been made in part or has not been made at all; and for the
same reason it can be repeated. A rollback that was interrupted goes on where it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping, MutableSet

K = TypeVar("K")
V = TypeVar("V")

Mark = tuple[int, int]
"""How many commits there were, and how many steps since the last of them."""

_ATTEMPTS = 2
"""How often a step is tried: once more than once, since it may be an interrupt that made it fail."""


class Journal:
    """The steps that take back what the running call has changed so far."""

    __slots__ = ("_commits", "_steps", "is_on")

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []
        self._commits = 0
        self.is_on = True

    @contextmanager
    def off(self) -> Iterator[None]:
        """Note no steps: for a caller that has noted one that takes back all that it will do."""
        self.is_on = False
        try:
            yield
        finally:
            self.is_on = True

    def undo(self, step: Callable[[], object]) -> None:
        """Note a step that takes back the change that follows; it keeps the two rules above."""
        if self.is_on:
            self._steps.append(step)

    def put(self, mapping: MutableMapping[K, V], key: K, value: V) -> None:
        """Set `mapping[key]`."""
        if self.is_on:
            if key in mapping:
                self._steps.append(partial(mapping.__setitem__, key, mapping[key]))
            else:
                self._steps.append(partial(mapping.pop, key, None))
        mapping[key] = value

    def drop(self, mapping: MutableMapping[K, V], key: K, order: Callable[[V], int] | None = None) -> V:
        """Delete `mapping[key]` and return it.

        Taken back, the key stands at the end of the mapping, or in the order of the values if one is given.
        """
        value = mapping[key]
        if order is not None:
            self.undo(_Reordering(mapping, order))
        self.undo(partial(mapping.__setitem__, key, value))
        del mapping[key]
        return value

    def assign(self, entity: object, /, **values: object) -> None:
        """Set attributes of an entity."""
        for attribute, value in values.items():
            if self.is_on:
                self._steps.append(partial(setattr, entity, attribute, getattr(entity, attribute)))
            setattr(entity, attribute, value)

    def append(self, items: list[V], item: V) -> None:
        """Append an item to a list, of which nothing else is taken back."""
        self.undo(partial(items.__delitem__, slice(len(items), None)))
        items.append(item)

    def add(self, items: MutableSet[V], item: V) -> None:
        """Add an item to a set."""
        if item not in items:
            self.undo(partial(items.discard, item))
            items.add(item)

    def discard(self, items: MutableSet[V], item: V) -> None:
        """Remove an item from a set, if it is there."""
        if item in items:
            self.undo(partial(items.add, item))
            items.discard(item)

    def mark(self) -> Mark:
        """Return where the journal stands, for a rollback to here."""
        return self._commits, len(self._steps)

    def commit(self) -> None:
        """Forget all steps: what has been changed stays changed."""
        self._steps.clear()
        self._commits += 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be taken back."""
        return not self._steps

    def rollback(self, mark: Mark = (0, 0)) -> None:
        """Take back all changes since a mark, newest first; those that were committed since stay.

        A step that fails is tried once more, and then passed over, so that all others are taken back.

        Raises:
            BaseException: the first exception that came meanwhile, after all has been taken back.

        """
        commits, count = mark
        kept = count if commits == self._commits else 0
        first: BaseException | None = None
        steps, attempts = self._steps, 0
        self.is_on = False
        while len(steps) > kept:
            try:
                attempts += 1
                steps[-1]()
            except BaseException as error:  # noqa: BLE001  # raised below
                first = first or error
                if attempts < _ATTEMPTS:
                    continue
            steps.pop()
            attempts = 0
        self.is_on = True
        if first is not None:
            raise first


class _Reordering(Generic[K, V]):
    """A step that puts a mapping into the order of its values; what it found at first, it writes however often."""

    __slots__ = ("_items", "_mapping", "_order")

    def __init__(self, mapping: MutableMapping[K, V], order: Callable[[V], int]) -> None:
        self._mapping = mapping
        self._order = order
        self._items: list[tuple[K, V]] | None = None

    def __call__(self) -> None:
        if self._items is None:
            self._items = sorted(self._mapping.items(), key=lambda item: self._order(item[1]))
        self._mapping.clear()
        self._mapping.update(self._items)
