"""A stored configuration document: what was sent, under the names that AWS gave its members."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True)
class ConfigDocument:
    """A document and when it was written. Members are answered exactly as they were sent."""

    name: str
    members: Mapping[str, object]
    created_at: datetime
    last_updated_at: datetime
    tags: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, request: Mapping[str, object], at: datetime) -> ConfigDocument:
        """Remember a create request whole; its Tags become the record's tags."""
        tags = request.get("Tags") or {}
        return cls(name, _without_tags(request), at, at, dict(tags))  # type: ignore[call-overload]  # Tags map text to text in the model

    def updated(self, members: Mapping[str, object], at: datetime) -> ConfigDocument:
        """Return the record with the given members replaced, each as a whole."""
        return replace(self, members={**self.members, **members}, last_updated_at=at)

    def rewritten(self, request: Mapping[str, object], at: datetime) -> ConfigDocument:
        """Return the record with another document in its place; its tags stay, whatever that says."""
        return replace(self, members=_without_tags(request), last_updated_at=at)

    def member(self, name: str) -> object:
        """Return what was sent under AWS's name of a member, None if nothing was."""
        return self.members.get(name)

    def document(self) -> dict[str, object]:
        """Return all members that AWS returns, by AWS's names."""
        own = {"Tags": self.tags, "CreatedAt": self.created_at, "LastUpdatedAt": self.last_updated_at}
        return {**self.members, **own}


def _without_tags(request: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in request.items() if name != "Tags"}
