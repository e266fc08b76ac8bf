"""The columns that recommenders know, of web events and of catalog items: all of them or those of a schema.

Without a schema, the columns are all fields of the two standard objects (Administrator Guide, standard web analytics
object and item catalog) with their custom attributes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_FIELDS, CATALOG_ITEM
from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES, attribute_name
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EVENTS = "_webAnalytics"
OBJECTS = (EVENTS, CATALOG_ITEM)
CATALOG_COLUMNS = (*CATALOG_FIELDS, ATTRIBUTES)

# "These columns are always part" (service model, IncludedColumns).
MANDATORY = {EVENTS: ("Item.Id", "EventTimestamp", "EventType"), CATALOG_ITEM: ("Id",)}


@dataclass(frozen=True)
class Columns:
    """The columns of one object that a recommender may use: those of its schema, restricted by its configuration."""

    names: tuple[str, ...]
    included: tuple[str, ...] | None = None
    excluded: tuple[str, ...] = ()

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not covers(self.names, name) or covers(self.excluded, name):
            return False
        return self.included is None or covers(self.included, name)


def covers(names: Iterable[str], name: str) -> bool:
    """Return whether a column is among `names`, in which `Attributes` stands for all custom attributes.

    >>> covers(["Name", "Attributes"], "Attributes.brand"), covers(["Name"], "Attributes.brand")
    (True, False)
    """
    return name in names or (attribute_name(name) != "" and ATTRIBUTES in names)


def column_called(names: Iterable[str], name: str) -> str | None:
    """Return the column that a filter means by this name, ignoring case, underscores and dots; None if there is none.

    >>> column_called(["EventType", "Item.Id"], "ITEM_ID")
    'Item.Id'
    """
    if covers(names, name):
        return name
    wanted = loosely(name)
    known = next((column for column in names if loosely(column) == wanted), None)
    opened = ATTRIBUTES in names and wanted.startswith("attributes")
    return known or (name if opened else None)


def loosely(name: str) -> str:
    """Return a column's name in the form in which filters compare it.

    >>> loosely("EVENT_TYPE") == loosely("EventType")
    True
    """
    return name.replace("_", "").replace(".", "").lower()


def columns_of(fields: Mapping[str, Sequence[str]] | None) -> Schema:
    """Return the columns of a schema, mandatory ones first; without a schema those of the default one.

    >>> columns_of({"_catalogItem": ["Category"]})
    {'_webAnalytics': ('Item.Id', 'EventTimestamp', 'EventType'), '_catalogItem': ('Id', 'Category')}
    """
    if fields is None:
        return {name: default_columns(name) for name in OBJECTS}
    return {name: tuple(dict.fromkeys((*MANDATORY[name], *fields.get(name, ())))) for name in OBJECTS}


@cache
def default_columns(name: str) -> tuple[str, ...]:
    """Return all columns of web events, catalog items or profiles.

    >>> "Location.City" in default_columns("_webAnalytics")
    True
    """
    if name == CATALOG_ITEM:
        return CATALOG_COLUMNS
    standard = standard_objects()[name]
    nested = (f"{part}.{field}" for part, fields in standard.parts.items() for field in fields)
    return (standard.id_field, *sorted({*standard.fields, *standard.lists, *nested}), ATTRIBUTES)


def profile_columns() -> tuple[str, ...]:
    """Return all columns of profiles."""
    return default_columns(PROFILE)


Schema = dict[str, tuple[str, ...]]
"""The columns of both objects."""
