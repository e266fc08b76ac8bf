"""Which page stands at which path."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple  # Any: what hooks return, as it comes

from moto_customerprofiles.adapters.pages.call_pages import all_backends, calls_page, home_of, recent_calls
from moto_customerprofiles.adapters.pages.domain_pages import DomainPages
from moto_customerprofiles.adapters.pages.frame import HEADERS, error_page, path, render
from moto_customerprofiles.adapters.places import LOOK
from moto_customerprofiles.adapters.responses import backend_of
from moto_customerprofiles.errors import ResourceNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

__all__ = ["HEADERS", "error_page", "show"]

CALLS = "calls"
_PLACE = 4  # look, account, region, domain
_CALLS_AT_HOME = 15


class DomainRow(NamedTuple):
    """A domain in its account and region, and how much it has of what."""

    account_id: str
    region: str
    name: str
    counts: Any


def show(segments: Sequence[str], query: Mapping[str, str]) -> str:
    """Return the page at a path.

    Raises:
        ServiceError: the page would show what is not there.

    """
    if segments[0] != LOOK:
        return _home()
    if [*segments] == [LOOK, CALLS]:
        return calls_page(recent_calls(), query, path(LOOK, CALLS))
    if len(segments) >= _PLACE:
        account_id, region, name = segments[1:_PLACE]
        page = DomainPages(backend_of(account_id, region), name, query).page(segments[_PLACE:])
        if page is not None:
            return page
    raise ResourceNotFound(f"There is no page at {'/'.join(segments)}")


def _home() -> str:
    calls = recent_calls()
    return render(
        "home.html",
        "Domains and calls",
        rows=[row for backend in all_backends() for row in _domains(backend)],
        recent=calls[:_CALLS_AT_HOME],
        call_count=len(calls),
        home_of=home_of,
    )


def _domains(backend: CustomerProfilesBackend) -> list[DomainRow]:
    rows = []
    for name in [each.name for each in backend.world.domains]:
        with suppress(ResourceNotFound):  # it may be deleted meanwhile
            rows.append(
                DomainRow(backend.account_id, backend.region_name, name, backend.call_hook("domain_areas", name))
            )
    return rows
