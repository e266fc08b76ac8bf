"""What tells two scenarios of a domain apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import shown
from moto_customerprofiles.hooks.scenarios.sections import CREATED, DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

_MISSING: Any = object()


class Difference(NamedTuple):
    """A place at which two documents differ, and what each has there; None for one that has nothing."""

    place: str
    first: str | None
    second: str | None

    def __str__(self) -> str:
        """Return the difference as a line of text."""
        return f"{self.place}: {self._told(self.first)} in the first, {self._told(self.second)} in the second"

    @staticmethod
    def _told(value: str | None) -> str:
        return "nothing" if value is None else value


def differences(first: dict[str, Any], second: dict[str, Any], *, with_data: bool = False) -> list[Difference]:
    """Return where the configuration of two domains differs, and their data if asked for; times do not count.

    >>> [each.place for each in differences({"Segments": {"vip": {"Description": "a"}}}, {"Segments": {"vip": {}}})]
    ['Segments.vip.Description']
    """
    left_out = {CREATED} if with_data else {CREATED, *DATA}
    return list(_compare("", _less(first, left_out), _less(second, left_out)))


def _less(document: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    """Return a document without some of its members, and without times in what is in it."""
    return {
        name: _timeless(value) for name, value in document.items() if name not in left_out and value not in ({}, [])
    }


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(each) for name, each in value.items() if name != CREATED}
    return value


def _compare(place: str, first: Any, second: Any) -> Iterator[Difference]:
    if isinstance(first, dict) and isinstance(second, dict):
        for name in [*first, *(each for each in second if each not in first)]:
            yield from _compare(
                f"{place}.{name}" if place else name, first.get(name, _MISSING), second.get(name, _MISSING)
            )
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for number, pair in enumerate(zip(first, second, strict=True), 1):
            yield from _compare(f"{place}.{number}", *pair)
    elif first is _MISSING or second is _MISSING or first != second:
        yield Difference(place, *(None if each is _MISSING else shown(repr(each)) for each in (first, second)))
