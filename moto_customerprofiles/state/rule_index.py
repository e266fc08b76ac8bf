"""What the matching rules see of all profiles of a domain, kept so that a change to one profile costs little."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.rule_groups import Entry, RuleGroup, find_rule_groups, is_common

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moto_customerprofiles.engine.matching.candidates import Candidate
    from moto_customerprofiles.engine.matching.rules import Key, Reading, RuleSet


class RuleIndex:
    """The readings of all profiles, by profile, key and value. Groups are computed when somebody asks."""

    def __init__(self, domain_name: str, rules: RuleSet, candidates: Iterable[Candidate]) -> None:
        self.rules = rules
        self._domain_name = domain_name
        self._entries: dict[str, Entry] = {}
        self._buckets: list[defaultdict[Key, dict[str, None]]] = [defaultdict(dict) for _ in rules.levels]
        self._carriers: list[Counter[Key]] = [Counter() for _ in rules.levels]
        self._groups: dict[str, RuleGroup] | None = None
        self._groups_of: dict[str, RuleGroup] = {}
        self._match_ids: list[str] = []
        for candidate in candidates:
            self.put(candidate)

    def put(self, candidate: Candidate) -> None:
        """Take up a profile as it now is."""
        readings = self.rules.read(candidate.fields)
        known = self._entries.get(candidate.profile_id)
        if known and known.readings == readings:
            return
        self.drop(candidate.profile_id)
        self._entries[candidate.profile_id] = Entry(candidate.profile_id, candidate.age, readings)
        for buckets, carriers, reading in zip(self._buckets, self._carriers, readings, strict=True):
            carriers.update(reading.values)
            for key in reading.keys:
                buckets[key][candidate.profile_id] = None
        self._groups = None

    def drop(self, profile_id: str) -> None:
        """Forget a profile."""
        entry = self._entries.pop(profile_id, None)
        if entry is None:
            return
        for buckets, carriers, reading in zip(self._buckets, self._carriers, entry.readings, strict=True):
            carriers.subtract(reading.values)
            for key in reading.keys:
                del buckets[key][profile_id]
                if not buckets[key]:
                    del buckets[key]
        self._groups = None

    def partners(self, profile_id: str) -> list[str]:
        """Name the profiles that are to be merged with this one: those it matches at a level that merges."""
        entry = self._entries.get(profile_id)
        if entry is None:
            return []
        found: dict[str, None] = {}
        for level, reading in enumerate(entry.readings[: self.rules.merging_level]):
            if not self._is_skipped(level, reading):
                found.update(dict.fromkeys(self._sharing(level, reading)))
        found.pop(profile_id, None)
        return list(found)

    def common_levels(self, profile_id: str) -> list[int]:
        """Name the levels that say nothing about a profile because all its values there are too common."""
        entry = self._entries.get(profile_id)
        readings = entry.readings if entry else ()
        return [
            level + 1 for level, reading in enumerate(readings) if reading.keys and self._is_skipped(level, reading)
        ]

    def groups(self) -> dict[str, RuleGroup]:
        """Return all groups by their ids."""
        if self._groups is None:
            found = find_rule_groups(self._domain_name, self._entries.values())
            groups = {group.match_id: group for group in found}
            self._groups_of = {profile_id: group for group in found for profile_id in group.levels}
            self._match_ids = sorted(groups)
            self._groups = groups  # last: an interrupt before leaves the groups to be found again
        return self._groups

    @property
    def known_group_count(self) -> int | None:
        """How many groups there are; None if they have not been formed since the last change."""
        return None if self._groups is None else len(self._groups)

    def match_ids(self) -> Sequence[str]:
        """Return the ids of all groups, in their order."""
        self.groups()
        return self._match_ids

    def group(self, match_id: str) -> RuleGroup | None:
        """Return the group of this id."""
        return self.groups().get(match_id)

    def group_of(self, profile_id: str) -> RuleGroup | None:
        """Return the group that holds a profile."""
        self.groups()
        return self._groups_of.get(profile_id)

    def _is_skipped(self, level: int, reading: Reading) -> bool:
        return is_common(reading.values, self._carriers[level])

    def _sharing(self, level: int, reading: Reading) -> Iterator[str]:
        for key in reading.keys:
            for profile_id in self._buckets[level][key]:
                if not self._is_skipped(level, self._entries[profile_id].readings[level]):
                    yield profile_id
