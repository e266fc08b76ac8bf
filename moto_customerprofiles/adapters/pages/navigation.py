"""The side list of a domain: its areas with how much is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.adapters.pages.area_views import VIEWS
from moto_customerprofiles.adapters.pages.frame import path
from moto_customerprofiles.adapters.places import LOOK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Place:
    """Where the pages of one domain stand."""

    def __init__(self, account_id: str, region: str, domain_name: str) -> None:
        self.account_id = account_id
        self.region = region
        self.domain_name = domain_name

    def path(self, *parts: str, **query: object) -> str:
        """Return the path of a page below that of the domain."""
        return path(LOOK, self.account_id, self.region, self.domain_name, *parts, **query)


@dataclass(frozen=True)
class Entry:
    """A line of the side list; an alarm is coloured if its count is not 0."""

    slug: str
    title: str
    count: int | None = None
    is_alarm: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the path below the domain's."""
        return (self.slug,) if self.slug else ()


class Group(NamedTuple):
    """Some lines under a title."""

    title: str
    entries: list[Entry]


_GROUPS = {
    "": ("",),
    "Customers": ("profiles", "objects", "search", "matches", "history"),
    "Data": ("object-types", "integrations", "workflows", "upload-jobs", "dead-letters", "domain-object-types"),
    "Insights": (
        "calculated-attributes",
        "segments",
        "segment-snapshots",
        "segment-estimates",
        "segment-subscriptions",
        "recommenders",
        "recommender-filters",
        "recommender-schemas",
    ),
    "Events": ("event-triggers", "invocations", "event-streams"),
    "Domain": ("settings", "identity-resolution-jobs", "layouts", "hints", "calls"),
}
TITLES = {
    "": "Overview",
    "profiles": "Profiles",
    "objects": "Objects",
    "search": "Find by key",
    "matches": "Matches",
    "history": "History",
    "dead-letters": "Dead letters",
    "invocations": "Invocations",
    "settings": "Rules and settings",
    "hints": "Hints",
    "calls": "Calls",
    **{slug: view.title for slug, view in VIEWS.items()},
}
_WITHOUT_COUNT = frozenset({"", "search", "settings", "hints", "matches", "calls"})
_ALARMS = frozenset({"dead-letters"})
_TILES = ("profiles", "objects", "object-types", "segments", "calculated-attributes", "event-triggers", "dead-letters")


def navigation(counts: Mapping[str, int | None]) -> list[Group]:
    """Return the side list of a domain; an area that the installed botocore does not know is left out."""
    return [Group(title, list(_entries(slugs, counts))) for title, slugs in _GROUPS.items()]


def tiles(counts: Mapping[str, int | None]) -> list[Entry]:
    """Return the main figures of a domain."""
    return [each for each in _entries(_TILES, counts) if each.count is not None]


def _entries(slugs: tuple[str, ...], counts: Mapping[str, int | None]) -> Iterator[Entry]:
    for slug in slugs:
        if slug in counts or slug in _WITHOUT_COUNT:
            yield Entry(slug, TITLES[slug], counts.get(slug), slug in _ALARMS)
