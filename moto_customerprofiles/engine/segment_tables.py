"""The tables that SQL segments read: their further names, their columns, and the types of these.

AWS publishes how the data store names its tables (`table_names`), and no more. The aliases and every column are our
choice, kept in this one file so that it can be corrected in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Union

from moto_customerprofiles.engine.json_text import compact
from moto_customerprofiles.engine.profile_fields import ADDRESS_PARTS, ADDRESSES, ATTRIBUTES, MEMBERS, nest
from moto_customerprofiles.engine.standard_objects import PROFILE
from moto_customerprofiles.engine.table_names import normal_name

if TYPE_CHECKING:
    from collections.abc import Container

    from moto_customerprofiles.engine.origins import Fields

TEXT, WHOLE, NUMBER, TRUTH, TIME = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMP"
ColumnType = Union[str, "dict[str, ColumnType]", "list[ColumnType]", None]
"""A scalar's name, the fields of a structure, the one item type of a list; None while only nulls were seen."""

PROFILE_ALIASES = ("profile", "profiles", "profile_standard", "customerprofiles")
ID_COLUMNS = ("profileid", "profile_id")
STANDARD_FIELDS = tuple(name for name in MEMBERS if name not in {*ADDRESSES, ATTRIBUTES})
"""The members of a profile that are one text each, in the order of the service model."""
_WHOLE_LIMIT = 2**63


@dataclass(frozen=True)
class Table:
    """Columns with their types, and rows that may leave columns out."""

    columns: Mapping[str, ColumnType]
    rows: Sequence[Mapping[str, object]]


class ProfileRow(NamedTuple):
    """What the table of profiles shows of one."""

    profile_id: str
    fields: Fields
    created_at: datetime | None = None
    last_updated_at: datetime | None = None


class ObjectRow(NamedTuple):
    """What the table of an object type shows of one object; objects of domain object types have no profile."""

    unique_key: str
    ingested_at: datetime
    document: Mapping[str, object]
    profile_id: str | None = None


def table_aliases(type_name: str) -> tuple[str, ...]:
    """List the further names of a type's table.

    >>> table_aliases("_order")
    ('_order',)
    """
    return (normal_name(type_name), *(PROFILE_ALIASES if type_name == PROFILE else ()))


def profile_table(profiles: Iterable[ProfileRow]) -> Table:
    """Lay profiles out, all as text: fields in two spellings, addresses and attributes as structures too."""
    rows = list(profiles)
    names = dict.fromkeys(path for row in rows for path in row.fields if path.startswith(f"{ATTRIBUTES}."))
    attributes = _without_twins(path.partition(".")[2] for path in names)
    columns: dict[str, ColumnType] = dict.fromkeys(ID_COLUMNS, TEXT)
    for field in STANDARD_FIELDS:
        columns |= dict.fromkeys(_spellings(field), TEXT)
    for address in ADDRESSES:
        for spelling in _spellings(address):
            columns[spelling] = {part.lower(): TEXT for part in ADDRESS_PARTS}
            columns |= {f"{spelling}_{part}": TEXT for name in ADDRESS_PARTS for part in _spellings(name)}
    columns["attributes"] = dict.fromkeys(attributes, TEXT)
    columns |= {spelling: TEXT for name in ("CreatedAt", "LastUpdatedAt") for spelling in _spellings(name)}
    return Table(columns, [_profile(row) for row in rows])


def object_table(objects: Iterable[ObjectRow], known_keys: Iterable[str] = (), *, domain: bool = False) -> Table:
    """Lay objects out: a column for each top-level key they have, and as text for known keys that none has."""
    rows = list(objects)
    fixed: dict[str, ColumnType] = {} if domain else dict.fromkeys(ID_COLUMNS, TEXT)
    fixed |= {"profileobjectuniquekey": TEXT, "ingestedat": TIME}
    seen: ColumnType = {}
    for row in rows:
        seen = _merged(seen, _type_of(row.document))
    own = seen if isinstance(seen, dict) else {}
    taken = {name.lower() for name in own}
    own |= {key: TEXT for key in _without_twins(known_keys) if key.lower() not in taken}
    columns = fixed | {name: kind for name, kind in own.items() if name.lower() not in fixed}
    return Table(columns, [_object(row) for row in rows])


def widened(table: Table, attribute_names: Iterable[str]) -> Table:
    """Add attributes that a query asks for and nobody has, so that they are null rather than unknown."""
    attributes = table.columns.get("attributes")
    if not isinstance(attributes, dict):
        return table
    names = _without_twins([*attributes, *attribute_names]) or ["_"]
    return Table({**table.columns, "attributes": {name: attributes.get(name, TEXT) for name in names}}, table.rows)


