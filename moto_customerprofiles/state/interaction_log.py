"""All interactions of a domain by profile, and the tallies that recommenders have asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.state.interaction_counts import InteractionCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
    from moto_customerprofiles.engine.recommenders.interactions import Interaction

# A domain has at most ten recommenders (service quotas); tallies of configurations that were replaced fall out.
KEPT_TALLIES = 10


class InteractionLog:
    """Who touched what. A tally is added up when it is first asked for, and follows every change from then on."""

    def __init__(self) -> None:
        self._of: dict[str, Sequence[Interaction]] = {}
        self._tallies: dict[EventWeights, InteractionCounts] = {}

    def put(self, profile: str, interactions: Iterable[Interaction]) -> None:
        """Replace the interactions of one profile; none takes the profile out.

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
        for tally in self._tallies.values():
            tally.put(profile, in_order)

    def of(self, profile: str) -> Sequence[Interaction]:
        """Return the interactions of one profile, the oldest first."""
        return self._of.get(profile, ())

    def tally(self, events: EventWeights) -> InteractionCounts:
        """Return the tally for a choice of event weights; only the first time passes over all interactions."""
        tally = self._tallies.pop(events, None) or self._added_up(events)
        self._tallies[events] = tally
        while len(self._tallies) > KEPT_TALLIES:
            del self._tallies[next(iter(self._tallies))]
        return tally

    def _added_up(self, events: EventWeights) -> InteractionCounts:
        tally = InteractionCounts(events)
        for profile, interactions in self._of.items():
            tally.put(profile, interactions)
        return tally


def _by_time(interaction: Interaction) -> tuple[float, str, str]:
    return interaction.at, interaction.item, interaction.event_type
