"""What PutProfileObjectType refuses, in the order of the checks.

The rules are those of the Administrator Guide's pages on defining fields, defining keys, standard identifiers and
templates; the order of the checks and the texts of the refusals are our choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.definitions import Definition, FieldDefinition, ObjectTypeDocument
from moto_customerprofiles.engine.mapping.field_sources import parse_source
from moto_customerprofiles.engine.mapping.key_rules import RESERVED_NAMES, check_key, check_keys_together
from moto_customerprofiles.engine.mapping.targets import Target, target_of
from moto_customerprofiles.engine.mapping.templates import Template, templates
from moto_customerprofiles.engine.mapping.timestamps import check_timestamp_format
from moto_customerprofiles.engine.profiles.fields import FREE_TEXT_OF
from moto_customerprofiles.engine.profiles.predefined_keys import predefined_keys
from moto_customerprofiles.engine.profiles.standard_objects import LAST_UPDATED, PROFILE, standard_objects
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, does_not_exist, quota_exceeded, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_NOT_WITH_A_TEMPLATE = ("Fields", "Keys", "SourceLastUpdatedTimestampFormat", "AllowProfileCreation")
_NOT_WITH_A_STANDARD_OBJECT = ("ExpirationDays", "EncryptionKey")


def define(document: ObjectTypeDocument) -> Definition:
    """Return the definition that a PutProfileObjectType request stands for, checked without regard to the domain.

    Raises:
        BadRequest: the request breaks a rule; the message says which.

    >>> define({"ObjectTypeName": "Calls", "TemplateId": "CTR"}).allow_profile_creation
    True

    """
    name = document["ObjectTypeName"]
    template_id = document.get("TemplateId")
    if name.startswith("_") and not (name in standard_objects() and template_id == name):
        raise BadRequest(
            f"ObjectTypeName {name} is reserved: a leading underscore is for standard "
            f"objects{among(name, standard_objects())}"
        )
    if template_id is not None:
        return from_template(name, _template_for(document, template_id), document.get("SourcePriority"))
    if not document.get("Fields") or not document.get("Keys"):
        missing = [member for member in ("Fields", "Keys") if not document.get(member)]
        raise BadRequest(
            f"Either TemplateId or both Fields and Keys must be specified: {' and '.join(missing)} is missing or empty"
        )
    definition = Definition(
        name,
        document["Fields"],
        document["Keys"],
        allow_profile_creation=document.get("AllowProfileCreation", False),
        timestamp_format=document.get("SourceLastUpdatedTimestampFormat"),
        source_priority=document.get("SourcePriority"),
    )
    _check(definition)
    if definition.timestamp_format is not None:
        check_timestamp_format(definition.timestamp_format)
    return definition


def from_template(name: str, template: Template, source_priority: int | None = None) -> Definition:
    """Return the definition of an object type that is made from a template."""
    return Definition(
        name,
        template.fields or {},
        template.keys or {},
        allow_profile_creation=bool(template.allow_profile_creation),
        source_priority=source_priority,
        template_id=template.template_id,
    )


def check_shared_keys(definition: Definition, others: Iterable[Definition]) -> None:
    """Check that no other object type of the domain uses a key's name for fields of other content types.

    The content type that a predefined key is meant for is always accepted, whatever came first; that is our choice.

    Raises:
        BadRequest: another object type does; the message names it and both content types.

    """
    others = [other for other in others if other.name != definition.name]
    for key_name, keys in definition.keys.items():
        for content_types in map(definition.content_types, keys):
            if in_the_way := other_content_types(key_name, content_types, others):
                [(before, other_name), *_] = in_the_way.items()
                raise BadRequest(
                    f"Content types of key {key_name} do not match its existing definition: {', '.join(content_types)} "
                    f"in object type {definition.name}, but {', '.join(before)} in object type {other_name}; give the "
                    "fields of the key this ContentType, or the key another name"
                )


def other_content_types(
    key_name: str, content_types: Sequence[str], others: Iterable[Definition]
) -> Mapping[tuple[str, ...], str]:
    """Return the content types for which other object types use a key's name, each with the name of one such type.

    There are none where one of them uses the name for these content types as well, or where they are those that a
    predefined key is meant for.
    """
    used = {other.content_types(key): other.name for other in others for key in other.keys.get(key_name, ())}
    is_fine = tuple(content_types) in {*used, (predefined_keys().get(key_name),)}
    return {} if is_fine else used


def check_limits(definition: Definition, *, fields: int, keys: int) -> None:
    """Check the numbers of fields and keys against the service quotas; each definition of a key counts.

    Raises:
        BadRequest: there are more fields or keys than the limit.

    """
    if len(definition.fields) > fields:
        raise BadRequest(quota_exceeded(fields, "fields", "object type", "fields_per_object_type"))
    if sum(map(len, definition.keys.values())) > keys:
        raise BadRequest(quota_exceeded(keys, "keys", "object type", "keys_per_object_type"))


def _template_for(document: ObjectTypeDocument, template_id: str) -> Template:
    for member in _NOT_WITH_A_TEMPLATE:
        if document.get(member) or document.get(member) is False:  # AllowProfileCreation is refused either way
            raise BadRequest(f"{member} cannot be specified together with TemplateId {shown(template_id)}")
    template = templates().get(template_id)
    if template is None:
        raise BadRequest(does_not_exist("Template", template_id) + did_you_mean(template_id, templates()))
    if template.is_standard_object:
        for member in _NOT_WITH_A_STANDARD_OBJECT:
            if document.get(member):
                raise BadRequest(f"{member} cannot be specified for standard object type {template_id}")
    return template


def _check(definition: Definition) -> None:
    targets = [_check_field(name, field) for name, field in definition.fields.items()]
    for key_name, keys in definition.keys.items():
        if not keys:
            raise BadRequest(f"Key {key_name} has no definition: the list is empty, and needs one with FieldNames")
        for key in keys:
            check_key(key_name, key, definition.fields)
    _check_targets(definition, targets)
    check_keys_together(definition, {target.object_name for target in targets if target})


def _check_field(name: str, field: FieldDefinition) -> Target | None:
    if not _FIELD_NAME.fullmatch(name) or name in RESERVED_NAMES:
        raise BadRequest(
            f"Invalid field name: {shown(name)}: a name begins with a letter, has letters, digits, underscores, "
            f"hyphens and dots, and is none of {', '.join(sorted(RESERVED_NAMES))}"
        )
    if "Source" not in field:
        raise BadRequest(f"Invalid Source expression in field {name}: a field needs a Source, such as _source.{name}")
    try:
        source = parse_source(field["Source"])
    except ValueError as error:
        raise BadRequest(f"Invalid Source expression in field {name}: {error}") from None
    try:
        target = target_of(field)
    except ValueError as reason:
        raise BadRequest(f"Invalid Target {shown(field['Target'])} in field {name}: {reason}") from None
    if source.texts is not None and not (target and target.is_list):
        raise BadRequest(f"Invalid Source expression in field {name}: [] needs a Target that is a list")
    return target


def _check_targets(definition: Definition, targets: list[Target | None]) -> None:
    written = {target.path for target in targets if target and target.object_name == PROFILE}
    for pair in FREE_TEXT_OF.items():
        if written.issuperset(pair):
            raise BadRequest(f"Fields cannot target both {PROFILE}.{pair[0]} and {PROFILE}.{pair[1]}")
    if LAST_UPDATED in written and definition.timestamp_format is None:
        raise BadRequest(f"SourceLastUpdatedTimestampFormat is required when a field targets {PROFILE}.{LAST_UPDATED}")
