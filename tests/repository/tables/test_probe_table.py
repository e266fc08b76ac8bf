"""The register of decisions without a probe is true: it names decisions, and none that a probe settles."""

from __future__ import annotations

from tests.repository.rules import rules
from tests.repository.tables.probe_table import decisions, probed, reasons


def test_rules_of_probes_are_registered() -> None:
    assert [] == sorted(probed() - {rule.rule_id for rule in rules()})


def test_only_decisions_have_a_reason_to_be_without_a_probe() -> None:
    assert [] == sorted(reasons().keys() - decisions(rules()))


def test_no_decision_has_both_a_probe_and_a_reason_to_have_none() -> None:
    assert [] == sorted(reasons().keys() & probed())


def test_every_reason_is_a_sentence() -> None:
    assert [] == [reason for reason in reasons().values() if not reason.endswith(".")]
