"""Object types and their templates: what the objects of a source mean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.mapping.detection import detect
from moto_customerprofiles.engine.mapping.templates import Template, templates
from moto_customerprofiles.engine.values.listings import Listing, fixed
from moto_customerprofiles.errors import ResourceNotFound, does_not_exist
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.consistency import check_takes_types, keep_former_type
from moto_customerprofiles.services.ingestion.object_types import describe, is_free, put_object_type, summaries
from moto_customerprofiles.services.object_type_removal import remove_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.mapping.definitions import ObjectTypeDocument
    from moto_customerprofiles.state.world import World


@operation("PutProfileObjectType")
def put_profile_object_type(world: World, request: t.PutProfileObjectTypeRequestTypeDef) -> dict[str, object]:
    """Define an object type, or define it anew; what was ingested before stays as it is."""
    domain = world.domain(request)
    check_takes_types(domain)
    former = domain.object_types.get(request["ObjectTypeName"])
    defined = put_object_type(domain, cast("ObjectTypeDocument", request))
    if former is not None:
        keep_former_type(domain, former)
    return describe(domain, defined)


@operation("GetProfileObjectType")
def get_profile_object_type(world: World, request: t.GetProfileObjectTypeRequestTypeDef) -> dict[str, object]:
    """Return an object type as it is in effect."""
    domain = world.domain(request)
    return describe(domain, domain.object_types.require(request["ObjectTypeName"]))


@operation("ListProfileObjectTypes")
def list_profile_object_types(
    world: World, request: t.ListProfileObjectTypesRequestTypeDef
) -> Listing[dict[str, object]]:
    """List the object types of a domain, with the templates that were used by their name."""
    return summaries(world.domain(request))


@operation("DeleteProfileObjectType")
def delete_profile_object_type(world: World, request: t.DeleteProfileObjectTypeRequestTypeDef) -> dict[str, object]:
    """Delete an object type with its objects and with the fields that it wrote."""
    remove_object_type(world.domain(request), request["ObjectTypeName"])
    return {"Message": "Deleted"}


@operation("GetProfileObjectTypeTemplate", caveat="completed by us: no public source shows a whole template")
def get_profile_object_type_template(world: World, request: t.GetProfileObjectTypeTemplateRequestTypeDef) -> Template:  # noqa: ARG001  # the same in every world
    """Return a template that object types can be made from."""
    template = templates().get(request["TemplateId"])
    if template is None:
        raise ResourceNotFound(does_not_exist("Template", request["TemplateId"]))
    return template


@operation("ListProfileObjectTypeTemplates")
def list_profile_object_type_templates(
    world: World,  # noqa: ARG001  # the same in every world
    request: t.ListProfileObjectTypeTemplatesRequestTypeDef,  # noqa: ARG001  # pages only
) -> Listing[Template]:
    """List the templates that object types can be made from."""
    return fixed([*templates().values()])


@operation("DetectProfileObjectType", caveat="a fixed heuristic; the real operation asks a language model")
def detect_profile_object_type(world: World, request: t.DetectProfileObjectTypeRequestTypeDef) -> dict[str, object]:
    """Guess an object type from sample objects; nothing is stored."""
    detected = detect(request["Objects"], partial(is_free, world.domain(request)))
    return {"DetectedProfileObjectTypes": [detected] if detected else []}
