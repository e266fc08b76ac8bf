"""Which page stands at which path, and whom it asks for what it shows."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any  # Any: what hooks answer, as it comes

from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.pages import domain, profile
from moto_customerprofiles.adapters.pages.home import DomainRow, home
from moto_customerprofiles.adapters.pages.parts import PAGE_SIZE, Place
from moto_customerprofiles.adapters.responses import backend_of
from moto_customerprofiles.errors import ResourceNotFound, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LOOK = "look"
_SEGMENTS_OF_A_PROFILE = 30
_PLACE = 4  # look, account, region, domain


def is_page(segments: Sequence[str]) -> bool:
    """Tell whether a path below the root, cut at its slashes, is that of a page."""
    return segments[0] in {"", LOOK}


def render(segments: Sequence[str], query: Mapping[str, str]) -> str:
    """Return the page at a path; a `ServiceError` if it shows what is not there."""
    if segments[0] != LOOK:
        return _home()
    if len(segments) >= _PLACE:
        (_, account_id, region, domain_name), page = segments[:_PLACE], segments[_PLACE:]
        asked = _Asked(account_id, region, domain_name, query)
        for pattern, show in asked.pages.items():
            labels = _labels(pattern, page)
            if labels is not None:
                return show(*labels)
    raise ResourceNotFound(f"There is no page at {'/'.join(segments)}")


def _labels(pattern: str, page: Sequence[str]) -> list[str] | None:
    parts = pattern.split("/") if pattern else []
    if len(parts) != len(page) or any(part not in {"*", given} for part, given in zip(parts, page, strict=True)):
        return None
    return [given for part, given in zip(parts, page, strict=True) if part == "*"]


def _home() -> str:
    backends = [each for regions in list(customerprofiles_backends.values()) for each in list(regions.values())]
    rows = []
    for backend in backends:
        for name in [each.name for each in backend.world.domains]:
            with suppress(ResourceNotFound):  # it may be deleted while we look
                overview = backend.call_hook("domain_overview", name)
                rows.append(DomainRow(backend.account_id, backend.region_name, overview))
    calls = [call for backend in backends for call in list(backend.recent_calls)]
    calls.sort(key=lambda call: call.at, reverse=True)
    return home(rows, calls[:100])


class _Asked:
    """The pages of one domain, as one request asks for them."""

    def __init__(self, account_id: str, region: str, domain_name: str, query: Mapping[str, str]) -> None:
        self._backend = backend_of(account_id, region)
        self._name = domain_name
        self._place = Place(account_id, region, domain_name)
        self._query = query
        start = query.get("start", "0")
        self._start = int(start) if start.isdecimal() and len(start) < 10 else 0  # noqa: PLR2004  # digits
        self.pages: dict[str, Callable[..., str]] = {
            "": self._domain,
            "profiles": self._profiles,
            "profiles/*": self._profile,
            "search": self._search,
            "object": self._object,
            "object-types/*": self._object_type,
            "segments/*": self._segment,
            "segments/*/profiles/*": self._membership,
        }

    def _ask(self, hook_name: str, *arguments: object, **named: object) -> Any:
        return self._backend.call_hook(hook_name, self._name, *arguments, **named)

    def _domain(self) -> str:
        overview = self._ask("domain_overview")
        profiles = self._ask("domain_profiles", count=PAGE_SIZE)
        return domain.domain_page(self._place, overview, profiles, self._ask("dead_letters"))

    def _profiles(self) -> str:
        found = self._ask("domain_profiles", self._start, PAGE_SIZE)
        return domain.profiles_page(self._place, "All profiles", found, self._start)

    def _search(self) -> str:
        key, value = self._query.get("key", ""), self._query.get("value", "")
        return domain.profiles_page(self._place, f"{key} = {value}", self._ask("profiles_by_key", key, value))

    def _profile(self, profile_id: str) -> str:
        explained = self._ask("explain_profile", profile_id)
        segments = [each for each in self._ask("domain_overview")["Segments"] if each["SegmentType"] == "CLASSIC"]
        memberships = [
            self._ask("explain_segment", each["SegmentDefinitionName"], explained["ProfileId"])
            for each in segments[:_SEGMENTS_OF_A_PROFILE]
        ]
        return profile.profile_page(self._place, explained, memberships)

    def _object(self) -> str:
        name, key = self._query.get("type", ""), self._query.get("key", "")
        explained = self._ask("explain_object", name, profile_object_unique_key=key)
        return profile.explanation_page(self._place, f"Object {key}", explained)

    def _object_type(self, name: str) -> str:
        return domain.type_page(self._place, self._row("ObjectType", name))

    def _segment(self, name: str) -> str:
        row = self._row("Segment", name)
        shown = self._ask("domain_profiles", self._start, PAGE_SIZE, name)
        return profile.segment_page(self._place, row, shown, self._start)

    def _membership(self, name: str, profile_id: str) -> str:
        explained = self._ask("explain_segment", name, profile_id)
        return profile.explanation_page(self._place, f"Profile {profile_id} and segment {name}", explained)

    def _row(self, kind: str, name: str) -> Any:
        label = {"ObjectType": "ObjectTypeName", "Segment": "SegmentDefinitionName"}[kind]
        for row in self._ask("domain_overview")[f"{kind}s"]:
            if row[label] == name:
                return row
        raise ResourceNotFound(does_not_exist(kind, name))
