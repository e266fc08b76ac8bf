"""The tables of a domain that SQL segments read, each made when it is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.mapping.field_sources import ROOT
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.engine.segments.table_names import table_name
from moto_customerprofiles.engine.segments.tables import (
    ObjectRow,
    ProfileRow,
    Table,
    object_table,
    profile_table,
    table_aliases,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.state.domain import Domain


def tables(domain: Domain) -> dict[str, Callable[[], Table]]:
    """Return what makes each table, by all its names: a type's own name goes before another one's alias."""
    aliases: dict[str, Callable[[], Table]] = {}
    names: dict[str, Callable[[], Table]] = {}
    for type_name, make in _of_profiles(domain):
        aliases |= dict.fromkeys(table_aliases(type_name), make)
        names[table_name(type_name)] = make
    for each in domain.domain_object_types:
        aliases |= dict.fromkeys(table_aliases(each.name), partial(_items, domain, each))
        names[table_name(each.name, of_domain=True)] = partial(_items, domain, each)
    return aliases | names


def _of_profiles(domain: Domain) -> list[tuple[str, Callable[[], Table]]]:
    standard = [name for name in standard_objects() if name != PROFILE]
    own = [each for each in domain.object_types if each.name not in standard_objects()]
    return [
        (PROFILE, partial(_profiles, domain)),
        *((name, partial(_standard_objects, domain, name)) for name in standard),
        *((each.name, partial(_objects, domain, each)) for each in own),
    ]


def _profiles(domain: Domain) -> Table:
    return profile_table(ProfileRow(p.profile_id, p.fields, p.created_at, p.last_updated_at) for p in domain.profiles)


def _objects(domain: Domain, object_type: ObjectType) -> Table:
    """Lay out the objects of a type; the top-level keys that its fields read are known before any object is."""
    rows = [
        ObjectRow(each.unique_key, each.ingested_at, each.source, profile.profile_id)
        for profile in domain.profiles
        for each in profile.objects_of(object_type.name)
    ]
    return object_table(rows, _keys(object_type.definition.fields))


def _standard_objects(domain: Domain, kind: str) -> Table:
    """Lay out standard objects other than profiles."""
    rows = [
        ObjectRow(standard.unique_key, standard.saved_at, standard.document, profile.profile_id)
        for profile in domain.profiles
        for standard in profile.standard_objects_of(kind)
    ]
    return object_table(rows, sorted(name for name in standard_objects()[kind].fields if "." not in name))


def _items(domain: Domain, object_type: ConfigDocument) -> Table:
    """Lay out the objects of the domain as a whole."""
    rows = [
        ObjectRow(one.unique_key, one.ingested_at, one.source) for one in domain.domain_objects.of(object_type.name)
    ]
    fields = cast("Mapping[str, Mapping[str, str]]", object_type.member("Fields"))  # so says the service model
    return object_table(rows, _keys(fields), domain=True)


def _keys(fields: Mapping[str, FieldDefinition] | Mapping[str, Mapping[str, str]]) -> list[str]:
    """Name the top-level keys of objects that fields read, which are columns before any object is there."""
    sources = [str(field.get("Source", "")) for field in fields.values()]
    return [source.removeprefix(f"{ROOT}.").partition(".")[0] for source in sources if source.startswith(f"{ROOT}.")]
