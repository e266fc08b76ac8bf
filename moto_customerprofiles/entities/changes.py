"""What just happened to the data of a domain: facts that operations note and `reactions` spreads.

Each carries what its hearers need, as it was at that moment; field mappings are never changed in place, so a change
may simply keep a reference. Nobody writes to a change; frozen ones would cost four times as much to make.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields

SERVICE = "profile.amazonaws.com"
"""Who performed what the service does by itself."""


@dataclass(slots=True)
class Change:
    """Something that happened to one profile, when, and by whose hand."""

    profile_id: str
    at: datetime
    performed_by: str


@dataclass(slots=True)
class ProfileChange(Change):
    """A profile came or went, with these fields."""

    fields: Fields


@dataclass(slots=True)
class ProfileCreated(ProfileChange):
    """CreateProfile, an upload or the ingestion of an object, which then tells its object type, made a profile."""

    object_type_name: str = ""


@dataclass(slots=True)
class ProfileDeleted(ProfileChange):
    """A profile was deleted by the caller."""


@dataclass(slots=True)
class ProfileExpired(ProfileChange):
    """A profile reached the end of its retention."""


@dataclass(slots=True)
class ProfileUpdated(Change):
    """The fields of a profile were written; `before` and `fields` may be equal."""

    before: Fields
    fields: Fields


@dataclass(slots=True)
class KeyChange(Change):
    """A key of a profile was added or removed by the caller."""

    key_name: str
    values: Sequence[str]


@dataclass(slots=True)
class KeyAdded(KeyChange):
    """AddProfileKey."""


@dataclass(slots=True)
class KeyDeleted(KeyChange):
    """DeleteProfileKey."""


@dataclass(slots=True)
class ObjectChange(Change):
    """Something happened to one object of a profile."""

    object_type_name: str
    unique_key: str
    text: str


@dataclass(slots=True)
class ObjectIngested(ObjectChange):
    """An object was attached to a profile: new, or in the place of an earlier one of the same unique key."""

    replaced: bool
    created_profile: bool
    before: Fields
    fields: Fields


@dataclass(slots=True)
class ObjectDeleted(ObjectChange):
    """An object was deleted by the caller."""


@dataclass(slots=True)
class ObjectExpired(ObjectChange):
    """An object reached the end of its retention."""


@dataclass(slots=True)
class ProfilesMerged(Change):
    """Profiles became one: `profile_id` is the main profile, `merged` the last fields of the others by id."""

    before: Fields
    fields: Fields
    merged: Sequence[tuple[str, Fields]]


@dataclass(slots=True)
class DomainObjectPut(Change):
    """An object of the domain as a whole was put, which belongs to no profile: its `profile_id` is empty."""

    profile_id: str = field(default="", init=False)
    object_type_name: str
    unique_key: str
    text: str
    replaced: bool
