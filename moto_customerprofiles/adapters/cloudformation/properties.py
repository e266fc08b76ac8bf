"""Properties of a template as parameters of an operation, and what CloudFormation refuses about them.

The resource schemas of CloudFormation mirror the input shapes of the operations, but for maps, some of which are lists
of entries, and for the members that `types` names. Numbers and booleans may be texts. A list that is empty counts as
absent at the top, as in AWS's public handlers, and further down where the operation demands an entry (our choice).
"""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.cloudformation.aliases import ALIASES
from moto_customerprofiles.wire.model import botocore_version, operation_model
from moto_customerprofiles.wire.newest_model import newest_model

if TYPE_CHECKING:
    from botocore.model import Shape

    from moto_customerprofiles.adapters.cloudformation.types import Spec

    Path = tuple[str, ...]

_ENTRIES = {
    "TagMap": ("Key", "Value"),
    "ObjectTypeNames": ("Key", "Value"),
    "FieldMap": ("Name", "ObjectTypeField"),
    "KeyMap": ("Name", "ObjectTypeKeyList"),
    "TaskPropertiesMap": ("OperatorPropertyKey", "Property"),
}
"""Maps that are lists in templates, by shape: which members of an entry are the key and the value."""

_SPELLINGS = {"SourceConnectorType": {"ServiceNow": "Servicenow"}}
"""Values that the schema and the operation spell differently, by shape."""

_JSON_TYPES = ((bool, "Boolean"), (str, "String"), (int, "Integer"), (float, "Number"), (list, "JSONArray"))


class InvalidProperties(Exception):
    """The properties of a resource do not fit its schema; the text has a line for each violation."""


def parameters(spec: Spec, properties: object) -> dict[str, Any]:
    """Return the parameters of the operation that creates a resource with these properties.

    >>> from moto_customerprofiles.adapters.cloudformation.types import SPECS
    >>> given = {"DomainName": "shop", "DefaultExpirationDays": "30", "Tags": [{"Key": "a", "Value": "b"}]}
    >>> parameters(SPECS[0], given)
    {'DomainName': 'shop', 'DefaultExpirationDays': 30, 'Tags': {'a': 'b'}}

    Raises:
        InvalidProperties: properties that are unknown, missing or of another type.

    """
    reading = _Reading(spec.not_in_schema)
    shape = operation_model(spec.create).input_shape
    result: dict[str, Any] = reading.structure(shape, properties, ())
    if reading.violations:
        raise InvalidProperties("\n".join(reading.violations))
    return result


def at(values: object, path: str) -> object:
    """Return the value at a path of parameters, None where there is none.

    >>> at({"Conditions": {"Range": {"Unit": "DAYS"}}}, "Conditions/Range/Unit")
    'DAYS'
    """
    for name in path.split("/"):
        values = values.get(name) if isinstance(values, dict) else None
    return values


