"""Which value wins if two sources write the same field of a profile or of another standard object.

The Administrator Guide ("Profile matching") ranks sources by SourcePriority, 1 first and none last, and protects values
of CreateProfile and UpdateProfile from object types without a SourcePriority. That the newer value wins between equal
priorities follows its page on identity resolution; that the later ingestion wins a tie is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from moto_customerprofiles.engine.profiles.origins import Fields, Origin, Origins, OriginsOf

_LOWEST = float("inf")


class Written(NamedTuple):
    """The fields and their writers after a write, the paths whose values won, and whether any text has changed."""

    fields: Fields
    origins: Origins
    paths: Collection[str]
    changed: bool


def wins(new: Origin, old: Origin | None) -> bool:
    """Return whether a value that `new` ingests replaces the value that `old` wrote.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.profiles.origins import Origin
    >>> now = datetime(2025, 1, 1, tzinfo=timezone.utc)
    >>> wins(Origin("crm", 2, now), Origin("shop", 1, now))
    False
    """
    if old is None or new.is_manual:
        return True
    if old.is_manual:
        return new.priority is not None
    new_rank, old_rank = (_LOWEST if origin.priority is None else origin.priority for origin in (new, old))
    return new_rank < old_rank or (new_rank == old_rank and new.at >= old.at)


def write(
    fields: Fields, origins: Origins, values: Mapping[str, str], origin: Origin, origins_of: OriginsOf
) -> Written:
    """Return the fields and origins after a write, in which only the values that win are written.

    `origins_of` returns the origins if `origin` has written all fields.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.profiles.origins import Origin, shared_origins
    >>> origin = Origin("crm", None, datetime(2025, 1, 1, tzinfo=timezone.utc))
    >>> write({"FirstName": "Ann"}, {}, {"LastName": "Lee"}, origin, shared_origins()).fields
    {'FirstName': 'Ann', 'LastName': 'Lee'}
    """
    winning = _winning(values, origins, origin) if origins else values
    if not winning:
        return Written(fields, origins, (), changed=False)
    changed = not winning.items() <= fields.items()
    after = {**fields, **winning} if changed else fields
    if len(after) == len(winning):  # most profiles have one writer, and share the mapping
        return Written(after, origins_of(tuple(after), origin), winning.keys(), changed)
    return Written(after, {**origins, **dict.fromkeys(winning, origin)}, winning.keys(), changed)


def _winning(values: Mapping[str, str], origins: Origins, origin: Origin) -> dict[str, str]:
    """Return the values that win; adjacent fields mostly have the same writer, which is compared once."""
    winning: dict[str, str] = {}
    compared, may_replace = None, True
    for path, text in values.items():
        old = origins.get(path)
        if old is not compared:
            compared, may_replace = old, wins(origin, old)
        if may_replace:
            winning[path] = text
    return winning
