"""An object type of a domain: what its objects mean, how long they stay and how many may be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.object_mapping import compile_mapping
from moto_customerprofiles.engine.mapping.object_type_rules import (
    check_limits,
    check_shared_keys,
    define,
    from_template,
    other_content_types,
)
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.object_types import ObjectType
from moto_customerprofiles.errors import BadRequest, quota_exceeded, shown
from moto_customerprofiles.services.data_store.switch import check_new_object_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.engine.mapping.definitions import Definition, ObjectTypeDocument
    from moto_customerprofiles.engine.mapping.object_mapping import ObjectMapping
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.domain import Domain


def put_object_type(domain: Domain, request: ObjectTypeDocument) -> ObjectType:
    """Define an object type, in the place of one with the same name; `BadRequest` if a rule forbids it."""
    name, now = request["ObjectTypeName"], domain.call.now
    known = domain.object_types.get(name)
    known = None if known is None or known.is_implicit else known
    definition = define(request)
    check_shared_keys(definition, (each.definition for each in domain.object_types))
    _check_encryption(domain, known, request.get("EncryptionKey"))
    if known is None:
        check_new_object_type(domain, name)
    _check_quotas(domain, known, definition, request.get("MaxProfileObjectCount"))
    return domain.object_types.replace(
        ObjectType(
            name=name,
            description=request["Description"],
            definition=definition,
            mapping=_mapping_of(definition),
            created_at=known.created_at if known else now,
            last_updated_at=now,
            expiration_days=request.get("ExpirationDays"),
            encryption_key=request.get("EncryptionKey"),
            max_profile_object_count=request.get("MaxProfileObjectCount"),
            tags=known.tags if known else dict(request.get("Tags", {})),
        )
    )


def is_free(domain: Domain, key_name: str, content_types: Sequence[str]) -> bool:
    """Return whether a new object type may have a key of this name over fields of these content types."""
    return not other_content_types(key_name, content_types, (each.definition for each in domain.object_types))


def type_for_objects(domain: Domain, name: str) -> ObjectType:
    """Return the object type to which an object is put: one of the domain, or a template used by its name.

    Standard objects are made by mapping other objects, never put (Administrator Guide, "Standard objects").
    """
    if name in standard_objects():
        raise BadRequest(
            f"Objects of standard object type {name} cannot be put: put objects of an ObjectTypeName whose Fields "
            f"have a Target such as {name}.{next(iter(standard_objects()[name].fields), 'Attributes')}"
        )
    template = templates().get(name)
    if name in domain.object_types or template is None:
        return domain.object_types.require(name)
    definition, now = from_template(name, template), domain.call.now
    return ObjectType(name, name, definition, _mapping_of(definition), now, now, is_implicit=True)


def describe(domain: Domain, object_type: ObjectType) -> dict[str, object]:
    """Describe an object type as it is in effect, under AWS's names; what was never set is left out."""
    definition = object_type.definition
    return {
        **_summary(object_type, max(_objects_left(domain), 0)),
        "TemplateId": definition.template_id,
        "ExpirationDays": object_type.expiration_days or domain.default_expiration_days,
        "EncryptionKey": object_type.encryption_key or domain.default_encryption_key,
        "AllowProfileCreation": definition.allow_profile_creation,
        "SourceLastUpdatedTimestampFormat": definition.timestamp_format,
        "Fields": definition.fields or None,
        "Keys": definition.keys or None,
    }


def summaries(domain: Domain) -> Listing[dict[str, object]]:
    """Return the listing of all object types, each described as lists do."""
    left = max(_objects_left(domain), 0)
    return domain.object_types.oldest_first().shown_as(lambda object_type: _summary(object_type, left))


def _summary(object_type: ObjectType, objects_left: int) -> dict[str, object]:
    return {
        "ObjectTypeName": object_type.name,
        "Description": object_type.description,
        "CreatedAt": object_type.created_at,
        "LastUpdatedAt": object_type.last_updated_at,
        "MaxProfileObjectCount": object_type.max_profile_object_count,
        "MaxAvailableProfileObjectCount": objects_left,
        "SourcePriority": object_type.definition.source_priority,
        "Tags": object_type.tags,
    }


def _mapping_of(definition: Definition) -> ObjectMapping | None:
    return compile_mapping(definition) if definition.keys else None


def _objects_left(domain: Domain, besides: ObjectType | None = None) -> int:
    """Count the objects per profile that no object type has claimed yet; the arithmetic is our choice."""
    claims = [each.max_profile_object_count or 0 for each in domain.object_types if each is not besides]
    return domain.call.settings.quotas.objects_per_profile - sum(claims)


def _check_encryption(domain: Domain, known: ObjectType | None, encryption_key: str | None) -> None:
    if known is not None and domain.data_store_enabled and (known.encryption_key or "") != (encryption_key or ""):
        before, after = (shown(key or "(none)") for key in (known.encryption_key, encryption_key))
        raise BadRequest(
            f"EncryptionKey of {known.name} cannot be changed from {before} to {after} while the data store is enabled"
        )


def _check_quotas(domain: Domain, known: ObjectType | None, definition: Definition, claim: int | None) -> None:
    settings = domain.call.settings
    if not settings.enforce_quotas:
        return
    quotas = settings.quotas
    check_limits(definition, fields=quotas.fields_per_object_type, keys=quotas.keys_per_object_type)
    if known is None:
        explicit = sum(not each.is_implicit for each in domain.object_types)
        settings.check_room("object_types", explicit, per="domain")
    if claim is not None and claim > (left := _objects_left(domain, besides=known)):
        limit = quota_exceeded(quotas.objects_per_profile, "objects", "profile", "objects_per_profile")
        raise BadRequest(f"{limit}; MaxProfileObjectCount is {claim} where the other object types leave {left}")
