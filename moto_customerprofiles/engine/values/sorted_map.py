"""A mapping in the order of its keys, of which any number can come, go and be found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

K = TypeVar("K", bound=Any)  # any that can be compared with its like
V = TypeVar("V")

_BLOCK = 512
"""How many keys a block begins with. At twice as many it is cut in two, so that a change never moves more than that."""


class SortedMap(Generic[K, V]):
    """Values by their keys, in order: a change or a search costs about the same however many there are.

    >>> names = SortedMap([(3, "c"), (1, "a"), (2, "b")])
    >>> names.drop(2), names.put(5, "e")
    (None, None)
    >>> list(names.after(1)), list(names.before(5))
    ([(3, 'c'), (5, 'e')], [(3, 'c'), (1, 'a')])
    """

    __slots__ = ("_blocks", "_lasts", "_values")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        self._values = dict(items)
        keys = sorted(self._values)
        self._blocks = [keys[start : start + _BLOCK] for start in range(0, len(keys), _BLOCK)]
        self._lasts = [block[-1] for block in self._blocks]

    def put(self, key: K, value: V) -> None:
        """Set the value of a key."""
        if key not in self._values:
            if not self._blocks:
                self._blocks, self._lasts = [[]], [key]
            at = min(bisect_left(self._lasts, key), len(self._blocks) - 1)
            block = self._blocks[at]
            block.insert(bisect_left(block, key), key)
            self._settle(at)
        self._values[key] = value

    def drop(self, key: K) -> None:
        """Forget a key, if it is there."""
        if key in self._values:
            del self._values[key]
            at = bisect_left(self._lasts, key)
            block = self._blocks[at]
            del block[bisect_left(block, key)]
            self._settle(at)

    def after(self, key: K | None) -> Iterator[tuple[K, V]]:
        """Return what stands behind a key, or everything, in ascending order."""
        values, at = self._values, 0
        if key is not None:
            at = bisect_right(self._lasts, key)
            for block in self._blocks[at : at + 1]:
                yield from ((each, values[each]) for each in block[bisect_right(block, key) :])
            at += 1
        for later in range(at, len(self._blocks)):
            yield from ((each, values[each]) for each in self._blocks[later])

    def before(self, key: K | None) -> Iterator[tuple[K, V]]:
        """Return what stands before a key, or everything, in descending order."""
        values, at = self._values, len(self._blocks)
        if key is not None:
            at = bisect_left(self._lasts, key)
            for block in self._blocks[at : at + 1]:
                yield from ((each, values[each]) for each in reversed(block[: bisect_left(block, key)]))
        for earlier in range(at - 1, -1, -1):
            yield from ((each, values[each]) for each in reversed(self._blocks[earlier]))

    def _settle(self, at: int) -> None:
        """Cut a block in two that has become too large, and drop one that has become empty."""
        block = self._blocks[at]
        if len(block) > 2 * _BLOCK:
            self._blocks[at : at + 1] = [block[:_BLOCK], block[_BLOCK:]]
            self._lasts[at : at + 1] = [block[_BLOCK - 1], block[-1]]
        elif block:
            self._lasts[at] = block[-1]
        else:
            del self._blocks[at], self._lasts[at]
