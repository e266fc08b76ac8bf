"""Rule-based matching of a domain: its settings, and when they are in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.setting_checks import check_rule_based_matching
from moto_customerprofiles.entities.changes import ProfilesMerged
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.matching.exports import check_export
from moto_customerprofiles.services.matching.rules_in_force import RulesInForce

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.rule_index import RuleIndex

KIND = "rule_based_matching"
PENDING, IN_PROGRESS, ACTIVE = "PENDING", "IN_PROGRESS", "ACTIVE"

_PENDING_FOR = timedelta(hours=1)  # API reference, RuleBasedMatchingResponse: existing domains wait for an hour
_FIXED_FOR = timedelta(days=1)  # there, too: rules can be changed a day after they became active


class RuleMatching:
    """Rule-based matching of one domain. It is a chore of the domain: new rules take effect when the clock says so."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._world = domain.world
        self._journal = domain.world.journal
        self.settings: t.RuleBasedMatchingRequestTypeDef | None = None
        self.in_force: RulesInForce | None = None
        self._starts_at: datetime | None = None
        self._steps: Job | None = None
        self._was_configured = False

    @property
    def status(self) -> str:
        """Where the latest settings stand on their way to being in force."""
        return self._steps.status if self._steps else PENDING

    def require_index(self) -> RuleIndex | None:
        """Return what the rules in force see, if any are; `BadRequest` if the mechanism is off (our reading)."""
        if self.settings is None:
            raise BadRequest(f"RuleBasedMatching is not enabled for domain {self._domain.name}")
        return self.in_force.index if self.in_force else None

    def configure(self, block: t.RuleBasedMatchingRequestTypeDef, *, is_new_domain: bool) -> None:
        """Take over a new RuleBasedMatching block as a whole; a block that changes nothing has no effect.

        A new domain matches at once, an existing one after an hour; rules in force stay so until then.
        """
        check_rule_based_matching(block, strict=self._world.settings.strict_rule_based)
        check_export(self._domain, block.get("ExportingConfig"))
        if not block["Enabled"]:
            self._disable()
        elif block != self.settings:
            self._check_may_change()
            self._journal.assign(self, settings=block, _was_configured=True)
            if is_new_domain:
                self._put_in_force(Job(KIND, (ACTIVE,), self._world.now))
            else:
                self._journal.assign(self, _steps=None, _starts_at=self._world.now + _PENDING_FOR)

    def describe(self) -> dict[str, object] | None:
        """Report the RuleBasedMatching block as sent, with its status; a mechanism that is off is not reported."""
        if self.settings:
            return {**self.settings, "Status": self.status}
        return {"Enabled": False} if self._was_configured and self._world.settings.report_disabled_matching else None

    def due(self) -> datetime | None:
        """Return when new settings are evaluated, or when their evaluation ends by the clock."""
        if self._steps is None or self._steps.is_over:
            return self._starts_at
        return self._world.due(self._steps)

    def run(self, now: datetime) -> None:  # noqa: ARG002  # the instant of the call does not matter here
        """Begin to evaluate new settings, or end it."""
        if self._steps is None or self._steps.is_over:
            self._journal.assign(self, _starts_at=None)
            self._move(self._world.begin(KIND, IN_PROGRESS, ACTIVE))
        else:
            self._move(self._world.poll(self._steps))

    def look(self) -> None:
        """Let an evaluation that moves on by being looked at do so."""
        if self._steps and not self._steps.is_over:
            self._move(self._world.poll(self._steps))

    def activate(self) -> None:
        """End all waiting: the latest settings are in force now, and their matches are exported."""
        self.require_index()
        if self.in_force and self.status == ACTIVE:
            self.in_force.export()
        else:
            self._journal.assign(self, _starts_at=None)
            self._move(Job(KIND, (ACTIVE,), self._world.now))

    def on_change(self, change: Change) -> None:
        """Match, and merge, a profile that has just changed."""
        if self.in_force:
            gone = [profile_id for profile_id, _ in change.merged] if isinstance(change, ProfilesMerged) else []
            self.in_force.refresh([*gone, change.profile_id])
            self.in_force.match(change.profile_id)

    def _disable(self) -> None:
        """Forget rules and groups; what has been merged stays merged."""
        self._journal.assign(self, settings=None, in_force=None, _starts_at=None, _steps=None)

    def _check_may_change(self) -> None:
        if self._steps is None:
            return
        if not self._steps.is_over:
            raise BadRequest("RuleBasedMatching cannot be changed while its status is IN_PROGRESS")
        if self._world.settings.strict_rule_based and self._world.now < self._steps.since + _FIXED_FOR:
            raise BadRequest("RuleBasedMatching can be changed a day after it became ACTIVE")

    def _move(self, steps: Job) -> None:
        self._journal.assign(self, _steps=steps)
        if steps.is_over:
            self._put_in_force(steps).export()

    def _put_in_force(self, steps: Job) -> RulesInForce:
        if self.settings is None:
            raise RuntimeError("There are no rules to put in force")
        rules = RulesInForce(self._domain, self.settings)
        self._journal.assign(self, _steps=steps, in_force=rules)
        rules.take_over()
        return rules


def on_change(domain: Domain, change: Change) -> None:
    """Match, and merge, a profile that has just changed. The last subscriber, since it makes changes of its own."""
    domain.rule_matching.on_change(change)
