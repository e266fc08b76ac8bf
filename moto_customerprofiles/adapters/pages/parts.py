"""What the pages of a domain share: where they stand, the way through long lists, and values for a reader."""

from __future__ import annotations

import json
from contextlib import suppress

from moto_customerprofiles.adapters.pages.frame import path
from moto_customerprofiles.adapters.pages.html import Html, element, link

PAGE_SIZE = 50
"""How many rows of a long list a page shows."""


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
