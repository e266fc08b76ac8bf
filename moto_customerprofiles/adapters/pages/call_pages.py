"""The recent calls of clients: request, answer, error and hints of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what a template shows, as it comes

from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.pages.frame import path, render
from moto_customerprofiles.adapters.pages.paging import Pager, start_of
from moto_customerprofiles.adapters.places import LOOK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend
    from moto_customerprofiles.adapters.recent_calls import RecentCall

_CALLS = 25
"""How many calls a page shows, each of which carries its request and its answer."""

_OK = range(1, 400)


def all_backends() -> list[CustomerProfilesBackend]:
    """Return the backends of all accounts and regions that there are."""
    return [each for regions in list(customerprofiles_backends.values()) for each in list(regions.values())]


def recent_calls(domain_name: str | None = None, backend: CustomerProfilesBackend | None = None) -> list[RecentCall]:
    """Return the latest calls, newest first: those of a domain, or all."""
    backends = [backend] if backend else all_backends()
    calls = [call for each in backends for call in list(each.recent_calls)]
    if domain_name is not None:
        calls = [call for call in calls if call.domain_name == domain_name]
    return sorted(calls, key=lambda call: call.at)[::-1]


def home_of(call: RecentCall) -> str | None:
    """Return the path of the page of the domain that a call is about, None if there is no such domain now."""
    for backend in all_backends():
        if (backend.account_id, backend.region_name) == (call.account_id, call.region):
            is_there = call.domain_name is not None and call.domain_name in backend.world.domains
            return path(LOOK, call.account_id, call.region, str(call.domain_name)) if is_there else None
    return None


def calls_page(calls: list[RecentCall], query: Mapping[str, str], base: str, **context: Any) -> str:
    """Return a page of calls; with `errors` in the query, only those that failed."""
    failed = [call for call in calls if call.status not in _OK]
    only_errors = "errors" in query
    chosen, start = failed if only_errors else calls, start_of(query.get("start", ""))
    return render(
        "calls.html",
        "Recent calls",
        rows=chosen[start : start + _CALLS],
        pager=Pager(start, _CALLS, len(chosen), f"{base}?errors=1" if only_errors else base),
        only_errors=only_errors,
        error_count=len(failed),
        base=base,
        home_of=home_of,
        **context,
    )
