"""From a source object to an item of the catalog, by the fields of a domain object type.

Sources are those of profile object types. A target is `_catalogItem.` with a field of the item catalog, or
`_catalogItem.Attributes.` with any name; the field whose target is `Id` identifies the item (Administrator Guide,
predictive insights, item catalog). That other targets are bad requests is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping.field_sources import parse_source
from moto_customerprofiles.engine.profiles.fields import attribute_name
from moto_customerprofiles.errors import BadRequest, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.mapping.field_sources import FieldSource
    from moto_customerprofiles.engine.profiles.origins import Fields

CATALOG_ITEM = "_catalogItem"
ID = "Id"
CATALOG_FIELDS = (
    ID,
    "Name",
    "Code",
    "Type",
    "Category",
    "Description",
    "AdditionalInformation",
    "ImageLink",
    "Link",
    "Price",
    "CreatedAt",
    "UpdatedAt",
)


_TARGETS = tuple(f"{CATALOG_ITEM}.{field}" for field in CATALOG_FIELDS)


class MappedField(NamedTuple):
    """A field of a domain object type, compiled: its source, and the path of the item that it fills."""

    source: FieldSource
    path: str


def check_name(object_type_name: str) -> None:
    """Check the name of a domain object type.

    Raises:
        BadRequest: the name is reserved for a standard object other than the catalog's.

    >>> check_name("_catalogItem")

    """
    if object_type_name.startswith("_") and object_type_name != CATALOG_ITEM:
        raise BadRequest(
            f"ObjectTypeName {shown(object_type_name)} is reserved: a leading underscore is for standard objects"
            f"{did_you_mean(object_type_name, [CATALOG_ITEM])}"
        )


def compile_mapping(fields: Mapping[str, t.DomainObjectTypeFieldTypeDef]) -> list[MappedField]:
    """Return the compiled fields of a domain object type.

    Raises:
        BadRequest: a field cannot be used, there is none, or none identifies the item; the message says which and why.

    >>> [field.path for field in compile_mapping({"id": {"Source": "_source.sku", "Target": "_catalogItem.Id"}})]
    ['Id']

    """
    if not fields:
        raise BadRequest(f"Fields must not be empty: map at least one field to {CATALOG_ITEM}.{ID}")
    mapping = [_compile(name, definition) for name, definition in fields.items()]
    if all(field.path != ID for field in mapping):
        raise BadRequest(f"One of the Fields needs the Target {CATALOG_ITEM}.{ID}, which identifies the item")
    return mapping


def map_item(mapping: list[MappedField], document: Mapping[str, object]) -> Fields:
    """Return the item that an object describes, as flat fields; of several values for one field the last wins.

    Raises:
        BadRequest: the object has no value for the item's id.

    >>> fields = {
    ...     "id": {"Source": "_source.sku", "Target": "_catalogItem.Id"},
    ...     "brand": {"Source": "_source.maker.name", "Target": "_catalogItem.Attributes.brand"},
    ... }
    >>> map_item(compile_mapping(fields), {"sku": 7, "maker": {"name": "Acme"}})
    {'Id': '7', 'Attributes.brand': 'Acme'}

    """
    item = {field.path: text for field in mapping if (text := field.source.text(document))}
    if ID not in item:
        raise BadRequest(f"Object has no value for {CATALOG_ITEM}.{ID}: it has {listed(document) or 'no member'}")
    return item


def _compile(name: str, definition: t.DomainObjectTypeFieldTypeDef) -> MappedField:
    try:
        source = parse_source(definition["Source"])
    except ValueError as reason:
        raise BadRequest(f"Invalid Source expression in field {shown(name)}: {reason}") from None
    root, _, path = definition["Target"].partition(".")
    if root != CATALOG_ITEM or not (path in CATALOG_FIELDS or attribute_name(path)):
        raise BadRequest(
            f"Invalid Target {shown(definition['Target'])} in field {shown(name)}: it is {CATALOG_ITEM}.<field> or "
            f"{CATALOG_ITEM}.Attributes.<name>{did_you_mean(definition['Target'], _TARGETS)}"
        )
    return MappedField(source, path)
