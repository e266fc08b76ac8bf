"""What the recipes ask of the interactions of a domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.recommenders.interactions import Interaction


class Counts(Protocol):
    """What the interactions of all profiles add up to, under one choice of event weights."""

    def items(self) -> Iterator[str]:
        """Return the items with at least one interaction."""

    def popularity(self, item: str) -> float:
        """Return the sum of the weights of an item's interactions."""

    def newest(self) -> float:
        """Return the time of the newest interaction in epoch seconds, 0 if there is none."""

    def weight_within(self, item: str, after: float, until: float) -> float:
        """Return the sum of the weights of an item's interactions in the half-open time `(after, until]`."""

    def history(self, profile: str) -> Mapping[str, float]:
        """Return the items that a profile touched, with the sum of the weights of its interactions."""

    def audience(self, item: str) -> int:
        """Return how many profiles touched an item."""

    def together(self, item: str) -> Mapping[str, int]:
        """Return, for each other item, how many profiles touched both it and this one."""


class TrainingCounts(Counts, Protocol):
    """Counts that also tell what they count, and what they would be without one interaction."""

    def contributions(self) -> Mapping[str, Sequence[Interaction]]:
        """Return the interactions of each profile, the oldest first."""

    def includes(self, interaction: Interaction) -> bool:
        """Return whether an interaction is of an event that counts."""

    def without(self, profile: str, interaction: Interaction) -> Counts:
        """Return the counts without one interaction of a profile; these counts stay as they are."""
