"""Calculated attributes: their definitions, and their values for profiles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.attributes import calculated_attributes
from moto_customerprofiles.services.attributes.calculated_values import calculated, override_of

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.calculated.calculations import Calculated
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute
    from moto_customerprofiles.state.world import World


@operation("CreateCalculatedAttributeDefinition")
def create_calculated_attribute_definition(
    world: World, request: t.CreateCalculatedAttributeDefinitionRequestTypeDef
) -> CalculatedAttribute:
    """Define what is calculated from the objects of one type that a profile has."""
    return calculated_attributes.create(world.domain(request), request)


@operation("GetCalculatedAttributeDefinition")
def get_calculated_attribute_definition(
    world: World, request: t.GetCalculatedAttributeDefinitionRequestTypeDef
) -> CalculatedAttribute:
    """Return one definition."""
    domain = world.domain(request)
    attribute = domain.calculated_attributes.require(request["CalculatedAttributeName"])
    return calculated_attributes.driver.poll(domain, attribute)


@operation("UpdateCalculatedAttributeDefinition")
def update_calculated_attribute_definition(
    world: World, request: t.UpdateCalculatedAttributeDefinitionRequestTypeDef
) -> CalculatedAttribute:
    """Change the texts and the conditions of a definition; each condition is replaced as a whole."""
    domain = world.domain(request)
    attribute = domain.calculated_attributes.require(request["CalculatedAttributeName"])
    return calculated_attributes.update(domain, attribute, request)


@operation("DeleteCalculatedAttributeDefinition")
def delete_calculated_attribute_definition(
    world: World, request: t.DeleteCalculatedAttributeDefinitionRequestTypeDef
) -> None:
    """Delete a definition, a default one too."""
    world.domain(request).calculated_attributes.remove(request["CalculatedAttributeName"])


@operation("ListCalculatedAttributeDefinitions")
def list_calculated_attribute_definitions(
    world: World, request: t.ListCalculatedAttributeDefinitionsRequestTypeDef
) -> Listing[CalculatedAttribute]:
    """List the definitions of a domain by name, the default ones among them."""
    domain = world.domain(request)
    return domain.calculated_attributes.in_order_of_names().shown_as(partial(calculated_attributes.driver.poll, domain))


@operation("GetCalculatedAttributeForProfile")
def get_calculated_attribute_for_profile(
    world: World, request: t.GetCalculatedAttributeForProfileRequestTypeDef
) -> dict[str, object]:
    """Calculate one attribute for one profile."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    attribute = domain.calculated_attributes.require(request["CalculatedAttributeName"])
    return _value(attribute, calculated(domain, profile, attribute))


@operation("ListCalculatedAttributesForProfile")
def list_calculated_attributes_for_profile(
    world: World, request: t.ListCalculatedAttributesForProfileRequestTypeDef
) -> Listing[dict[str, object]]:
    """Calculate all attributes of the domain for one profile, by name; those without data have no Value."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    return domain.calculated_attributes.in_order_of_names().shown_as(
        lambda attribute: _value(attribute, calculated(domain, profile, attribute))
    )


@operation("BatchGetCalculatedAttributeForProfile")
def batch_get_calculated_attribute_for_profile(
    world: World, request: t.BatchGetCalculatedAttributeForProfileRequestTypeDef
) -> dict[str, object]:
    """Calculate one attribute for many profiles, over other days than its definition's if so asked."""
    domain = world.domain(request)
    attribute = domain.calculated_attributes.require(request["CalculatedAttributeName"])
    overrides = request.get("ConditionOverrides")
    window = override_of(overrides)
    values, errors = [], []
    for profile_id in dict.fromkeys(request["ProfileIds"]):
        profile = domain.profiles.get(profile_id)
        if profile is None:
            errors.append(
                {
                    "Code": "404",
                    "Message": domain.profiles.survivors.missing(profile_id).message,
                    "ProfileId": profile_id,
                }
            )
        else:
            found = calculated(domain, profile, attribute, window)
            values.append({"ProfileId": profile_id, **_value(attribute, found)})
    return {"CalculatedAttributeValues": values, "Errors": errors, "ConditionOverrides": overrides}


def _value(attribute: CalculatedAttribute, found: Calculated) -> dict[str, object]:
    """Describe a calculated value; the flag is a text in this shape."""
    return {
        "CalculatedAttributeName": attribute.name,
        "DisplayName": attribute.display_name,
        "IsDataPartial": "true" if found.is_partial else "false",
        "Value": found.value,
        "LastObjectTimestamp": found.newest_at,
    }
