"""A profile as identity resolution reads it: its id, its age, its fields and their writers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields, Origins

Age = tuple["datetime", int]
"""What sorts profiles by creation, oldest first, also when several were made at one instant."""


@dataclass(frozen=True)
class Candidate:
    """One profile that may match others or be merged; `sequence` numbers a domain's profiles by creation."""

    profile_id: str
    sequence: int
    created_at: datetime
    fields: Fields
    origins: Origins = field(default_factory=dict)

    @property
    def age(self) -> Age:
        """How old the profile is."""
        return self.created_at, self.sequence

    @property
    def profile_type(self) -> str:
        """The ProfileType; profiles of different types never match.

        A profile without a type counts as a `PROFILE`, as most are, and not as an account. Ours: AWS says neither.
        """
        return self.fields.get("ProfileType", "PROFILE")
