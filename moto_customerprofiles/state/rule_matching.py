"""What a domain remembers of its rule-based matching; `services.matching` changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.settings import resolution_of, rule_set_of
from moto_customerprofiles.state.rule_index import RuleIndex

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable

PENDING = "PENDING"


class RulesInForce:
    """One RuleBasedMatching block at work in a domain.

    `warned` are the levels of which the dead-letter queue has received a warning.
    """

    def __init__(
        self, domain_name: str, block: t.RuleBasedMatchingRequestTypeDef, profiles: ProfileTable, journal: Journal
    ) -> None:
        self.rules = rule_set_of(block)
        self.resolution = resolution_of(block.get("ConflictResolution"))
        self.export_to = block.get("ExportingConfig", {}).get("S3Exporting")
        self.warned: set[int] = set()
        self._domain_name = domain_name
        self._profiles = profiles
        self._journal = journal
        self._index: RuleIndex | None = None

    @property
    def index(self) -> RuleIndex:
        """What the rules see of all profiles; built when first needed, and anew should the call fail."""
        if self._index is None:
            self._journal.undo(self._forget)
            candidates = (profile.as_candidate() for profile in self._profiles)
            self._index = RuleIndex(self._domain_name, self.rules, candidates)
        return self._index

    @property
    def known_group_count(self) -> int | None:
        """How many match groups there are; None if they have not been formed since the last change."""
        return None if self._index is None else self._index.known_group_count

    def changing_index(self) -> RuleIndex:
        """Return the index for a change; should the call fail, it is built anew."""
        index = self.index
        self._journal.undo(self._forget)
        return index

    def _forget(self) -> None:
        self._index = None


class RuleMatching:
    """The RuleBasedMatching block of a domain, how far it is on its way to be in force, and the rules that are.

    `starts_at` is when new settings begin to be evaluated, `steps` the job of evaluating them. `exports_at` is when the
    groups are written to S3 next, None while they have not changed; `exported` is what was written last.
    """

    def __init__(self) -> None:
        self.settings: t.RuleBasedMatchingRequestTypeDef | None = None
        self.in_force: RulesInForce | None = None
        self.starts_at: datetime | None = None
        self.steps: Job | None = None
        self.was_configured = False
        self.exports_at: datetime | None = None
        self.exported: str | None = None

    @property
    def status(self) -> str:
        """Where the latest settings stand on their way to being in force."""
        return self.steps.status if self.steps else PENDING
