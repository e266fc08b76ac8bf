"""Which keys an object type may define, one by one and all together.

The rules are those of the Administrator Guide's pages "Defining keys" and "Standard identifiers". SECONDARY without
PROFILE is without effect: a program that ran against the service has such keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.predefined_keys import LOOKUP_ONLY_KEYS, PROFILE_ID, predefined_keys
from moto_customerprofiles.engine.profiles.standard_objects import COMMUNICATION_RECORD, PROFILE, standard_objects
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from moto_customerprofiles.engine.mapping.definitions import Definition, FieldDefinition, KeyDefinition

_KEY_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
RESERVED_NAMES = frozenset({"Tags", "tags"})
"""The names that neither fields nor keys may have."""

_CONDITIONS = ("LOOKUP_ONLY", "NEW_ONLY")


def check_key(key_name: str, key: KeyDefinition, fields: Mapping[str, FieldDefinition]) -> None:
    """Check the name of a key and the fields of one of its definitions.

    Raises:
        BadRequest: the name is not valid, or the definition has no fields or unknown ones.

    """
    if not (_KEY_NAME.fullmatch(key_name) or key_name in predefined_keys()) or key_name in RESERVED_NAMES:
        raise BadRequest(invalid_key_name(key_name))
    if not key.get("FieldNames"):
        raise BadRequest(f"Key {key_name} references no field: its FieldNames are one or more of {listed(fields)}")
    for field in key["FieldNames"]:
        if field not in fields:
            raise BadRequest(f"Key {key_name} references undefined field {shown(field)}{among(field, fields)}")


def invalid_key_name(key_name: str) -> str:
    """Return the message about a name that no key may have.

    >>> invalid_key_name("_emial")
    'Invalid key name: _emial: names with a leading underscore are reserved for predefined keys; did you mean _email?'
    """
    if key_name.startswith("_"):
        near = did_you_mean(key_name, predefined_keys())
        why = f"names with a leading underscore are reserved for predefined keys{near}"
    elif key_name in RESERVED_NAMES:
        why = "the name is reserved"
    else:
        why = "a name begins with a letter, and has letters, digits, underscores and hyphens"
    return f"Invalid key name: {shown(key_name)}: {why}"


def check_keys_together(definition: Definition, targeted: Collection[str]) -> None:
    """Check the standard identifiers of all keys; `targeted` are the standard objects that the fields write to.

    Raises:
        BadRequest: the keys do not fit together; the message says why.

    """
    keys = [
        (key_name, frozenset(key.get("StandardIdentifiers", ())))
        for key_name, definitions in definition.keys.items()
        for key in definitions
    ]
    identifiers = [found for _, found in keys]
    if sum("UNIQUE" in found for found in identifiers) != 1:
        unique = [key_name for key_name, found in keys if "UNIQUE" in found]
        raise BadRequest(
            f"Exactly one key must have the UNIQUE standard identifier, and {listed(unique) or 'none'} has it: the "
            f"keys are {listed(dict.fromkeys(key_name for key_name, _ in keys))}"
        )
    if not any("PROFILE" in found for found in identifiers):
        raise BadRequest(
            "At least one key must have the PROFILE standard identifier, by which an object finds its profile: the "
            f"keys are {listed(dict.fromkeys(key_name for key_name, _ in keys))}"
        )
    for key_name, found in keys:
        _check_combination(key_name, found)
    _check_for_an_unconditional_key(definition, keys)
    for key_name, found in keys:
        if key_name in LOOKUP_ONLY_KEYS and "LOOKUP_ONLY" not in found:
            raise BadRequest(f"Reserved key {key_name} must be LOOKUP_ONLY: add it to its StandardIdentifiers")
    _check_identifiers_of_targets(targeted, frozenset().union(*identifiers))


def _check_combination(key_name: str, identifiers: frozenset[str]) -> None:
    for condition in _CONDITIONS:
        if {"UNIQUE", condition} <= identifiers:
            raise BadRequest(f"Key {key_name}: UNIQUE cannot be combined with {condition} in StandardIdentifiers")


def _check_for_an_unconditional_key(definition: Definition, keys: list[tuple[str, frozenset[str]]]) -> None:
    """Refuse conditional keys alone where profiles may be created: no key would find such a profile again."""
    profile_keys = [(name, found.isdisjoint(_CONDITIONS)) for name, found in keys if "PROFILE" in found]
    is_conditional = any(not unconditional for name, unconditional in profile_keys if name != PROFILE_ID)
    if definition.allow_profile_creation and is_conditional and not any(free for _, free in profile_keys):
        raise BadRequest(
            "At least one key must have PROFILE without LOOKUP_ONLY or NEW_ONLY where AllowProfileCreation is true: of "
            f"{listed(name for name, _ in profile_keys)} none has"
        )


def _check_identifiers_of_targets(targeted: Collection[str], identifiers: frozenset[str]) -> None:
    for name, standard in standard_objects().items():
        # The guide documents no identifier for communication records.
        if name in targeted and name not in {PROFILE, COMMUNICATION_RECORD} and standard.identifier not in identifiers:
            raise BadRequest(
                f"Fields target {name} but no key has the {standard.identifier} standard identifier: add it to the "
                "StandardIdentifiers of the key that identifies the object"
            )
