"""The name of an object type's table in the data store, and which names cannot live in one domain.

"The object type name is lower-cased and its hyphens become underscores"; standard types, domain types and standard
domain types get a suffix of `standard`, `domain` and `domain_standard`, and two types of one table name keep the data
store from being enabled (Administrator Guide, enabling Customer Profiles). That the suffix is joined with an underscore
is our choice, as is telling a standard type by the underscore that its name begins with: other types may not have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def normal_name(object_type_name: str) -> str:
    """Normalise the name of an object type, without the suffix of its kind.

    >>> normal_name("My-Type")
    'my_type'
    """
    return object_type_name.lower().replace("-", "_")


def table_name(object_type_name: str, *, of_domain: bool = False) -> str:
    """Name the table that holds the objects of a type; `of_domain` tells a domain object type.

    >>> table_name("My-Type"), table_name("_order"), table_name("_catalogItem", of_domain=True)
    ('my_type', '_order_standard', '_catalogitem_domain_standard')
    """
    suffix = ("_domain" if of_domain else "") + ("_standard" if object_type_name.startswith("_") else "")
    return normal_name(object_type_name) + suffix


def conflict(object_types: Iterable[str], domain_object_types: Iterable[str] = ()) -> tuple[str, str] | None:
    """Find the first two types, in the order given, that would share a table.

    >>> conflict(["My-Type", "order", "my_type"])
    ('My-Type', 'my_type')
    """
    owners: dict[str, str] = {}
    tables = [(name, table_name(name)) for name in object_types]
    tables += [(name, table_name(name, of_domain=True)) for name in domain_object_types]
    for name, table in tables:
        if table in owners:
            return owners[table], name
        owners[table] = name
    return None
