"""Matching rules at work: profiles are matched, and merged, as they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.consolidation import Merge, join
from moto_customerprofiles.engine.matching.exports import export_key, rule_match_csv
from moto_customerprofiles.engine.matching.rule_groups import COMMON
from moto_customerprofiles.engine.matching.settings import resolution_of, rule_set_of
from moto_customerprofiles.services.ingestion import dead_letters
from moto_customerprofiles.services.matching.exports import write_export
from moto_customerprofiles.services.matching.merges import apply_merge, candidate
from moto_customerprofiles.state.rule_index import RuleIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain


class RulesInForce:
    """One RuleBasedMatching block at work in a domain."""

    def __init__(self, domain: Domain, block: t.RuleBasedMatchingRequestTypeDef) -> None:
        self._domain = domain
        self._journal = domain.world.journal
        self._rules = rule_set_of(block)
        self._resolution = resolution_of(block.get("ConflictResolution"))
        self._export_to = block.get("ExportingConfig", {}).get("S3Exporting")
        self._index: RuleIndex | None = None
        self._warned: set[int] = set()

    @property
    def index(self) -> RuleIndex:
        """What the rules see of all profiles; built when first needed, and anew should the call fail."""
        if self._index is None:
            self._journal.undo(self._forget)
            everybody = map(candidate, self._domain.profiles)
            self._index = RuleIndex(self._domain.name, self._rules, everybody)
        return self._index

    def take_over(self) -> None:
        """Evaluate the profiles that are there already.

        A merged profile may match anew, so this goes on until there is nothing more to merge.
        """
        for profile in self._domain.profiles:
            self._warn(profile.profile_id)
        level = self._rules.merging_level
        while together := [ids for group in self.index.groups().values() if (ids := group.up_to(level))]:
            for profile_ids in together:
                self._merge(profile_ids)

    def refresh(self, profile_ids: Iterable[str]) -> None:
        """Look at these profiles as they now are; should the call fail, the index is built anew."""
        index = self.index
        self._journal.undo(self._forget)
        for profile_id in profile_ids:
            profile = self._domain.profiles.get(profile_id)
            if profile:
                index.put(candidate(profile))
            else:
                index.drop(profile_id)

    def match(self, profile_id: str) -> None:
        """Merge a profile that has changed with those that the rules find, which is a change to be heard in turn."""
        self._warn(profile_id)
        if partners := self._living(self.index.partners(profile_id)):
            self._merge([profile_id, *partners])

    def export(self) -> None:
        """Write the groups to S3, if that is configured and the bucket exists."""
        if self._export_to:
            key = export_key(self._export_to, self._domain.name, "rule-based")
            groups = self.index.groups().values()
            write_export(self._domain, self._export_to["S3BucketName"], key, rule_match_csv(groups))

    def _forget(self) -> None:
        self._index = None

    def _living(self, profile_ids: Iterable[str]) -> list[str]:
        """Leave out profiles whose end is not published yet."""
        return [profile_id for profile_id in profile_ids if self._domain.profiles.get(profile_id)]

    def _merge(self, profile_ids: Iterable[str]) -> None:
        """Make one profile of several, the oldest."""
        profiles = map(self._domain.profiles.require, profile_ids)
        merge = join([Merge(candidate(profile)) for profile in profiles], self._resolution)
        apply_merge(self._domain, merge)
        self.refresh([*merge.absorbed, merge.survivor.profile_id])

    def _warn(self, profile_id: str) -> None:
        """Tell the dead-letter queue of a level that is skipped, in AWS's words; once for each level (our choice)."""
        if not self._domain.dead_letter_queue_url:
            return
        for level in self.index.common_levels(profile_id):
            if level not in self._warned:
                self._journal.add(self._warned, level)
                text = f"All attributes at rule level {level} are associated with more than {COMMON} records."
                dead_letters.post(self._domain, text)
