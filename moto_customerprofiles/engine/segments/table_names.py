"""The name of an object type's table in the data store, and which names cannot exist in one domain together.

"The object type name is lower-cased and its hyphens become underscores"; standard types, domain types and standard
domain types get a suffix of `standard`, `domain` and `domain_standard`, and two types with the same table name prevent
the data store from being enabled (Administrator Guide, enabling Customer Profiles). That the suffix is joined with an
underscore is our choice, and so is how a standard type is recognized: by the underscore at the beginning of its name,
which other types may not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def normal_name(object_type_name: str) -> str:
    """Return the normalized name of an object type, without the suffix of its kind.

    >>> normal_name("My-Type")
    'my_type'
    """
    return object_type_name.lower().replace("-", "_")


def table_name(object_type_name: str, *, of_domain: bool = False) -> str:
    """Return the name of the table of an object type; `of_domain` says that it is a domain object type.

    >>> table_name("My-Type"), table_name("_order"), table_name("_catalogItem", of_domain=True)
    ('my_type', '_order_standard', '_catalogitem_domain_standard')
    """
    suffix = ("_domain" if of_domain else "") + ("_standard" if object_type_name.startswith("_") else "")
    return normal_name(object_type_name) + suffix


def conflict(object_types: Iterable[str], domain_object_types: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return the names of the first two types, in the given order, that would share a table; None if there are none.

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
