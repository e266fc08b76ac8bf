"""The tables that SQL segments read: their aliases, their columns and their rows.

AWS publishes how the data store names its tables (`table_names`), and no more. The aliases and all columns are our
choice; they are defined in this one module so that they can be corrected in one place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import (
    ADDRESS_PARTS,
    ADDRESSES,
    ATTRIBUTE_PREFIX,
    ATTRIBUTES,
    MEMBERS,
    nest,
)
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.segments.column_types import (
    TEXT,
    TIME,
    ColumnType,
    column_type,
    loadable,
    merged,
    type_of,
    without_twins,
)
from moto_customerprofiles.engine.segments.table_names import normal_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields

PROFILE_ALIASES = ("profile", "profiles", "profile_standard", "customerprofiles")
ID_COLUMNS = ("profileid", "profile_id")
STANDARD_FIELDS = tuple(name for name in MEMBERS if name not in {*ADDRESSES, ATTRIBUTES})
"""The members of a profile that hold one text each, in the order of the service model."""


@dataclass(frozen=True)
class Table:
    """The columns of a table with their types, and its rows, which may lack columns."""

    columns: Mapping[str, ColumnType]
    rows: Sequence[Mapping[str, object]]


class LaidTable(NamedTuple):
    """A table as text, which every process can read: the types of its columns and its rows, both as JSON."""

    name: str
    kinds: str
    rows: str


class ProfileRow(NamedTuple):
    """One row of the table of profiles."""

    profile_id: str
    fields: Fields
    created_at: datetime | None = None
    last_updated_at: datetime | None = None


class ObjectRow(NamedTuple):
    """One row of the table of an object type; objects of domain object types have no profile."""

    unique_key: str
    ingested_at: datetime
    document: Mapping[str, object]
    profile_id: str | None = None


def table_aliases(type_name: str) -> tuple[str, ...]:
    """Return the other names of a type's table.

    >>> table_aliases("_order")
    ('_order',)
    """
    return (normal_name(type_name), *(PROFILE_ALIASES if type_name == PROFILE else ()))


def profile_table(profiles: Iterable[ProfileRow]) -> Table:
    """Return the table of profiles as text: each field under two names, addresses and attributes as structures too."""
    rows = list(profiles)
    names = dict.fromkeys(path for row in rows for path in row.fields if path.startswith(ATTRIBUTE_PREFIX))
    attributes = without_twins(path.partition(".")[2] for path in names)
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
    """Return the table of objects: a column for each top-level member, and a text column for a key without values."""
    rows = list(objects)
    fixed: dict[str, ColumnType] = {} if domain else dict.fromkeys(ID_COLUMNS, TEXT)
    fixed |= {"profileobjectuniquekey": TEXT, "ingestedat": TIME}
    seen: ColumnType = {}
    for row in rows:
        seen = merged(seen, type_of(row.document))
    own = seen if isinstance(seen, dict) else {}
    taken = {name.lower() for name in own}
    own |= {key: TEXT for key in without_twins(known_keys) if key.lower() not in taken}
    columns = fixed | {name: kind for name, kind in own.items() if name.lower() not in fixed}
    return Table(columns, [_object(row) for row in rows])


def widened(table: Table, attribute_names: Iterable[str]) -> Table:
    """Return the table with null columns for attributes that a query reads and no profile has."""
    attributes = table.columns.get("attributes")
    if not isinstance(attributes, dict):
        return table
    names = without_twins([*attributes, *attribute_names]) or ["_"]
    return Table({**table.columns, "attributes": {name: attributes.get(name, TEXT) for name in names}}, table.rows)


def narrowed(table: Table, names: Container[str]) -> Table:
    """Return the table with the first column and the columns that a query names, `names` in lower case.

    >>> list(narrowed(Table({"id": TEXT, "Total": TEXT, "day": TIME}, []), {"total"}).columns)
    ['id', 'Total']
    """
    first = next(iter(table.columns), None)
    kept = {name: kind for name, kind in table.columns.items() if name == first or name.lower() in names}
    return Table(kept, table.rows)


def laid(name: str, table: Table) -> LaidTable:
    """Write a table as text.

    >>> laid("p", Table({"id": TEXT}, [{"id": 7}]))
    LaidTable(name='p', kinds='[{"id": "VARCHAR"}]', rows='[{"id": "7"}]')
    """
    kinds: dict[str, ColumnType] = {column: column_type(kind) for column, kind in table.columns.items()}
    rows = [{column: loadable(row.get(column), kind) for column, kind in kinds.items()} for row in table.rows]
    return LaidTable(name, json.dumps([kinds]), json.dumps(rows))


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
    """Return a member's name in lower case and in snake case.

    The cache holds names of members of the service model only: those of a profile and the parts of its addresses.
    """
    snake = "".join(f"_{letter}" if letter.isupper() else letter for letter in name).lstrip("_").lower()
    return (name.lower(),) if snake == name.lower() else (name.lower(), snake)
