"""The ids, names and ARNs that a full domain knows, for calls to use: so that what one call makes another one finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping


class Ids:
    """What requests and replies have named so far, by the name of the member."""

    def __init__(self) -> None:
        self.known: dict[str, list[Any]] = {}

    def remember(self, document: Mapping[str, Any], endings: tuple[str, ...] = ("Id", "Key", "Token")) -> None:
        """Take the texts of a request or a reply whose names end like those of ids."""
        for name, value in document.items():
            if name.endswith(endings) and isinstance(value, str):
                self.known.setdefault(name, []).append(value)

    def draw(self, data: st.DataObject, params: dict[str, Any]) -> None:
        """Let some members of a request be what is known."""
        for name in params:
            if name in self.known and data.draw(st.booleans()):
                params[name] = data.draw(st.sampled_from(self.known[name]))
