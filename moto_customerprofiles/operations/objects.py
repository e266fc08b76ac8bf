"""Profile objects: what sources know of customers, put as JSON and unified into profiles."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, shown
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.consistency import defer
from moto_customerprofiles.services.ingestion.intake import ingester_for
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.services.profiles.search import parts_of, parts_with, read_term

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.profiles import ObjectKey, Profile, ProfileObject, StandardObject
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


@operation("PutProfileObject")
def put_profile_object(world: World, request: t.PutProfileObjectRequestTypeDef) -> dict[str, object]:
    """Take in an object and make it part of the profile that its keys find, or of a new one."""
    domain = world.domain(request)
    put = ingester_for(domain, request["ObjectTypeName"])
    return {"ProfileObjectUniqueKey": put(request["Object"])}


@operation("BatchPutProfileObject")
def batch_put_profile_object(world: World, request: t.BatchPutProfileObjectRequestTypeDef) -> dict[str, object]:
    """Take in up to ten objects, one after another; those that are invalid do not hold up the others."""
    domain = world.domain(request)
    put = ingester_for(domain, request["ObjectTypeName"])
    if len({item["Id"] for item in request["Items"]}) < len(request["Items"]):
        ids = [item["Id"] for item in request["Items"]]
        twice = next(each for each in ids if ids.count(each) > 1)
        raise BadRequest(f"The Ids of Items must be distinct: {shown(twice)} is given more than once")
    outcomes = [_put_item(put, item) for item in request["Items"]]
    return {
        "Successful": [outcome for outcome in outcomes if "Code" not in outcome],
        "Failed": [outcome for outcome in outcomes if "Code" in outcome],
    }


@operation("ListProfileObjects")
def list_profile_objects(world: World, request: t.ListProfileObjectsRequestTypeDef) -> Listing[dict[str, str]]:
    """List the objects of one type that belong to a profile, or its standard objects of one kind."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    parts = parts_of(domain, profile, request["ObjectTypeName"])
    if "ObjectFilter" in request:
        parts = parts_with(domain.profiles, parts, read_term(request["ObjectFilter"]))
    return parts.shown_as(_describe)


@operation("DeleteProfileObject")
def delete_profile_object(world: World, request: t.DeleteProfileObjectRequestTypeDef) -> dict[str, object]:
    """Delete an object with its keys; the fields that it wrote stay."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    key = (request["ObjectTypeName"], request["ProfileObjectUniqueKey"])
    lifecycle.check_object(domain, profile, key)
    defer(domain, "deletion", partial(_delete, domain, profile, key))
    return {"Message": "OK"}


def _delete(domain: Domain, profile: Profile, key: ObjectKey) -> None:
    """Delete an object, unless it or its profile is gone since the call that asked for it was answered."""
    if domain.profiles.get(profile.profile_id) is profile:
        with suppress(ResourceNotFound):
            lifecycle.delete_object(domain, profile, key)


def _put_item(put: Callable[[str], str], item: t.BatchPutProfileObjectRequestItemTypeDef) -> dict[str, object]:
    """Take in one object of a batch; an invalid one has changed nothing when it is refused."""
    try:
        return {"Id": item["Id"], "ProfileObjectUniqueKey": put(item["Object"])}
    except BadRequest as error:
        return {
            "Id": item["Id"],
            "Code": error.status,
            "Message": cut(error.message, "BatchPutProfileObjectErrorItem.Message"),
        }


def _describe(part: ProfileObject | StandardObject) -> dict[str, str]:
    return {"ObjectTypeName": part.object_type_name, "ProfileObjectUniqueKey": part.unique_key, "Object": part.text}
