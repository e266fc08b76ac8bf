"""The named things of one kind, with one wording for what is missing, exists already or is too many."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from moto_customerprofiles.engine.values.listings import Listing, ordered
from moto_customerprofiles.engine.values.sorted_map import SortedMap
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, did_you_mean, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.entities.jobs import WithJob
    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.settings import Settings


class Named(Protocol):
    """Anything that has a name."""

    @property
    def name(self) -> str:
        """The name that is unique in its collection."""


class Tagged(Named, Protocol):
    """Anything that has a name and tags."""

    @property
    def tags(self) -> dict[str, str]:
        """The tags, by their keys."""


T = TypeVar("T", bound=Named)


_FEW = 100
"""So many things are put in order when they are listed; the order of more is kept."""


class Kind:
    """What the things of a collection are called in messages and ARNs, which quota counts them, and their jobs."""

    __slots__ = ("arn_path", "jobs", "label", "quota", "scope")

    def __init__(
        self, label: str, *, arn_path: str = "", quota: str = "", scope: str = "", jobs: tuple[str, ...] = ()
    ) -> None:
        self.label = label
        self.arn_path = arn_path
        self.quota = quota
        self.scope = scope
        self.jobs = jobs

    def of(self, domain_name: str) -> Kind:
        """Return the kind as the collection of one domain has it."""
        scope = f"domain {domain_name}"
        return Kind(self.label, arn_path=self.arn_path, quota=self.quota, scope=scope, jobs=self.jobs)

    def missing(self, name: str) -> ResourceNotFound:
        """Return the error for a name that does not exist."""
        return ResourceNotFound(does_not_exist(self.label, name, self.scope))

    def duplicate(self, name: str) -> BadRequest:
        """Return the error for a name that exists already; AWS's CloudFormation handlers look for these words."""
        return BadRequest(f"{self.label}{' with name' if self.scope else ''} {name} already exists")


class Collection(Generic[T]):
    """The things of one kind `by_name`, in the order of their creation; only the methods here change them.

    Things are numbered as they are created, and keep their number when they are replaced. Numbers are never used again.
    `moving` are the names of those whose jobs may still move on, where things of this kind have jobs.
    """

    __slots__ = ("_created", "_journal", "_last_number", "_names", "_numbers", "_settings", "by_name", "kind", "moving")

    def __init__(self, kind: Kind, journal: Journal, settings: Settings) -> None:
        self.kind = kind
        self._journal = journal
        self._settings = settings
        self.by_name: dict[str, T] = {}
        self.moving: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._last_number = 0
        self._created: SortedMap[int, str] | None = None
        self._names: SortedMap[str, str] | None = None

    def __len__(self) -> int:
        return len(self.by_name)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self.by_name.values()))

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def with_moving_jobs(self) -> list[T]:
        """Return the things whose jobs may still move on, in the order of their creation."""
        return [self.by_name[name] for name in sorted(self.moving, key=self._numbers.__getitem__)]

    def oldest_first(self) -> Listing[T]:
        """Return the listing of all things in the order of their creation."""
        if len(self.by_name) <= _FEW:
            return ordered([*self.by_name.values()], lambda thing: self._numbers[thing.name])
        return Listing(self._after)

    def newest_first(self) -> Listing[T]:
        """Return the listing of all things, the latest creation first."""
        return Listing(self._before)

    def in_order_of_names(self) -> Listing[T]:
        """Return the listing of all things by name."""
        if len(self.by_name) <= _FEW:
            return ordered(sorted(self.by_name.values(), key=_name), _name)
        return Listing(lambda name: ((each, self.by_name[each]) for each, _ in self._ordered_names().after(name)))

    def get(self, name: str) -> T | None:
        """Return the thing of this name, or None."""
        return self.by_name.get(name)

    def require(self, name: str) -> T:
        """Return the thing that the caller named; `ResourceNotFound` if there is none."""
        entity = self.by_name.get(name)
        if entity is None:
            raise self._missing(name)
        return entity

    def _missing(self, name: str) -> ResourceNotFound:
        """Return the error for a name that does not exist, with the name that is nearest."""
        error = self.kind.missing(name)
        error.message += did_you_mean(name, self.by_name)
        return error

    def check_room(self, name: str) -> None:
        """Refuse a name that exists, and one thing more than the quota allows, with `BadRequest`."""
        if name in self.by_name:
            raise self.kind.duplicate(name)
        if self.kind.quota:
            self._settings.check_room(
                self.kind.quota, len(self.by_name), per="domain" if self.kind.scope else "account"
            )

    def add(self, entity: T) -> T:
        """Remember a new thing; `BadRequest` if its name exists or the quota is reached."""
        self.check_room(entity.name)
        return self.replace(entity)

    def replace(self, entity: T) -> T:
        """Put the new state of a thing in the place of the old one; one that is not there is added."""
        name = entity.name
        if name in self.by_name:
            self._journal.undo(partial(self._set, self.by_name[name]))
            self._set(entity)
        else:
            self._journal.undo(partial(self.take_back, name))
            self._journal.assign(self, _last_number=self._last_number + 1)
            self._keep(self._last_number, entity)
        return entity

    def remove(self, name: str) -> T:
        """Forget the thing that the caller named and return it; `ResourceNotFound` if there is none."""
        entity = self.require(name)
        self._journal.undo(partial(self._bring_back, self._numbers[name], entity))
        self._forget(name)
        return entity

    def _set(self, entity: T) -> None:
        self.by_name[entity.name] = entity
        if self.kind.jobs:
            follow = self.moving.add if cast("WithJob", entity).is_moving else self.moving.discard
            follow(entity.name)

    def _keep(self, number: int, entity: T) -> None:
        self._set(entity)
        self._numbers[entity.name] = number
        if self._created is not None:
            self._created.put(number, entity.name)
        if self._names is not None:
            self._names.put(entity.name, entity.name)

    def _forget(self, name: str) -> None:
        self.by_name.pop(name, None)
        self.moving.discard(name)
        number = self._numbers.pop(name, 0)
        if self._created is not None:
            self._created.drop(number)
        if self._names is not None:
            self._names.drop(name)

    def take_back(self, name: str) -> None:
        """Forget a thing for good, as far as it is there; the orders are formed anew when they are asked for."""
        self._created = self._names = None
        self._forget(name)

    def _bring_back(self, number: int, entity: T) -> None:
        """Take a removal back, as far as it has come; the mapping is put in order again."""
        self._created = self._names = None
        self._keep(number, entity)
        self.by_name = dict(sorted(self.by_name.items(), key=lambda item: self._numbers[item[0]]))

    def _after(self, number: int | None) -> Iterator[tuple[int, T]]:
        if number is None:
            return ((self._numbers[name], entity) for name, entity in self.by_name.items())
        return ((at, self.by_name[name]) for at, name in self._ordered_numbers().after(number))

    def _before(self, number: int | None) -> Iterator[tuple[int, T]]:
        if number is None:
            return ((self._numbers[name], entity) for name, entity in reversed(self.by_name.items()))
        return ((at, self.by_name[name]) for at, name in self._ordered_numbers().before(number))

    def _ordered_numbers(self) -> SortedMap[int, str]:
        """Return the names by their numbers in order; kept from when they are first asked for."""
        if self._created is None:
            self._created = SortedMap((number, name) for name, number in self._numbers.items())
        return self._created

    def _ordered_names(self) -> SortedMap[str, str]:
        """Return the names in order; kept from when they are first asked for."""
        if self._names is None:
            self._names = SortedMap((name, name) for name in self.by_name)
        return self._names


def _name(thing: Named) -> str:
    return thing.name
