"""A sample of the objects of a domain, which the searches for hints share."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.state.domain import Domain

MOST_OBJECTS = 200
"""So many objects of a type are read, at most; our choice."""

MOST_PROFILES = 2000
"""So many profiles are read, at most; our choice."""


class Survey:
    """The newest profiles of a domain and their objects by type, as many as a search for hints reads."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.profiles: list[Profile] = list(islice(domain.profiles.newest_first(), MOST_PROFILES))
        self.objects: dict[str, list[ProfileObject]] = {}
        for profile in self.profiles:
            for each in profile.objects:
                known = self.objects.setdefault(each.object_type_name, [])
                if len(known) < MOST_OBJECTS:
                    known.append(each)

    def objects_of(self, object_type_name: str) -> list[ProfileObject]:
        """Return the objects of a type that were read."""
        return self.objects.get(object_type_name, [])
