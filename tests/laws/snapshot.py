"""All that a world remembers, as plain data that can be compared: before a call, and after it failed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

_PASSING = frozenset(
    {"now", "caller", "journal", "noted", "_lock", "_postman", "_surroundings", "ids", "neighbours", "_source"}
)
"""What belongs to the running call, to the outside, or is made when first asked for."""


def snapshot(world: World) -> object:
    """Answer what a world remembers."""
    return _plain(world, {})


def _plain(value: Any, seen: dict[int, int]) -> object:
    if value is None or isinstance(value, str | bytes | int | float | type):
        return value
    if id(value) in seen:
        return f"see {seen[id(value)]}"
    if callable(value) and not hasattr(value, "__dataclass_fields__"):
        return "code"
    return _compound(value, {**seen, id(value): len(seen)})


def _compound(value: Any, seen: dict[int, int]) -> object:
    if isinstance(value, dict):
        # As text and sorted: what is taken back may stand in another place than before.
        return sorted((repr(_plain(key, {})), repr(_plain(item, seen))) for key, item in value.items())
    if isinstance(value, set | frozenset):
        return sorted(repr(_plain(item, {})) for item in value)
    if isinstance(value, list | tuple | deque):
        return [_plain(item, seen) for item in value]
    members = _members(value)
    return [type(value).__name__, _plain(members, seen)] if members else repr(type(value))


def _members(value: object) -> dict[str, object]:
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()) if hasattr(value, name)]
    members: dict[str, object] = {name: getattr(value, name) for name in slots} | getattr(value, "__dict__", {})
    if not members:
        return {"repr": repr(value)} if "0x" not in repr(value) else {}
    return {name: item for name, item in members.items() if name not in _PASSING}
