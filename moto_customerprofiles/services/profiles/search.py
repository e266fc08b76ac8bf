"""Finding profiles by keys, and the objects of one profile by a key."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.keys import PROFILE_IDS, PROFILE_SLOTS, KeyEntry, key_entry, types_of
from moto_customerprofiles.engine.profiles.predefined_keys import PROFILE_ID, predefined_keys
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.engine.values.listings import Listing, fixed, ordered
from moto_customerprofiles.entities.profiles import ProfileView
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, did_you_mean, shown
from moto_customerprofiles.state.hints import noted_hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.engine.values.listings import Entries
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject, StandardObject
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable


_FEW = 100
_FEW_NAMES = 5


def read_term(pair: Mapping[str, object]) -> Term:
    """Read a key and its values as a request gives them; `BadRequest` without values, which the model allows."""
    values = cast("list[str]", pair["Values"])
    if not values:
        raise BadRequest("Values must not be empty")
    return {"KeyName": str(pair["KeyName"]), "Values": values}


def check_key_names(domain: Domain, terms: Sequence[Term]) -> None:
    """Refuse a search by a key that the domain does not define, in the words that a case webhook matches on.

    Defined are the predefined keys, those of the domain's object types, and those that any profile ever had.
    The setting `strict_search_keys` turns this off: an older sample of AWS expects an empty answer.

    Raises:
        ResourceNotFound: no such key is defined.

    """
    for key_name in (term["KeyName"] for term in terms):
        if not _is_defined(domain, key_name):
            near = did_you_mean(key_name, _known_names(domain))
            if not domain.call.settings.strict_search_keys:
                unknown_search_key(domain, key_name, near)
                continue
            raise ResourceNotFound(
                f"KeyName {shown(key_name)} is not defined in the domain {domain.name}{near or _keys_text(domain)}"
            )


@noted_hint
def unknown_search_key(key_name: str, near: str) -> Finding:
    """Warn of a search by a key that the domain does not have, which finds nothing.

    With the setting `strict_search_keys`, which is on by default, such a search is refused.
    """
    return Finding(
        f"SearchProfiles by {shown(key_name)}",
        f"the domain has no key of this name{near}",
        "Search by a predefined key such as _email or _phone, by a key of an object type or by one of AddProfileKey",
    )


def _is_defined(domain: Domain, key_name: str) -> bool:
    return (
        key_name in predefined_keys()
        or bool(domain.profiles.index.slots(key_name))
        or any(key_name in object_type.definition.keys for object_type in domain.object_types)
    )


def fields_of_key(domain: Domain, key_name: str) -> list[tuple[str, ...]]:
    """Return the fields of each form that a key has in a domain, by their names in object types.

    A key without an object type, predefined or of a profile alone, has its own name for its only field.
    """
    keys = (key for each in domain.object_types for key in each.definition.keys.get(key_name, ()))
    forms = dict.fromkeys(tuple(key["FieldNames"]) for key in keys)
    lengths = {len(fields) for fields in forms}
    slots = (types_of(slot) for slot in domain.profiles.index.slots(key_name))
    alone = [(key_name,) * len(types) for types in slots if len(types) not in lengths]
    if key_name in predefined_keys() and 1 not in lengths:
        alone.append((key_name,))
    return [*forms, *dict.fromkeys(alone)]


def _known_names(domain: Domain) -> set[str]:
    return {*predefined_keys(), *(name for each in domain.object_types for name in each.definition.keys)}


def _keys_text(domain: Domain) -> str:
    own = sorted({name for each in domain.object_types for name in each.definition.keys} - {*predefined_keys()})
    names = [*own[:_FEW_NAMES], "_email", "_phone", "_account", "_profileId"]
    return f"; there are, among others, {', '.join(names)}"


def search(table: ProfileTable, terms: Sequence[Term], *, match_all: bool) -> Listing[ProfileView]:
    """Return the listing of the profiles that match all of the terms, or at least one, in the order of creation."""
    matched: dict[Profile, list[Term]] = {}
    for term in terms:
        for entry in entries_of(table, term):
            holders = table.holders(entry)
            if len(holders) > _FEW:
                return _search_many(table, terms, match_all=match_all)
            for profile in holders:
                by = matched.setdefault(profile, [])
                if not by or by[-1] is not term:
                    by.append(term)
    enough = len(terms) if match_all else 1
    views = [ProfileView(profile, by) for profile, by in matched.items() if len(by) >= enough]
    views.sort(key=_sequence)
    return ordered(views, _sequence)


def _search_many(table: ProfileTable, terms: Sequence[Term], *, match_all: bool) -> Listing[ProfileView]:
    """Search without reading more profiles than a page shows, and those between them that match too few terms."""
    entries = [[*entries_of(table, term)] for term in terms]
    found = [[table.holders(entry) for entry in each] for each in entries]
    rarest = min(range(len(terms)), key=lambda at: sum(map(len, found[at])))
    read = entries[rarest] if match_all else [entry for each in entries for entry in each]
    enough = len(terms) if match_all else 1

    def after(sequence: int | None) -> Entries:
        for at, profile in _in_order(table, read, sequence):
            by = [term for term, held in zip(terms, found, strict=True) if any(profile in each for each in held)]
            if len(by) >= enough:
                yield at, ProfileView(profile, by)

    return Listing(after)


def _in_order(table: ProfileTable, entries: Sequence[KeyEntry], sequence: int | None) -> Entries:
    """Read the profiles that any of the entries find in the order of their creation, each once."""
    named = {profile for entry in entries if (profile := table.named(entry)) and profile.sequence > (sequence or 0)}
    streams = [table.index.in_order(entry).after(sequence) for entry in entries]
    streams += [iter([(profile.sequence, profile)]) for profile in named]
    last = 0
    for at, profile in merge(*streams, key=_position):
        if at != last:
            last = at
            yield at, profile


def _position(entry: tuple[int, Profile]) -> int:
    return entry[0]


def _sequence(view: ProfileView) -> int:
    return view.profile.sequence


def parts_of(domain: Domain, profile: Profile, name: str) -> Listing[ProfileObject | StandardObject]:
    """Return the listing of the objects of a type, or of the standard objects of a kind.

    The profile itself is the one standard object of its kind.

    Raises:
        ResourceNotFound: there is no such type; a template is one, whether or not it has been used.

    """
    if name == PROFILE:
        return fixed([profile.as_standard_object()])
    if name in standard_objects():
        return domain.profiles.standard_objects_in_order(profile).where(lambda part: part.object_type_name == name)
    if name not in templates():
        domain.object_types.require(name)
    return domain.profiles.objects_in_order(profile).where(lambda part: part.object_type_name == name)


def parts_with(
    table: ProfileTable, parts: Listing[ProfileObject | StandardObject], term: Term
) -> Listing[ProfileObject | StandardObject]:
    """Keep the objects or other standard objects that hold one of the term's entries."""
    entries = list(entries_of(table, term))
    return parts.where(lambda part: any(part.holds(entry) for entry in entries))


def entries_of(table: ProfileTable, term: Term) -> Iterator[KeyEntry]:
    """Give every entry that the term may mean, one for each combination of content types that the key has had.

    The values of a key over several fields are one entry, of a key over one field an entry each.
    """
    key_name, values = term["KeyName"], term["Values"]
    for slot in {PROFILE_IDS, *table.index.slots(key_name)} if key_name == PROFILE_ID else table.index.slots(key_name):
        arity = len(types_of(slot))
        if arity == 1:
            yield from (key_entry(slot, [value]) for value in values)
        elif arity == len(values):
            yield key_entry(slot, values)


def all_entries_of(table: ProfileTable, term: Term) -> Iterator[KeyEntry]:
    """Give every entry that the term may mean, those that only objects find included."""
    yield from entries_of(table, term)
    _, *hidden = PROFILE_SLOTS.get(term["KeyName"], (None,))
    yield from (key_entry(slot, [value]) for slot in hidden for value in term["Values"])
