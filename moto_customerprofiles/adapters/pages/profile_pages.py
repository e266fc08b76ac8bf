"""What the page of a profile shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what hooks return, as it comes

from moto_customerprofiles.adapters.pages.paging import Pager, start_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.adapters.pages.navigation import Place

_OBJECTS = 10
_MOST = 30
_NAMES = ("FirstName", "MiddleName", "LastName")


def profile_context(ask: Callable[..., Any], place: Place, profile_id: str, query: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template shows of a profile; the id may be that of one that was merged into it."""
    explained = ask("explain_profile", profile_id)
    own_id, objects = explained["ProfileId"], explained["Objects"]
    start = start_of(query.get("objects", ""))
    areas = ask("domain_areas")
    segments = _first(ask, areas, "segments")
    classic = [each["SegmentDefinitionName"] for each in segments if each.get("SegmentType") != "ENHANCED"]
    return {
        "title": _title(explained["Fields"]),
        "row": explained,
        "objects": objects[start : start + _OBJECTS],
        "pager": Pager(start, _OBJECTS, len(objects), place.path("profiles", own_id), "objects"),
        "memberships": [ask("explain_segment", name, own_id) for name in classic],
        "attributes": ask("profile_values", own_id),
        "recommenders": _first(ask, areas, "recommenders"),
        "same": ask("profile_matches", own_id),
    }


def _first(ask: Callable[..., Any], areas: Mapping[str, Any], area: str) -> list[Any]:
    """Return the newest things of an area; none if the installed botocore does not know the area."""
    items: list[Any] = ask("area_items", area, 0, _MOST)["Items"] if area in areas else []
    return items


def _title(fields: list[Any]) -> str:
    values = {field["Path"]: field["Value"] for field in fields}
    name = " ".join(values[each] for each in _NAMES if values.get(each))
    return name or values.get("BusinessName") or values.get("EmailAddress") or "Profile without a name"
