"""Every rule of the register has its evidence or its excuse, and never both."""

from __future__ import annotations

from collections import Counter

from tests.repository.rules import CASES, REGISTER, evidence, not_built, rules

REGISTERED = {rule.rule_id for rule in rules()}


def test_every_rule_is_tested_or_admitted_as_not_built() -> None:
    assert [] == sorted(REGISTERED - evidence().keys() - not_built().keys())


def test_evidence_is_of_rules_that_are_registered() -> None:
    assert {} == {rule_id: where for rule_id, where in evidence().items() if rule_id not in REGISTERED}


def test_nothing_that_is_tested_is_called_not_built() -> None:
    assert [] == sorted(not_built().keys() & evidence().keys())


def test_only_rules_that_are_registered_are_called_not_built() -> None:
    assert [] == sorted(not_built().keys() - REGISTERED)


def test_no_rule_is_registered_twice() -> None:
    assert [] == [rule_id for rule_id, count in Counter(rule.rule_id for rule in rules()).items() if count > 1]


def test_every_rule_says_what_and_where_from() -> None:
    assert [] == [rule.rule_id for rule in rules() if not (rule.statement.endswith(".") and rule.source)]


def test_every_case_file_has_a_rule() -> None:
    files = {path.relative_to(CASES.parents[1]).as_posix() for path in CASES.glob("*/*.json")}
    named = {where for places in evidence().values() for where in places}

    assert [] == sorted(name for name in files - named if not name.startswith(f"tests/fidelity/{REGISTER.name}/"))
