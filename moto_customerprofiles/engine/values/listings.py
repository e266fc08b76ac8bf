"""Lists that can be read on from any of their items, which is what pages need.

Each item of a listing has a key that says where the item stands and that stays the same while the item exists, such as
the number of its creation or its name. Reading on after a key therefore neither repeats nor misses an item, whatever
was added or removed meanwhile, the item with that key included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")

Key = Any  # each listing has its own kind
"""Where an item stands: a number, a text, or a list of those, as JSON carries it."""

Entries = Iterator[tuple[Key, Any]]  # items are typed by what a listing shows them as
"""Items in the order of their list, each behind its key."""


class Listing(Generic[T_co]):
    """The items of a list in order. `after` reads those that follow a key, or all of them.

    `show` makes of an item what a reply tells; without it, that is the item itself.
    """

    __slots__ = ("after", "show")

    def __init__(
        self,
        after: Callable[[Key | None], Entries],
        show: Callable[[Any], T_co] | None = None,  # it is given what `after` reads
    ) -> None:
        self.after = after
        self.show = show

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._shown([item for _, item in self.after(None)]))

    def page(self, key: Key | None, size: int) -> tuple[list[T_co], Key | None]:
        """Return the items of the page that follows a key, and the key after which the list goes on, if it does."""
        entries = list(islice(self.after(key), size + 1))
        more = entries[size - 1][0] if len(entries) > size else None
        return self._shown([item for _, item in entries[:size]]), more

    def where(self, test: Callable[[Any], object]) -> Listing[T_co]:  # it is given what `after` reads
        """Return the listing of those items, as they are before they are shown, that pass a test."""
        after = self.after
        return Listing(lambda key: ((at, item) for at, item in after(key) if test(item)), self.show)

    def shown_as(self, show: Callable[[T_co], U]) -> Listing[U]:
        """Return the listing with each item changed when a page shows it."""
        first = self.show
        return Listing(self.after, show if first is None else lambda item: show(first(item)))

    def _shown(self, items: list[Any]) -> list[T_co]:  # of what `after` reads
        return items if self.show is None else [*map(self.show, items)]


class ordered(Listing[T]):  # noqa: N801  # called like the functions beside it
    """The listing of items that are sorted by their keys, which `key_of` tells.

    >>> list(ordered(["b", "d"], str.upper).after("C"))
    [('D', 'd')]
    """

    __slots__ = ("_items", "_key_of")

    def __init__(self, items: Sequence[T], key_of: Callable[[T], Key]) -> None:
        self._items = items
        self._key_of = key_of
        self.show = None

    def after(self, key: Key | None) -> Entries:
        """Read the items that follow a key."""
        return ((self._key_of(item), item) for item in self._items[self._start(key) :])

    def page(self, key: Key | None, size: int) -> tuple[list[T], Key | None]:
        """Return the items of the page that follows a key, and the key after which the list goes on, if it does."""
        items, start = self._items, self._start(key)
        end = start + size
        return [*items[start:end]], self._key_of(items[end - 1]) if end < len(items) else None

    def _start(self, key: Key | None) -> int:
        return 0 if key is None else bisect_right(self._items, key, key=self._key_of)


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
