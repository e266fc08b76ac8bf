"""Which value wins when several profiles become one.

Two callers ask. *MergeProfiles* is a decision of the caller: what the main profile has stays, the others fill its
gaps, and `FieldSourceProfileIds` overrules both, even with an absence. (API reference, MergeProfiles; that a gap is
filled by the first profile of the list that can is our choice.)

*Identity resolution* has to settle conflicts by itself: what a person entered beats what was ingested, then a
preferred source, then the newest value. (Administrator Guide, "Create consolidation criteria" and "How rule-based
identity resolution works": values set in the agent workspace are not overwritten. That an ML job honours this too is
our choice.)

In both, an address is one value, never mixed from two profiles, and each custom attribute is a value of its own. The
writer of a value travels with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, FREE_TEXT_OF
from moto_customerprofiles.engine.profiles.origins import MANUAL, Origin
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.matching.candidates import Candidate
    from moto_customerprofiles.engine.profiles.origins import Fields

_DECIDED_BY = {free_text: name for name, free_text in FREE_TEXT_OF.items()}
"""The fields that FieldSourceProfileIds cannot name, each with the field whose choice it follows."""


class Merged(NamedTuple):
    """What the surviving profile says, and who said each of it."""

    fields: dict[str, str]
    origins: dict[str, Origin]


class Resolution(NamedTuple):
    """How conflicts are settled: by recency alone, or with one source preferred."""

    source_name: str | None = None


def check_merge(main_id: str, merged_ids: Sequence[str], chosen: Mapping[str, str]) -> None:
    """Refuse a merge that names a profile twice or takes a value from a profile outside of it."""
    if main_id in merged_ids:
        raise BadRequest(f"Profile {main_id} cannot be merged into itself")
    if len(set(merged_ids)) < len(merged_ids):
        raise BadRequest("ProfileIdsToBeMerged names a profile more than once")
    for path, profile_id in chosen.items():
        if profile_id != main_id and profile_id not in merged_ids:
            raise BadRequest(f"FieldSourceProfileIds.{path} names profile {profile_id}, which is no part of the merge")


def merge_chosen(main: Candidate, others: Sequence[Candidate], chosen: Mapping[str, str], *, at: datetime) -> Merged:
    """Merge as MergeProfiles does; `chosen` maps fields, addresses and `Attributes.<name>` to profile ids.

    A chosen value counts as entered by hand at the time of the merge.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.matching.candidates import Candidate
    >>> now = datetime(2025, 1, 6, tzinfo=timezone.utc)
    >>> main = Candidate("m", 1, now, {"FirstName": "Jane"})
    >>> other = Candidate("s", 2, now, {"FirstName": "Jorge", "LastName": "Doe"})
    >>> merge_chosen(main, [other], {}, at=now).fields
    {'FirstName': 'Jane', 'LastName': 'Doe'}
    >>> merge_chosen(main, [other], {"FirstName": "s"}, at=now).fields
    {'FirstName': 'Jorge', 'LastName': 'Doe'}
    """
    profiles = {profile.profile_id: profile for profile in (main, *others)}
    merged = Merged({}, {})
    for unit, holders in _units(list(profiles.values())).items():
        named = chosen.get(_DECIDED_BY.get(unit, unit))
        if named is None:
            _take(merged, unit, holders[0])
        else:
            _take(merged, unit, profiles[named], Origin(MANUAL, None, at))
    return merged


def merge_resolved(main: Candidate, others: Sequence[Candidate], resolution: Resolution) -> Merged:
    """Merge as identity resolution does: manual values first, then the preferred source, then the newest, then `main`.

    Equal values are no conflict, but the better writer is remembered.
    """
    merged = Merged({}, {})
    for unit, holders in _units([main, *others]).items():
        _take(merged, unit, max(holders, key=lambda holder: _rank(holder, unit, resolution)))
    return merged


def paths_of(unit: str, fields: Fields) -> list[str]:
    """Name the paths that make up one value: the parts of an address, or the field itself.

    >>> paths_of("Address", {"Address.City": "Seattle", "Address.State": "WA", "FirstName": "Ann"})
    ['Address.City', 'Address.State']
    """
    if unit in ADDRESSES:
        return [path for path in fields if path.startswith(f"{unit}.")]
    return [unit] if unit in fields else []


def _units(profiles: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """Say which profiles have each value, in the order given."""
    units: dict[str, list[Candidate]] = {}
    for profile in profiles:
        for unit in dict.fromkeys(map(_unit, profile.fields)):
            units.setdefault(unit, []).append(profile)
    return units


def _unit(path: str) -> str:
    name = path.partition(".")[0]
    return name if name in ADDRESSES else path


def _take(merged: Merged, unit: str, holder: Candidate, origin: Origin | None = None) -> None:
    for path in paths_of(unit, holder.fields):
        merged.fields[path] = holder.fields[path]
        written = origin or holder.origins.get(path)
        if written:
            merged.origins[path] = written


def _rank(holder: Candidate, unit: str, resolution: Resolution) -> tuple[bool, bool, float]:
    """Rank a value; an address ranks by its best part. On a tie `max` keeps the first, which is the main profile's."""
    origins = (holder.origins.get(path) for path in paths_of(unit, holder.fields))
    return max(
        (
            (origin.is_manual, origin.source == resolution.source_name, origin.at.timestamp())
            for origin in origins
            if origin
        ),
        default=(False, False, float("-inf")),
    )
