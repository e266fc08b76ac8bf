"""What all pages share: the document around them, its style, and the headers that keep a browser from doing more."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from moto_customerprofiles.adapters.pages.html import Html, element, join, link

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = "/moto-api/customer-profiles/"

_STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #66707f; --line: #dfe3e9; --paper: #fff; --ground: #f4f6f9;
  --link: #1257b8; --good: #14723d; --good-ground: #e0f4e7; --bad: #a3221b; --bad-ground: #fbe5e3;
  --label: #e9edf3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --quiet: #97a1b0; --line: #2f3845; --paper: #1b222c;
  --ground: #12171e; --link: #7db4ff; --good: #7fdca2; --good-ground: #17382a; --bad: #ff9d95; --bad-ground: #44201e;
  --label: #2a3340; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header { background: var(--paper); border-bottom: 1px solid var(--line); padding: .7rem 1.5rem; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
h1 { font-size: 1.35rem; margin: .6rem 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 0 0 .6rem; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem;
  margin: 0 0 1rem; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--quiet); }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
td { overflow-wrap: anywhere; }
td:first-child { min-width: 7em; }
pre, code { font: 13px/1.45 ui-monospace, monospace; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); margin: 0; }
main > .quiet { margin-bottom: 1rem; }
.badge { display: inline-block; white-space: nowrap; padding: 0 .5em; border-radius: 1em; font-size: .8rem;
  background: var(--label); }
.good { color: var(--good); background: var(--good-ground); } .bad { color: var(--bad); background: var(--bad-ground); }
.figures { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 2.5rem; }
.figures b { display: block; font-size: 1.3rem; } .figures span { color: var(--quiet); font-size: .85rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; }
input, button { font: inherit; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--ground); color: inherit; }
"""
_HASH = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
"""A page loads nothing, runs nothing, and can be put in nobody's frame."""


def path(*parts: str, **query: str | int | None) -> str:
    """Give the path of a page below the root, with the query that is not None.

    >>> path("look", "a/b", start=50)
    '/moto-api/customer-profiles/look/a%2Fb?start=50'
    """
    asked = urlencode({key: value for key, value in query.items() if value is not None})
    return ROOT + "/".join(quote(part, safe="") for part in parts) + (f"?{asked}" if asked else "")


def document(title: str, trail: Sequence[tuple[str, str]], *content: object) -> str:
    """Put a page together; the trail are names and paths of the pages above it."""
    crumbs = [join([" / ", link(href, name)]) for name, href in trail]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} - Customer Profiles"),
        Html(f"<style>{_STYLE}</style>"),
    )
    body = element(
        "body",
        element("header", link(ROOT, element("b", "Customer Profiles")), crumbs),
        element("main", element("h1", title), *content),
    )
    return "<!doctype html>" + element("html", head, body, lang="en")
