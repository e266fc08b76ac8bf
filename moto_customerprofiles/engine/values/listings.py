"""Lists that can be read on from any of their items, which is what pages need.

Each item of a listing has a key that says where the item stands and that stays the same while the item exists, such as
the number of its creation or its name. Reading on after a key therefore neither repeats nor misses an item, whatever
was added or removed meanwhile, the item with that key included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")

Key = Any  # each listing has its own kind
"""Where an item stands: a number, a text, or a list of those, as JSON carries it."""

Entries = Iterator[tuple[Key, Any]]  # items are typed by what a listing shows them as
"""Items in the order of their list, each behind its key."""


def _itself(item: Any) -> Any:  # which is of the type that a listing shows
    return item


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """The items of a list in order: `after` reads those that follow a key, `shown` makes of one what a reply tells."""

    after: Callable[[Key | None], Entries]
    shown: Callable[[Any], T] = _itself  # what it is given, `after` reads

    def __iter__(self) -> Iterator[T]:
        return (self.shown(item) for _, item in self.after(None))

    def where(self, test: Callable[[Any], object]) -> Listing[T]:  # it is given what `after` reads
        """Return the listing of those items, as they are before they are shown, that pass a test."""
        after = self.after
        return replace(self, after=lambda key: ((at, item) for at, item in after(key) if test(item)))

    def shown_as(self, show: Callable[[T], U]) -> Listing[U]:
        """Return the listing with each item changed when a page shows it."""
        shown = self.shown
        return Listing(self.after, show if shown is _itself else lambda item: show(shown(item)))


def fixed(items: Sequence[T]) -> Listing[T]:
    """Return the listing of items that never change; the key of each is its position.

    >>> list(fixed("abc").after(0))
    [(1, 'b'), (2, 'c')]
    """
    return Listing(lambda key: ((at, items[at]) for at in range(0 if key is None else key + 1, len(items))))


def newest_first(items: Sequence[T]) -> Listing[T]:
    """Return the listing of items that are only ever appended, the last one first; the key of each is its position.

    >>> list(newest_first("abc").after(2))
    [(1, 'b'), (0, 'a')]
    """
    return Listing(lambda key: ((at, items[at]) for at in range((len(items) if key is None else key) - 1, -1, -1)))


def ordered(items: Sequence[T], key_of: Callable[[T], Key]) -> Listing[T]:
    """Return the listing of items that are sorted by their keys.

    >>> list(ordered(["b", "d"], str.upper).after("C"))
    [('D', 'd')]
    """

    def after(key: Key | None) -> Entries:
        start = 0 if key is None else bisect_right(items, key, key=key_of)
        return ((key_of(items[at]), items[at]) for at in range(start, len(items)))

    return Listing(after)
