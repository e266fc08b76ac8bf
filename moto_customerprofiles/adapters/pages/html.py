"""HTML from values: whatever is not `Html` already is escaped, so that no value can become markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_VOID = frozenset({"input", "meta"})


class Html(str):
    """Text that is HTML. Made by `element` alone."""

    __slots__ = ()


def element(tag: str, /, *content: object, **attributes: str | None) -> Html:
    """Make an element; names of attributes may end in an underscore, lists among the content are joined.

    >>> element("p", "1 < 2", element("b", "really"), class_="sum")
    '<p class="sum">1 &lt; 2<b>really</b></p>'
    """
    written = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    if tag in _VOID:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{join(content)}</{tag}>")


def join(content: object) -> Html:
    """Put content one after the other; None is nothing.

    >>> join(["a", None, ["&", 1]])
    'a&amp;1'
    """
    if isinstance(content, Html):
        return content
    if content is None:
        return Html()
    if isinstance(content, list | tuple):
        return Html("".join(map(join, content)))
    return Html(escape(str(content)))


def link(href: str, *content: object) -> Html:
    """Make a link."""
    return element("a", *content, href=href)


def badge(content: object, kind: str = "") -> Html:
    """Make a small label; kinds are good, bad and none."""
    return element("span", content, class_=f"badge {kind}".strip())


def table(heads: Iterable[str], rows: Iterable[Iterable[object]], *, empty: str = "None.") -> Html:
    """Make a table, or say that there is nothing to put in one."""
    body = [element("tr", [element("td", cell) for cell in row]) for row in rows]
    if not body:
        return element("p", empty, class_="quiet")
    head = element("tr", [element("th", name) for name in heads])
    return element("div", element("table", element("thead", head), element("tbody", body)), class_="wide")


def card(title: str, *content: object) -> Html:
    """Make a titled part of a page."""
    return element("section", element("h2", title), *content)
