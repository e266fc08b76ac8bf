"""Which events count for a recommender, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from moto_customerprofiles.engine.recommenders.interactions import Interaction


class EventWeight(NamedTuple):
    """How much one type of event weighs, and from which EventValue on it counts at all."""

    event_type: str
    weight: float = 1.0
    threshold: float | None = None


class EventWeights(tuple[EventWeight, ...]):
    """The events that count. None named: all of them, with weight 1."""

    __slots__ = ()

    def weights(self) -> tuple[float, ...]:
        """Return the weight of each group."""
        return tuple(row.weight for row in self) or (1.0,)

    def group(self, interaction: Interaction) -> int | None:
        """Return the index of the weight that the interaction counts for, None if it does not count.

        A threshold leaves out events that have no value, as Amazon Personalize does.

        >>> from moto_customerprofiles.engine.recommenders.interactions import Interaction
        >>> only_dear = EventWeights([EventWeight("purchase", 1.0, threshold=10.0)])
        >>> only_dear.group(Interaction(0, "tv", "purchase", 500.0)), only_dear.group(Interaction(0, "tv", "view"))
        (0, None)
        """
        if not self:
            return 0
        for index, row in enumerate(self):
            if row.event_type == interaction.event_type:
                return index if _reaches(interaction.value, row.threshold) else None
        return None


def _reaches(value: float | None, threshold: float | None) -> bool:
    return threshold is None or (value is not None and value >= threshold)
