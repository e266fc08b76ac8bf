"""Rule-based matching: which profiles belong together, given what the rules read of them.

A profile stops at the first level at which it finds others ("waterfall"), so that the result depends on the profiles
and not on the order of their arrival. A weaker level never joins groups of a stronger one, but a profile that is not in
a group may join one later (Administrator Guide, "How rule-based identity resolution works"; the rule for joining is our
reading).

A level is skipped for a profile all of whose values more than 500 profiles have (Administrator Guide, "Set up matching
rules").
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.union_find import UnionFind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.matching.candidates import Age
    from moto_customerprofiles.engine.matching.rules import Key, Reading

COMMON = 500
"""A value that more profiles than this have is no evidence."""


class Entry(NamedTuple):
    """One profile as the rules read it."""

    profile_id: str
    age: Age
    readings: Sequence[Reading]


@dataclass(frozen=True)
class RuleGroup:
    """Two or more profiles that match by rules, oldest first, each with the level at which it joined, and its age."""

    match_id: str
    levels: Mapping[str, int]
    ages: Sequence[Age] = ()

    @cached_property
    def profile_ids(self) -> tuple[str, ...]:
        """The members, oldest first."""
        return tuple(self.levels)

    @cached_property
    def rule_level(self) -> int:
        """The weakest level of the group, which is the highest number."""
        return max(self.levels.values())

    def up_to(self, level: int) -> tuple[str, ...]:
        """Return the members that are connected at this level or a stronger one: none, or two and more."""
        return tuple(profile_id for profile_id, joined_at in self.levels.items() if joined_at <= level)


def find_rule_groups(domain_name: str, entries: Iterable[Entry]) -> list[RuleGroup]:
    """Return the groups among the profiles of a domain, in the order of their oldest members.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.matching.rules import NO_SELECTOR, compile_rules
    >>> rules, made = compile_rules([["AccountNumber"]], NO_SELECTOR), datetime(2025, 1, 6, tzinfo=timezone.utc)
    >>> entries = [Entry(name, (made, n), rules.read({"AccountNumber": "7"})) for n, name in enumerate("ab")]
    >>> [(group.profile_ids, group.rule_level) for group in find_rule_groups("shop", entries)]
    [(('a', 'b'), 1)]
    """
    profiles = sorted(entries, key=lambda entry: entry.age)
    waterfall = _Waterfall(profiles)
    members: defaultdict[int, list[tuple[Entry, int]]] = defaultdict(list)
    for position, (root, level) in sorted(waterfall.groups.items()):
        members[root].append((profiles[position], level))
    return [_group(domain_name, each) for _, each in sorted(members.items())]


def match_id(domain_name: str, oldest_id: str) -> str:
    """Return the id of a group, which stays the same as long as the group's oldest member exists."""
    return hashlib.md5(f"rule|{domain_name}|{oldest_id}".encode(), usedforsecurity=False).hexdigest()


def is_common(values: frozenset[Key], carriers: Mapping[Key, int]) -> bool:
    """Return whether all values that a level reads of a profile are too common to be evidence."""
    return bool(values) and all(carriers.get(value, 0) > COMMON for value in values)


def _group(domain_name: str, members: Sequence[tuple[Entry, int]]) -> RuleGroup:
    levels = {entry.profile_id: level for entry, level in members}
    return RuleGroup(match_id(domain_name, next(iter(levels))), levels, [entry.age for entry, _ in members])


class _Waterfall:
    """One pass over all levels.

    Profiles are positions in the order of creation, and a group is named by its first position. `groups` maps the
    position of each profile in a group to the group and the level at which the profile joined.
    """

    def __init__(self, profiles: Sequence[Entry]) -> None:
        self.groups: dict[int, tuple[int, int]] = {}
        for level, readings in enumerate(zip(*(entry.readings for entry in profiles), strict=True), 1):
            self._descend(level, readings)

    def _descend(self, level: int, readings: Sequence[Reading]) -> None:
        grouped = {position: root for position, (root, _) in self.groups.items()}
        fresh, joins = UnionFind[int](), list[tuple[int, int]]()
        for positions in _buckets(readings).values():
            new = [position for position in positions if position not in grouped]
            old = next((position for position in positions if position in grouped), None)
            for position in new:
                fresh.union(new[0], position)
            if new and old is not None:
                joins.append((new[0], old))
        self._assign(level, fresh, joins)

    def _assign(self, level: int, fresh: UnionFind[int], joins: Iterable[tuple[int, int]]) -> None:
        """Assign each new component to a group: that of the oldest profile with a group that it meets, or a new one."""
        met: dict[int, int] = {}
        for new, old in joins:
            root = fresh.find(new)
            met[root] = min(met.get(root, old), old)
        for root, component in fresh.sets().items():
            group = self.groups[met[root]][0] if root in met else min(component)
            self.groups.update(dict.fromkeys(component, (group, level)))


def _buckets(readings: Sequence[Reading]) -> dict[Key, list[int]]:
    """Return the profiles that share each key, without the keys of a single profile."""
    carriers = Counter(value for reading in readings for value in reading.values)
    buckets: defaultdict[Key, list[int]] = defaultdict(list)
    for position, reading in enumerate(readings):
        if reading.keys and not is_common(reading.values, carriers):
            for key in reading.keys:
                buckets[key].append(position)
    return {key: positions for key, positions in buckets.items() if len(positions) > 1}
