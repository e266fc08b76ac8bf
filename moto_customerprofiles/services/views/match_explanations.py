"""Why two profiles are in one match group, or are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.decision_texts import match_text
from moto_customerprofiles.engine.matching.explanations import explain_evidence, explain_rules
from moto_customerprofiles.engine.matching.similarity import MATCH, score
from moto_customerprofiles.engine.matching.traits import traits_of

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations.decisions import ExplainedMatch
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def explain_pair(domain: Domain, one: Profile, other: Profile) -> ExplainedMatch:
    """Explain for two profiles as they are now; groups by the model are those of the latest job."""
    ml_group, status = _by_model(domain, one, other)
    rule_group, rule_status = _by_rules(domain, one, other)
    rules, block = domain.rule_matching.in_force, domain.rule_matching.settings
    common = {each: True for profile in (one, other) for each in _common_levels(domain, profile)}
    profiles = {one.profile_id: one.fields, other.profile_id: other.fields}
    explained: ExplainedMatch = {
        "ProfileIds": [one.profile_id, other.profile_id],
        "Score": score(traits_of(one.fields), traits_of(other.fields)),
        "LeastScore": MATCH,
        "Evidence": explain_evidence(one.fields, other.fields),
        "MatchId": ml_group,
        "Status": status,
        "Rules": explain_rules(block, profiles, common if rules else {}) if block else [],
        "RuleMatchId": rule_group,
        "RuleStatus": rule_status,
        "Text": "",
    }
    explained["Text"] = match_text(explained)
    return explained


def _by_model(domain: Domain, one: Profile, other: Profile) -> tuple[str | None, str]:
    """Return the group of the latest job that holds both, and in words what there is to know of the job."""
    matching = domain.identity_resolution
    snapshot = matching.snapshot
    if one.as_candidate().profile_type != other.as_candidate().profile_type:
        return None, "Profiles of different ProfileType are never compared."
    if matching.settings is None:
        return None, "Matching is not enabled for the domain, so that no job looks for matches."
    if snapshot is None:
        return None, "No identity resolution job has run yet; run_identity_resolution_job runs one now."
    group = snapshot.group_of(one.profile_id)
    at = snapshot.generated_at.isoformat()
    if group is None or other.profile_id not in group.profile_ids:
        return None, f"The job of {at} has no group with both; run_identity_resolution_job runs another one now."
    return group.match_id, f"The job of {at} has them in group {group.match_id}, confidence {group.confidence_score}."


def _by_rules(domain: Domain, one: Profile, other: Profile) -> tuple[str | None, str]:
    """Return the group by rules that holds both, and in words what there is to know of the rules."""
    matching = domain.rule_matching
    if matching.settings is None:
        return None, "RuleBasedMatching is not enabled for the domain."
    if matching.in_force is None:
        return None, "The rules are not in force yet; activate_rule_based_matching puts them in force now."
    group = matching.in_force.index.group_of(one.profile_id)
    if group is None or other.profile_id not in group.profile_ids:
        return None, "By the rules in force, no group has both."
    return group.match_id, f"By the rules in force, group {group.match_id} has both, at rule level {group.rule_level}."


def _common_levels(domain: Domain, profile: Profile) -> list[int]:
    rules = domain.rule_matching.in_force
    return rules.index.common_levels(profile.profile_id) if rules else []
