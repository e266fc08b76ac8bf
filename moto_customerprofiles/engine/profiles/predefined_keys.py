"""The predefined keys: the key names that every domain knows, what fills them and how their values compare.

A key of the profile is one row of `PROFILE_KEY_ROWS`. A key of another standard object is one entry of that object's
`indexes` in `standard_objects.json`, and a key of an external source is one entry of its `source_keys`. Everything else
about predefined keys is derived from these three lists, and a row that contradicts another one is refused when the list
is read.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import EMAILS, NAMES, PHONES, is_text_path
from moto_customerprofiles.engine.profiles.normal_forms import (
    CONTENT_TYPES,
    EMAIL_ADDRESS,
    NAME,
    NUMBER,
    PHONE_NUMBER,
    STRING,
)
from moto_customerprofiles.engine.profiles.standard_objects import source_keys, standard_objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROFILE_ID = "_profileId"
"""The predefined key over the profile's own id, which no field fills."""


class ProfileKeyRow(NamedTuple):
    """One predefined key of the profile.

    `fields` are the paths of the profile that fill the key, none if no field does. Each field makes an entry of its
    own, unless the key `is_joined`: then the texts of all fields, separated by blanks, make one entry.
    `also_matches` are further content types with which the key of an object may meet the same fields.
    """

    name: str
    content_type: str
    fields: tuple[str, ...] = ()
    is_joined: bool = False
    also_matches: tuple[str, ...] = ()


PROFILE_KEY_ROWS = (
    ProfileKeyRow("_phone", PHONE_NUMBER, PHONES),
    ProfileKeyRow("_email", EMAIL_ADDRESS, EMAILS),
    ProfileKeyRow("_account", STRING, ("AccountNumber",), also_matches=(NUMBER,)),
    ProfileKeyRow("_fullName", NAME, NAMES, is_joined=True),
    ProfileKeyRow(PROFILE_ID, STRING),
)
"""The predefined keys of the profile.

The Administrator Guide ("Standard profile definition") names the keys and their fields. The content types, the form of
the full name, and that an account number also meets objects whose account is a NUMBER are our choice.
"""

LOOKUP_ONLY_KEYS = frozenset({PROFILE_ID, "_assetId", "_caseId", "_orderId"})
"""The keys over system ids that an object type may look up by, and must never store.

The Administrator Guide ("Standard identifiers") names these four.
"""


@cache
def predefined_keys() -> Mapping[str, str]:
    """Return the content type of the values of each predefined key, by the key's name.

    Raises:
        ValueError: a key stands in the tables twice, or a lookup-only key in none.

    >>> predefined_keys()["_phone"], predefined_keys()["_orderId"]
    ('PHONE_NUMBER', 'STRING')

    """
    keys = {row.name: row.content_type for row in PROFILE_KEY_ROWS}
    indexes = [name for standard in standard_objects().values() for name in standard.indexes]
    for name in (*indexes, *source_keys()):
        if name in keys:
            raise ValueError(f"The predefined key {name} is defined twice")
        keys[name] = STRING
    if unknown := sorted(LOOKUP_ONLY_KEYS - keys.keys()):
        raise ValueError(f"The lookup-only key {unknown[0]} is not a predefined key")
    return keys


def check_rows(rows: Iterable[ProfileKeyRow]) -> None:
    """Refuse rows that the rest of the package could not work with.

    Raises:
        ValueError: a name is used twice or could be written as another key's, a content type has no normal form, or a
            field is not one of the profile.

    >>> check_rows([ProfileKeyRow("_fax", "FAX_NUMBER")])
    Traceback (most recent call last):
    ValueError: The content type FAX_NUMBER of the predefined key _fax has no normal form

    """
    names: set[str] = set()
    for row in rows:
        if row.name in names or not row.name.startswith("_") or {":", " "} & set(row.name):
            raise ValueError(f"{row.name!r} is not a name for one more predefined key")
        names.add(row.name)
        for content_type in (row.content_type, *row.also_matches):
            if content_type not in CONTENT_TYPES:
                raise ValueError(f"The content type {content_type} of the predefined key {row.name} has no normal form")
        for path in row.fields:
            if not is_text_path(path):
                raise ValueError(f"The field {path} of the predefined key {row.name} is not a field of the profile")


check_rows(PROFILE_KEY_ROWS)
