"""Promoted items: items that get positions among the recommended ones, whatever their scores.

Amazon Personalize, whose terms the API uses, promotes a percentage of the result and does not say at which positions.
We spread promoted items evenly, so that half of four positions are the second and the fourth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Promotion(NamedTuple):
    """Which items are promoted (`keep` filters a list of ids), and the percentage of positions that they get."""

    keep: Callable[[Iterable[str]], list[str]]
    percent: int


def promoted(items: Iterable[str], favoured: Sequence[str], percent: int, limit: int) -> list[str]:
    """Return `limit` items, with promoted items, best first, at their positions.

    An item that would come twice comes at its first position only. A position for which no promoted item is left goes
    to the next other item.

    >>> promoted(["tv", "hdmi", "lamp", "mount"], ["lamp", "sofa"], percent=50, limit=4)
    ['tv', 'lamp', 'hdmi', 'sofa']
    """
    count = max(1, limit * percent // 100) if favoured else 0
    others, promotable = list(reversed(list(items))), list(reversed(favoured))
    chosen: dict[str, None] = {}
    for position in range(1, limit + 1):
        is_promoted = position * count // limit > (position - 1) * count // limit
        item = (_next(promotable, chosen) if is_promoted else None) or _next(others, chosen)
        if item is not None:
            chosen[item] = None
    return list(chosen)


def _next(items: list[str], used: dict[str, None]) -> str | None:
    """Remove and return the next item, the last of the list, that is not used; None if there is none."""
    while items:
        item = items.pop()
        if item not in used:
            return item
    return None
