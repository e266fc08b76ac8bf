"""The rules that the fake keeps, and the evidence for each: `python -m tests.repository.rules` counts them by area.

`tests/fidelity/rules/` registers every rule: its id, what it says and where that is written. Evidence is found, not
listed: the `rule` of a case file below `tests/fidelity/`, and the marker of a test, `@pytest.mark.rule("K-1")`. What is
not built says so, with the reason, in `docs/fidelity.md`.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from functools import cache

from tests.support.places import ROOT

TESTS = ROOT / "tests"
CASES = TESTS / "fidelity"
REGISTER = CASES / "rules"
FIDELITY_PAGE = ROOT / "docs" / "fidelity.md"

RULE_ID = re.compile(r"\b[A-Z]+(?:-[A-Z]+)*-\d+[a-z]?\b")
ADMISSION = re.compile(r"^- `([A-Z\d-]+[a-z]?)`: (.+(?:\n  .+)*)", re.MULTILINE)


@dataclass(frozen=True)
class Rule:
    """One thing that the service does, or that this project decided: `source` tells which."""

    rule_id: str
    statement: str
    source: str


@cache
def areas() -> dict[str, list[Rule]]:
    """Return the rules of each area, by its title."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(REGISTER.glob("*.json"))]
    return {
        document["title"]: [Rule(rule_id, each["rule"], each["source"]) for rule_id, each in document["rules"].items()]
        for document in documents
    }


def rules() -> list[Rule]:
    """Return all rules, in the order of their areas."""
    return [rule for area in areas().values() for rule in area]


@cache
def evidence() -> dict[str, list[str]]:
    """Answer, for every rule id that a case file or a test names, who names it."""
    found: dict[str, list[str]] = {}
    for rule_ids, where in [*_case_files(), *_marked_tests()]:
        for rule_id in dict.fromkeys(rule_ids):
            found.setdefault(rule_id, []).append(where)
    return found


def _case_files() -> list[tuple[list[str], str]]:
    return [
        (RULE_ID.findall(json.loads(path.read_text(encoding="utf-8"))["rule"]), path.relative_to(ROOT).as_posix())
        for path in sorted(CASES.glob("*/*.json"))
        if path.parent != REGISTER
    ]


def _marked_tests() -> list[tuple[list[str], str]]:
    return [
        (_marks(test), f"{path.relative_to(ROOT).as_posix()}::{test.name}")
        for path in sorted(TESTS.rglob("test_*.py"))
        if "mark.rule(" in (text := path.read_text(encoding="utf-8"))
        for test in ast.walk(ast.parse(text))
        if isinstance(test, ast.FunctionDef | ast.ClassDef)
    ]


def _marks(test: ast.FunctionDef | ast.ClassDef) -> list[str]:
    return [
        str(ast.literal_eval(argument))
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule"
        for argument in mark.args
    ]


@cache
def not_built() -> dict[str, str]:
    """Return the reason for each rule that is not built, as `docs/fidelity.md` gives it."""
    page = FIDELITY_PAGE.read_text(encoding="utf-8")
    section = page.partition("\n## Not built\n")[2].partition("\n## ")[0]
    return {rule_id: " ".join(reason.split()) for rule_id, reason in ADMISSION.findall(section)}


def rules_table() -> str:
    """Return the page of all rules: how many there are, and a table for each area."""
    count = f"{len(rules())} rules, {len(not_built())} of them not built."
    return "\n\n".join([count, *(_area_table(title, area) for title, area in areas().items())])


def _area_table(title: str, area: list[Rule]) -> str:
    rows = [f"| {rule.rule_id} | {rule.statement} | {rule.source} | {_standing(rule)} |" for rule in area]
    return "\n".join([f"## {title}", "", "| rule | what it says | source | tests |", "|---|---|---|---|", *rows])


def _standing(rule: Rule) -> str:
    reason = not_built().get(rule.rule_id)
    return f"not built: {reason}" if reason else str(len(evidence().get(rule.rule_id, [])))


def main() -> None:
    """Print what there is of each area."""
    for title, area in areas().items():
        missing = [rule for rule in area if rule.rule_id in not_built()]
        tests = {where for rule in area for where in evidence().get(rule.rule_id, [])}
        print(f"{title}: {len(area)} rules, {len(missing)} not built, {len(tests)} tests and case files")  # noqa: T201  # it is what it is run for


if __name__ == "__main__":
    main()
