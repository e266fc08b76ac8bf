"""Play probes: in domains of their own, with patience for a slow service, and twice before they differ."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.calls import Disturbed, Outcome, Undecided
from moto_customerprofiles.adapters.parity.expectations import Difference, differences

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.parity.calls import Caller
    from moto_customerprofiles.adapters.parity.domains import RunDomains
    from moto_customerprofiles.adapters.parity.probes import Probe, Step

CONFIRMED, DIFFERS, UNDECIDED = "confirmed", "differs", "not decided"
_RESTARTS = 4
_VALUE = re.compile(r"\$(\w+)")
_WITHOUT_DOMAIN = {"ListDomains", "ListTagsForResource", "TagResource", "UntagResource"}
_TEMPLATES = ("GetProfileObjectTypeTemplate", "ListProfileObjectTypeTemplates", "ListRecommenderRecipes")


@dataclass(frozen=True)
class Exchange:
    """A call that was made, with what came of it."""

    operation: str
    members: dict[str, Any]
    outcome: Outcome


@dataclass
class Verdict:
    """What a probe found: whether the endpoint does as the rules say, where it differs, or why nobody can tell."""

    probe: Probe
    kind: str
    reason: str = ""
    step: Exchange | None = None
    differences: list[Difference] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)


@dataclass
class Player:
    """Plays probes against one endpoint.

    `patience` is how many seconds a call that reads is repeated at most, `kms_key` the ARN of a key for data stores.
    """

    caller: Caller
    domains: RunDomains
    patience: float = 0
    kms_key: str | None = None

    def play(self, probe: Probe) -> Verdict:
        """Return the verdict of a probe; a difference counts when a second run shows the same.

        Nothing that the probe made is there afterwards.
        """
        first = self._undisturbed(probe)
        if first.kind != DIFFERS:
            return first
        second = self._undisturbed(probe)
        if second.kind == DIFFERS and _places(first) == _places(second):
            return second
        return Verdict(probe, UNDECIDED, f"two runs do not agree: {first.kind}, then {second.kind}")

    def _undisturbed(self, probe: Probe) -> Verdict:
        disturbance = ""
        for _ in range(_RESTARTS):
            try:
                return self._once(probe)
            except Disturbed as disturbed:  # noqa: PERF203  # a network is slower
                disturbance = str(disturbed)
            except Undecided as undecided:
                return Verdict(probe, UNDECIDED, str(undecided))
        return Verdict(probe, UNDECIDED, f"{disturbance}, in {_RESTARTS} runs")

    def _once(self, probe: Probe) -> Verdict:
        try:
            return _Run(self, probe).play()
        finally:
            self.domains.delete_all()


class _Run:
    """One run of a probe: the values that it has kept, and the calls that it has made."""

    def __init__(self, player: Player, probe: Probe) -> None:
        self.player, self.probe = player, probe
        names = ("domain", "other") if probe.has_other_domain else ("domain",)
        self.values: dict[str, Any] = {name: player.domains.new_name() for name in names}
        if player.kms_key:
            self.values["kms_key"] = player.kms_key
        self.exchanges: list[Exchange] = []

    def play(self) -> Verdict:
        if self.probe.needs_key and "kms_key" not in self.values:
            raise Undecided("the data store needs a KMS key: give --kms-key ARN")
        if self.probe.domain is not None:
            self._prepare("CreateDomain", {"DefaultExpirationDays": 366, **self.probe.domain})
        for step in self.probe.given:
            self._given(step)
        for step in self.probe.steps:
            found = self._check(step)
            if unfinished := [each for each in found if each.is_unfinished]:
                raise Undecided(
                    f"{step.operation}: still {unfinished[0].actual} after {self.player.patience:g} seconds"
                )
            if found:
                return Verdict(self.probe, DIFFERS, "", self.exchanges[-1], found, self.exchanges)
        return Verdict(self.probe, CONFIRMED, exchanges=self.exchanges)

    def _given(self, step: Step) -> None:
        if step.expected is None:
            self._keep(step, self._prepare(step.operation, step.members))
        elif found := self._check(step):
            raise Undecided(
                f"the preparation {step.operation} is not as needed: {found[0].path} is {found[0].actual!r}"
            )

    def _prepare(self, operation: str, members: dict[str, Any]) -> Outcome:
        outcome = self._call(operation, members)
        if outcome.code is not None:
            raise Undecided(f"the preparation {operation} was refused: {outcome.code}: {outcome.message}")
        return outcome

    def _check(self, step: Step) -> list[Difference]:
        """Make a call, again and again if it reads, until it is as expected or patience ends."""
        wait, end = 0.5, self.player.caller.now() + self.player.patience
        while True:
            outcome = self._call(step.operation, step.members)
            found = self._compare(step, outcome)
            if not found:
                self._keep(step, outcome)
            if not found or not step.reads or self.player.caller.now() + wait > end:
                return found
            self.exchanges.pop()
            self.player.caller.sleep(wait)
            wait = min(wait * 2, 15)

    def _compare(self, step: Step, outcome: Outcome) -> list[Difference]:
        expected = self._filled(step.expected or {})
        if "Error" not in expected and outcome.code is not None:
            return [Difference("Error", "(no error)", outcome.code)]
        return differences(expected, outcome.document)

    def _keep(self, step: Step, outcome: Outcome) -> None:
        for name, path in step.keep.items():
            value: Any = outcome.answer
            for part in path.split("."):
                value = value[int(part)] if isinstance(value, list) else value[part]
            self.values[name] = value

    def _call(self, operation: str, members: dict[str, Any]) -> Outcome:
        sent = self._filled(members)
        if operation not in _WITHOUT_DOMAIN and operation not in _TEMPLATES:
            sent = {"DomainName": self.values["domain"], **sent}
        if operation == "CreateDomain":
            sent["Tags"] = {**sent.get("Tags", {}), **self.player.domains.tags}
        sent = _with_texts(sent)
        outcome = self.player.caller.call(operation, sent)
        self.exchanges.append(Exchange(operation, sent, outcome))
        return outcome

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self._filled(name): self._filled(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._filled(each) for each in value]
        if not isinstance(value, str):
            return value
        return _VALUE.sub(lambda found: str(self.values.get(found[1], found[0])), value)


def _places(verdict: Verdict) -> tuple[str, list[str]]:
    operation = verdict.step.operation if verdict.step else ""
    return operation, [each.path for each in verdict.differences]


def _with_texts(members: dict[str, Any]) -> dict[str, Any]:
    """Return members in which objects, also those of a batch, are JSON texts."""
    if "Items" in members:
        members = {**members, "Items": [_with_texts(item) for item in members["Items"]]}
    if isinstance(members.get("Object"), dict):
        members = {**members, "Object": json.dumps(members["Object"])}
    return members
