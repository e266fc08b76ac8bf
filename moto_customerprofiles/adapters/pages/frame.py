"""What all pages share: the templates, the style and the script, and the headers that limit a browser."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any  # Any: what templates show, as it comes
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from moto_customerprofiles.adapters.pages.filters import FILTERS
from moto_customerprofiles.adapters.places import PAGES

ROOT = PAGES

_HERE = Path(__file__).parent
_STYLE = (_HERE / "assets" / "console.css").read_text(encoding="utf-8")
_SCRIPT = (_HERE / "assets" / "console.js").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; "
        "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
"""A page runs its own style and script only, asks only its own server, and can be put in nobody's frame."""


def path(*parts: str, **query: object) -> str:
    """Return the path of a page below the root, with the query that is not None.

    >>> path("look", "a/b", start=50)
    '/moto-api/customer-profiles/look/a%2Fb?start=50'
    """
    asked = urlencode({key: value for key, value in query.items() if value is not None})
    return ROOT + "/".join(quote(part, safe="") for part in parts) + (f"?{asked}" if asked else "")


def render(template: str, title: str, **context: Any) -> str:
    """Return a page; whatever is not markup of a template is escaped."""
    shown = {"is_live": True, "place": None, "area": None, "navigation": (), "keys": ()}
    return _environment().get_template(template).render({**shown, "title": title, **context})


def error_page(status: int, message: str) -> str:
    """Return a page that says what went wrong."""
    return render("error.html", f"Error {status}", message=message, is_live=False)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(FILTERS)
    # Both are files of this package, which nothing that a user sends becomes a part of.
    environment.globals.update(style=Markup(_STYLE), script=Markup(_SCRIPT), root=ROOT, path=path)  # noqa: S704  # as above
    return environment
