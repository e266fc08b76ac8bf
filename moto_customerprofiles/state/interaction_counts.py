"""Counts over interactions, kept up to date as they come and go.

The recipes ask how heavy an item weighs, who touched it, what else they touched, and when. `InteractionCounts` keeps
the answers for one choice of event weights. Only whole numbers are counted, per weight, so that taking an interaction
back leaves no trace and the order of arrival never shows; weights are multiplied in when an answer is given.

What a change costs: `put` compares the profile's old and new interactions, which share all but the newest in the usual
case, and inserts the rest into sorted lists: a few microseconds for each, whatever the size of the domain. What an
answer costs: the items, not the interactions. The customers of an item are also the bits of one whole number, so that
the common customers of two items are counted at the speed of the machine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
    from moto_customerprofiles.engine.recommenders.interactions import Interaction


class InteractionCounts:
    """What the interactions of all profiles add up to, under one choice of event weights."""

    def __init__(self, events: EventWeights) -> None:
        self._events = events
        self._weights = events.weights()
        self._put: dict[str, Sequence[Interaction]] = {}
        self._times: dict[str, list[list[float]]] = {}
        self._counts: dict[str, dict[str, list[int]]] = {}
        self._profiles: dict[str, set[str]] = {}
        self._bits: dict[str, int] = {}
        self._places = _Places()
        self._pairs = 0

    def put(self, profile: str, interactions: Sequence[Interaction]) -> None:
        """Replace what one profile contributes; an empty sequence takes the profile out.

        >>> from moto_customerprofiles.engine.recommenders.interactions import Interaction
        >>> from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
        >>> tally = InteractionCounts(EventWeights())
        >>> tally.put("ann", [Interaction(1.0, "tv", "view"), Interaction(2.0, "sofa", "view")])
        >>> tally.popularity("tv"), dict(tally.together("tv"))
        (1.0, {'sofa': 1})
        """
        before = self._put.pop(profile, ())
        shared = _shared(before, interactions)
        for interaction in before[shared:]:
            self._subtract(profile, interaction)
        for interaction in interactions[shared:]:
            self._add(profile, interaction)
        if interactions:
            self._put[profile] = interactions

    @contextmanager
    def hidden(self, profile: str, index: int) -> Iterator[Sequence[Interaction]]:
        """Run a block as if one interaction of a profile had not been put; gives those that are left.

        `index` is its place in what was put for the profile. The counts themselves are without it meanwhile, since a
        copy of them would cost as much as the domain is large.
        """
        interactions = self._put[profile]
        left = [*interactions[:index], *interactions[index + 1 :]]
        self.put(profile, left)
        try:
            yield left
        finally:
            self.put(profile, interactions)

    def contributions(self) -> Mapping[str, Sequence[Interaction]]:
        """Return what has been put for each profile."""
        return self._put

    def counts(self, interaction: Interaction) -> bool:
        """Tell whether the interaction is of an event that counts here."""
        return self._events.group(interaction) is not None

    def items(self) -> Iterator[str]:
        """Return the items with at least one interaction."""
        return iter(self._times)

    def popularity(self, item: str) -> float:
        """Sum the weights of an item's interactions."""
        return sum(weight * len(times) for weight, times in zip(self._weights, self._times.get(item, ()), strict=False))

    def newest(self) -> float:
        """Return the time of the newest interaction, 0 if there is none."""
        return max((times[-1] for groups in self._times.values() for times in groups if times), default=0.0)

    def weight_within(self, item: str, after: float, until: float) -> float:
        """Sum the weights of an item's interactions in the half-open time `(after, until]`."""
        groups = zip(self._weights, self._times.get(item, ()), strict=False)
        return sum(weight * (bisect_right(times, until) - bisect_right(times, after)) for weight, times in groups)

    def history(self, profile: str) -> dict[str, float]:
        """Return the items that a profile touched, with the sum of the weights of its interactions."""
        return {
            item: sum(weight * count for weight, count in zip(self._weights, counts, strict=True))
            for item, counts in self._counts.get(profile, {}).items()
        }

    def audience(self, item: str) -> int:
        """Count the profiles that touched an item."""
        return len(self._profiles.get(item, ()))

    def together(self, item: str) -> Mapping[str, int]:
        """Count, for each other item, the profiles that touched both it and this one."""
        profiles, bits = self._profiles.get(item, ()), self._bits.get(item, 0)
        steps_through_histories = len(profiles) * self._pairs // (len(self._counts) or 1)
        if steps_through_histories < len(self._bits):
            counts: dict[str, int] = Counter(other for profile in profiles for other in self._counts[profile])
        else:
            counts = {other: count for other, theirs in self._bits.items() if (count := (bits & theirs).bit_count())}
        counts.pop(item, None)
        return counts

    def _add(self, profile: str, interaction: Interaction) -> None:
        group = self._events.group(interaction)
        if group is None:
            return
        item = interaction.item
        insort(self._times.setdefault(item, [[] for _ in self._weights])[group], interaction.at)
        touched = self._counts.setdefault(profile, {})
        if item not in touched:
            touched[item] = [0] * len(self._weights)
            self._pair(profile, item)
        touched[item][group] += 1

    def _subtract(self, profile: str, interaction: Interaction) -> None:
        group = self._events.group(interaction)
        if group is None:
            return
        item = interaction.item
        times = self._times[item]
        times[group].pop(bisect_left(times[group], interaction.at))
        if not any(times):
            del self._times[item]
        self._counts[profile][item][group] -= 1
        if not any(self._counts[profile][item]):
            self._part(profile, item)

    def _pair(self, profile: str, item: str) -> None:
        """Remember that a profile has touched an item."""
        self._pairs += 1
        self._profiles.setdefault(item, set()).add(profile)
        self._bits[item] = self._bits.get(item, 0) | self._places.bit(profile)

    def _part(self, profile: str, item: str) -> None:
        """Forget that a profile has touched an item."""
        self._pairs -= 1
        self._profiles[item].discard(profile)
        self._bits[item] ^= self._places.bit(profile)
        if not self._bits[item]:
            del self._profiles[item], self._bits[item]
        del self._counts[profile][item]
        if not self._counts[profile]:
            del self._counts[profile]
            self._places.free(profile)


class _Places:
    """A bit for each profile; those of profiles that have left are given away again."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}
        self._free: list[int] = []

    def bit(self, profile: str) -> int:
        if profile not in self._of:
            self._of[profile] = self._free.pop() if self._free else len(self._of)
        return 1 << self._of[profile]

    def free(self, profile: str) -> None:
        self._free.append(self._of.pop(profile))


def _shared(before: Sequence[Interaction], after: Sequence[Interaction]) -> int:
    """Count the interactions that both begin with."""
    pairs = zip(before, after, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
