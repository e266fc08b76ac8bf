"""Why an object goes where it goes. Asks the code that ingests, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations import documents as e
from moto_customerprofiles.engine.explanations.texts import object_text
from moto_customerprofiles.engine.mapping.object_mapping import field_texts
from moto_customerprofiles.engine.mapping.precedence import wins
from moto_customerprofiles.engine.mapping.source_objects import parse_object
from moto_customerprofiles.engine.profiles.keys import name_of, types_of, values_of
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, does_not_exist
from moto_customerprofiles.services.ingestion.assignment import assign, read
from moto_customerprofiles.services.ingestion.standard_objects import standard_objects_meant
from moto_customerprofiles.services.views.profile_explanations import explain_writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moto_customerprofiles.engine.mapping.keys import MappingKey
    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.engine.profiles.origins import Fields, Origin, Origins
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.services.ingestion.assignment import Assignment, Ingestion
    from moto_customerprofiles.state.domain import Domain


def explain_object(domain: Domain, object_type: ObjectType, text: str) -> e.ExplainedObject:
    """Explain what becomes of an object if it is put now."""
    try:
        ingestion = read(domain, object_type, text)
    except BadRequest as refusal:
        explained = _unread(object_type, refusal.message)
    else:
        explained = _explained(ingestion, assign(ingestion))
    return {**explained, "Text": object_text(explained)}


def stored_text(domain: Domain, object_type: ObjectType, unique_key: str) -> str:
    """Return the text of an object that is stored, of the newest if several profiles have one of this key.

    Raises:
        ResourceNotFound: no profile has an object of this type and key.

    """
    found = objects_of_key(domain, unique_key)
    stored = max(
        (each for each in found if each.object_type_name == object_type.name), key=lambda each: each.turn, default=None
    )
    if stored is None:
        raise ResourceNotFound(
            does_not_exist("Profile object", unique_key, f"object type {object_type.name} of domain {domain.name}")
            + (f": it is of type {found[0].object_type_name}" if found else "")
        )
    return stored.text


def objects_of_key(domain: Domain, unique_key: str) -> list[ProfileObject]:
    """Return the objects of this unique key that profiles have, in the order of the profiles, all of which are read."""
    found = (profile.objects_by_key.get(unique_key) for profile in domain.profiles)
    return [profile_object for profile_object in found if profile_object is not None]


def _unread(object_type: ObjectType, reason: str) -> e.ExplainedObject:
    return {
        "ObjectTypeName": object_type.name,
        "ProfileObjectUniqueKey": None,
        "Stored": None,
        "Outcome": e.INVALID,
        "Reason": reason,
        "ProfileId": None,
        "DecidedBy": None,
        "Writer": None,
        "Keys": [],
        "Fields": [],
        "StandardObjects": [],
        "Text": "",
    }


def _explained(ingestion: Ingestion, assignment: Assignment) -> e.ExplainedObject:
    profile, reason = assignment.profile, assignment.reason
    key, former = assignment.decided_by, _stored(ingestion, profile)
    return {
        "ObjectTypeName": ingestion.object_type.name,
        "ProfileObjectUniqueKey": ingestion.mapped.unique_key,
        "Stored": _arrival(former) if former else None,
        "Outcome": e.DEAD_LETTER if reason else e.EXISTING if profile else e.NEW,
        "Reason": reason,
        "ProfileId": profile.profile_id if profile else None,
        "DecidedBy": key.key_name if key else None,
        "Writer": explain_writer(ingestion.origin),
        "Keys": _keys(ingestion, assignment),
        "Fields": [] if reason else _profile_writes(ingestion, assignment),
        "StandardObjects": [] if reason else list(_standard_writes(ingestion, assignment)),
        "Text": "",
    }


def _stored(ingestion: Ingestion, profile: Profile | None) -> ProfileObject | None:
    """Return the object of the same key: that of the profile, or else the first that another profile has."""
    others = objects_of_key(ingestion.domain, ingestion.mapped.unique_key)
    return ingestion.former(profile) or next(iter(others), None)


def _arrival(stored: ProfileObject) -> e.ExplainedArrival:
    found_by = stored.found_by
    return {
        "ProfileId": stored.profile.profile_id,
        "CreatedProfile": stored.created_profile,
        "KeyName": name_of(found_by[0]) if found_by else None,
        "NormalForms": values_of(found_by) if found_by else [],
    }


def _keys(ingestion: Ingestion, assignment: Assignment) -> list[e.ExplainedKey]:
    """Explain the keys in the order in which they are asked, those of the first pass before those of the second."""
    texts = field_texts(ingestion.mapping, parse_object(ingestion.text))
    keys = sorted(ingestion.mapping.keys, key=lambda key: (not key.is_profile, key.is_secondary))
    return [_key(key, ingestion, assignment, texts) for key in keys]


def _key(key: MappingKey, ingestion: Ingestion, assignment: Assignment, texts: Mapping[str, str]) -> e.ExplainedKey:
    found, entry = assignment.findings.get(key), ingestion.mapped.entries.get(key)
    mapping = ingestion.mapping
    stored = mapping.stored if assignment.profile else mapping.stored + mapping.founding
    return {
        "KeyName": key.key_name,
        "FieldNames": list(key.field_names),
        "ContentTypes": types_of(key.slot),
        "StandardIdentifiers": sorted(key.identifiers),
        "Values": [texts.get(name, "") for name in key.field_names],
        "NormalForms": values_of(entry) if entry else [],
        "Pass": None if found is None else 1 + key.is_secondary,
        "Outcome": _outcome(key, entry, None if found is None else len(found)),
        "ProfileIds": [each.profile_id for each in sorted(found or (), key=lambda each: each.sequence)],
        "IsStored": entry is not None and assignment.reason is None and key in stored,
    }


def _outcome(key: MappingKey, entry: KeyEntry | None, count: int | None) -> str:
    if entry is None:
        return e.EMPTY
    if not key.is_profile:
        return e.NO_PROFILE_KEY
    if count is None:
        return e.NOT_ASKED
    return {0: e.UNKNOWN, 1: e.DECIDED}.get(count, e.AMBIGUOUS)


def _profile_writes(ingestion: Ingestion, assignment: Assignment) -> list[e.ExplainedWrite]:
    profile = assignment.profile
    values = ingestion.profile_values(is_new=profile is None)
    fields, origins = (profile.fields, profile.origins) if profile else ({}, {})
    return _writes(values, fields, origins, ingestion.origin)


def _writes(values: Mapping[str, str], fields: Fields, origins: Origins, origin: Origin) -> list[e.ExplainedWrite]:
    return [
        {
            "Path": path,
            "Value": text,
            "Wins": wins(origin, origins.get(path)),
            "Present": fields.get(path),
            "PresentWriter": explain_writer(origins.get(path)),
        }
        for path, text in values.items()
    ]


def _standard_writes(ingestion: Ingestion, assignment: Assignment) -> Iterator[e.ExplainedRecord]:
    profile, mapped = assignment.profile, ingestion.mapped
    meant = standard_objects_meant(profile, ingestion.mapping, mapped) if profile else {}
    for kind in ingestion.mapping.record_kinds:
        values = mapped.writes.get(kind)
        if values:
            standard = next(iter(meant.get(kind, ())), None)
            fields, origins = (standard.fields, standard.origins) if standard else ({}, {})
            yield {
                "ObjectTypeName": kind,
                "ProfileObjectUniqueKey": standard.unique_key if standard else None,
                "Fields": _writes(values, fields, origins, ingestion.origin),
            }
