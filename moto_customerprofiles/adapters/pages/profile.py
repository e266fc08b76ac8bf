"""A profile with all that belongs to it, and the explanations of objects and memberships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what hooks answer, as it comes

from moto_customerprofiles.adapters.pages.frame import document
from moto_customerprofiles.adapters.pages.html import Html, badge, card, element, link, table
from moto_customerprofiles.adapters.pages.parts import moment, pretty, steps

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.pages.parts import Place


def profile_page(place: Place, explained: Any, memberships: list[Any]) -> str:
    """Show a profile and where all of it comes from."""
    merged = ", ".join(explained["MergedProfileIds"])
    life = f"Created {moment(explained['CreatedAt'])}, expires {moment(explained['ExpiresAt'])}."
    return document(
        f"Profile {explained['ProfileId']}",
        place.trail,
        element("p", life, f" Merged into it: {merged}." if merged else None, class_="quiet"),
        card("Fields", _field_table(explained["Fields"])),
        card("Keys", table(("Key", "Value", "Brought by"), map(_key_row, explained["Keys"]))),
        card("Objects", table(_OBJECT_HEADS, (_object_row(place, each) for each in explained["Objects"]))),
        [_record_card(each) for each in explained["StandardObjects"]],
        card("Segments", table(("Segment", "", ""), (_segment_row(place, each) for each in memberships))),
    )


def segment_page(place: Place, row: Any, profiles: list[Any], start: int) -> str:
    """Show a segment, and which of some profiles are in it."""
    name = row["SegmentDefinitionName"]
    rows = [
        (
            place.profile(each["ProfileId"]),
            each["Name"],
            verdict(each["IsMember"]),
            link(place.path("segments", name, "profiles", each["ProfileId"]), "Why?"),
        )
        for each in profiles
    ]
    return document(
        f"Segment {name}",
        place.trail,
        card(
            "Profiles", table(("Profile", "Name", "", ""), rows), steps(place.path("segments", name), len(rows), start)
        ),
        card("Definition", pretty(row["Definition"])),
    )


def explanation_page(place: Place, title: str, explained: Any) -> str:
    """Show an explanation in its own words."""
    return document(title, place.trail, card("Why", element("pre", explained["Text"])))


def error_page(status: int, message: str) -> str:
    """Say what went wrong."""
    return document(f"Error {status}", [], card("What went wrong", message))


def verdict(is_member: bool | None) -> Html:  # noqa: FBT001  # the value to show
    """Tell whether a profile is in."""
    labels = {True: badge("in", "good"), False: badge("out"), None: badge("no answer", "bad")}
    return labels[is_member]


_OBJECT_HEADS = ("Object type", "Ingested", "Object", "")


def _writer_cells(writer: Any) -> list[object]:
    if writer is None:
        return [badge("service"), None, None]
    return [badge(writer["Source"]), writer["Priority"], moment(writer["At"])]


def _field_table(fields: list[Any]) -> Html:
    rows = ([each["Path"], each["Value"], *_writer_cells(each["Writer"])] for each in fields)
    return table(("Field", "Value", "From", "Priority", "Value of"), rows)


def _key_row(entry: Any) -> list[object]:
    brought = (
        badge("deleted by hand", "bad") if entry["IsDeleted"] else [element("div", each) for each in entry["BroughtBy"]]
    )
    return [entry["KeyName"], element("code", " | ".join(entry["Values"])), brought]


def _object_row(place: Place, each: Any) -> list[object]:
    name, key = each["ObjectTypeName"], each["ProfileObjectUniqueKey"]
    made = [" ", badge("made the profile", "good")] if each["CreatedProfile"] else None
    return [
        [link(place.path("object-types", name), name), made],
        moment(each["At"]),
        pretty(each["Object"]),
        link(place.path("object", type=name, key=key), "Why here?"),
    ]


def _record_card(record: Any) -> Html:
    return card(f"Standard object {record['ObjectTypeName']}", _field_table(record["Fields"]))


def _segment_row(place: Place, explained: Any) -> list[object]:
    name = explained["SegmentDefinitionName"]
    why = place.path("segments", name, "profiles", explained["ProfileId"])
    return [link(place.path("segments", name), name), verdict(explained["IsMember"]), link(why, "Why?")]
