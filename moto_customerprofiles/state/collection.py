"""The named things of one kind: looked up, added, replaced and removed with one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from moto_customerprofiles.errors import BadRequest, ResourceNotFound, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.settings import Settings


class Named(Protocol):
    """Anything that has a name."""

    @property
    def name(self) -> str:
        """The name that is unique in its collection."""


class Tagged(Named, Protocol):
    """Anything that has a name and wears tags."""

    @property
    def tags(self) -> dict[str, str]:
        """The tags, by their keys."""


T = TypeVar("T", bound=Named)


class Kind:
    """What the things of a collection are called in messages and ARNs, and which quota counts them."""

    __slots__ = ("arn_path", "label", "quota", "scope")

    def __init__(self, label: str, *, arn_path: str = "", quota: str = "", scope: str = "") -> None:
        self.label = label
        self.arn_path = arn_path
        self.quota = quota
        self.scope = scope

    def of(self, domain_name: str) -> Kind:
        """Return the kind as the collection of one domain has it."""
        return Kind(self.label, arn_path=self.arn_path, quota=self.quota, scope=f"domain {domain_name}")

    def missing(self, name: str) -> ResourceNotFound:
        """Return the error for a name that does not exist."""
        return ResourceNotFound(does_not_exist(self.label, name, self.scope))

    def duplicate(self, name: str) -> BadRequest:
        """Return the error for a name that exists already; AWS's CloudFormation handlers look for these words."""
        return BadRequest(f"{self.label}{' with name' if self.scope else ''} {name} already exists")


class Collection(Generic[T]):
    """The things of one kind `by_name`, in the order of their creation; only the methods here change them."""

    __slots__ = ("_journal", "_settings", "by_name", "kind")

    def __init__(self, kind: Kind, journal: Journal, settings: Settings) -> None:
        self.kind = kind
        self._journal = journal
        self._settings = settings
        self.by_name: dict[str, T] = {}

    def __len__(self) -> int:
        return len(self.by_name)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self.by_name.values()))

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def get(self, name: str) -> T | None:
        """Return the thing of this name, or None."""
        return self.by_name.get(name)

    def require(self, name: str) -> T:
        """Return the thing that the caller named; `ResourceNotFound` if there is none."""
        entity = self.by_name.get(name)
        if entity is None:
            raise self.kind.missing(name)
        return entity

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
        self._journal.put(self.by_name, entity.name, entity)
        return entity

    def replace(self, entity: T) -> T:
        """Put the new state of a thing in the place of the old one."""
        self._journal.put(self.by_name, entity.name, entity)
        return entity

    def remove(self, name: str) -> T:
        """Forget the thing that the caller named and return it; `ResourceNotFound` if there is none."""
        entity = self.require(name)
        before = dict(self.by_name)
        del self.by_name[name]
        self._journal.undo(lambda: self._restore(before))
        return entity

    def _restore(self, before: dict[str, T]) -> None:
        """Bring back all entities in their order; a collection holds hundreds at the most."""
        self.by_name.clear()
        self.by_name.update(before)
