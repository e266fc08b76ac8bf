"""Why a calculated attribute has its value for a profile, object by object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.explanations import judge_samples
from moto_customerprofiles.engine.explanations.decision_texts import value_text
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.services.attributes.calculated_values import calculated, samples_of

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations.decisions import ExplainedSample, ExplainedValue
    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def explain_value(domain: Domain, attribute: CalculatedAttribute, profile: Profile) -> ExplainedValue:
    """Explain for one profile, as it is now."""
    found, calculation = calculated(domain, profile, attribute), attribute.calculation
    bounds = calculation.window.bounds(domain.call.now) if calculation.window else None
    explained: ExplainedValue = {
        "CalculatedAttributeName": attribute.name,
        "ProfileId": profile.profile_id,
        "Value": found.value,
        "IsDataPartial": found.is_partial,
        "Statistic": calculation.statistic,
        "Expression": attribute.attribute_details["Expression"],
        "ObjectTypeName": attribute.object_type_name,
        "Window": [each.isoformat() for each in bounds] if bounds else None,
        "Objects": [] if attribute.counts_days else _samples(domain, attribute, profile),
        "Text": "",
    }
    explained["Text"] = value_text(explained)
    return explained


def _samples(domain: Domain, attribute: CalculatedAttribute, profile: Profile) -> list[ExplainedSample]:
    samples = list(samples_of(domain, profile, attribute))
    judged = judge_samples(attribute.calculation, samples, attribute.age, domain.call.now)
    return [
        {
            "ProfileObjectUniqueKey": key,
            "At": each.at.isoformat() if each.at else None,
            "Element": each.element,
            "Counts": each.reason is None,
            "Reason": each.reason,
        }
        for key, each in zip(_keys(attribute, profile), judged, strict=True)
    ]


def _keys(attribute: CalculatedAttribute, profile: Profile) -> list[str]:
    """Return the unique keys of the objects that the attribute reads, in the order of the samples."""
    kind = attribute.object_type_name
    if kind == PROFILE:
        return [profile.as_standard_object().unique_key]
    parts = profile.standard_objects_of(kind) if kind in standard_objects() else profile.objects_of(kind)
    return [each.unique_key for each in parts]
