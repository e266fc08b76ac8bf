"""The columns that recommenders know: of web events and of catalogue items, all of them or those of a schema.

The default columns are the fields of the two standard objects (Admin Guide, standard web analytics object and item
catalog), which serve when no schema is named; custom attributes come along with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profile_fields import ADDRESSES, EMAILS, NAMES, PHONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EVENTS = "_webAnalytics"
CATALOG = "_catalogItem"
OBJECTS = (EVENTS, CATALOG)
ATTRIBUTES = "Attributes."

_NESTED = {
    "Session": ("Id", "StartTimestamp"),
    "Page": ("Title", "Location", "Referrer", "Category"),
    "Element": ("Id", "Type", "Classes", "Text", "AltText", "Source"),
    "Form": ("Id", "Name", "Length", "ValidationErrors", "FieldsCompleted", "FieldsRequired"),
    "Search": (
        "Query",
        "TotalMatchingResults",
        "ResultsPerPage",
        "CurrentResultsPage",
        "FilterExpression",
        "SortCriteria",
        "SortOrder",
    ),
    "Item": ("Id", "Title", "Category", "Value", "Currency", "Quantity", "ImpressionType", "ImpressionId"),
    "Cart": ("Id", "ItemsCount", "Currency", "Value"),
    "Scroll": ("DepthPercentage", "PositionX", "PositionY"),
    "Error": ("Description", "Type"),
    "User": ("Id", "AnonymousId", "IsReturning", "IsLoggedIn"),
    "Location": ("Country", "State", "Province", "County", "City", "Latitude", "Longitude"),
    "Application": ("Name", "Version", "Environment"),
}
EVENT_COLUMNS = (
    *("EventId", "EventType", "EventTimestamp", "EventDuration", "EventValue", "OrderId", "DeviceId"),
    *("ItemsList", "AdditionalItemImpressions"),
    *(f"{part}.{field}" for part, fields in _NESTED.items() for field in fields),
)
CATALOG_COLUMNS = (
    *("Id", "Name", "Code", "Type", "Category", "Description", "AdditionalInformation"),
    *("ImageLink", "Link", "Price", "CreatedAt", "UpdatedAt"),
)
PROFILE_COLUMNS = (
    *("AccountNumber", "AdditionalInformation", "PartyType", "PartyTypeString", "BusinessName", "BirthDate"),
    *("Gender", "GenderString", "ProfileType", *NAMES, *PHONES, *EMAILS),
    *(
        f"{address}.{part}"
        for address in ADDRESSES
        for part in ("Address1", "Address2", "Address3", "Address4", "City", "County", "State", "Province", "Country")
    ),
    *(f"{address}.PostalCode" for address in ADDRESSES),
)

# "These columns are always part" (service model, IncludedColumns).
MANDATORY = {EVENTS: ("Item.Id", "EventTimestamp", "EventType"), CATALOG: ("Id",)}


@dataclass(frozen=True)
class Columns:
    """The columns of one object that a recommender may use: those of its schema, narrowed by its configuration."""

    names: tuple[str, ...]
    included: tuple[str, ...] | None = None
    excluded: tuple[str, ...] = ()

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str) or not covers(self.names, name) or covers(self.excluded, name):
            return False
        return self.included is None or covers(self.included, name)


def covers(names: Iterable[str], name: str) -> bool:
    """Tell whether a column is among some, where `Attributes` stands for all custom attributes.

    >>> covers(["Name", "Attributes"], "Attributes.brand"), covers(["Name"], "Attributes.brand")
    (True, False)
    """
    return name in names or (name.startswith(ATTRIBUTES) and name != ATTRIBUTES and "Attributes" in names)


def resolve(names: Iterable[str], name: str) -> str | None:
    """Find the column that a filter calls by this name, ignoring case, underscores and dots.

    >>> resolve(["EventType", "Item.Id"], "ITEM_ID")
    'Item.Id'
    """
    if covers(names, name):
        return name
    wanted = loosely(name)
    known = next((column for column in names if loosely(column) == wanted), None)
    opened = "Attributes" in names and wanted.startswith("attributes")
    return known or (name if opened else None)


def loosely(name: str) -> str:
    """Write a column's name the way in which filters compare it.

    >>> loosely("EVENT_TYPE") == loosely("EventType")
    True
    """
    return name.replace("_", "").replace(".", "").lower()


def columns_of(fields: Mapping[str, Sequence[str]] | None) -> Schema:
    """Answer the columns of a schema, mandatory ones first; without a schema, those of the default one.

    >>> columns_of({"_catalogItem": ["Category"]})
    {'_webAnalytics': ('Item.Id', 'EventTimestamp', 'EventType'), '_catalogItem': ('Id', 'Category')}
    """
    if fields is None:
        return dict(DEFAULT)
    return {name: tuple(dict.fromkeys((*MANDATORY[name], *fields.get(name, ())))) for name in OBJECTS}


Schema = dict[str, tuple[str, ...]]
"""The columns of both objects."""

DEFAULT: Schema = {EVENTS: (*EVENT_COLUMNS, "Attributes"), CATALOG: (*CATALOG_COLUMNS, "Attributes")}
PROFILE = (*PROFILE_COLUMNS, "Attributes")
