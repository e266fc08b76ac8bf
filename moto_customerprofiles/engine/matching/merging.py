"""Which value wins if several profiles become one.

*MergeProfiles*: the caller decides. The main profile keeps its values, the others fill its gaps, and
`FieldSourceProfileIds` overrides both, even with a missing value (API reference, MergeProfiles; that the first profile
of the list that has a value fills a gap is our choice).

*Identity resolution* resolves conflicts itself: a value entered by a person beats an ingested one, then the preferred
source wins, then the newest value (Administrator Guide, "Create consolidation criteria" and "How rule-based identity
resolution works": values set in the agent workspace are not overwritten; that this holds for ML jobs too is our
choice).

For both, an address is one value, never combined from two profiles, and each custom attribute is a value of its own. A
value keeps its writer.
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
    """The fields of the surviving profile, and their writers."""

    fields: dict[str, str]
    origins: dict[str, Origin]


class Resolution(NamedTuple):
    """How conflicts are resolved: by recency, and before that by a preferred source if `source_name` names one."""

    source_name: str | None = None


def check_merge(main_id: str, merged_ids: Sequence[str], chosen: Mapping[str, str]) -> None:
    """Check the ids of a merge.

    Raises:
        BadRequest: the request names a profile twice, or takes a value from a profile that is not part of the merge.

    """
    if main_id in merged_ids:
        raise BadRequest(
            f"Profile {main_id} cannot be merged into itself: MainProfileId must not be among ProfileIdsToBeMerged"
        )
    if len(set(merged_ids)) < len(merged_ids):
        twice = next(each for each in merged_ids if merged_ids.count(each) > 1)
        raise BadRequest(f"ProfileIdsToBeMerged names a profile more than once: {twice}")
    for path, profile_id in chosen.items():
        if profile_id != main_id and profile_id not in merged_ids:
            raise BadRequest(
                f"FieldSourceProfileIds.{path} names profile {profile_id}, which is no part of the merge: it must be "
                "MainProfileId or one of ProfileIdsToBeMerged"
            )


def merge_chosen(main: Candidate, others: Sequence[Candidate], chosen: Mapping[str, str], *, at: datetime) -> Merged:
    """Return what MergeProfiles makes of profiles.

    `chosen` maps fields, addresses and `Attributes.<name>` to the ids of the profiles whose values win. A chosen value
    counts as entered by hand at the time of the merge.

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
    """Return what identity resolution makes of profiles.

    Manual values win, then those of the preferred source, then the newest, then those of `main`. Equal values are not a
    conflict, and the better writer is kept.
    """
    merged = Merged({}, {})
    for unit, holders in _units([main, *others]).items():
        _take(merged, unit, max(holders, key=lambda holder: _rank(holder, unit, resolution)))
    return merged


def paths_of(unit: str, fields: Fields) -> list[str]:
    """Return the paths that make up one value: the parts of an address, or the field itself.

    >>> paths_of("Address", {"Address.City": "Seattle", "Address.State": "WA", "FirstName": "Ann"})
    ['Address.City', 'Address.State']
    """
    if unit in ADDRESSES:
        return [path for path in fields if path.startswith(f"{unit}.")]
    return [unit] if unit in fields else []


def _units(profiles: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """Return the profiles that have each value, in the order given."""
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
    """Return the rank of a profile's value; an address has the rank of its best part.

    On a tie `max` returns the first, which is the main profile's.
    """
    origins = (holder.origins.get(path) for path in paths_of(unit, holder.fields))
    return max(
        (
            (origin.is_manual, origin.source == resolution.source_name, origin.at.timestamp())
            for origin in origins
            if origin
        ),
        default=(False, False, float("-inf")),
    )
