"""How the parameters of a call differ from those that a test names; parameters without a name may be anything."""

from __future__ import annotations

import json
from collections.abc import Mapping

_LONGEST = 200


def holds(expected: Mapping[str, object], actual: Mapping[str, object]) -> bool:
    """Return whether a call has all the expected parameters.

    >>> holds({"Address": {"City": "Seattle"}}, {"Address": {"City": "Seattle", "State": "WA"}, "FirstName": "Ann"})
    True
    """
    return all(not _differ(name, value, actual) for name, value in expected.items())


def differences(expected: Mapping[str, object], actual: Mapping[str, object]) -> list[str]:
    """Return in words where a call differs from the expected parameters, one text for each parameter.

    A mapping is compared member by member, also with a parameter that is the JSON text of one. None expects that a
    parameter is missing.

    >>> differences({"ObjectTypeName": "crm", "Object": {"id": 1}}, {"ObjectTypeName": "order", "Object": '{"id": 1}'})
    ["ObjectTypeName is 'order', expected 'crm'"]
    >>> differences({"FirstName": "Ann"}, {})
    ["FirstName is missing, expected 'Ann'"]
    """
    return [text for name, value in expected.items() for text in _differ(name, value, actual)]


def quoted(value: object) -> str:
    """Return a value as a failure text shows it, cut to a line.

    >>> quoted("Ann")
    "'Ann'"
    """
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _differ(path: str, expected: object, container: Mapping[str, object]) -> list[str]:
    name = path.rpartition(".")[2]
    if name not in container:
        return [] if expected is None else [f"{path} is missing, expected {quoted(expected)}"]
    actual = container[name]
    if isinstance(expected, Mapping):
        document = _document(actual)
        if document is not None:
            return [text for each, value in expected.items() for text in _differ(f"{path}.{each}", value, document)]
    elif isinstance(expected, tuple):
        expected = [*expected]
    if actual == expected:
        return []
    return [f"{path} is {quoted(actual)}, expected {'none' if expected is None else quoted(expected)}"]


def _document(value: object) -> Mapping[str, object] | None:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return value if isinstance(value, Mapping) else None
