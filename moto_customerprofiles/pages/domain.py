"""A domain, its object types, its lists of profiles and the objects that found no place."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any  # Any: what hooks answer, as it comes

from moto_customerprofiles.pages.frame import document, path
from moto_customerprofiles.pages.html import Html, badge, card, element, link, table

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE_SIZE = 50
_SHOWN = 100
"""How many match groups and dead letters a page shows."""


class Place:
    """Where the pages of one domain stand."""

    def __init__(self, account_id: str, region: str, domain_name: str) -> None:
        self.parts = ("look", account_id, region, domain_name)
        self.domain_name = domain_name

    def path(self, *parts: str, **query: str | int | None) -> str:
        """Give the path of a page below that of the domain."""
        return path(*self.parts, *parts, **query)

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The way from the first page to here."""
        return [(f"{self.domain_name} ({self.parts[1]}, {self.parts[2]})", self.path())]

    def profile(self, profile_id: str) -> Html:
        """Link to a profile."""
        return link(self.path("profiles", profile_id), profile_id)


def domain_page(place: Place, overview: Any, profiles: list[Any], letters: list[Any]) -> str:
    """Show a domain."""
    return document(
        f"Domain {place.domain_name}",
        [],
        card("At a glance", _figures(overview)),
        card("Find profiles by a key", search_form(place)),
        card("Profiles", profile_table(place, profiles), _more(place, overview)),
        card("Object types", table(_TYPE_HEADS, (_type_row(place, each) for each in overview["ObjectTypes"]))),
        card(
            "Segments",
            table(("Segment", "Name", "Type"), (_segment_row(place, each) for each in overview["Segments"])),
        ),
        card("Matches", table(_MATCH_HEADS, (_match_row(place, each) for each in overview["Matches"][:_SHOWN]))),
        card("Dead letters", table(_LETTER_HEADS, map(_letter_row, reversed(letters[-_SHOWN:])))),
    )


def profiles_page(place: Place, title: str, profiles: list[Any], start: int | None = None) -> str:
    """Show a list of profiles; one with a start has pages before and after it."""
    steps = [] if start is None else _steps(place.path("profiles"), profiles, start)
    return document(
        title, place.trail, card("Profiles", search_form(place)), card("Found", profile_table(place, profiles), steps)
    )


def type_page(place: Place, row: Any) -> str:
    """Show an object type."""
    fields = [
        (
            name,
            element("code", each.get("Source", "")),
            element("code", each.get("Target", "")),
            each.get("ContentType"),
        )
        for name, each in row["Fields"].items()
    ]
    keys = [
        (name, ", ".join(each["FieldNames"]), [[badge(one), " "] for one in each.get("StandardIdentifiers", ())])
        for name, definitions in row["Keys"].items()
        for each in definitions
    ]
    return document(
        f"Object type {row['ObjectTypeName']}",
        place.trail,
        element("p", row["Description"], class_="quiet"),
        card("Keys", table(("Key", "Fields", "Standard identifiers"), keys)),
        card("Fields", table(("Field", "Source", "Target", "Content type"), fields)),
    )


def profile_table(place: Place, profiles: Iterable[Any]) -> Html:
    """List profiles."""
    rows = (
        (
            place.profile(each["ProfileId"]),
            each["Name"],
            each["EmailAddress"],
            each["PhoneNumber"],
            each["ObjectCount"],
            moment(each["LastUpdatedAt"]),
        )
        for each in profiles
    )
    return table(("Profile", "Name", "E-mail", "Phone", "Objects", "Updated"), rows)


def search_form(place: Place) -> Html:
    """Ask for a key and a value."""
    return element(
        "form",
        element("input", name="key", placeholder="_email", required=""),
        element("input", name="value", placeholder="ann@example.com", required=""),
        element("button", "Find"),
        action=place.path("search"),
        method="get",
    )


def pretty(text: object) -> Html:
    """Show JSON, text or document, over several lines."""
    with suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text) if isinstance(text, str) else text, indent=2, ensure_ascii=False)
    return element("pre", text)


def moment(iso: str) -> str:
    """Shorten a time for a reader, to the second."""
    return iso[:19].replace("T", " ")


def steps(base: str, shown: int, start: int) -> list[Html]:
    """Lead to the pages before and after one of a list."""
    before = [link(f"{base}?start={max(start - PAGE_SIZE, 0)}", "Earlier"), Html(" ")] if start else []
    return before + ([link(f"{base}?start={start + PAGE_SIZE}", "More")] if shown == PAGE_SIZE else [])


_TYPE_HEADS = ("Object type", "Description", "Fields", "Keys", "Source priority", "Makes profiles")
_MATCH_HEADS = ("Kind", "Match", "Level or score", "Profiles")
_LETTER_HEADS = ("At", "Object type", "Reason", "Object")


def _figures(overview: Any) -> Html:
    figures = {**overview["Stats"], "DefaultExpirationDays": overview["DefaultExpirationDays"]}
    tags = [[badge(f"{key} = {value}"), " "] for key, value in overview["Tags"].items()]
    return element(
        "div",
        [element("div", element("b", value), element("span", name)) for name, value in figures.items()],
        tags,
        class_="figures",
    )


def _more(place: Place, overview: Any) -> Html | None:
    count = overview["Stats"]["ProfileCount"]
    return link(place.path("profiles"), f"All {count} profiles") if count > PAGE_SIZE else None


def _steps(base: str, profiles: list[Any], start: int) -> list[Html]:
    return steps(base, len(profiles), start)


def _type_row(place: Place, row: Any) -> list[object]:
    name = row["ObjectTypeName"]
    makes = badge("yes", "good") if row["AllowProfileCreation"] else badge("no")
    return [
        link(place.path("object-types", name), name),
        row["Description"],
        len(row["Fields"]),
        ", ".join(row["Keys"]),
        row["SourcePriority"],
        makes,
    ]


def _segment_row(place: Place, row: Any) -> list[object]:
    name = row["SegmentDefinitionName"]
    return [link(place.path("segments", name), name), row["DisplayName"], badge(row["SegmentType"])]


def _match_row(place: Place, row: Any) -> list[object]:
    profiles = [[place.profile(profile_id), " "] for profile_id in row["ProfileIds"]]
    return [badge(row["Kind"]), row["MatchId"], row["Strength"], profiles]


def _letter_row(letter: Any) -> list[object]:
    return [moment(letter["At"]), letter["ObjectTypeName"], letter["Reason"], pretty(letter["Object"])]
