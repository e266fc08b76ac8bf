"""Promoted items: given places among the recommended ones, whatever they score.

Amazon Personalize, whose words the API uses, promotes a percentage of the answer and does not say where the promoted
items stand. We spread them evenly, so that half of four places are the second and the fourth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Promotion(NamedTuple):
    """Which items are promoted (`keep` filters a list of ids), and to how many places of a hundred."""

    keep: Callable[[Iterable[str]], list[str]]
    percent: int


def promoted(items: Iterable[str], favoured: Sequence[str], percent: int, limit: int) -> list[str]:
    """Give promoted items, best first, their places among `limit` ones; each item comes where it comes first.

    A place that the promoted items cannot fill goes to the next other item.

    >>> promoted(["tv", "hdmi", "lamp", "mount"], ["lamp", "sofa"], percent=50, limit=4)
    ['tv', 'lamp', 'hdmi', 'sofa']
    """
    places = max(1, limit * percent // 100) if favoured else 0
    usual, special = list(reversed(list(items))), list(reversed(favoured))
    answer: dict[str, None] = {}
    for place in range(1, limit + 1):
        is_special = place * places // limit > (place - 1) * places // limit
        item = (_next(special, answer) if is_special else None) or _next(usual, answer)
        if item is not None:
            answer[item] = None
    return list(answer)


def _next(items: list[str], used: dict[str, None]) -> str | None:
    """Take the next item, the last of the list, that has not been used."""
    while items:
        item = items.pop()
        if item not in used:
            return item
    return None
