"""How many decisions of each area a probe can settle: a table in `docs/fidelity.md`, which `make table` writes.

A decision is a rule whose source says that it is ours, in whole or in part, or inferred. The decisions that cannot be
seen from outside stand in `tests/fidelity/not_probed.json`, in groups with a reason.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from moto_customerprofiles.adapters.parity.probes import all_probes
from tests.repository.rules import CASES, areas, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.repository.rules import Rule

NOT_PROBED = CASES / "not_probed.json"
_DECIDED = re.compile(r"\bours?\b|\binfer", re.IGNORECASE)


def decisions(among: Iterable[Rule]) -> set[str]:
    """Return the ids of the rules that are decisions."""
    return {rule.rule_id for rule in among if _DECIDED.search(rule.source)}


def probed() -> set[str]:
    """Return the ids of the rules that a probe decides."""
    return {rule for probe in all_probes() for rule in probe.rules}


def reasons() -> dict[str, str]:
    """Return why a rule has no probe, by its id."""
    groups = json.loads(NOT_PROBED.read_text(encoding="utf-8"))
    return {rule: group["reason"] for group in groups for rule in group["rules"]}


def probe_table() -> str:
    """Return the table: for each area its decisions, those that a probe settles, the unseen and the open ones."""
    rows = [_row(title, decisions(area)) for title, area in areas().items() if decisions(area)]
    lines = ["| area | decisions | settled by a probe | not seen from outside | without a probe yet |"]
    return "\n".join([*lines, "|---|---|---|---|---|", *rows, _row("**all areas**", decisions(rules()))])


def _row(title: str, decided: set[str]) -> str:
    settled, unseen = decided & probed(), decided & reasons().keys()
    return f"| {title} | {len(decided)} | {len(settled)} | {len(unseen)} | {len(decided - settled - unseen)} |"
