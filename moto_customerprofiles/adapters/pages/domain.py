"""A domain, its object types, its lists of profiles and the objects that found no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what hooks answer, as it comes

from moto_customerprofiles.adapters.pages.frame import document
from moto_customerprofiles.adapters.pages.html import Html, badge, card, element, link, table
from moto_customerprofiles.adapters.pages.parts import PAGE_SIZE, moment, pretty, steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.adapters.pages.parts import Place

_SHOWN = 100
"""How many match groups and dead letters a page shows."""


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
    more = [] if start is None else steps(place.path("profiles"), len(profiles), start)
    return document(
        title, place.trail, card("Profiles", search_form(place)), card("Found", profile_table(place, profiles), more)
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
