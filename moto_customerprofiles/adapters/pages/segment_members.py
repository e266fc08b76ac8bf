"""The members of a segment: as many profiles are read as fill a page, but no more than a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what hooks return, as it comes

from moto_customerprofiles.adapters.pages.paging import PAGE_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = 250
_MOST = 1000
"""So many profiles are read for a page at most, whatever the domain has; our choice."""


def members_of(ask: Callable[..., Any], row: Any, start: int, is_asked: bool) -> dict[str, Any]:  # noqa: FBT001  # of one page
    """Return what the page of a segment shows of its members, and where the next page begins.

    The query of an SQL segment is run only if the reader asks for it, for it reads all profiles.
    """
    if row.get("SegmentType") == "ENHANCED" and not is_asked:
        return {"members": None, "is_live": False}
    shown: list[Any] = []
    unclear: list[Any] = []
    read, is_at_end = 0, False
    while read < _MOST and len(shown) < PAGE_SIZE and not is_at_end:
        rows = ask("domain_profiles", start + read, _STEP, row["SegmentDefinitionName"], newest_first=True)
        is_at_end = len(rows) < _STEP
        for each in rows:
            read += 1
            if each["IsMember"]:
                shown.append(each)
            elif each["IsMember"] is None:
                unclear.append(each)
            if len(shown) == PAGE_SIZE:
                is_at_end = is_at_end and each is rows[-1]
                break
    return {
        "members": shown,
        "unclear": len(unclear),
        "first_unclear": unclear[0]["ProfileId"] if unclear else None,
        "read": read,
        "start": start,
        "following": None if is_at_end else start + read,
        "asked": 1 if is_asked else None,
        "is_live": not is_asked,
    }
