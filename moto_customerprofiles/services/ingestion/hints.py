"""Hints about the mapping of objects: sources, timestamps, unique keys and contact records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.mapping.field_sources import ROOT, is_constant
from moto_customerprofiles.engine.mapping.object_mapping import field_texts
from moto_customerprofiles.engine.mapping.timestamps import is_readable, timestamp_reader
from moto_customerprofiles.engine.profiles.keys import name_of
from moto_customerprofiles.engine.profiles.standard_objects import LAST_UPDATED, PROFILE
from moto_customerprofiles.engine.values.paths import paths_in
from moto_customerprofiles.errors import shown
from moto_customerprofiles.state.hints import found_hint, noted_hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.state.survey import Survey

_LIKE_ROOTS = frozenset({"$", "source", "_src", "src", "_object", "object", "record", "data", "body"})
"""What people write in the place of `_source`, in small letters."""


@found_hint
def constant_source(survey: Survey) -> Iterator[Finding]:
    """Warn of a Source that looks like a path but is a constant.

    Only what begins with `_source.` reads the object; every other text is the value itself. So all objects get the same
    value, and where a key has it, all of them become one. A text looks like a path if it begins with a word such as
    `source.`, is the name of its field, or is a member of the objects.
    """
    for object_type in survey.domain.object_types:
        members = {path for document in survey.documents_of(object_type.name) for path in paths_in(document)}
        for name, field in object_type.definition.fields.items():
            source = field.get("Source", "")
            if is_constant(source) and (_begins_like_a_path(source) or source == name or source in members):
                yield Finding(
                    f"object type {object_type.name}, field {name}",
                    f'Source "{shown(source)}" is a constant: every object has this text as its value',
                    f'Write "{ROOT}.{_less_root(source)}" to read the object',
                )


def _begins_like_a_path(source: str) -> bool:
    return source.partition(".")[0].lower() in _LIKE_ROOTS and "." in source


def _less_root(source: str) -> str:
    return source.partition(".")[2] if _begins_like_a_path(source) else source


@found_hint
def constant_unique_key(survey: Survey) -> Iterator[Finding]:
    """Warn of a unique key whose fields are all constants: each object takes the place of the one before."""
    for object_type in survey.domain.object_types:
        mapping, fields = object_type.mapping, object_type.definition.fields
        names = mapping.unique.field_names if mapping else ()
        if names and all(is_constant(fields[name].get("Source", "")) for name in names):
            yield Finding(
                f"object type {object_type.name}, key {mapping.unique.key_name if mapping else ''}",
                f"the unique key has the same value in all objects, since {', '.join(names)} is a constant",
                f'Let a field of the unique key read the object: "Source": "{ROOT}.id"',
            )


@noted_hint
def repeated_unique_value(object_type_name: str, key_name: str, text: str) -> Finding:
    """Warn of a unique value that repeats: an object took the place of one with which it shares no other key value.

    An object that is put again under its unique value is an update; if all other keys differ, the value is probably
    not that of one thing.
    """
    return Finding(
        f"object type {object_type_name}, key {key_name}",
        f"{shown(text)} took the place of an object of the same unique value, and no other key value is the same",
        "Choose a field for the UNIQUE key whose value no two objects share",
    )


@found_hint
def unreadable_timestamp(survey: Survey) -> Iterator[Finding]:
    """Warn of a timestamp format that cannot be read, or that the objects do not have.

    The time of ingestion then stands for the time of such an object, also for what wins against what.
    """
    for object_type in survey.domain.object_types:
        form = object_type.definition.timestamp_format
        subject = f"object type {object_type.name}, SourceLastUpdatedTimestampFormat {shown(form)}"
        if form is not None and not is_readable(form):
            yield Finding(
                subject,
                "no text can be read by this format: the time of ingestion counts",
                "Use EpochMilli, or the letters y M d H m s S X Z of SimpleDateFormat, each once",
            )
        elif form is not None and (text := _unread_time(survey, object_type, form)):
            yield Finding(
                subject,
                f'the objects have "{shown(text)}", which is not of this format: the time of ingestion counts',
                "Give the format that the objects have, such as yyyy-MM-dd'T'HH:mm:ssX or EpochMilli",
            )


def _unread_time(survey: Survey, object_type: ObjectType, form: str) -> str | None:
    targets = object_type.definition.fields.items()
    names = [name for name, field in targets if field.get("Target") == f"{PROFILE}.{LAST_UPDATED}"]
    read, mapping = timestamp_reader(form), object_type.mapping
    for document in survey.documents_of(object_type.name) if mapping and names else ():
        texts = field_texts(mapping, document) if mapping else {}
        for text in (texts[name] for name in names if name in texts):
            if read(text) is None:
                return text
    return None


@found_hint
def contact_record_apart(survey: Survey) -> Iterator[Finding]:
    """Warn of a contact record that cannot meet a profile: it made its own beside one of the same phone or e-mail.

    The template CTR looks for no phone number: only `_ctrContactId` leads its records to a profile (Administrator
    Guide, "Contact record template").
    """
    holders = survey.domain.profiles.holders
    for name, objects in survey.objects.items():
        object_type = survey.domain.object_types.get(name)
        if object_type is None or object_type.mapping is None or not object_type.mapping.is_contact_record:
            continue
        for profile in (each.profile for each in objects if each.created_profile):
            shared = [entry for entry in profile.field_entries if len(holders(entry)) > 1]
            if shared:
                yield Finding(
                    f"object type {name}",
                    f"a contact record made profile {profile.profile_id}, although another profile has the same "
                    f"{name_of(shared[0][0]).strip()} {shared[0][1]}: records of template "
                    f"{object_type.definition.template_id} do not look for it",
                    "Put the object type with TemplateId CTR-NoInferred, whose records look for phone and e-mail, or "
                    "add the key _ctrContactId to the profile by AddProfileKey",
                )
                break
