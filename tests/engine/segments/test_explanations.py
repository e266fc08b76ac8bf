from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.segments import dimensions
from moto_customerprofiles.engine.segments.dimensions import DimensionKind
from moto_customerprofiles.engine.segments.explanations import explain_groups
from moto_customerprofiles.engine.segments.groups import Uses, compile_segment

if TYPE_CHECKING:
    import pytest
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.dimensions import Reader
    from moto_customerprofiles.engine.segments.groups import Segment, SegmentGroups
    from moto_customerprofiles.engine.segments.subjects import Subject


@dataclass(frozen=True)
class Customer:
    profile_id: str
    fields: dict[str, str]


class Around:
    """A segment `tall` that has everybody, and one `short` that has nobody."""

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        return segment_name == "tall" and subject is ANN

    def calculated_value(self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject) -> str:
        days = overrides["Range"]["Start"] if overrides and "Range" in overrides else 0
        return f"{name} of {subject.profile_id} in {days}"


def segment_of(segment_name: str) -> Segment | None:
    return compile_segment({"Groups": [{}]}) if segment_name == "short" else None


ANN = Customer("ann", {"Address.City": "Kent", "LastName": "Stone", "FirstName": "Stone"})


def _explained(groups: SegmentGroups) -> object:
    return explain_groups(compile_segment(groups), ANN, Around(), segment_of)


def test_group_without_parts_holds_and_says_how_it_would_combine_them() -> None:
    expected = {"Holds": True, "Type": "ALL", "SourceType": "ANY", "Dimensions": [], "SourceSegments": []}

    assert [expected] == _explained({"Groups": [{}]})
    assert [] == _explained({})


def test_source_segment_is_explained_by_its_own_groups_unless_it_is_sql() -> None:
    everybody = {"Holds": True, "Type": "ALL", "SourceType": "ANY", "Dimensions": [], "SourceSegments": []}
    group: t.GroupTypeDef = {
        "Type": "ANY",
        "SourceType": "ALL",
        "SourceSegments": [{"SegmentDefinitionName": "tall"}, {"SegmentDefinitionName": "short"}],
    }

    assert [
        {
            "Holds": False,
            "Type": "ANY",
            "SourceType": "ALL",
            "Dimensions": [],
            "SourceSegments": [
                {"SegmentDefinitionName": "tall", "Holds": True, "Groups": []},
                {"SegmentDefinitionName": "short", "Holds": False, "Groups": [everybody]},
            ],
        }
    ] == _explained({"Groups": [group]})


def test_each_condition_says_what_was_wanted_and_what_was_there() -> None:
    names: t.DimensionTypeDef = {
        "ProfileAttributes": {
            "LastName": {"DimensionType": "INCLUSIVE", "Values": ["{{_profile.FirstName}}", "{{_profile.Gender}}"]},
            "Address": {"City": {"DimensionType": "EXCLUSIVE", "Values": ["Kent"]}},
        }
    }
    orders: t.DimensionTypeDef = {
        "CalculatedAttributes": {
            "orders": {
                "DimensionType": "INCLUSIVE",
                "Values": ["{{_calculated_attribute.visits}}", "orders of ann in 1"],
                "ConditionOverrides": {"Range": {"Start": 1, "Unit": "DAYS"}},
            }
        }
    }
    segment = compile_segment({"Groups": [{"Dimensions": [names, orders]}]})
    (group,) = explain_groups(segment, ANN, Around(), segment_of)

    assert [
        {
            "Holds": False,
            "Conditions": [
                {
                    "Kind": "field",
                    "Name": "LastName",
                    "Operator": "INCLUSIVE",
                    "Wanted": ["Stone"],
                    "Actual": "Stone",
                    "IsUnreadable": False,
                    "Holds": True,
                },
                {
                    "Kind": "field",
                    "Name": "Address.City",
                    "Operator": "EXCLUSIVE",
                    "Wanted": ["Kent"],
                    "Actual": "Kent",
                    "IsUnreadable": False,
                    "Holds": False,
                },
            ],
        },
        {
            "Holds": True,
            "Conditions": [
                {
                    "Kind": "calculated attribute",
                    "Name": "orders",
                    "Operator": "INCLUSIVE",
                    "Wanted": ["visits of ann in 0", "orders of ann in 1"],
                    "Actual": "orders of ann in 1",
                    "IsUnreadable": False,
                    "Holds": True,
                }
            ],
        },
    ] == group["Dimensions"]


def test_one_more_row_is_one_more_kind_of_dimension(monkeypatch: pytest.MonkeyPatch) -> None:
    def comparisons(sent: Any) -> Any:
        return sent.items()

    def reader(name: str, _overrides: object) -> Reader:
        return lambda given: str(len(given.subject.fields[name]))

    kind = DimensionKind("FieldLengths", PROFILE, "profile_attributes", "length", comparisons, reader)
    monkeypatch.setattr(dimensions, "KINDS", (*dimensions.KINDS, kind))
    compared = {"LastName": {"DimensionType": "EQUAL", "Values": ["5"]}}
    groups: Any = {"Groups": [{"Dimensions": [{"FieldLengths": compared}]}]}
    segment = compile_segment(groups)
    [group] = explain_groups(segment, ANN, Around(), segment_of)

    assert segment.contains(ANN, Around())
    assert Uses(frozenset({"LastName"}), conditions=1) == segment.uses
    assert [
        {
            "Kind": "length",
            "Name": "LastName",
            "Operator": "EQUAL",
            "Wanted": ["5"],
            "Actual": "5",
            "IsUnreadable": False,
            "Holds": True,
        }
    ] == group["Dimensions"][0]["Conditions"]
