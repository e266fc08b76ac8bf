"""Counts over interactions, kept up to date as interactions come and go.

The recipes need the weight of an item, the profiles that touched it, the items that these touched too, and the times.
`InteractionCounts` keeps all of them for one choice of event weights. Only whole numbers are counted, one for each
weight, so that taking an interaction back leaves no trace and the order of arrival has no effect; weights are
multiplied when a value is read.

The cost of a change: `put` compares the profile's old and new interactions, which usually share all but the newest, and
inserts the others into sorted lists, in a few microseconds each, whatever the size of the domain. The cost of a value
depends on the number of items, not of interactions. The profiles of an item are also the bits of one integer, so that
the common profiles of two items are counted by one operation of the processor per 64 profiles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
    from moto_customerprofiles.engine.recommenders.interactions import Interaction


class InteractionCounts:
    """The sums of the interactions of all profiles, under one choice of event weights."""

    def __init__(self, events: EventWeights) -> None:
        self._events = events
        self._weights = events.weights()
        self._put: dict[str, Sequence[Interaction]] = {}
        self._times: dict[str, list[list[float]]] = {}
        self._counts: dict[str, dict[str, list[int]]] = {}
        self._profiles: dict[str, set[str]] = {}
        self._bits: dict[str, int] = {}
        self._bit_numbers = _BitNumbers()
        self._pairs = 0

    def put(self, profile: str, interactions: Sequence[Interaction]) -> None:
        """Replace the interactions of one profile; an empty sequence removes the profile.

        >>> from moto_customerprofiles.engine.recommenders.interactions import Interaction
        >>> from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
        >>> counts = InteractionCounts(EventWeights())
        >>> counts.put("ann", [Interaction(1.0, "tv", "view"), Interaction(2.0, "sofa", "view")])
        >>> counts.popularity("tv"), dict(counts.together("tv"))
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

    def without(self, profile: str, interaction: Interaction) -> InteractionCounts:
        """Return the counts without one interaction of a profile, which must be one that counts.

        These counts stay as they are. The two share everything that the interaction does not take part in.
        """
        counts = copy(self)
        counts.leave_out(profile, interaction)
        return counts

    def leave_out(self, profile: str, interaction: Interaction) -> None:
        """Subtract one interaction of a profile from copies of the tables that it takes part in."""
        item = interaction.item
        self._times = {**self._times, item: [list(times) for times in self._times[item]]}
        touched = {name: list(numbers) for name, numbers in self._counts[profile].items()}
        self._counts = {**self._counts, profile: touched}
        self._profiles = {**self._profiles, item: set(self._profiles[item])}
        self._bits, self._bit_numbers = dict(self._bits), self._bit_numbers.copied()
        self._subtract(profile, interaction)

    def contributions(self) -> Mapping[str, Sequence[Interaction]]:
        """Return the interactions of each profile, the oldest first."""
        return self._put

    def includes(self, interaction: Interaction) -> bool:
        """Return whether an interaction is of an event that counts."""
        return self._events.group(interaction) is not None

    def items(self) -> Iterator[str]:
        """Return the items with at least one interaction."""
        return iter(self._times)

    def popularity(self, item: str) -> float:
        """Return the sum of the weights of an item's interactions."""
        return sum(weight * len(times) for weight, times in zip(self._weights, self._times.get(item, ()), strict=False))

    def newest(self) -> float:
        """Return the time of the newest interaction in epoch seconds, 0 if there is none."""
        return max((times[-1] for groups in self._times.values() for times in groups if times), default=0.0)

    def weight_within(self, item: str, after: float, until: float) -> float:
        """Return the sum of the weights of an item's interactions in the half-open time `(after, until]`."""
        groups = zip(self._weights, self._times.get(item, ()), strict=False)
        return sum(weight * (bisect_right(times, until) - bisect_right(times, after)) for weight, times in groups)

    def history(self, profile: str) -> dict[str, float]:
        """Return the items that a profile touched, with the sum of the weights of its interactions."""
        return {
            item: sum(weight * count for weight, count in zip(self._weights, counts, strict=True))
            for item, counts in self._counts.get(profile, {}).items()
        }

    def audience(self, item: str) -> int:
        """Return how many profiles touched an item."""
        return len(self._profiles.get(item, ()))

    def together(self, item: str) -> Mapping[str, int]:
        """Return, for each other item, how many profiles touched both it and this one."""
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
        """Note that a profile has touched an item."""
        self._pairs += 1
        self._profiles.setdefault(item, set()).add(profile)
        self._bits[item] = self._bits.get(item, 0) | self._bit_numbers.bit(profile)

    def _part(self, profile: str, item: str) -> None:
        """Note that a profile has not touched an item any more."""
        self._pairs -= 1
        self._profiles[item].discard(profile)
        self._bits[item] ^= self._bit_numbers.bit(profile)
        if not self._bits[item]:
            del self._profiles[item], self._bits[item]
        del self._counts[profile][item]
        if not self._counts[profile]:
            del self._counts[profile]
            self._bit_numbers.free(profile)


class _BitNumbers:
    """A bit for each profile; the bits of profiles that have left are used again."""

    def __init__(self, numbers: Mapping[str, int] | None = None, free: Iterable[int] = ()) -> None:
        self._numbers = dict(numbers or {})
        self._free = list(free)

    def bit(self, profile: str) -> int:
        if profile not in self._numbers:
            self._numbers[profile] = self._free.pop() if self._free else len(self._numbers)
        return 1 << self._numbers[profile]

    def free(self, profile: str) -> None:
        self._free.append(self._numbers.pop(profile))

    def copied(self) -> _BitNumbers:
        return _BitNumbers(self._numbers, self._free)


def _shared(before: Sequence[Interaction], after: Sequence[Interaction]) -> int:
    """Return how many interactions both sequences begin with."""
    pairs = zip(before, after, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
