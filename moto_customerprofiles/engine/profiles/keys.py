"""Keys and their entries: what a profile is found by.

An entry is a slot (the name of a key with the content types of its fields) and a value in its normal form. Entries of
different content types never match each other while objects are assigned to profiles; the Administrator Guide calls
that a normalization mismatch. `predefined_keys` says which keys are predefined; this module derives their slots.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NewType, TypedDict

from moto_customerprofiles.engine.profiles.normal_forms import normal_form, normalizer
from moto_customerprofiles.engine.profiles.predefined_keys import PROFILE_ID, PROFILE_KEY_ROWS, predefined_keys
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


class Term(TypedDict):
    """A key and the values to search for, as a request has them."""

    KeyName: str
    Values: Sequence[str]


KeySlot = NewType("KeySlot", str)
"""The name of a key and the content types of its fields in their order, `_email:EMAIL_ADDRESS`.

A slot is one text because every object reads and writes about six of them.
"""

KeyValue = str | tuple[str, ...]
"""A value in its normal form; a tuple of them for a key of several fields."""

KeyEntry = tuple[KeySlot, KeyValue]
"""One value of a key. An entry is a plain tuple because every object makes about six of them."""


def key_slot(key_name: str, content_types: Iterable[str]) -> KeySlot:
    """Return the slot of a key; the names of keys have no colon.

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


_HIDDEN_SLOTS = {
    key_slot(row.name, [content_type]): key_slot(f"{row.name} ", [content_type])
    for row in PROFILE_KEY_ROWS
    for content_type in row.also_matches
}
"""The slots in which the keys of objects meet a profile's fields under another content type than the key's own.

Searches never use them: a profile is searched by the key's own content type only, which is our choice. The blank keeps
the names of these slots apart from all names that a caller can write.
"""

PROFILE_SLOTS: Mapping[str, tuple[KeySlot, ...]] = {
    row.name: (
        key_slot(row.name, [row.content_type]),
        *(_HIDDEN_SLOTS[key_slot(row.name, [content_type])] for content_type in row.also_matches),
    )
    for row in PROFILE_KEY_ROWS
    if row.fields
}
"""The slots that the fields of a profile fill, by the key's name: the slot that is searched, then the hidden ones."""

PROFILE_IDS = next(key_slot(row.name, [row.content_type]) for row in PROFILE_KEY_ROWS if row.name == PROFILE_ID)
"""The slot of the profile's own id."""

KEY_FIELDS = frozenset(path for row in PROFILE_KEY_ROWS for path in row.fields)
"""The paths of a profile that take part in a key."""

_NormalForm = Callable[[str], str]

_SINGLE_FIELDS: tuple[tuple[str, KeySlot, _NormalForm], ...] = tuple(
    (path, slot, normalizer(types_of(slot)[0]))
    for row in PROFILE_KEY_ROWS
    if row.fields and not row.is_joined
    for slot in PROFILE_SLOTS[row.name]
    for path in row.fields
)
"""The paths that make an entry each, with the slot and the normal form of that entry."""

_JOINED_FIELDS: tuple[tuple[tuple[str, ...], KeySlot, _NormalForm], ...] = tuple(
    (row.fields, slot, normalizer(types_of(slot)[0]))
    for row in PROFILE_KEY_ROWS
    if row.is_joined
    for slot in PROFILE_SLOTS[row.name]
)
"""The paths that make one entry together, with the slot and the normal form of that entry."""


def key_entry(slot: KeySlot, texts: Sequence[str]) -> KeyEntry:
    """Return the entry of these texts, one per field of the key.

    >>> key_entry(key_slot("_email", ["EMAIL_ADDRESS"]), ["Ann@Example.com "])
    ('_email:EMAIL_ADDRESS', 'ann@example.com')
    """
    if len(texts) == 1:
        return slot, normal_form(types_of(slot)[0], texts[0])
    return slot, tuple(map(normal_form, types_of(slot), texts))


def values_of(entry: KeyEntry) -> list[str]:
    """Return the normal forms of an entry, one for each field of its key.

    >>> values_of(key_entry(key_slot("visit", ["NUMBER", "NAME"]), ["07", "Ann"]))
    ['7', 'ann']
    """
    value = entry[1]
    return [value] if isinstance(value, str) else list(value)


def matching_slots(slot: KeySlot) -> tuple[KeySlot, ...]:
    """Return all slots in which an object's key looks for profiles.

    >>> matching_slots(key_slot("_account", ["NUMBER"])), matching_slots(key_slot("_email", ["NUMBER"]))
    (('_account:NUMBER', '_account :NUMBER'), ('_email:NUMBER',))
    """
    hidden = _HIDDEN_SLOTS.get(slot)
    return (slot,) if hidden is None else (slot, hidden)


def is_hidden(slot: KeySlot) -> bool:
    """Return whether callers never see the entries of this slot.

    >>> is_hidden(key_slot("_account ", ["NUMBER"])), is_hidden(key_slot("_account", ["NUMBER"]))
    (True, False)
    """
    return slot in _HIDDEN_SLOTS.values()


def profile_entries(fields: Mapping[str, str], paths: Collection[str] | None = None) -> set[KeyEntry]:
    """Return the entries that the fields of a profile make; with `paths`, only those that one of the paths is part of.

    >>> sorted(value for _, value in profile_entries({"PhoneNumber": "(555) 123-4567", "FirstName": "Ann"}))
    ['5551234567', 'ann']
    """
    single = _SINGLE_FIELDS if paths is None else [row for row in _SINGLE_FIELDS if row[0] in paths]
    entries: set[KeyEntry] = {(slot, form(fields[path])) for path, slot, form in single if path in fields}
    for joined, slot, form in _JOINED_FIELDS:
        if paths is None or any(path in paths for path in joined):
            texts = [fields[path] for path in joined if fields.get(path)]
            if texts:
                entries.add((slot, form(" ".join(texts))))
    return entries


def record_entries(object_name: str, fields: Mapping[str, str]) -> Iterator[KeyEntry]:
    """Return the entries of the predefined keys of a standard object other than the profile."""
    for field, slot, form in _index_fields()[object_name]:
        if field in fields:
            yield slot, form(fields[field])


def unique_key(object_type_name: str, key_name: str, values: Iterable[str]) -> str:
    """Return the opaque key that identifies an object, in Base64; the real formula is not public.

    >>> unique_key("CrmCustomer", "crmCustomerId", ["C-10045"])
    'rtfyr/9wgHqUzTU+l6qUS0ZXy02bbw1tZbGVvs3Ovec='
    """
    digest = hashlib.sha256("\x1f".join([object_type_name, key_name, *values]).encode()).digest()
    return b2a_base64(digest, newline=False).decode()


@cache
def _index_fields() -> Mapping[str, tuple[tuple[str, KeySlot, _NormalForm], ...]]:
    """Return the fields that make an entry each, by the name of the standard object."""
    types = predefined_keys()
    return {
        name: tuple(
            (field, key_slot(key_name, [types[key_name]]), normalizer(types[key_name]))
            for key_name, field in standard.indexes.items()
        )
        for name, standard in standard_objects().items()
    }
