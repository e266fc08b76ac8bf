"""Keys and their entries: what a profile is found by.

An entry is a slot, the name of a key with the content types of its fields, and a value in its normal form. Entries of
different content types never match each other while objects are assigned; the Administrator Guide calls that a
normalization mismatch.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from typing import TYPE_CHECKING, NewType, TypedDict

from moto_customerprofiles.engine.profiles.fields import EMAILS, NAMES, PHONES
from moto_customerprofiles.engine.profiles.normal_forms import (
    EMAIL_ADDRESS,
    NAME,
    NUMBER,
    PHONE_NUMBER,
    STRING,
    normal_form,
    normalizer,
)
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


class Term(TypedDict):
    """A key and values, as a caller writes them."""

    KeyName: str
    Values: Sequence[str]


KeySlot = NewType("KeySlot", str)
"""The name of a key and the content types of its fields in their order, `_email:EMAIL_ADDRESS`.

One text, because every object asks for and writes to half a dozen.
"""

KeyValue = str | tuple[str, ...]
"""A value in its normal form; the tuple of them for a key of several fields."""

KeyEntry = tuple[KeySlot, KeyValue]
"""One value under a key. A plain tuple, because every object makes half a dozen."""


def key_slot(key_name: str, content_types: Iterable[str]) -> KeySlot:
    """Name the slot of a key; the names of keys have no colon.

    >>> name_of(key_slot("visit", ["NUMBER", "NAME"])), types_of(key_slot("visit", ["NUMBER", "NAME"]))
    ('visit', ['NUMBER', 'NAME'])
    """
    return KeySlot(f"{key_name}:{','.join(content_types)}")


def name_of(slot: KeySlot) -> str:
    """Return the name of a slot's key."""
    return slot.partition(":")[0]


def types_of(slot: KeySlot) -> list[str]:
    """Return the content types of a slot's fields."""
    return slot.partition(":")[2].split(",")


PHONE = key_slot("_phone", [PHONE_NUMBER])
EMAIL = key_slot("_email", [EMAIL_ADDRESS])
ACCOUNT = key_slot("_account", [STRING])
FULL_NAME = key_slot("_fullName", [NAME])
PROFILE_KEYS = {name_of(slot): slot for slot in (PHONE, EMAIL, ACCOUNT, FULL_NAME)}
PROFILE_ID = "_profileId"
PROFILE_IDS = key_slot(PROFILE_ID, [STRING])

# A profile's account number also meets objects whose account is a NUMBER, but is searched by its exact text only. Both
# are our choice. The blank keeps this slot out of reach of the names that a caller can write.
ACCOUNT_AS_NUMBER = key_slot("_account ", [NUMBER])


_ENTRY_FIELDS = tuple(
    (name, slot, normalizer(types_of(slot)[0]))
    for slot, names in (
        (PHONE, PHONES),
        (EMAIL, EMAILS),
        (ACCOUNT, ("AccountNumber",)),
        (ACCOUNT_AS_NUMBER, ("AccountNumber",)),
    )
    for name in names
)
"""The fields that make an entry by themselves, with its slot and its normal form."""

_name_form = normalizer(NAME)


def key_entry(slot: KeySlot, texts: Sequence[str]) -> KeyEntry:
    """Make the entry of these texts, one per field of the key.

    >>> key_entry(EMAIL, ["Ann@Example.com "])
    ('_email:EMAIL_ADDRESS', 'ann@example.com')
    """
    if len(texts) == 1:
        return slot, normal_form(types_of(slot)[0], texts[0])
    return slot, tuple(map(normal_form, types_of(slot), texts))


def values_of(entry: KeyEntry) -> list[str]:
    """Return the normal forms of an entry, one for each field of its key.

    >>> values_of(key_entry(EMAIL, ["Ann@Example.com "]))
    ['ann@example.com']
    """
    value = entry[1]
    return [value] if isinstance(value, str) else list(value)


def matching_slots(slot: KeySlot) -> tuple[KeySlot, ...]:
    """Give all slots in which an object's key looks for profiles."""
    return (slot, ACCOUNT_AS_NUMBER) if slot == key_slot("_account", [NUMBER]) else (slot,)


def profile_entries(fields: Mapping[str, str], paths: Collection[str] | None = None) -> set[KeyEntry]:
    """Give the entries that the fields of a profile make; with `paths`, only those that one of them takes part in.

    The Administrator Guide ("Standard profile definition") names the fields; content types and the form of the full
    name are our choice.

    >>> sorted(value for _, value in profile_entries({"PhoneNumber": "(555) 123-4567", "FirstName": "Ann"}))
    ['5551234567', 'ann']
    """
    rows = _ENTRY_FIELDS if paths is None else [row for row in _ENTRY_FIELDS if row[0] in paths]
    entries: set[KeyEntry] = {(slot, form(fields[name])) for name, slot, form in rows if name in fields}
    if paths is None or any(name in paths for name in NAMES):
        names = [fields[name] for name in NAMES if fields.get(name)]
        if names:
            entries.add((FULL_NAME, _name_form(" ".join(names))))
    return entries


def record_entries(object_name: str, fields: Mapping[str, str]) -> Iterator[KeyEntry]:
    """Give the entries of the predefined keys of a standard object other than the profile."""
    for key_name, field in standard_objects()[object_name].indexes.items():
        if field in fields:
            yield key_slot(key_name, [STRING]), fields[field]


def unique_key(object_type_name: str, key_name: str, values: Iterable[str]) -> str:
    """Make the opaque key that identifies an object; the real formula is not public.

    >>> unique_key("CrmCustomer", "crmCustomerId", ["C-10045"])
    'rtfyr/9wgHqUzTU+l6qUS0ZXy02bbw1tZbGVvs3Ovec='
    """
    digest = hashlib.sha256("\x1f".join([object_type_name, key_name, *values]).encode()).digest()
    return b2a_base64(digest, newline=False).decode()
