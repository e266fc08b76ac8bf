"""Distinct keys in order, of which any number can come, go and be found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

K = TypeVar("K", bound=Any)  # any that can be compared with its like

_BLOCK = 512
"""How many keys a block begins with. At twice as many it is cut in two, so that a change never moves more than that."""


class SortedKeys(Generic[K]):
    """Distinct keys, kept in blocks: a change or a search costs about the same however many keys there are.

    >>> keys = SortedKeys([3, 1, 2])
    >>> keys.discard(2), keys.add(5)
    (None, None)
    >>> list(keys.after(1)), list(keys.before(5))
    ([3, 5], [3, 1])
    """

    __slots__ = ("_blocks", "_lasts")

    def __init__(self, keys: Iterable[K] = ()) -> None:
        ordered = sorted(keys)
        self._blocks = [ordered[start : start + _BLOCK] for start in range(0, len(ordered), _BLOCK)]
        self._lasts = [block[-1] for block in self._blocks]

    def add(self, key: K) -> None:
        """Add a key; nothing happens if it is there."""
        if not self._blocks:
            self._blocks, self._lasts = [[key]], [key]
            return
        at = min(bisect_left(self._lasts, key), len(self._blocks) - 1)
        block = self._blocks[at]
        index = bisect_left(block, key)
        if index == len(block) or block[index] != key:
            block.insert(index, key)
            self._settle(at)

    def discard(self, key: K) -> None:
        """Remove a key, if it is there."""
        at = bisect_left(self._lasts, key)
        block = self._blocks[at] if at < len(self._blocks) else []
        index = bisect_left(block, key)
        if index < len(block) and block[index] == key:
            del block[index]
            self._settle(at)

    def after(self, key: K | None) -> Iterator[K]:
        """Return the keys that are greater than this one, or all of them, in ascending order."""
        at = 0 if key is None else bisect_right(self._lasts, key)
        for block in self._blocks[at : at + 1]:
            yield from block[0 if key is None else bisect_right(block, key) :]
        for later in range(at + 1, len(self._blocks)):
            yield from self._blocks[later]

    def before(self, key: K | None) -> Iterator[K]:
        """Return the keys that are less than this one, or all of them, in descending order."""
        at = len(self._blocks)
        if key is not None:
            at = bisect_left(self._lasts, key)
            for block in self._blocks[at : at + 1]:
                yield from reversed(block[: bisect_left(block, key)])
        for earlier in range(at - 1, -1, -1):
            yield from reversed(self._blocks[earlier])

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
