"""Matching rules at work: profiles are matched, and merged, as they change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.consolidation import Merge, join
from moto_customerprofiles.engine.matching.exports import RULE_MATCHES_FILE, export_key, rule_match_csv
from moto_customerprofiles.engine.matching.rule_groups import COMMON
from moto_customerprofiles.services.ingestion import dead_letters
from moto_customerprofiles.services.matching.exports import write_export
from moto_customerprofiles.services.matching.merges import apply_merge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.rule_matching import RulesInForce


EXPORTED_AFTER = timedelta(hours=1)
"""How long after a change the groups are written to S3; our choice."""


def take_over(domain: Domain, rules: RulesInForce) -> None:
    """Evaluate the profiles that are there already.

    A merged profile may match anew, so this goes on until there is nothing more to merge.
    """
    for profile in domain.profiles:
        _warn(domain, rules, profile.profile_id)
    level = rules.rules.merging_level
    while together := [ids for group in rules.index.groups().values() if (ids := group.up_to(level))]:
        for profile_ids in together:
            _merge(domain, rules, profile_ids)


def refresh(domain: Domain, rules: RulesInForce, profile_ids: Iterable[str]) -> None:
    """Read these profiles again as they now are."""
    index = rules.changing_index()
    for profile_id in profile_ids:
        profile = domain.profiles.get(profile_id)
        if profile:
            index.put(profile.as_candidate())
        else:
            index.drop(profile_id)


def match(domain: Domain, rules: RulesInForce, profile_id: str) -> None:
    """Merge a profile that has changed with those that the rules find, which is a change to be published in turn."""
    _warn(domain, rules, profile_id)
    if partners := _living(domain, rules.index.partners(profile_id)):
        _merge(domain, rules, [profile_id, *partners])


def export(domain: Domain, rules: RulesInForce, *, again: bool = False) -> None:
    """Write the groups to S3, if that is configured, the bucket exists, and they have changed or are wanted again."""
    journal, matching = domain.call.journal, domain.rule_matching
    journal.assign(matching, exports_at=None)
    if not rules.export_to:
        return
    key = export_key(rules.export_to, domain.name, "rule-based", RULE_MATCHES_FILE)
    groups = rules.index.groups().values()
    text = rule_match_csv(groups)
    if again or ((groups or matching.exported) and text != matching.exported):
        journal.assign(matching, exported=text)
        write_export(domain, rules.export_to["S3BucketName"], key, text)


def plan_export(domain: Domain, rules: RulesInForce) -> None:
    """Let the groups, which may have changed, be written an hour from now, once for all changes until then."""
    matching = domain.rule_matching
    if rules.export_to and matching.exports_at is None:
        domain.call.journal.assign(matching, exports_at=domain.call.now + EXPORTED_AFTER)


def _living(domain: Domain, profile_ids: Iterable[str]) -> list[str]:
    """Leave out profiles whose end is not published yet."""
    return [profile_id for profile_id in profile_ids if domain.profiles.get(profile_id)]


def _merge(domain: Domain, rules: RulesInForce, profile_ids: Iterable[str]) -> None:
    """Make one profile of several, the oldest."""
    profiles = map(domain.profiles.require, profile_ids)
    merge = join([Merge(profile.as_candidate()) for profile in profiles], rules.resolution)
    apply_merge(domain, merge)
    refresh(domain, rules, [*merge.absorbed, merge.survivor.profile_id])


def _warn(domain: Domain, rules: RulesInForce, profile_id: str) -> None:
    """Send the dead-letter queue a message of a level that is skipped, in AWS's words; once a level (our choice)."""
    if not domain.dead_letter_queue_url:
        return
    for level in rules.index.common_levels(profile_id):
        if level not in rules.warned:
            domain.call.journal.add(rules.warned, level)
            text = f"All attributes at rule level {level} are associated with more than {COMMON} records."
            dead_letters.post(domain, text, text)
