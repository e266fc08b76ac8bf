"""All interactions of a domain by profile, and the counts that recommenders need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.state.interaction_counts import InteractionCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
    from moto_customerprofiles.engine.recommenders.interactions import Interaction

# A domain has at most ten recommenders (service quotas); counts of configurations that were replaced fall out.
KEPT_COUNTS = 10


class InteractionLog:
    """Which profiles touched which items.

    Counts are added up when they are first needed, and follow every change after that.
    """

    def __init__(self) -> None:
        self._of: dict[str, Sequence[Interaction]] = {}
        self._counts: dict[EventWeights, InteractionCounts] = {}

    def put(self, profile: str, interactions: Iterable[Interaction]) -> None:
        """Replace the interactions of one profile; none removes the profile.

        >>> from moto_customerprofiles.engine.recommenders.interactions import Interaction
        >>> log = InteractionLog()
        >>> log.put("ann", [Interaction(2.0, "tv", "view"), Interaction(1.0, "sofa", "view")])
        >>> [interaction.item for interaction in log.of("ann")]
        ['sofa', 'tv']
        """
        in_order = sorted(interactions, key=_by_time)
        if in_order:
            self._of[profile] = in_order
        else:
            self._of.pop(profile, None)
        for counts in self._counts.values():
            counts.put(profile, in_order)

    def of(self, profile: str) -> Sequence[Interaction]:
        """Return the interactions of one profile, the oldest first."""
        return self._of.get(profile, ())

    def counts(self, events: EventWeights) -> InteractionCounts:
        """Return the counts under a choice of event weights; only the first call reads all interactions."""
        counts = self._counts.pop(events, None) or self._added_up(events)
        self._counts[events] = counts
        while len(self._counts) > KEPT_COUNTS:
            del self._counts[next(iter(self._counts))]
        return counts

    def _added_up(self, events: EventWeights) -> InteractionCounts:
        counts = InteractionCounts(events)
        for profile, interactions in self._of.items():
            counts.put(profile, interactions)
        return counts


def _by_time(interaction: Interaction) -> tuple[float, str, str]:
    return interaction.at, interaction.item, interaction.event_type
