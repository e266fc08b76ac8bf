"""A record of the history of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import profile_document
from moto_customerprofiles.engine.values.json_text import compact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields


class ProfileContent(NamedTuple):
    """The profile that a record is about, with the fields that it had."""

    profile_id: str
    fields: Fields

    def text(self) -> str:
        """Return the profile as JSON text."""
        return compact(profile_document(self.profile_id, self.fields))


class KeyContent(NamedTuple):
    """The key that a record is about."""

    key_name: str
    values: Sequence[str]

    def text(self) -> str:
        """Return the key as JSON text."""
        return compact({"KeyName": self.key_name, "Values": list(self.values)})


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """One thing that happened to a profile."""

    id: str
    object_type_name: str
    action_type: str
    created_at: datetime
    performed_by: str
    profile_object_unique_key: str | None
    subject: str | ProfileContent | KeyContent

    @property
    def last_updated_at(self) -> datetime:
        """When the record changed last, which it never does."""
        return self.created_at

    @property
    def content(self) -> str:
        """The profile, object or key that the record is about, as JSON text."""
        return self.subject if isinstance(self.subject, str) else self.subject.text()
