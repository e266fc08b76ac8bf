"""Lists whose order changes when their items do, each kept as it was when a first page of it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from moto_customerprofiles.engine.values.listings import Listing
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from moto_customerprofiles.engine.values.listings import Entries, Key

T = TypeVar("T")

_KEPT = 100


class PinnedLists:
    """Lists of one domain that pages were read from.

    In a list that puts the latest first, an item that changes moves to the front, past where a loop over its pages
    stands. So all pages of a loop are read from the list as it was at the first one. The last hundred lists are kept; a
    list that has not changed since it was last read is not kept twice.
    """

    __slots__ = ("_last_number", "_latest", "_lists")

    def __init__(self) -> None:
        self._lists: dict[int, Sequence[object]] = {}
        self._latest: dict[Hashable, int] = {}
        self._last_number = 0

    def listing(self, name: Hashable, read: Callable[[], Sequence[T]]) -> Listing[T]:
        """Return the listing of the list of this name, which `read` gives as it now is.

        The listing raises `BadRequest` where it is to go on in a list that is not kept any more.
        """

        def after(key: Key | None) -> Entries:
            number, start = (self._pin(name, read()), 0) if key is None else (key[0], key[1] + 1)
            items = self._kept(number)
            return (([number, at], items[at]) for at in range(start, len(items)))

        return Listing(after)

    def _pin(self, name: Hashable, items: Sequence[object]) -> int:
        latest = self._latest.get(name, 0)
        kept = self._lists.get(latest)
        if kept is items or kept == items:
            return latest
        self._last_number += 1
        self._latest[name] = self._last_number
        self._lists[self._last_number] = items
        if len(self._lists) > _KEPT:
            del self._lists[next(iter(self._lists))]
        return self._last_number

    def _kept(self, number: int) -> Sequence[object]:
        if number not in self._lists:
            raise BadRequest(
                f"NextToken has expired: the list has changed {_KEPT} times since; begin at its first page"
            )
        return self._lists[number]
