"""Guess an object type from sample objects, as DetectProfileObjectType does.

The service asks a language model. This module is a fixed heuristic with the limits and refusals of the Administrator
Guide ("Generative AI-powered data mapping"): the names of members decide, by the tables of `detection_tables`, and
their values, which may tell an e-mail address, a telephone number or an identifier under any name. What identifies an
object stands at the top level rather than below, and its values never repeat in the samples.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping import detection_tables as tables
from moto_customerprofiles.engine.mapping.key_rules import RESERVED_NAMES
from moto_customerprofiles.engine.mapping.source_objects import parse_object
from moto_customerprofiles.engine.mapping.timestamps import EPOCH_MILLI, timestamp_reader
from moto_customerprofiles.engine.profiles.normal_forms import EMAIL_ADDRESS, NUMBER, PHONE_NUMBER, STRING
from moto_customerprofiles.engine.profiles.standard_objects import LAST_UPDATED, PROFILE
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition, KeyDefinition, ObjectTypeDocument

_MOST_NAMES = 120
_MOST_FIELDS = 250
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_VALUES = (
    ("EmailAddress", EMAIL_ADDRESS, re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")),
    ("PhoneNumber", PHONE_NUMBER, re.compile(r"\+[0-9][0-9 ().-]{6,18}")),
)
"""Fields of the standard profile with their content types, and the form of the values that mean them."""
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_EPOCH_MILLI = re.compile(r"\d{12,14}", re.ASCII)


class Leaf(NamedTuple):
    """A scalar of the samples: the names that lead to it, and its values in the samples, without nulls."""

    path: tuple[str, ...]
    values: list[object]

    @property
    def plain_name(self) -> str:
        """The last name in lower case, letters and digits only."""
        return re.sub(r"[\W_]", "", self.path[-1]).lower()

    def looks_like(self, form: re.Pattern[str]) -> bool:
        """Return whether there are values, all of which are texts of this form."""
        return bool(self.values) and all(isinstance(value, str) and form.fullmatch(value) for value in self.values)

    def tells_apart(self, samples: int) -> bool:
        """Return whether each of so many samples has a value of its own."""
        return samples == len(self.values) == len(set(map(str, self.values)) - {""})


IsFree = Callable[[str, Sequence[str]], bool]
"""Whether a key of this name, over fields of these content types, goes together with the keys of the domain."""


def detect(texts: Sequence[str], is_free: IsFree = lambda _name, _content_types: True) -> ObjectTypeDocument | None:
    """Return the fields and keys that the samples suggest, None if no member identifies an object.

    A key whose name the domain has for other content types gets a number.

    Raises:
        BadRequest: a sample is not a JSON object, or has too many members.

    >>> detected = detect(['{"customerId": "C-1", "email": "a@b.c"}'])
    >>> detected["Keys"]["customerId"]
    [{'StandardIdentifiers': ['PROFILE', 'UNIQUE'], 'FieldNames': ['customerId']}]

    """
    leaves = _leaves([_sample(f"Objects.{number}", text) for number, text in enumerate(texts, 1)])
    timestamp, timestamp_format = _timestamp(leaves)
    unique = _unique([leaf for leaf in leaves if leaf is not timestamp and leaf.tells_apart(len(texts))])
    if unique is None:
        return None
    fields: dict[str, FieldDefinition] = {}
    taken: set[str] = set()
    names: dict[tuple[str, ...], str] = {}
    for leaf in leaves:
        target, content_type = (LAST_UPDATED, STRING) if leaf is timestamp else _target(leaf, taken)
        taken.add(target)
        names[leaf.path] = name = _field_name(leaf.path, fields)
        fields[name] = {
            "Source": f"_source.{'.'.join(leaf.path)}",
            "Target": f"{PROFILE}.{target}",
            "ContentType": content_type,
        }
    detected: ObjectTypeDocument = {"Fields": fields, "Keys": _keys(unique, names[unique.path], fields, is_free)}
    return {"SourceLastUpdatedTimestampFormat": timestamp_format, **detected} if timestamp_format else detected


def _sample(where: str, text: str) -> dict[str, object]:
    document = parse_object(text, refusal=f"Could not parse object string into JSON: {where}")
    if (count := _count_names(document)) > _MOST_NAMES:
        raise BadRequest(f"Breached limit of {_MOST_NAMES} attributes: {where} has {count}")
    return document


def _count_names(value: object) -> int:
    """Count the names at every depth; of a list, the names of its first element."""
    if isinstance(value, list):
        return _count_names(value[0]) if value else 0
    if not isinstance(value, dict):
        return 0
    return len(value) + sum(map(_count_names, value.values()))


def _leaves(samples: Sequence[Mapping[str, object]]) -> list[Leaf]:
    leaves: dict[tuple[str, ...], Leaf] = {}
    for sample in samples:
        for path, value in _scalars(sample, ()):
            leaf = leaves.setdefault(path, Leaf(path, []))
            if value is not None:
                leaf.values.append(value)
    return list(leaves.values())[:_MOST_FIELDS]


def _scalars(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield every scalar that an accessor can name, with the names that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name and not set(name) & set(".[]{}"):
                yield from _scalars(inner, (*path, name))
    elif not isinstance(value, list) and sum(map(len, path)) + 2 * len(path) < LONGEST["ObjectTypeField.Source"] // 2:
        yield path, value


def _target(leaf: Leaf, taken: set[str]) -> tuple[str, str]:
    by_value = next(((path, kind) for path, kind, form in _VALUES if leaf.looks_like(form)), ("", STRING))
    path, content_type = tables.FIELDS.get(leaf.plain_name, by_value)
    if leaf.plain_name in tables.ADDRESS_PARTS:
        path = f"{_address(leaf.path)}.{tables.ADDRESS_PARTS[leaf.plain_name]}"
    is_flag = content_type != STRING and leaf.values and {type(value) for value in leaf.values} == {bool}
    if path and path not in taken and not is_flag:
        return path, content_type
    is_number = leaf.values and {type(value) for value in leaf.values} <= {int, float}
    return f"Attributes.{'_'.join(leaf.path)}", NUMBER if is_number else STRING


def _address(path: tuple[str, ...]) -> str:
    around = " ".join(path[:-1]).lower()
    return next((address for word, address in tables.ADDRESSES.items() if word in around), "Address")


def _field_name(path: tuple[str, ...], fields: Mapping[str, FieldDefinition]) -> str:
    """Return the last name of a path if it is valid and not taken, else a name made of the whole path."""
    last = path[-1]
    if _FIELD_NAME.fullmatch(last) and len(last) <= LONGEST["FieldMap.key"] and last not in {*fields, *RESERVED_NAMES}:
        return last
    joined = re.sub(r"[^A-Za-z0-9_-]", "_", "_".join(path)).lstrip("_-0123456789")
    name = stem = (joined if joined.lower() != "tags" else "")[: LONGEST["FieldMap.key"] - 4] or "field"
    number = 1
    while name in fields:
        number += 1
        name = f"{stem}_{number}"
    return name


def _unique(candidates: Sequence[Leaf]) -> Leaf | None:
    """Return what identifies an object, by its name, the end of its name or its values; the top level goes first."""
    ranks = (
        lambda leaf: leaf.plain_name in tables.UNIQUE_NAMES,
        lambda leaf: leaf.plain_name.endswith("id"),
        lambda leaf: leaf.looks_like(_IDENTIFIER),
    )
    top = [leaf for leaf in candidates if len(leaf.path) == 1]
    return next((leaf for leaves in (top, candidates) for rank in ranks for leaf in leaves if rank(leaf)), None)


def _keys(
    unique: Leaf, field_name: str, fields: Mapping[str, FieldDefinition], is_free: IsFree
) -> dict[str, list[KeyDefinition]]:
    content_types = [fields[field_name].get("ContentType", STRING)]
    key_name = "_account" if unique.plain_name in tables.ACCOUNT_NAMES else field_name
    names = chain([key_name], (f"{field_name[:60]}_{number}" for number in count(2)))
    free = next(name for name in names if is_free(name, content_types))
    keys: dict[str, list[KeyDefinition]] = {
        free: [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": [field_name]}]
    }
    for index, target in (("_email", "EmailAddress"), ("_phone", "PhoneNumber")):
        for name, field in fields.items():
            if field.get("Target") == f"{PROFILE}.{target}":
                keys[index] = [{"FieldNames": [name]}]
    return keys


def _timestamp(leaves: Sequence[Leaf]) -> tuple[Leaf | None, str | None]:
    """Return the first leaf that says when its object was last updated, and the format of its first value."""
    for leaf in leaves:
        if leaf.plain_name in tables.TIMESTAMPS and leaf.values:
            timestamp_format = _format_of(leaf.values[0])
            if timestamp_format:
                return leaf, timestamp_format
    return None, None


def _format_of(value: object) -> str | None:
    text = str(value)
    if not isinstance(value, bool) and _EPOCH_MILLI.fullmatch(text):
        return EPOCH_MILLI
    return next((known for known in tables.TIMESTAMP_FORMATS if timestamp_reader(known)(text)), None)
