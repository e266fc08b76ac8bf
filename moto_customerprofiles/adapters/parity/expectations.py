"""What is expected of an answer, and where an answer differs from it.

A mapping names the members that must be there, each with what is expected of it; other members are free. A list must
have as many items, each as expected. Anything else must be equal. A mapping with one name that begins with `$` is a
condition:

- `{"$absent": true}`: the member is not there.
- `{"$present": true}`: it is there, with any value.
- `{"$any_order": [...]}`: the items of a list, in any order.
- `{"$text_has": "..."}`: a text that contains another, in any case of letters.
- `{"$form": "..."}`: a text that has the form of a regular expression.
- `{"$json": ...}`: a text that is a JSON document as expected.
- `{"$has": [...]}`: a list that has these items among others.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_MISSING = object()
_UNFINISHED = {"PENDING", "PREPARING", "IN_PROGRESS", "PROCESSING", "RUNNING", "STARTING", "ACTIVATING", "DELETING"}


class Difference(NamedTuple):
    """One place of an answer that is not as expected."""

    path: str
    expected: Any
    actual: Any

    @property
    def is_unfinished(self) -> bool:
        """Whether the place is a status that says that the work goes on."""
        return self.path.endswith(("Status", "State")) and self.actual in _UNFINISHED


def differences(expected: Any, actual: Any, path: str = "") -> list[Difference]:
    """Return the places where a value is not as expected, none if it is."""
    condition = _condition(expected)
    if condition is not None:
        return _CONDITIONS[condition](expected[condition], actual, path)
    if actual is _MISSING:
        return [Difference(path, expected, "(absent)")]
    if isinstance(expected, dict) and isinstance(actual, dict):
        return [
            found
            for name, each in expected.items()
            for found in differences(each, actual.get(name, _MISSING), f"{path}.{name}" if path else name)
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [found for n, (each, item) in pairs for found in differences(each, item, f"{path}[{n}]")]
    return [] if expected == actual and type(expected) is type(actual) else [Difference(path, expected, actual)]


def _condition(expected: Any) -> str | None:
    if isinstance(expected, dict) and len(expected) == 1:
        [name] = expected
        return name if name in _CONDITIONS else None
    return None


def _absent(wanted: bool, actual: Any, path: str) -> list[Difference]:  # noqa: FBT001  # as all conditions
    return [] if (actual is _MISSING) == wanted else [Difference(path, "(absent)", actual)]


def _present(wanted: bool, actual: Any, path: str) -> list[Difference]:  # noqa: FBT001  # as all conditions
    return [] if (actual is not _MISSING) == wanted else [Difference(path, "(present)", "(absent)")]


def _any_order(wanted: list[Any], actual: Any, path: str) -> list[Difference]:
    if isinstance(actual, list) and len(actual) == len(wanted) and not _has(wanted, actual, path):
        return []
    return [Difference(path, {"$any_order": wanted}, _shown(actual))]


def _has(wanted: list[Any], actual: Any, path: str) -> list[Difference]:
    rest = [*actual] if isinstance(actual, list) else []
    for each in wanted:
        found = next((n for n, item in enumerate(rest) if not differences(each, item)), None)
        if found is None:
            return [Difference(path, {"$has": [each]}, _shown(actual))]
        del rest[found]
    return []


def _text_has(wanted: str, actual: Any, path: str) -> list[Difference]:
    found = isinstance(actual, str) and wanted.lower() in actual.lower()
    return [] if found else [Difference(path, {"$text_has": wanted}, _shown(actual))]


def _form(wanted: str, actual: Any, path: str) -> list[Difference]:
    found = isinstance(actual, str) and re.fullmatch(wanted, actual)
    return [] if found else [Difference(path, {"$form": wanted}, _shown(actual))]


def _json(wanted: Any, actual: Any, path: str) -> list[Difference]:
    try:
        document = json.loads(actual)
    except (TypeError, ValueError):
        return [Difference(path, wanted, _shown(actual))]
    return differences(wanted, document, path)


def _shown(actual: Any) -> Any:
    return "(absent)" if actual is _MISSING else actual


_CONDITIONS: dict[str, Callable[[Any, Any, str], list[Difference]]] = {
    "$absent": _absent,
    "$present": _present,
    "$any_order": _any_order,
    "$text_has": _text_has,
    "$form": _form,
    "$json": _json,
    "$has": _has,
}
