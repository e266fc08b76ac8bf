"""Where the ids of profiles lead that were merged away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import ResourceNotFound, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.journal import Journal


class Survivors:
    """The profiles into which others of a domain were merged, directly or by way of others."""

    def __init__(self, journal: Journal, profiles: Mapping[str, Profile], domain_name: str) -> None:
        self._journal = journal
        self._domain_name = domain_name
        self._profiles = profiles
        self._merged_into: dict[str, str] = {}

    def of(self, profile_id: str) -> Profile | None:
        """Return the profile of this id, or the one that it was merged into."""
        while profile_id in self._merged_into:
            profile_id = self._merged_into[profile_id]
        return self._profiles.get(profile_id)

    def missing(self, profile_id: str) -> ResourceNotFound:
        """Return the error for an id of no profile, with the profile that it was merged into."""
        survivor = self.of(profile_id)
        merged = f": it was merged into {survivor.profile_id}" if survivor else ""
        return ResourceNotFound(does_not_exist("Profile", profile_id, f"domain {self._domain_name}") + merged)

    def put(self, merged_id: str, main: Profile) -> None:
        """Let the id of a profile that was merged lead to the main profile."""
        self._journal.put(self._merged_into, merged_id, main.profile_id)

    def by_survivor(self) -> dict[str, list[str]]:
        """Return the ids that were merged away by the id of the profile to which they lead, as far as that is there."""
        found: dict[str, list[str]] = {}
        for merged_id, survivor_id in self._ends().items():
            if survivor_id in self._profiles:
                found.setdefault(survivor_id, []).append(merged_id)
        return found

    def ids_of(self, profile: Profile) -> list[str]:
        """Return the ids of all profiles that were merged into this one."""
        return [merged_id for merged_id, end in self._ends().items() if end == profile.profile_id]

    def _ends(self) -> dict[str, str]:
        """Return the id at the end of its chain of merges for each id that was merged away; each step is made once."""
        ends: dict[str, str] = {}
        for first in self._merged_into:
            path, end = [], first
            while end in self._merged_into and end not in ends:
                path.append(end)
                end = self._merged_into[end]
            end = ends.get(end, end)
            ends.update(dict.fromkeys(path, end))
        return {merged_id: ends[merged_id] for merged_id in self._merged_into}
