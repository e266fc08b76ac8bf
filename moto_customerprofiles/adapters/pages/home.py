"""The first page: all domains of all accounts and regions, and the calls that came last."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, NamedTuple  # Any: what hooks answer, as it comes

from moto_customerprofiles.adapters.pages.frame import document, path
from moto_customerprofiles.adapters.pages.html import badge, card, link, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.adapters.recent_calls import RecentCall


class DomainRow(NamedTuple):
    """A domain in its account and region."""

    account_id: str
    region: str
    overview: Any


def home(rows: Iterable[DomainRow], calls: Iterable[RecentCall]) -> str:
    """Show domains and calls."""
    return document(
        "Domains and calls",
        [],
        card(
            "Domains",
            table(
                ("Domain", "Account", "Region", "Profiles", "Objects", "Object types", "Segments", "Dead letters"),
                map(_domain_row, rows),
                empty="No domain yet. Create one with CreateDomain, or load a scenario.",
            ),
        ),
        card(
            "Recent calls",
            table(
                ("At", "Operation", "Domain", "Status", "Time taken", "Account", "Region"),
                map(_call_row, calls),
                empty="No calls yet.",
            ),
        ),
    )


def _domain_row(row: DomainRow) -> list[object]:
    overview = row.overview
    name = overview["DomainName"]
    return [
        link(path("look", row.account_id, row.region, name), name),
        row.account_id,
        row.region,
        overview["Stats"]["ProfileCount"],
        overview["Stats"]["ObjectCount"],
        len(overview["ObjectTypes"]),
        len(overview["Segments"]),
        overview["DeadLetterCount"],
    ]


def _call_row(call: RecentCall) -> list[object]:
    return [
        f"{datetime.fromtimestamp(call.at, timezone.utc):%Y-%m-%d %H:%M:%S}",
        call.operation,
        call.domain_name,
        badge(call.status, "good" if call.status < 400 else "bad"),  # noqa: PLR2004  # HTTP's errors begin there
        f"{call.seconds * 1000:.1f} ms",
        call.account_id,
        call.region,
    ]
