"""Whether a value is of the kind that an annotation names, for what tests give in Python or over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

Kind = Any  # what an annotation stands for: a type, or what `typing` makes of types

_MOST = 2**31


def fits(value: object, kind: Kind) -> bool:
    """Return whether a value is of a kind, as an annotation names it.

    >>> fits({"a": 1}, Mapping[str, float]), fits({"a": "1"}, Mapping[str, float]), fits(True, int)
    (True, False, False)
    """
    origin, args = get_origin(kind), get_args(kind)
    if origin in _GENERIC:
        return _GENERIC[origin](value, args)
    accepted: Kind = {Kind: object, None: NoneType, float: (int, float)}.get(kind, kind)
    return isinstance(value, accepted) and (not isinstance(value, bool) or kind in (bool, Kind, object))


def _is_mapping(value: object, kinds: tuple[Kind, ...]) -> bool:
    return isinstance(value, Mapping) and all(fits(k, kinds[0]) and fits(v, kinds[1]) for k, v in value.items())


def _is_list(value: object, kinds: tuple[Kind, ...]) -> bool:
    """Return whether a value has items of a kind; those of a generator cannot be checked before they are used."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, Collection):
        return False
    return all(fits(each, kinds[0]) for each in value)


_GENERIC: dict[Kind, Callable[[object, tuple[Kind, ...]], bool]] = {
    Union: lambda value, kinds: any(fits(value, each) for each in kinds),
    Annotated: lambda value, kinds: fits(value, kinds[0]) and 0 <= cast("int", value) < _MOST,
    UnionType: lambda value, kinds: any(fits(value, each) for each in kinds),
    Literal: lambda value, known: any(value == each and type(value) is type(each) for each in known),
    dict: _is_mapping,
    Mapping: _is_mapping,
    Collection: _is_list,
    Sequence: _is_list,
}