def whole_text(text: str, lone: str = "strict") -> str:
    r"""Return a text with its surrogate pairs joined: moto reads JSON as YAML, which leaves them apart.

    `lone` says what becomes of half a pair, as for `bytes.decode`.

    >>> whole_text("\ud83c\udf89") == "\N{PARTY POPPER}"
    True

    Raises:
        UnicodeDecodeError: the text has half a pair, and `lone` is "strict".

    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", lone)


class _Reading:
    """One pass over the properties of a resource, which gathers all violations."""

    def __init__(self, not_in_schema: tuple[str, ...]) -> None:
        self.violations: list[str] = []
        self._not_in_schema = not_in_schema

    def structure(self, shape: Any, value: object, path: Path) -> dict[str, Any]:
        """Return the members that are given, each read by its shape."""
        if not isinstance(value, dict):
            self._expected("JSONObject", value, path)
            return {}
        known = {name: member for name, member in shape.members.items() if self._has(path, name)}
        for name in [str(each) for each in value if each not in known]:
            self._violation(path, f"extraneous key [{name}] is not permitted{_hint(name, list(known), shape)}")
        given = {name: value[name] for name in known if not _is_absent(known[name], value.get(name), path)}
        for name in shape.required_members:
            if name not in given:
                self._violation(path, f"required key [{name}] not found")
        return {name: self._read(known[name], each, (*path, name)) for name, each in given.items()}

    def _has(self, path: Path, name: str) -> bool:
        return "/".join([*(each for each in path if not each.isdigit()), name]) not in self._not_in_schema

    def _read(self, shape: Any, value: object, path: Path) -> Any:
        if shape.type_name == "structure":
            return self.structure(shape, value, path)
        if shape.type_name == "list":
            return [self._read(shape.member, each, where) for where, each in self._items(value, path)]
        if shape.type_name == "map":
            return self._map(shape, value, path)
        return self._scalar(shape, value, path)

    def _items(self, value: object, path: Path) -> list[tuple[Path, object]]:
        if not isinstance(value, list):
            self._expected("JSONArray", value, path)
            return []
        return [((*path, str(index)), each) for index, each in enumerate(value)]

    def _map(self, shape: Any, value: object, path: Path) -> dict[str, Any]:
        if shape.name in _ENTRIES:
            return dict(filter(None, [self._entry(shape, each, where) for where, each in self._items(value, path)]))
        if not isinstance(value, dict):
            self._expected("JSONObject", value, path)
            return {}
        names = {name: whole_text(str(name), "replace") for name in value}
        return {names[name]: self._read(shape.value, each, (*path, names[name])) for name, each in value.items()}

    def _entry(self, shape: Any, entry: object, path: Path) -> tuple[str, Any] | None:
        if not isinstance(entry, dict):
            self._expected("JSONObject", entry, path)
            return None
        names = _ENTRIES[shape.name]
        for name in [str(each) for each in entry if each not in names]:
            self._violation(path, f"extraneous key [{name}] is not permitted{_hint(name, list(names))}")
        missing = [name for name in names if entry.get(name) is None]
        for name in missing:
            self._violation(path, f"required key [{name}] not found")
        if missing:
            return None
        key, value = names
        return whole_text(str(entry[key]), "replace"), self._read(shape.value, entry[value], (*path, value))

    def _scalar(self, shape: Any, value: object, path: Path) -> Any:
        convert, expected = _SCALARS[shape.type_name]
        if not isinstance(value, dict | list | None):
            try:
                converted = convert(value)
            except (TypeError, ValueError, OverflowError):
                pass
            else:
                return _SPELLINGS.get(shape.name, {}).get(converted, converted)
        self._expected(expected, value, path)
        return None

    def _expected(self, expected: str, found: object, path: Path) -> None:
        self._violation(path, f"expected type: {expected}, found: {_json_type(found)}")

    def _violation(self, path: Path, text: str) -> None:
        self.violations.append(f"#{''.join(f'/{name}' for name in path)}: {text}")


def _is_absent(shape: Shape, value: object, path: Path) -> bool:
    if value == [] and (shape.type_name == "list" or shape.name in _ENTRIES):
        return not path or shape.metadata.get("min", 0) > 0
    return value is None


def _hint(name: str, known: list[str], shape: Any = None) -> str:
    newest = newest_model()
    if shape is not None and name in shape.members:
        return " (the operation takes it, CloudFormation does not)"
    if shape is not None and name in newest.members.get(shape.name, ()):
        return f" (the installed botocore {botocore_version()} does not know it, botocore {newest.botocore} does)"
    meant = [each for each in ALIASES.get(name.lower(), ()) if each in known]
    [nearest] = meant[:1] or get_close_matches(name, known, n=1) or [""]
    return f" (did you mean {nearest}?)" if nearest else f" (there are {', '.join(known)})"


def _json_type(value: object) -> str:
    if value is None:
        return "Null"
    return next((name for kind, name in _JSON_TYPES if isinstance(value, kind)), "JSONObject")


def _text(value: object) -> str:
    """Return a scalar as CloudFormation writes it; YAML reads some texts as dates, which print as they were written."""
    return str(value).lower() if isinstance(value, bool) else whole_text(str(value))


def _integer(value: Any) -> int:
    number = int(value)
    if isinstance(value, bool) or number != float(value):
        raise ValueError(value)
    return number


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(value)
    return number


def _boolean(value: object) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise ValueError(value)
    return str(value).lower() == "true"


_SCALARS: dict[str, tuple[Any, str]] = {
    "string": (_text, "String"),
    "integer": (_integer, "Integer"),
    "long": (_integer, "Integer"),
    "double": (_number, "Number"),
    "float": (_number, "Number"),
    "timestamp": (_number, "Number"),
    "boolean": (_boolean, "Boolean"),
}
