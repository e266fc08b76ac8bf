"""Rule-based matching of a domain: its settings, and when they are in force. A chore of the domain."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.setting_checks import check_rule_based_matching
from moto_customerprofiles.entities.changes import ProfilesMerged
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.matching.exports import check_export
from moto_customerprofiles.services.matching.hints import rules_pending
from moto_customerprofiles.services.matching.rules_in_force import export, match, plan_export, refresh, take_over
from moto_customerprofiles.state.rule_matching import RulesInForce

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.rule_index import RuleIndex
    from moto_customerprofiles.state.rule_matching import RuleMatching

KIND = "rule_based_matching"
IN_PROGRESS, ACTIVE = statuses(KIND, "IN_PROGRESS")

_PENDING_FOR = timedelta(hours=1)  # API reference, RuleBasedMatchingResponse: existing domains wait for an hour
_FIXED_FOR = timedelta(days=1)  # there, too: rules can be changed a day after they became active


def require_index(domain: Domain) -> RuleIndex | None:
    """Return what the rules in force see, None if none are.

    Raises:
        BadRequest: rule-based matching is off (our reading).

    """
    matching = _require_enabled(domain)
    if matching.in_force is None:
        rules_pending(domain, matching.starts_at)
        return None
    return matching.in_force.index


def configure(domain: Domain, block: t.RuleBasedMatchingRequestTypeDef, *, is_new_domain: bool) -> None:
    """Take over a new RuleBasedMatching block as a whole; a block that changes nothing has no effect.

    A new domain matches at once, an existing one after an hour; rules in force stay so until then.
    """
    call, matching = domain.call, domain.rule_matching
    check_rule_based_matching(block)
    check_export(domain, block.get("ExportingConfig"))
    if not block["Enabled"]:
        _disable(domain)
    elif block != matching.settings:
        _check_may_change(domain, matching)
        call.journal.assign(matching, settings=block, was_configured=True)
        if is_new_domain:
            _put_in_force(domain, Job(KIND, (ACTIVE,), call.now))
        else:
            call.journal.assign(matching, steps=None, starts_at=call.now + _PENDING_FOR)


def describe(domain: Domain) -> dict[str, object] | None:
    """Return the RuleBasedMatching block as sent, with its status; None for a mechanism that is off, by default."""
    matching = domain.rule_matching
    if matching.settings:
        return {**matching.settings, "Status": matching.status}
    return {"Enabled": False} if matching.was_configured and domain.call.settings.report_disabled_matching else None


def due(domain: Domain) -> datetime | None:
    """Return when new settings are evaluated, when their evaluation ends by the clock, or when groups are exported."""
    matching = domain.rule_matching
    steps = matching.steps
    evaluated = matching.starts_at if steps is None or steps.is_over else domain.call.due(steps)
    return min((moment for moment in (evaluated, matching.exports_at) if moment), default=None)


def run(domain: Domain, now: datetime) -> None:  # noqa: ARG001  # the instant of the call does not matter here
    """Begin to evaluate new settings or end it, or export the groups."""
    call, matching = domain.call, domain.rule_matching
    if matching.exports_at and matching.exports_at <= call.now:
        rules = matching.in_force
        if rules and attempt(domain, "export of matches by rules", lambda: export(domain, rules)):
            call.journal.assign(matching, exports_at=None)
    elif matching.steps is None or matching.steps.is_over:
        call.journal.assign(matching, starts_at=None)
        _move(domain, call.begin(KIND, IN_PROGRESS))
    else:
        _move(domain, call.poll(matching.steps))


def poll(domain: Domain) -> None:
    """Let an evaluation that moves on by polls do so."""
    steps = domain.rule_matching.steps
    if steps and not steps.is_over:
        _move(domain, domain.call.poll(steps))


def activate(domain: Domain) -> None:
    """End all waiting: the latest settings are in force now, and their matches are exported."""
    call, matching = domain.call, _require_enabled(domain)
    if matching.in_force and matching.status == ACTIVE:
        export(domain, matching.in_force, again=True)
    else:
        call.journal.assign(matching, starts_at=None)
        _move(domain, Job(KIND, (ACTIVE,), call.now))


def on_change(domain: Domain, change: Change) -> None:
    """Match, and merge, a profile that has just changed. The last subscriber, since it makes changes of its own."""
    rules = domain.rule_matching.in_force
    if rules:
        attempt(domain, f"matching of profile {change.profile_id} by rules", partial(_match, domain, rules, change))


def _match(domain: Domain, rules: RulesInForce, change: Change) -> None:
    gone = [profile_id for profile_id, _ in change.merged] if isinstance(change, ProfilesMerged) else []
    refresh(domain, rules, [*gone, change.profile_id])
    match(domain, rules, change.profile_id)
    plan_export(domain, rules)


def _require_enabled(domain: Domain) -> RuleMatching:
    if domain.rule_matching.settings is None:
        raise BadRequest(
            f"RuleBasedMatching is not enabled for domain {domain.name}: call UpdateDomain with RuleBasedMatching"
        )
    return domain.rule_matching


def _disable(domain: Domain) -> None:
    """Forget rules and groups; what has been merged stays merged."""
    domain.call.journal.assign(
        domain.rule_matching, settings=None, in_force=None, starts_at=None, steps=None, exports_at=None, exported=None
    )


def _check_may_change(domain: Domain, matching: RuleMatching) -> None:
    if matching.steps is None:
        return
    if not matching.steps.is_over:
        raise BadRequest(
            "RuleBasedMatching cannot be changed while its status is IN_PROGRESS: activate_rule_based_matching of "
            "the backend ends that"
        )
    if domain.call.settings.strict_rule_based and domain.call.now < matching.steps.since + _FIXED_FOR:
        raise BadRequest(
            "RuleBasedMatching can be changed a day after it became ACTIVE; the setting strict_rule_based = False "
            "lifts that"
        )


def _move(domain: Domain, steps: Job) -> None:
    domain.call.journal.assign(domain.rule_matching, steps=steps)
    if steps.is_over:
        attempt(domain, "evaluation of the rules", lambda: export(domain, _put_in_force(domain, steps)))


def _put_in_force(domain: Domain, steps: Job) -> RulesInForce:
    matching, journal = domain.rule_matching, domain.call.journal
    if matching.settings is None:
        raise RuntimeError("There are no rules to put in force")
    rules = RulesInForce(domain.name, matching.settings, domain.profiles, journal)
    journal.assign(matching, steps=steps, in_force=rules)
    take_over(domain, rules)
    return rules
