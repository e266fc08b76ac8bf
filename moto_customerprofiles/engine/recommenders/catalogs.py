"""The items that can be recommended, as their catalog describes them.

Items are flat fields under the names of the Administrator Guide's item catalog: `Id`, `Name`, `Price`,
`Attributes.brand`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ATTRIBUTE_PREFIX, ATTRIBUTES
from moto_customerprofiles.engine.recommenders.columns import CATALOG_COLUMNS, covers
from moto_customerprofiles.engine.values.literals import moment
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.engine.recommenders.columns import Columns

_WORD = re.compile(r"\w+")
_TEXTS = ("Name", "Category", "Type", "Description")
_TIMES = frozenset({"CreatedAt", "UpdatedAt"})


class Catalog:
    """The items by id, and the words of their texts; a catalog never changes, a change makes a new one."""

    def __init__(self, items: Mapping[str, Fields]) -> None:
        self.items = items
        self._words: dict[Columns, dict[str, frozenset[str]]] = {}

    def fields(self, item: str) -> Fields:
        """Return the fields of an item; an item that is not in the catalog has only its id."""
        return self.items.get(item) or {"Id": item}

    def offers(self, item: str) -> bool:
        """Return whether an item can be recommended; every item can while the catalog is empty, which is our choice."""
        return not self.items or item in self.items

    def words(self, columns: Columns) -> Mapping[str, frozenset[str]]:
        """Return the words of each item in the visible columns; computed once for each choice of columns."""
        if columns not in self._words:
            self._words[columns] = {item: words_of(fields, columns) for item, fields in self.items.items()}
        return self._words[columns]


def words_of(fields: Fields, columns: Columns) -> frozenset[str]:
    """Return the words of an item's texts, each with its column; a custom attribute is one word.

    >>> from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
    >>> from moto_customerprofiles.engine.recommenders.columns import Columns, default_columns
    >>> item = {"Id": "tv", "Name": "TV 50 inch", "Attributes.brand": "Acme"}
    >>> sorted(words_of(item, Columns(default_columns(CATALOG_ITEM))))
    ['Attributes.brand:Acme', 'Name:50', 'Name:inch', 'Name:tv']
    """
    visible = {name: text for name, text in fields.items() if name in columns}
    words = {f"{name}:{word}" for name in _TEXTS for word in _WORD.findall(visible.get(name, "").lower())}
    return frozenset(words | {f"{name}:{text}" for name, text in visible.items() if name.startswith(ATTRIBUTE_PREFIX)})


def check_metadata(columns: Iterable[str]) -> None:
    """Check that all columns are those of a catalog item.

    Raises:
        BadRequest: a column is not.

    >>> check_metadata(["Name", "Attributes.brand"])

    """
    for name in columns:
        if not covers(CATALOG_COLUMNS, name):
            raise BadRequest(
                f"Metadata column {shown(name)} is not a column of a catalog item{among(name, CATALOG_COLUMNS)}"
            )


def describe(item: str, fields: Fields, columns: Iterable[str]) -> dict[str, object]:
    """Return an item as the API's CatalogItem: its id, and the given columns as far as the item has them.

    >>> describe("tv", {"Id": "tv", "Price": "500", "Attributes.brand": "Acme"}, ["Price", "Attributes"])
    {'Id': 'tv', 'Price': '500', 'Attributes': {'brand': 'Acme'}}
    """
    document: dict[str, object] = {"Id": item}
    attributes: dict[str, str] = {}
    wanted = tuple(columns)
    for name, text in fields.items():
        if name == "Id" or not covers(wanted, name):
            continue
        if name.startswith(ATTRIBUTE_PREFIX):
            attributes[name.removeprefix(ATTRIBUTE_PREFIX)] = text
        elif name not in _TIMES:
            document[name] = text
        elif (at := moment(text)) is not None:
            document[name] = at
    if attributes:
        document[ATTRIBUTES] = attributes
    return document
