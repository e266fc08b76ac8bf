"""The orders of groups that may be large, such as all profiles of one key or all objects of one profile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from moto_customerprofiles.engine.values.listings import Listing, ordered
from moto_customerprofiles.engine.values.sorted_map import SortedMap

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from moto_customerprofiles.engine.values.listings import Entries, Key
    from moto_customerprofiles.state.journal import Journal

_FEW = 100


class HasSequence(Protocol):
    """Anything that the domain numbered when it was made."""

    @property
    def sequence(self) -> int:
        """The number."""


T = TypeVar("T", bound=HasSequence)


class KeptOrders(Generic[T]):
    """The members of groups by their sequence, or by another `key` that no two of a group share.

    Few members are put in order when somebody asks for them. The order of many is kept from then on, so that a page of
    them costs the same however many there are. Whoever changes a group tells it here, if any order is kept.
    """

    __slots__ = ("_journal", "_key", "kept")

    def __init__(self, journal: Journal, key: Callable[[T], Key] | None = None) -> None:
        self._journal = journal
        self._key = key or _sequence
        self.kept: dict[Hashable, SortedMap[Key, T]] = {}

    def listing(self, group: Hashable, members: Collection[T]) -> Listing[T]:
        """Return the listing of a group, of which these are the members."""

        def after(key: Key | None) -> Entries:
            if len(members) > _FEW:
                return self._order(group, members).after(key)
            return ordered(sorted(members, key=self._key), self._key).after(key)

        return Listing(after)

    def change(self, group: Hashable, former: T | None, member: T | None) -> None:
        """Put a member of a group in the place of the former one, either of which may be None.

        Should the call fail, the order of the group is not kept any more.
        """
        order = self.kept.get(group)
        if order is not None:
            self._journal.undo(partial(self.kept.pop, group, None))
            if former is not None:
                order.drop(self._key(former))
            if member is not None:
                order.put(self._key(member), member)

    def _order(self, group: Hashable, members: Collection[T]) -> SortedMap[Key, T]:
        if group not in self.kept:
            # The call may have changed the group before, and may take that back.
            self._journal.undo(partial(self.kept.pop, group, None))
            self.kept[group] = SortedMap((self._key(member), member) for member in members)
        return self.kept[group]


def _sequence(member: HasSequence) -> int:
    return member.sequence
