"""Which profiles of a match group become one: the consolidation criteria of auto-merging.

The criteria are tried in order. One criterion is a list of fields; profiles that carry exactly the same value in
every one of them are merged, all others stay. The next criterion works on what the one before has left, so a profile
that has just gained a value by merging may match by it. (API reference, AutoMerging; Administrator Guide, "Create
consolidation criteria".) The comparison is by exact text: what the confidence score forgives, a criterion does not.

The oldest profile survives, which is our choice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.merging import Resolution, merge_resolved, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moto_customerprofiles.engine.matching.candidates import Candidate
    from moto_customerprofiles.engine.profiles.origins import Fields

Criterion = tuple[str, ...]
"""Names of fields, whole addresses (`Address`), their parts (`Address.City`) or attributes (`Attributes.x`)."""


class Merge(NamedTuple):
    """One profile that survives a merge, as it then is, and the profiles that went into it, oldest first, if any."""

    survivor: Candidate
    absorbed: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many profiles took part, the survivor included."""
        return 1 + len(self.absorbed)


class Consolidation(NamedTuple):
    """The settings of auto-merging."""

    criteria: tuple[Criterion, ...]
    resolution: Resolution
    minimum: float = 0.0


def consolidate(group: Iterable[Candidate], settings: Consolidation) -> list[Merge]:
    """Merge the profiles of one match group as far as the criteria say, oldest survivor first.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.matching.candidates import Candidate
    >>> made = datetime(2025, 1, 6, tzinfo=timezone.utc)
    >>> group = [Candidate(str(n), n, made, {"EmailAddress": email}) for n, email in enumerate(["a@x", "A@x", "a@x"])]
    >>> [(merge.survivor.profile_id, merge.absorbed) for merge in
    ...  consolidate(group, Consolidation((("EmailAddress",),), Resolution()))]
    [('0', ('2',))]
    """
    merges = [Merge(candidate) for candidate in group]
    for criterion in settings.criteria:
        merges = _apply(criterion, merges, settings.resolution)
    return [merge for merge in merges if merge.absorbed]


def join(merges: Sequence[Merge], resolution: Resolution) -> Merge:
    """Merge profiles, which may themselves be merged already, into the oldest of them."""
    main, *others = sorted(merges, key=lambda merge: merge.survivor.age)
    if not others:
        return main
    merged = merge_resolved(main.survivor, [other.survivor for other in others], resolution)
    absorbed = (profile_id for other in others for profile_id in (other.survivor.profile_id, *other.absorbed))
    survivor = replace(main.survivor, fields=merged.fields, origins=merged.origins)
    return Merge(survivor, (*main.absorbed, *absorbed))


def _apply(criterion: Criterion, merges: list[Merge], resolution: Resolution) -> list[Merge]:
    alike: dict[object, list[Merge]] = {}
    for merge in merges:
        values = _values(criterion, merge.survivor.fields)
        alike.setdefault(merge.survivor.profile_id if values is None else values, []).append(merge)
    joined = [join(equal, resolution) for equal in alike.values()]
    return sorted(joined, key=lambda merge: merge.survivor.age)


def _values(criterion: Criterion, fields: Fields) -> tuple[object, ...] | None:
    """Read what a criterion compares; nothing when a value is missing, for then the profile stays as it is."""
    values = [tuple(sorted((path, fields[path]) for path in paths_of(name, fields))) for name in criterion]
    return tuple(values) if all(values) else None
