"""Which profiles of a match group become one: the consolidation criteria of auto-merging.

The criteria are applied in order. A criterion is a list of fields; profiles that have exactly the same value in all of
them are merged, the others stay. The next criterion is applied to the result, so that a profile that has gained a value
by merging may match by it (API reference, AutoMerging; Administrator Guide, "Create consolidation criteria"). Values
are compared as exact texts: a criterion does not forgive what the confidence score forgives.

That the oldest profile survives is our choice. So is that a merged profile also meets a criterion by the values that
its parts had when the job found them: a pair that meets a criterion is merged, whatever an earlier criterion changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.merging import Resolution, merge_resolved, paths_of
from moto_customerprofiles.engine.matching.union_find import UnionFind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.matching.candidates import Candidate
    from moto_customerprofiles.engine.profiles.origins import Fields

Criterion = tuple[str, ...]
"""Names of fields, whole addresses (`Address`), their parts (`Address.City`) or attributes (`Attributes.x`)."""


class Merge(NamedTuple):
    """The survivor of a merge as it is afterwards, and the ids of the profiles merged into it, oldest first, if any."""

    survivor: Candidate
    absorbed: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The number of profiles that took part, the survivor included."""
        return 1 + len(self.absorbed)

    @property
    def pairs(self) -> int:
        """The number of pairs of profiles that became one: one of two profiles, and three of three.

        A pair that is merged is one merge (API reference, JobStats), and of three profiles that become one, the
        Administrator Guide ("Identity resolution metrics") speaks as three.
        """
        return self.size * (self.size - 1) // 2


class Consolidation(NamedTuple):
    """The settings of auto-merging: criteria, resolution of conflicts, and the least confidence of a group, 0 to 1."""

    criteria: tuple[Criterion, ...]
    resolution: Resolution
    minimum: float = 0.0


def consolidate(group: Iterable[Candidate], settings: Consolidation) -> list[Merge]:
    """Return the merges that the criteria make within one match group, oldest survivor first.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.matching.candidates import Candidate
    >>> made = datetime(2025, 1, 6, tzinfo=timezone.utc)
    >>> group = [Candidate(str(n), n, made, {"EmailAddress": email}) for n, email in enumerate(["a@x", "A@x", "a@x"])]
    >>> [(merge.survivor.profile_id, merge.absorbed) for merge in
    ...  consolidate(group, Consolidation((("EmailAddress",),), Resolution()))]
    [('0', ('2',))]
    """
    found = {candidate.profile_id: candidate for candidate in group}
    merges = [Merge(candidate) for candidate in found.values()]
    for criterion in settings.criteria:
        merges = _apply(criterion, merges, found, settings.resolution)
    return [merge for merge in merges if merge.absorbed]


def join(merges: Sequence[Merge], resolution: Resolution) -> Merge:
    """Return the merge of profiles, which may be merges already, into the oldest of them."""
    main, *others = sorted(merges, key=lambda merge: merge.survivor.age)
    if not others:
        return main
    merged = merge_resolved(main.survivor, [other.survivor for other in others], resolution)
    absorbed = (profile_id for other in others for profile_id in (other.survivor.profile_id, *other.absorbed))
    survivor = replace(main.survivor, fields=merged.fields, origins=merged.origins)
    return Merge(survivor, (*main.absorbed, *absorbed))


def _apply(
    criterion: Criterion, merges: list[Merge], found: Mapping[str, Candidate], resolution: Resolution
) -> list[Merge]:
    """Join the merges that have a value of the criterion in common, as they are or as their parts were found."""
    sets, by_id = UnionFind[object](), {merge.survivor.profile_id: merge for merge in merges}
    for profile_id, merge in by_id.items():
        sets.find(profile_id)
        for part in (merge.survivor, *(found[part_id] for part_id in (profile_id, *merge.absorbed))):
            if values := _values(criterion, part.fields):
                sets.union(profile_id, values)
    alike = ([by_id[item] for item in items if isinstance(item, str)] for items in sets.sets().values())
    return sorted((join(equal, resolution) for equal in alike), key=lambda merge: merge.survivor.age)


def _values(criterion: Criterion, fields: Fields) -> tuple[object, ...] | None:
    """Return the values that a criterion compares, None if one is missing: then the profile is not merged."""
    values = [tuple(sorted((path, fields[path]) for path in paths_of(name, fields))) for name in criterion]
    return tuple(values) if all(values) else None
