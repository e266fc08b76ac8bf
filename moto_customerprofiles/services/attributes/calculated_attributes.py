"""Calculated attributes of a domain: their definitions, and what each remembers of its past.

Of the past a definition keeps what decides on old objects: when it was made, how its window was widened, and the fields
that its object type had at the time. Values are calculated when they are asked for (see `calculated_values`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.calculations import Age
from moto_customerprofiles.engine.calculated.default_attributes import default_attributes
from moto_customerprofiles.engine.calculated.definitions import compile_calculation, merge_conditions
from moto_customerprofiles.engine.calculated.windows import Stamp, floor_of
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.calculated_attributes import JOB, PROGRESS, CalculatedAttribute
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, does_not_exist, shown
from moto_customerprofiles.services.job_driver import JobDriver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.calculated.expressions import Expression
    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition
    from moto_customerprofiles.state.domain import Domain


def seed(domain: Domain) -> None:
    """Give a new domain its default attributes, as many as the settings say."""
    for default in default_attributes(domain.call.settings.default_calculated_attributes):
        details, conditions = default["AttributeDetails"], default.get("Conditions")
        domain.calculated_attributes.add(
            CalculatedAttribute(
                name=default["Name"],
                attribute_details=details,
                calculation=compile_calculation(details, default["Statistic"], conditions, default.get("Filter")),
                age=Age(_stamp(domain)),
                job=_job(domain, historical=False),
                fields_then={},
                display_name=default["DisplayName"],
                description=default["Description"],
                conditions=conditions,
                filter=default.get("Filter"),
            )
        )


def create(domain: Domain, request: t.CreateCalculatedAttributeDefinitionRequestTypeDef) -> CalculatedAttribute:
    """Remember a definition; `BadRequest` if it cannot work, exists already, or is one too many."""
    name, details = request["CalculatedAttributeName"], request["AttributeDetails"]
    domain.calculated_attributes.check_room(name)
    conditions, event_filter = request.get("Conditions"), request.get("Filter")
    calculation = compile_calculation(details, request["Statistic"], conditions, event_filter)
    _check_object_type(domain, calculation.expression)
    _check_quota(domain)
    historical, now = request.get("UseHistoricalData", False), domain.call.now
    return domain.calculated_attributes.add(
        CalculatedAttribute(
            name=name,
            attribute_details=details,
            calculation=calculation,
            age=Age(_stamp(domain), historical),
            job=_job(domain, historical=historical),
            fields_then=fields_of(domain, calculation.expression.object_type),
            created_at=now,
            last_updated_at=now,
            display_name=request.get("DisplayName"),
            description=request.get("Description"),
            conditions=conditions,
            filter=event_filter,
            tags=dict(request.get("Tags", {})),
        )
    )


def update(
    domain: Domain, attribute: CalculatedAttribute, request: t.UpdateCalculatedAttributeDefinitionRequestTypeDef
) -> CalculatedAttribute:
    """Change texts and conditions; a wider window does not bring back what had fallen out of the old one."""
    calculation, age, conditions = attribute.calculation, attribute.age, attribute.conditions
    if "Conditions" in request:
        conditions = merge_conditions(conditions, request["Conditions"])
        details, statistic = attribute.attribute_details, calculation.statistic
        calculation = compile_calculation(details, statistic, conditions, attribute.filter)
        floor = floor_of(attribute.calculation.window, calculation.window, _stamp(domain))
        age = age._replace(floors=(*age.floors, floor)) if floor else age
    return domain.calculated_attributes.replace(
        replace(
            attribute,
            calculation=calculation,
            age=age,
            conditions=conditions,
            display_name=request.get("DisplayName", attribute.display_name),
            description=request.get("Description", attribute.description),
            last_updated_at=domain.call.now,
        )
    )


def fields_of(domain: Domain, object_type_name: str) -> Mapping[str, FieldDefinition]:
    """Return the fields that an object type has now; none if the domain does not know it."""
    object_type = domain.object_types.get(object_type_name)
    return object_type.definition.fields if object_type else {}


def _job(domain: Domain, *, historical: bool) -> Job:
    """Return a new job: old objects are taken in after the answer, so a poll later; without them it is over."""
    job = Job(JOB, tuple(PROGRESS), domain.call.now)
    return job if historical else job.ended(domain.call.now)


def _stamp(domain: Domain) -> Stamp:
    return Stamp(domain.call.now, domain.profiles.next_sequence())


def _check_object_type(domain: Domain, expression: Expression) -> None:
    """Refuse an unknown object type, and attributes that are no fields of one that the caller has defined.

    Standard objects and templates need not be defined, and may have attributes that we do not know.
    """
    name = expression.object_type
    object_type = domain.object_types.get(name)
    if name in standard_objects() or name in templates() or (object_type and object_type.definition.template_id):
        return
    if object_type is None:
        near = did_you_mean(name, {*domain.object_types.by_name, *standard_objects(), *templates()})
        raise BadRequest(does_not_exist("Object type", name, f"domain {domain.name}") + near)
    fields = object_type.definition.fields
    unknown = [attribute for attribute in expression.attributes if fields and attribute not in fields]
    if unknown:
        raise BadRequest(f"Object type {name} has no field {shown(unknown[0])}{among(unknown[0], fields)}")


def _check_quota(domain: Domain) -> None:
    """Refuse one definition too many; the default ones are not counted, which is our choice."""
    own = sum(attribute.created_at is not None for attribute in domain.calculated_attributes)
    domain.call.settings.check_room("calculated_attributes", own, per="domain")


def _apply_status(domain: Domain, attribute: CalculatedAttribute, job: Job) -> None:
    domain.calculated_attributes.replace(replace(attribute, job=job))


driver = JobDriver(JOB, _apply_status)
