"""Classic segments against worked examples: one JSON file each, with its source and the members it must find."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from moto_customerprofiles.engine.profile_fields import flatten
from moto_customerprofiles.engine.segments import Segment, Subject, compile_segment
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    import types_boto3_customer_profiles.type_defs as t

FOLDER = Path(__file__).parent / "segments"
CASES = {path.stem: path for path in sorted(FOLDER.glob("*.json"))}


@dataclass(frozen=True)
class Customer:
    profile_id: str
    fields: dict[str, str]


class Given:
    """The profiles of an example, their calculated values, and the segments they may be in."""

    def __init__(self, name: str) -> None:
        self.document = json.loads((FOLDER / "given" / f"{name}.json").read_text(encoding="utf-8"))
        self.customers = [Customer(name, flatten(fields)) for name, fields in self.document["profiles"].items()]

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        return compile_segment(self.document["segments"][segment_name]).contains(subject, self)

    def calculated_value(
        self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject
    ) -> str | None:
        values = self.document["calculated" if overrides is None else "overridden"][name]
        return cast("str | None", values.get(subject.profile_id))


def _compiled(case: dict[str, dict[str, t.SegmentGroupStructureTypeDef]]) -> Segment:
    return compile_segment(case["when"]["SegmentGroups"])


@pytest.mark.parametrize("name", [name for name in CASES if not name.endswith("_rejected")])
def test_segment_has_exactly_these_members(name: str) -> None:
    case = json.loads(CASES[name].read_text(encoding="utf-8"))
    given, segment = Given(case["given"]), _compiled(case)

    members = [customer.profile_id for customer in given.customers if segment.contains(customer, given)]

    assert case["then"]["members"] == members


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith("_rejected")])
def test_definition_is_refused(name: str) -> None:
    case = json.loads(CASES[name].read_text(encoding="utf-8"))

    with pytest.raises(BadRequest) as caught:
        _compiled(case)

    assert case["then"]["error"] in caught.value.message
