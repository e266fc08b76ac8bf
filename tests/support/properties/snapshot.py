"""All that a world remembers, as plain data that can be compared: before a call, and after it failed."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.state.world import World

    Path = tuple[str, ...]

_PASSING = frozenset(
    {
        "now",
        "caller",
        "journal",
        "noted",
        "_commits",
        "_publish",
        "_results",
        "_lock",
        "_delivering",
        "ids",
        "_own_ids",
        "neighbours",
        "_source",
        "hints",
    }
)
"""What belongs to the running call or to the outside, is made when first asked for, or is told to people only."""

_PLAIN = (str, bytes, int, float, type, type(None), datetime, timedelta)

_NUMBERS = frozenset({"_last_number", "_last_sequence", "sequence"})
_DERIVED = _NUMBERS | {"_dues", "_waiting", "_changed_standard_objects", "_index", "_log", "_is_half_written"}
"""What is made anew, or looked at again, when it is used: numbers that only order, the queue of expiry, the index of
rules, what recommenders have read. That they serve as before, `whole` and other tests tell."""

Snapshot = dict[tuple[str, ...], object]
"""By path: the plain value that stands there, or where else the same thing stands."""


def snapshot(world: World, without: frozenset[str] = frozenset()) -> Snapshot:
    """Return what a world remembers, less what stands under some names."""
    leaves: Snapshot = {}
    _Gathering(leaves, _PASSING | without).gather(world, ())
    return leaves


def remembered(world: World) -> Snapshot:
    """Return what a world remembers, less what is made anew when it is used."""
    return snapshot(world, without=_DERIVED)


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """Return in words where two snapshots differ."""
    paths = [path for path in {**before, **after} if before.get(path, "nothing") != after.get(path, "nothing")]
    return [
        f"{'.'.join(path)}: {before.get(path, 'nothing')!r} became {after.get(path, 'nothing')!r}" for path in paths
    ]


class _Gathering:
    """One way through all that is remembered: each thing is described where it is met first."""

    def __init__(self, leaves: Snapshot, passing: frozenset[str]) -> None:
        self._leaves = leaves
        self._passing = passing
        self._met: dict[int, Path] = {}

    def gather(self, value: Any, path: Path) -> None:
        if isinstance(value, _PLAIN):
            self._leaves[path] = value
        elif id(value) in self._met:
            self._leaves[path] = self._met[id(value)]
        elif isinstance(value, set | frozenset):
            self._leaves[path] = sorted(map(repr, value))
        elif callable(value) and not hasattr(value, "__dataclass_fields__"):
            self._leaves[path] = "code"
        else:
            self._met[id(value)] = path
            self._leaves[path] = type(value).__name__
            for name, item in self._parts(value):
                self.gather(item, (*path, name))

    def _parts(self, value: Any) -> Iterable[tuple[str, Any]]:
        if isinstance(value, dict):  # in an order of its own: that of a mapping is not part of it
            return sorted(((str(getattr(key, "profile_id", key)), item) for key, item in value.items()), key=_name)
        if isinstance(value, list | tuple | deque):
            return ((str(number), item) for number, item in enumerate(value))
        members = _members(value)
        return sorted(((name, item) for name, item in members.items() if name not in self._passing), key=_name)


def _name(part: tuple[str, object]) -> str:
    return part[0]


def _members(value: Any) -> dict[str, object]:
    kind: Any = type(value)
    slots = {name: getattr(value, name) for name in _slots(kind) if hasattr(value, name)}
    members: dict[str, object] = slots | getattr(value, "__dict__", {})
    return members or ({"repr": repr(value)} if "0x" not in repr(value) else {})


@cache
def _slots(kind: type) -> list[str]:
    return [name for each in kind.__mro__ for name in getattr(each, "__slots__", ())]
