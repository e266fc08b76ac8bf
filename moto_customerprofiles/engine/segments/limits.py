"""How much a segment may be built on, counted through all its source segments.

The limits are the Administrator Guide's (segments troubleshooting), the words those that the admin website shows; that
the API refuses with the same words is our choice.
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
MAX_CALCULATED_ATTRIBUTES = 10
MAX_DEPTH = 5

UsesOf = Callable[[str], "Uses | None"]
"""What a segment of this name is built on; None where there is none (any more)."""


def check_limits(name: str | None, uses: Uses, uses_of: UsesOf) -> None:
    """Refuse a segment that is built on too much, or on itself; `name` is None for a query without a definition.

    >>> check_limits("vip", Uses(frozenset({"FirstName"})), {}.get)
    """
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
    """The source segments below a segment, each visited once."""

    uses_of: UsesOf
    depths: dict[str, int] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def depth(self, uses: Uses) -> int:
        """Count the levels of source segments: none is 0, a source without sources of its own makes 1."""
        return max((1 + self._depth_of(name) for name in uses.source_segments), default=0)

    def reached(self) -> Iterator[Uses]:
        """Yield what was visited on the way."""
        return (uses for name in self.depths if (uses := self.uses_of(name)) is not None)

    def _depth_of(self, name: str) -> int:
        if name in self.path:
            raise BadRequest(f"Segment definition {name} would be built on itself")
        if name not in self.depths:
            self.path.append(name)
            self.depths[name] = self.depth(self.uses_of(name) or Uses())
            self.path.pop()
        return self.depths[name]
