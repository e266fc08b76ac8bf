"""What a browser would make of the pages of a server, and a walk through all of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tests.support.facts import ACCOUNT, REGION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.sockets import Wire

ROOT = "/moto-api/customer-profiles/"
SHOP = f"{ROOT}look/{ACCOUNT}/{REGION}/shop"
_SILENT = frozenset({"script", "style"})


class Seen(HTMLParser):
    """The elements, attributes, links and the text of a page; its style and its script are no text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.text = ""
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = [tag] if tag in _SILENT else []
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href" and value and not value.startswith("data:")]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._in:
            self._in.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._in:
            self.text += data
        elif self._in == ["script"]:
            self.scripts.append(data)


def see(wire: Wire, path: str) -> Seen:
    """Return a page, which must be there."""
    answer = wire.send("GET", path)

    assert 200 == answer.status, f"{answer.status} at {path}"
    return Seen(answer.body.decode())


def walk(wire: Wire, start: str = ROOT) -> dict[str, Seen]:
    """Follow every link from a page on; each must lead to a page that is there."""
    seen: dict[str, Seen] = {}
    ahead = [start]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen[path] = see(wire, path)
            ahead += [urljoin(path, href) for href in seen[path].links]
    return seen


def one_of_each_kind(paths: Iterable[str]) -> dict[str, str]:
    """Return one path for each kind of page; names and ids in a path make no kind of their own."""
    kinds: dict[str, str] = {}
    for path in sorted(paths):
        beyond = path.removeprefix(SHOP).partition("?")[0].strip("/").split("/")
        kind = "/".join(part if at % 2 == 0 else "*" for at, part in enumerate(beyond)) if SHOP in path else path
        kinds.setdefault(re.sub(r"look/.*", "look", kind) if SHOP not in path else f"shop/{kind}", path)
    return kinds
