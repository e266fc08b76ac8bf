"""What is known of attributes: which ones objects carry, which values they take, and how their numbers spread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.attributes.values import recent_names, recent_values
from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.attributes.sources import observations
from moto_customerprofiles.services.attributes.statistics import statistics_for

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.attributes.values import Seen
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.world import World

_LISTABLE = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_MOST_VALUES = 100


@operation("ListObjectTypeAttributes")
def list_object_type_attributes(
    world: World, request: t.ListObjectTypeAttributesRequestTypeDef
) -> Listing[dict[str, object]]:
    """List the top-level names that the objects of a type carry, as far as the answer can spell them."""
    domain, kind = world.domain(request), request["ObjectTypeName"]
    seen = observations(domain, kind)
    hidden = ATTRIBUTES if kind == PROFILE else ""
    names = domain.pinned_lists.listing(("attributes", kind), lambda: recent_names(seen))
    listed = names.where(lambda name: _LISTABLE.fullmatch(name.value) and name.value != hidden)
    return listed.shown_as(lambda name: {"AttributeName": name.value, "LastUpdatedAt": name.last_updated_at})


@operation("ListObjectTypeAttributeValues")
def list_object_type_attribute_values(
    world: World, request: t.ListObjectTypeAttributeValuesRequestTypeDef
) -> Listing[Seen]:
    """List the most recent distinct values of an attribute, which may be a path into the object."""
    domain, kind, path = world.domain(request), request["ObjectTypeName"], request["AttributeName"]
    seen = observations(domain, kind)
    return domain.pinned_lists.listing(("values", kind, path), lambda: recent_values(seen, path))


@operation("GetObjectTypeAttributeStatistics", caveat="calculated on demand, by definitions of ours")
def get_object_type_attribute_statistics(
    world: World, request: t.GetObjectTypeAttributeStatisticsRequestTypeDef
) -> dict[str, object]:
    """Return extremes, mean, spread and percentiles of the numbers of an attribute."""
    calculated = statistics_for(world.domain(request), request["ObjectTypeName"], request["AttributeName"])
    return {"Statistics": calculated.statistics, "CalculatedAt": calculated.calculated_at}


@operation("ListProfileAttributeValues", caveat="the first hundred values by name")
def list_profile_attribute_values(world: World, request: t.ProfileAttributeValuesRequestTypeDef) -> dict[str, object]:
    """List the values that profiles have for a field, a part of an address or a custom attribute."""
    domain = world.domain(request)
    name = request["AttributeName"]
    paths = (name, f"{ATTRIBUTES}.{name}")
    values = {next(filter(None, map(profile.fields.get, paths)), "") for profile in domain.profiles}
    listed = sorted(value for value in values if 0 < len(value) <= LONGEST["AttributeValueItem.Value"])
    return {
        "DomainName": domain.name,
        "AttributeName": name,
        "Items": [{"Value": value} for value in listed[:_MOST_VALUES]],
    }
