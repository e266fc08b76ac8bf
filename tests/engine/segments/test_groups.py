from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.groups import Uses, compile_segment

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


def test_segment_names_what_it_is_built_on() -> None:
    conditions: t.DimensionTypeDef = {
        "ProfileAttributes": {
            "LastName": {"DimensionType": "INCLUSIVE", "Values": ["{{_profile.FirstName}}", "Lee"]},
            "Address": {"City": {"DimensionType": "INCLUSIVE", "Values": ["{{_calculated_attribute.town}}"]}},
        }
    }
    calculated: t.DimensionTypeDef = {
        "CalculatedAttributes": {"orders": {"DimensionType": "INCLUSIVE", "Values": ["{{_profile.Attributes.tier}}"]}}
    }
    sources: list[t.SourceSegmentTypeDef] = [{"SegmentDefinitionName": "b"}, {"SegmentDefinitionName": "a"}]
    groups: list[t.GroupUnionTypeDef] = [
        {"Dimensions": [conditions, calculated], "SourceSegments": sources},
        {"SourceSegments": sources[:1]},
    ]

    assert (
        Uses(
            frozenset({"LastName", "FirstName", "Address.City", "Attributes.tier"}),
            frozenset({"orders", "town"}),
            ("b", "a"),
            conditions=3,
        )
        == compile_segment({"Groups": groups}).uses
    )
