"""All that a world remembers, as plain data that can be compared: before a call, and after it failed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.world import World

    Path = tuple[str, ...]

_PASSING = frozenset(
    {
        "now",
        "caller",
        "journal",
        "noted",
        "_spread",
        "_lock",
        "_postman",
        "_surroundings",
        "ids",
        "neighbours",
        "_source",
    }
)
"""What belongs to the running call, to the outside, or is made when first asked for."""

_PLAIN = (str, bytes, int, float, type, type(None))
Snapshot = dict[tuple[str, ...], object]
"""By path: the plain value that stands there. The order of a mapping is not part of it."""


def snapshot(world: World) -> Snapshot:
    """Answer what a world remembers."""
    return dict(_leaves(world, (), {}))


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """Answer in words where two snapshots differ."""
    paths = [path for path in {**before, **after} if before.get(path, "nothing") != after.get(path, "nothing")]
    return [
        f"{'.'.join(path)}: {before.get(path, 'nothing')!r} became {after.get(path, 'nothing')!r}" for path in paths
    ]


def _leaves(value: Any, path: Path, around: dict[int, Path]) -> Iterator[tuple[Path, object]]:
    if isinstance(value, _PLAIN):
        yield path, value
    elif id(value) in around:
        yield path, around[id(value)]
    elif isinstance(value, set | frozenset):
        yield path, sorted(map(repr, value))
    elif callable(value) and not hasattr(value, "__dataclass_fields__"):
        yield path, "code"
    else:
        inside = {**around, id(value): path}
        yield path, type(value).__name__
        for name, item in _parts(value):
            yield from _leaves(item, (*path, name), inside)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((str(getattr(key, "profile_id", key)), item) for key, item in value.items())
    if isinstance(value, list | tuple | deque):
        return ((str(number), item) for number, item in enumerate(value))
    return iter(_members(value).items())


def _members(value: object) -> dict[str, object]:
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()) if hasattr(value, name)]
    members: dict[str, object] = {name: getattr(value, name) for name in slots} | getattr(value, "__dict__", {})
    if not members:
        return {"repr": repr(value)} if "0x" not in repr(value) else {}
    return {name: item for name, item in members.items() if name not in _PASSING}
