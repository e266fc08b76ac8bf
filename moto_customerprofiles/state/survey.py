"""A sample of the objects of a domain, which the searches for hints share."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.standard_documents import nest_record
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.engine.values.paths import paths_in
from moto_customerprofiles.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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

    def documents_of(self, name: str) -> list[Mapping[str, object]]:
        """Return the objects of a type that were read as JSON documents; of a standard object, what it holds."""
        if name == PROFILE:
            return [nest_record(profile.as_standard_object().fields) for profile in self.profiles[:MOST_OBJECTS]]
        if name in standard_objects():
            standards = (each for profile in self.profiles for each in profile.standard_objects_of(name))
            return [nest_record(each.fields) for each in islice(standards, MOST_OBJECTS)]
        return [each.source for each in self.objects_of(name)]

    def nearest_path(self, name: str, documents: Iterable[Mapping[str, object]]) -> str:
        """Return the end of a message about a path that no document has: the nearest one that is there."""
        return did_you_mean(name, {path for document in documents for path in paths_in(document)})
