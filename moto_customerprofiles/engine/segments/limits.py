"""How much a segment may be built on, counted through all its source segments.

The limits are those of the Administrator Guide (segments troubleshooting), the messages those that the admin website
shows; that the API refuses with the same messages is our choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.groups import Uses
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PROFILE_ATTRIBUTES = 60
MAX_CONDITIONS = 60
"""Of one segment, also on one attribute: a program in production was refused above it, with "maximum limit of 60"."""
MAX_CALCULATED_ATTRIBUTES = 10
MAX_DEPTH = 5

UsesOf = Callable[[str], "Uses | None"]
"""Returns what the segment of a name is built on, None if there is no such segment (any more)."""


def check_limits(name: str | None, uses: Uses, uses_of: UsesOf) -> None:
    """Check what a segment is built on; `name` is None for a query without a definition.

    Raises:
        BadRequest: the segment is built on more than a limit allows, or on itself.

    >>> check_limits("vip", Uses(frozenset({"FirstName"})), {}.get)

    """
    if uses.conditions > MAX_CONDITIONS:
        raise BadRequest(
            f"The segment has {uses.conditions} conditions, beyond the maximum limit of {MAX_CONDITIONS}: give several "
            "values to one condition of its Groups, up to 50, or build the segment on others by SourceSegments"
        )
    graph = _Graph(lambda asked: uses if asked == name else uses_of(asked))
    depth = graph.depth(uses)
    everything = [uses, *graph.reached()]
    _limit(len(_union(one.profile_attributes for one in everything)), MAX_PROFILE_ATTRIBUTES, "unique attributes")
    calculated = len(_union(one.calculated_attributes for one in everything))
    _limit(calculated, MAX_CALCULATED_ATTRIBUTES, "unique calculated attributes")
    _limit(depth, MAX_DEPTH, "depth of starting audiences")


def _limit(count: int, limit: int, what: str) -> None:
    if count > limit:
        raise BadRequest(f"You reached the limit of {limit} {what}")


def _union(sets: Iterator[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


@dataclass
class _Graph:
    """The source segments below a segment, each of them visited once."""

    uses_of: UsesOf
    depths: dict[str, int] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def depth(self, uses: Uses) -> int:
        """Return the levels of source segments: 0 without sources, 1 if no source has sources of its own."""
        return max((1 + self._depth_of(name) for name in uses.source_segments), default=0)

    def reached(self) -> Iterator[Uses]:
        """Return what the visited segments are built on."""
        return (uses for name in self.depths if (uses := self.uses_of(name)) is not None)

    def _depth_of(self, name: str) -> int:
        if name in self.path:
            raise BadRequest(f"Segment definition {name} would be built on itself, by its SourceSegments")
        if name not in self.depths:
            self.path.append(name)
            self.depths[name] = self.depth(self.uses_of(name) or Uses())
            self.path.pop()
        return self.depths[name]
