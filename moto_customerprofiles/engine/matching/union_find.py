"""Disjoint sets: which things belong together, given which pairs do."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic, TypeVar

T = TypeVar("T")


class UnionFind(Generic[T]):
    """Disjoint sets that are only ever joined; one is built, read and dropped within a single computation.

    >>> sets = UnionFind[str]()
    >>> sets.union("a", "b"), sets.union("b", "a")
    (True, False)
    >>> sets.find("a") == sets.find("b")
    True
    """

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}

    def find(self, item: T) -> T:
        """Return the representative of the set that contains `item`."""
        parents = self._parents
        while (parent := parents.setdefault(item, item)) != item:
            parents[item] = item = parents[parent]
        return item

    def union(self, left: T, right: T) -> bool:
        """Join two sets; return whether they were different ones."""
        left, right = self.find(left), self.find(right)
        self._parents[right] = left
        return left != right

    def sets(self) -> dict[T, list[T]]:
        """Return all sets by their representatives, each in the order in which its items were first named."""
        sets: defaultdict[T, list[T]] = defaultdict(list)
        for item in list(self._parents):
            sets[self.find(item)].append(item)
        return sets
