"""The pages of one domain: which there are, and what each asks the hooks for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any  # Any: what hooks return, as it comes

from moto_customerprofiles.adapters.pages.area_views import VIEWS
from moto_customerprofiles.adapters.pages.call_pages import calls_page, home_of, recent_calls
from moto_customerprofiles.adapters.pages.explanations import Explanations
from moto_customerprofiles.adapters.pages.frame import render
from moto_customerprofiles.adapters.pages.navigation import TITLES, Place, navigation, tiles
from moto_customerprofiles.adapters.pages.paging import PAGE_SIZE, Pager, start_of
from moto_customerprofiles.adapters.pages.profile_pages import profile_context
from moto_customerprofiles.adapters.pages.segment_members import members_of
from moto_customerprofiles.hooks.areas import is_there

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

_FEW = 10
_TEXTS = {"profiles": ("No profiles yet", "CreateProfile makes one, and so do objects whose type makes profiles.")}
_LISTS = {
    "objects": "objects.html",
    "matches": "matches.html",
    "history": "history.html",
    "dead-letters": "letters.html",
    "invocations": "invocations.html",
}
_WITHOUT_SECTION = {"Tags"}
_TEMPLATES = {"object-types": "type.html", "segments": "segment.html"}
_SHOWN_ALREADY = {"object-types": {"Fields", "Keys"}}


class DomainPages:
    """The pages of one domain, as one request asks for them."""

    def __init__(self, backend: CustomerProfilesBackend, domain_name: str, query: Mapping[str, str]) -> None:
        self._backend = backend
        self._name = domain_name
        self._place = Place(backend.account_id, backend.region_name, domain_name)
        self._query = query
        self._start = start_of(query.get("start", ""))
        self._counts = {**self._ask("domain_areas"), "calls": len(recent_calls(domain_name, backend))}

    def page(self, parts: Sequence[str]) -> str | None:
        """Return the page at a path below the domain's, None if there is none.

        Raises:
            ServiceError: the page would show what is not there.

        """
        page = [*parts] if [*parts] != [""] else []
        for pattern, show in self._pages.items():
            labels = _labels(pattern, page)
            if labels is not None:
                return show(*labels)
        area, *names = page
        if area in VIEWS and area in self._counts and len(names) <= 1:
            return self._thing(area, *names) if names else self._list(area)
        return None

    @property
    def _pages(self) -> dict[str, Callable[..., str]]:
        explanations = Explanations(self._ask, self._place, self._query, self._render)
        return {
            "": self._overview,
            "profiles": self._profiles,
            "profiles/*": self._profile,
            "search": self._search,
            "settings": self._settings,
            "hints": self._hints,
            "calls": self._calls,
            "matches/*/*": self._match,
            "history/*": self._history,
            **{area: partial(self._special_list, area) for area in _LISTS},
            **explanations.pages,
        }

    def _ask(self, hook_name: str, *arguments: object, **named: object) -> Any:
        return self._backend.call_hook(hook_name, self._name, *arguments, **named)

    def _render(self, template: str, title: str, area: str, **context: Any) -> str:
        return render(template, title, area=area, **self._frame(area), **context)

    def _frame(self, area: str) -> dict[str, Any]:
        return {
            "place": self._place,
            "counts": self._counts,
            "navigation": navigation(self._counts),
            "title_of_area": TITLES.get(area),
            "texts": _TEXTS,
            "is_there": partial(is_there, self._backend.world, self._name),
        }

    def _pager(self, total: int, *parts: str) -> Pager:
        return Pager(self._start, PAGE_SIZE, total, self._place.path(*parts))

    def _overview(self) -> str:
        calls = recent_calls(self._name, self._backend)
        return self._render(
            "overview.html",
            self._name,
            "",
            settings=self._ask("domain_settings"),
            tiles=tiles(self._counts),
            found=self._backend.call_hook("hints", self._name),
            dead=self._ask("area_items", "dead-letters", 0, 5),
            rows=self._ask("domain_profiles", 0, _FEW, newest_first=True),
            recent=calls[:_FEW],
            call_count=len(calls),
            home_of=home_of,
        )

    def _profiles(self) -> str:
        return self._render(
            "profiles.html",
            "Profiles",
            "profiles",
            rows=self._ask("domain_profiles", self._start, PAGE_SIZE, newest_first=True),
            pager=self._pager(self._counts["profiles"], "profiles"),
            keys=self._ask("domain_keys"),
        )

    def _search(self) -> str:
        key, text = self._query.get("key", "").strip(), self._query.get("value", "").strip()
        keys = self._ask("domain_keys")
        found: list[tuple[str, list[Any], int]] = []
        refusal = None
        names = [row["KeyName"] for row in keys]
        if text and key and key not in names:
            near = [name for name in names if key.lower().strip("_") in name.lower()][:5]
            more = f" Did you mean {' or '.join(near)}?" if near else ""
            refusal = f"This domain has no key {key}.{more} Its keys are listed below."
        elif text:
            for name in [key] if key else names:
                rows = self._ask("profiles_by_key", name, text)
                if rows:
                    found.append((name, rows[:PAGE_SIZE], len(rows)))
        title = f"{key or 'Any key'} = {text}" if text else "Find by key"
        return self._render("search.html", title, "search", key=key, text=text, keys=keys, found=found, refusal=refusal)

    def _settings(self) -> str:
        row = self._ask("domain_settings")
        shown = {name: value for name, value in row.items() if name != "Tags"}
        return self._render(
            "settings.html",
            "Rules and settings",
            "settings",
            row=shown,
            rules=row.get("RuleBasedMatching"),
            stream=self._ask("domain_segment_stream"),
        )

    def _hints(self) -> str:
        return self._render("hints.html", "Hints", "hints", found=self._backend.call_hook("hints", self._name))

    def _calls(self) -> str:
        calls = recent_calls(self._name, self._backend)
        return calls_page(calls, self._query, self._place.path("calls"), area="calls", **self._frame("calls"))

    def _profile(self, profile_id: str) -> str:
        context = profile_context(self._ask, self._place, profile_id, self._query)
        return self._render("profile.html", area="profiles", asked_id=profile_id, **context)

    def _match(self, kind: str, match_id: str) -> str:
        row = self._ask("match_group", kind, match_id)
        compared = row["Profiles"][:4]
        documents = [self._ask("explain_profile", each["ProfileId"]) for each in compared]
        values = [{field["Path"]: field["Value"] for field in each["Fields"]} for each in documents]
        fields = [(path, [each.get(path) for each in values]) for path in sorted({p for each in values for p in each})]
        return self._render(
            "match.html",
            "Match",
            "matches",
            row=row,
            compared=compared,
            fields=fields,
            reasons=Explanations(self._ask, self._place, self._query, self._render).of_match(compared),
        )

    def _history(self, profile_id: str) -> str:
        rows = self._ask("profile_history", profile_id, self._start, PAGE_SIZE + 1)
        total = self._start + len(rows)
        return self._render(
            "history.html",
            "What happened to a profile",
            "history",
            rows=rows[:PAGE_SIZE],
            pager=self._pager(total, "history", profile_id),
            profile_id=profile_id,
        )

    def _special_list(self, area: str) -> str:
        found = self._ask("area_items", area, self._start, PAGE_SIZE)
        return self._render(
            _LISTS[area],
            TITLES[area],
            area,
            rows=found["Items"],
            pager=self._pager(found["Total"], area),
            profile_id=None,
            waiting=self._why_no_matches() if area == "matches" and not found["Items"] else "",
        )

    def _why_no_matches(self) -> str:
        settings = self._ask("domain_settings")
        rules, matching = settings.get("RuleBasedMatching") or {}, settings.get("Matching") or {}
        if not rules.get("Enabled") and not matching.get("Enabled"):
            return "Matching is off. UpdateDomain with Matching or RuleBasedMatching turns it on."
        parts = []
        if rules.get("Enabled"):
            parts.append(
                "No two profiles are equal by the rules."
                if rules.get("Status") == "ACTIVE"
                else f"The rules are {rules.get('Status')}; activate_rule_based_matching puts them in force now."
            )
        if matching.get("Enabled"):
            parts.append("The weekly identity resolution job finds matches; run_identity_resolution_job runs it now.")
        return " ".join(parts)

    def _list(self, area: str) -> str:
        view = VIEWS[area]
        found = self._ask("area_items", area, self._start, PAGE_SIZE)
        pager = self._pager(found["Total"], area)
        return self._render("list.html", view.title, area, view=view, rows=found["Items"], pager=pager)

    def _thing(self, area: str, name: str) -> str:
        view = VIEWS[area]
        row = self._ask("area_item", area, name)
        more: dict[str, Any] = {}
        if area == "segments":
            more = members_of(self._ask, row, self._start, "members" in self._query)
        elif area == "upload-jobs":
            more = {"failures": self._ask("upload_failures", name)}
        title = str((view.title_member and row.get(view.title_member)) or (view.one if view.is_id else name))
        hidden = _WITHOUT_SECTION | _SHOWN_ALREADY.get(area, set())
        return self._render(
            _TEMPLATES.get(area, "thing.html"), title, area, view=view, row=row, name=name, hidden=hidden, **more
        )


def _labels(pattern: str, page: Sequence[str]) -> list[str] | None:
    parts = pattern.split("/") if pattern else []
    if len(parts) != len(page) or any(part not in {"*", given} for part, given in zip(parts, page, strict=True)):
        return None
    return [given for part, given in zip(parts, page, strict=True) if part == "*"]