def narrowed(table: Table, names: Container[str]) -> Table:
    """Leave out the columns that a query does not name, but the first; `names` are in lower case.

    >>> list(narrowed(Table({"id": TEXT, "Total": NUMBER, "day": TIME}, []), {"total"}).columns)
    ['id', 'Total']
    """
    first = next(iter(table.columns), None)
    kept = {name: kind for name, kind in table.columns.items() if name == first or name.lower() in names}
    return Table(kept, table.rows)


def loadable(value: object, kind: ColumnType) -> object:
    """Turn a value into JSON of its column's type.

    >>> loadable({"A": [1]}, {"a": TEXT})
    {'a': '[1]'}
    """
    if value is None:
        return None
    if isinstance(kind, dict) and isinstance(value, dict) and kind:
        own = {str(name).lower(): part for name, part in reversed(value.items())}
        return {name: loadable(own.get(name.lower()), part) for name, part in kind.items()}
    if isinstance(kind, list) and isinstance(value, list):
        return [loadable(item, kind[0]) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return _as_text(value) if kind == TEXT or not isinstance(kind, str) else value


def column_type(kind: ColumnType) -> ColumnType:
    """Settle a type for good: what was never seen is text.

    >>> column_type([None]), column_type({"a": {}})
    (['VARCHAR'], {'a': 'VARCHAR'})
    """
    if isinstance(kind, dict):
        return {name: column_type(part) for name, part in kind.items()} or TEXT
    return [column_type(kind[0])] if isinstance(kind, list) else kind or TEXT


def _profile(row: ProfileRow) -> dict[str, object]:
    found: dict[str, object] = dict.fromkeys(ID_COLUMNS, row.profile_id)
    for name, value in nest(row.fields).items():
        for spelling in _spellings(name):
            found[spelling] = value
            if name in ADDRESSES and isinstance(value, dict):
                found |= {f"{spelling}_{s}": text for part, text in value.items() for s in _spellings(part)}
    for name, at in (("CreatedAt", row.created_at), ("LastUpdatedAt", row.last_updated_at)):
        found |= dict.fromkeys(_spellings(name), at and at.isoformat())
    return found


def _object(row: ObjectRow) -> dict[str, object]:
    fixed = {"profileobjectuniquekey": row.unique_key, "ingestedat": row.ingested_at}
    if row.profile_id is not None:
        fixed |= dict.fromkeys(ID_COLUMNS, row.profile_id)
    return {**{key: value for key, value in row.document.items() if key.lower() not in fixed}, **fixed}


@cache
def _spellings(name: str) -> tuple[str, ...]:
    """Spell a member's name in lower case and in snake case."""
    snake = "".join(f"_{letter}" if letter.isupper() else letter for letter in name).lstrip("_").lower()
    return (name.lower(),) if snake == name.lower() else (name.lower(), snake)


def _without_twins(names: Iterable[str]) -> list[str]:
    """Keep the first of names that differ only in case: SQL does not tell them apart."""
    firsts: dict[str, str] = {}
    for name in names:
        firsts.setdefault(name.lower(), name)
    return list(firsts.values())


def _type_of(value: object) -> ColumnType:
    if isinstance(value, Mapping):
        return {name: _type_of(value[name]) for name in _without_twins(value)}
    if isinstance(value, list):
        kind: ColumnType = None
        for item in value:
            kind = _merged(kind, _type_of(item))
        return [kind]
    if value is None or isinstance(value, bool):
        return None if value is None else TRUTH
    if isinstance(value, int):
        return WHOLE if abs(value) < _WHOLE_LIMIT else NUMBER
    return NUMBER if isinstance(value, float) else TEXT


def _merged(one: ColumnType, other: ColumnType) -> ColumnType:
    """Find the type that holds values of both; text when they do not agree."""
    if one is None or other is None or one == other:
        return other if one is None else one
    if isinstance(one, dict) and isinstance(other, dict):
        theirs = {name.lower(): kind for name, kind in other.items()}
        both = {name: _merged(kind, theirs.pop(name.lower(), None)) for name, kind in one.items()}
        return both | {name: kind for name, kind in other.items() if name.lower() in theirs}
    if isinstance(one, list) and isinstance(other, list):
        return [_merged(one[0], other[0])]
    return NUMBER if (one, other) in ((WHOLE, NUMBER), (NUMBER, WHOLE)) else TEXT


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else compact(value)
