"""A profile as identity resolution sees it: who it is, how old it is, what it says and who said so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields, Origins


@dataclass(frozen=True)
class Candidate:
    """One live profile that may match or be merged; `sequence` counts the profiles of a domain as they are made."""

    profile_id: str
    sequence: int
    created_at: datetime
    fields: Fields
    origins: Origins = field(default_factory=dict)

    @property
    def age(self) -> tuple[datetime, int]:
        """What sorts profiles by creation, oldest first, also when several were made at one instant."""
        return self.created_at, self.sequence

    @property
    def profile_type(self) -> str:
        """The kind of profile; those of different kinds are never duplicates of each other.

        One that does not say is a `PROFILE`, like most, and no account. Ours: AWS says neither.
        """
        return self.fields.get("ProfileType", "PROFILE")
