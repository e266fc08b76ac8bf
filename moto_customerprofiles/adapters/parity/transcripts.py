"""Transcripts of probes: what was sent and what came back, without anything that names an account, a key or a time.

A transcript is a JSON file for each area: the probes by name, each with its verdict and its exchanges. Ids, times,
account numbers, regions, tokens and the names of domains are replaced by placeholders, the same value by the same
placeholder within a probe.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.domains import PREFIX, TAG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from moto_customerprofiles.adapters.parity.playing import Exchange, Verdict

_PATTERNS = {
    "DOMAIN": re.compile(re.escape(PREFIX) + r"[0-9a-f]+-\d+"),
    "UUID": re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"),
    "ID": re.compile(r"\b[0-9a-f]{32}\b"),
    "KEY": re.compile(r"\bA[KS]IA[A-Z0-9]{16}\b"),
    "TIME": re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?"),
    "URL": re.compile(r"https?://[^\s\"]+"),
}
_PLACE = re.compile(r"(arn:aws[a-z-]*:[a-z0-9-]+):([a-z0-9-]*):(\d{12})?:")
_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
_OPAQUE = {"NextToken": "TOKEN", "ProfileObjectUniqueKey": "UNIQUE-KEY", "ClientToken": "TOKEN"}


class Normalizer:
    """Replaces what differs from run to run, within one probe."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def plain(self, value: Any, member: str = "") -> Any:
        """Return a value without what differs from run to run."""
        if isinstance(value, dict):
            return {self._text(name): self.plain(each, name) for name, each in value.items() if name != TAG}
        if isinstance(value, list):
            return [self.plain(each, member) for each in value]
        if isinstance(value, datetime):
            return "TIME"
        if not isinstance(value, str):
            return value
        return self._named(_OPAQUE[member], value) if member in _OPAQUE else self._text(value)

    def _text(self, text: str) -> str:
        for kind, pattern in _PATTERNS.items():
            text = pattern.sub(lambda found, kind=kind: self._named(kind, found[0]), text)  # type: ignore[misc]  # mypy takes no defaults of lambdas
        return _ACCOUNT.sub("ACCOUNT", _PLACE.sub(r"\1:REGION:ACCOUNT:", text))

    def _named(self, kind: str, text: str) -> str:
        if kind in ("TIME", "URL", "KEY"):
            return kind
        number = sum(known == kind for known, _ in self._names) + 1
        return self._names.setdefault((kind, text), f"{kind}-{number}")


def transcript(verdict: Verdict) -> dict[str, Any]:
    """Return what is recorded of a probe."""
    normalizer = Normalizer()
    recorded: dict[str, Any] = {"rules": [*verdict.probe.rules], "verdict": verdict.kind}
    if verdict.reason:
        recorded["reason"] = normalizer.plain(verdict.reason)
    return {**recorded, "exchanges": [_exchange(each, normalizer) for each in verdict.exchanges]}


def record(folder: Path, verdicts: Iterable[Verdict]) -> None:
    """Write transcripts, a file for each area."""
    folder.mkdir(parents=True, exist_ok=True)
    areas: dict[str, dict[str, Any]] = {}
    for verdict in verdicts:
        areas.setdefault(verdict.probe.area, {})[verdict.probe.name] = transcript(verdict)
    for area, probes in areas.items():
        text = json.dumps(probes, indent=1, ensure_ascii=False) + "\n"
        (folder / f"{area}.json").write_text(text, encoding="utf-8")


def recorded(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the transcripts of a folder, by the name of the probe.

    Raises:
        ValueError: the folder has none, or a file of it is no transcript.

    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise ValueError(f"{folder} has no transcripts; --record DIR writes some")
    probes: dict[str, dict[str, Any]] = {}
    for path in paths:
        document = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict) or not all("exchanges" in each for each in document.values()):
            raise ValueError(f"{path} is no transcript of probes")
        probes.update(document)
    return probes


def disagreement(then: dict[str, Any], now: dict[str, Any]) -> str | None:
    """Return where two transcripts of a probe disagree, None if they agree; texts of errors are not compared."""
    for number, (before, after) in enumerate(zip(then["exchanges"], now["exchanges"], strict=False), 1):
        if [before["call"], before["members"]] != [after["call"], after["members"]]:
            return f"call {number} is another than was recorded: record the probe anew"
        if _comparable(before) != _comparable(after):
            return f"call {number}, {before['call']}: recorded {_comparable(before)}, now {_comparable(after)}"
    if len(then["exchanges"]) != len(now["exchanges"]):
        return f"{len(then['exchanges'])} calls were recorded, now there are {len(now['exchanges'])}"
    return None


def _exchange(exchange: Exchange, normalizer: Normalizer) -> dict[str, Any]:
    call = {"call": exchange.operation, "members": normalizer.plain(exchange.members)}
    if exchange.outcome.code is None:
        return {**call, "answer": normalizer.plain(exchange.outcome.answer)}
    return {**call, "error": exchange.outcome.code, "message": normalizer.plain(exchange.outcome.message)}


def _comparable(exchange: dict[str, Any]) -> Any:
    return exchange.get("error") or exchange["answer"]
