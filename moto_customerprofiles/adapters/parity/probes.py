"""Probes: small experiments, as data, that each decide whether an endpoint behaves as some rules say.

A file of `probes/` has the probes of one area. A probe has the ids of the `rules` that it decides, the calls that are
`given` and must succeed, and `steps`: calls with what must follow. A call is a mapping of an operation to its members;
`DomainName` is filled in. `$name` stands for a value that an earlier step kept by `keep`; `$domain` and `$other` are
the names of the two domains that a probe may make, `$kms_key` the ARN of a key of the account. See `expectations` for
the form of what is expected.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "probes"
_READS = ("Get", "List", "Search", "BatchGet", "Detect")


@dataclass(frozen=True)
class Step:
    """One call: its operation and members, what is expected of it (None: success), and what is kept of its answer."""

    operation: str
    members: dict[str, Any]
    expected: dict[str, Any] | None
    keep: dict[str, str]

    @property
    def reads(self) -> bool:
        """Whether the call changes nothing, so that it can be repeated."""
        return is_read(self.operation)


@dataclass(frozen=True)
class Probe:
    """An experiment in a domain, which is made with the members `domain`, or by the probe itself if that is None."""

    name: str
    area: str
    rules: tuple[str, ...]
    domain: dict[str, Any] | None
    given: tuple[Step, ...]
    steps: tuple[Step, ...]

    @property
    def has_other_domain(self) -> bool:
        """Whether the probe makes a second domain."""
        return any("$other" in json.dumps(step.members) for step in (*self.given, *self.steps))

    @property
    def needs_key(self) -> bool:
        """Whether the probe encrypts with a key of the account."""
        return "$kms_key" in json.dumps([self.domain, *(step.members for step in (*self.given, *self.steps))])

    @property
    def operations(self) -> list[str]:
        """The operations that the probe calls, in order, with repetitions."""
        made = [] if self.domain is None else ["CreateDomain"]
        return [*made, *(step.operation for step in (*self.given, *self.steps)), "DeleteDomain"]


def is_read(operation: str) -> bool:
    """Return whether an operation changes nothing."""
    return operation.startswith(_READS)


@cache
def all_probes() -> tuple[Probe, ...]:
    """Return the probes of all areas, in the order of their files."""
    return tuple(probe for path in sorted(_FOLDER.glob("*.json")) for probe in _read(path))


def chosen(words: list[str]) -> tuple[Probe, ...]:
    """Return the probes whose name, area or rule one of the words is; all probes without words.

    Raises:
        ValueError: a word names nothing.

    """
    names = {word: [p for p in all_probes() if word in (p.name, p.area, *p.rules)] for word in words}
    if unknown := [word for word, found in names.items() if not found]:
        areas = ", ".join(dict.fromkeys(probe.area for probe in all_probes()))
        raise ValueError(f"No probe, area or rule is named {unknown[0]!r}; the areas are {areas}")
    return tuple(p for p in all_probes() if not words or any(p in found for found in names.values()))


def _read(path: Path) -> list[Probe]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return [_probe(path.stem, name, each, document.get("shared", {})) for name, each in document["probes"].items()]


def _probe(area: str, name: str, document: dict[str, Any], shared: dict[str, list[Any]]) -> Probe:
    given = [call for each in document.get("given", []) for call in (shared[each] if isinstance(each, str) else [each])]
    return Probe(
        name,
        area,
        tuple(document["rules"]),
        document.get("domain", {}),
        tuple(map(_step, given)),
        tuple(map(_step, document["steps"])),
    )


def _step(document: dict[str, Any]) -> Step:
    """Read a step: an operation with its members, beside `expect` and `keep`."""
    [operation] = document.keys() - {"expect", "keep"}
    return Step(operation, document[operation], document.get("expect"), document.get("keep", {}))
