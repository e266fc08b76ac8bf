"""What a run found, rule by rule: for a person, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.playing import CONFIRMED, DIFFERS, UNDECIDED
from moto_customerprofiles.adapters.parity.transcripts import Normalizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.adapters.parity.playing import Verdict

_LONGEST = 200


def by_rule(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Return what the probes of each rule say together: differs if one says so, confirmed if all do."""
    kinds: dict[str, set[str]] = {}
    for verdict in verdicts:
        for rule in verdict.probe.rules:
            kinds.setdefault(rule, set()).add(verdict.kind)
    order = (DIFFERS, UNDECIDED, CONFIRMED)
    return {rule: next(kind for kind in order if kind in found) for rule, found in kinds.items()}


def document(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return what a run found, as plain values."""
    rules = by_rule(verdicts)
    return {
        "summary": {kind: Counter(rules.values())[kind] for kind in (CONFIRMED, DIFFERS, UNDECIDED)},
        "rules": rules,
        "probes": [_probe(verdict) for verdict in verdicts],
    }


def text(verdicts: Sequence[Verdict]) -> str:
    """Return what a run found, for a person: what differs, what is not decided, and the counts of rules."""
    counts = Counter(by_rule(verdicts).values())
    told = [_told(verdict) for kind in (DIFFERS, UNDECIDED) for verdict in verdicts if verdict.kind == kind]
    summary = ", ".join(f"{counts[kind]} {kind}" for kind in (CONFIRMED, DIFFERS, UNDECIDED))
    return "\n".join([*told, f"{sum(counts.values())} rules: {summary}."])


def _probe(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = {"probe": verdict.probe.name, "area": verdict.probe.area, "rules": [*verdict.probe.rules]}
    found["verdict"] = verdict.kind
    if verdict.reason:
        found["reason"] = verdict.reason
    if verdict.step is not None:
        plain = Normalizer().plain
        found["call"] = {"operation": verdict.step.operation, "members": plain(verdict.step.members)}
        found["differences"] = [
            {"at": each.path, "expected": plain(each.expected), "actual": plain(each.actual)}
            for each in verdict.differences
        ]
        if verdict.step.outcome.code is not None:
            found["error"] = {"code": verdict.step.outcome.code, "message": plain(verdict.step.outcome.message)}
    return found


def _told(verdict: Verdict) -> str:
    head = f"{verdict.kind}: {verdict.probe.area}/{verdict.probe.name} ({', '.join(verdict.probe.rules)})"
    if verdict.step is None:
        return f"{head}\n  {verdict.reason}"
    error = f"\n  {verdict.step.outcome.code}: {verdict.step.outcome.message}" if verdict.step.outcome.code else ""
    places = [
        f"\n  {each.path}\n    expected {_short(each.expected)}\n    actual   {_short(each.actual)}"
        for each in verdict.differences
    ]
    return f"{head}\n  {verdict.step.operation} {_short(verdict.step.members)}{error}{''.join(places)}"


def _short(value: Any) -> str:
    shown = json.dumps(value, default=str, ensure_ascii=False)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."
