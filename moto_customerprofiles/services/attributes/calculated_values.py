"""The value of a calculated attribute for a profile, from the objects that the profile has now.

Only the objects of one profile are read. The filter's verdict on an object is that of the moment when it was saved
(Administrator Guide, event filters), so it is taken by the fields that the object's type had then; objects older than
the definition are judged by the fields of the moment when it was made.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.calculations import Calculated, Sample, calculate, days_since, judge
from moto_customerprofiles.engine.calculated.object_attributes import accessors, member
from moto_customerprofiles.engine.calculated.windows import Stamp, window_of
from moto_customerprofiles.engine.profiles.standard_documents import nest_record
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.services.attributes.calculated_attributes import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.calculated.object_attributes import Accessor
    from moto_customerprofiles.engine.calculated.windows import Window
    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.state.domain import Domain


def calculated_value(
    domain: Domain, profile: Profile, name: str, overrides: t.ConditionOverridesTypeDef | None = None
) -> str | None:
    """Return the value of an attribute for a profile; None without data, and for a name that is not defined."""
    attribute = domain.calculated_attributes.get(name)
    if attribute is None:
        return None
    return calculated(domain, profile, attribute, override_of(overrides)).value


def calculated(
    domain: Domain, profile: Profile, attribute: CalculatedAttribute, override: Window | None = None
) -> Calculated:
    """Calculate an attribute for a profile, over the definition's window or another one."""
    calculation, now = attribute.calculation, domain.call.now
    if attribute.counts_days:
        return Calculated(
            judge(days_since(profile.created_at, now), calculation.threshold), is_partial=False, newest_at=None
        )
    samples = samples_of(domain, profile, attribute)
    return calculate(calculation, samples, attribute.age, now, override)


def samples_of(domain: Domain, profile: Profile, attribute: CalculatedAttribute) -> Iterator[Sample]:
    """Return the objects of a profile, or its standard objects, as an attribute reads them."""
    if attribute.object_type_name in standard_objects():
        return _of_standard_objects(profile, attribute)
    return _of_objects(domain, profile, attribute)


def override_of(overrides: t.ConditionOverridesTypeDef | None) -> Window | None:
    """Read the window that stands in for the definition's, if there is one."""
    span = overrides.get("Range") if overrides else None
    return window_of(span["Start"], span.get("End", 0)) if span else None


def _of_objects(domain: Domain, profile: Profile, attribute: CalculatedAttribute) -> Iterator[Sample]:
    """Read the objects of a profile; none is parsed before an attribute of it is asked for."""
    fields_now = fields_of(domain, attribute.object_type_name)
    # By identity: fields are never changed in place, and objects of one version of a type share theirs.
    known = {id(fields_now): accessors(fields_now)}
    for each in profile.objects_of(attribute.object_type_name):
        stamp = Stamp(each.ingested_at, each.turn)
        then = each.fields_then if stamp > attribute.age.created else attribute.fields_then
        if id(then) not in known:
            known[id(then)] = accessors(then)
        yield Sample(partial(_read, each, known[id(fields_now)]), stamp, partial(_read, each, known[id(then)]))


def _read(profile_object: ProfileObject, access: Callable[[str], Accessor], name: str) -> object:
    return access(name)(profile_object.source)


def _of_standard_objects(profile: Profile, attribute: CalculatedAttribute) -> Iterator[Sample]:
    """Read other standard objects, or the profile itself as the one of its kind; they have no fields to go by."""
    kind = attribute.object_type_name
    for standard in [profile.as_standard_object()] if kind == PROFILE else profile.standard_objects_of(kind):
        read = partial(member, nest_record(standard.fields))
        yield Sample(read, Stamp(standard.saved_at, standard.turn), read)
