"""The keys of a domain: one namespace for all object types, the standard profile and AddProfileKey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.key_rules import invalid_key_name
from moto_customerprofiles.engine.profiles.keys import PROFILE_SLOTS, KeyEntry, KeySlot, key_entry, key_slot, types_of
from moto_customerprofiles.engine.profiles.normal_forms import STRING
from moto_customerprofiles.engine.profiles.predefined_keys import PROFILE_ID, predefined_keys
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.state.domain import Domain


def entries_to_add(domain: Domain, term: Term) -> list[KeyEntry]:
    """Give the entries that AddProfileKey makes of these values; `BadRequest` if the key takes another number of them.

    A name that nobody has used before becomes a key over one text. That is our choice, as is refusing unknown names
    with an underscore, which object types may not use either.
    """
    key_name, values = term["KeyName"], term["Values"]
    slots = _slots(domain, key_name)
    fitting = [slot for slot in slots if len(types_of(slot)) in {1, len(values)}]
    if not fitting:
        raise BadRequest(f"Key {key_name} takes {len(types_of(slots[0]))} values, and Values has {len(values)}")
    entries = []
    for slot in fitting:
        combinations = [[value] for value in values] if len(types_of(slot)) == 1 else [values]
        entries += [key_entry(slot, texts) for texts in combinations]
    return entries


def check_changeable(key_name: str) -> None:
    """Refuse to add or delete the key that is the profile's own id, which no call can change.

    Raises:
        BadRequest: the key is `_profileId`.

    """
    if key_name == PROFILE_ID:
        raise BadRequest(f"KeyName {PROFILE_ID} cannot be added or deleted: it is the id of the profile itself")


def _slots(domain: Domain, key_name: str) -> list[KeySlot]:
    if key_name in PROFILE_SLOTS:
        return [*PROFILE_SLOTS[key_name]]
    used = {
        key_slot(key_name, each.definition.content_types(key)): None
        for each in domain.object_types
        for key in each.definition.keys.get(key_name, ())
    }
    if not used and key_name.startswith("_") and key_name not in predefined_keys():
        raise BadRequest(invalid_key_name(key_name))
    return list(used) or [key_slot(key_name, [STRING])]
