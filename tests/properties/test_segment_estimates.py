"""An estimate counts exactly the rows that a snapshot taken at once has, and both count who the definition means."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.comparisons import NUMERIC_OPERATORS
from moto_customerprofiles.pipeline import perform
from tests.support.facts import aws_arn
from tests.support.model import enumeration
from tests.support.properties.effort import effort
from tests.support.surroundings import RecordedNeighbours, new_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIERS = st.sampled_from(["gold", "silver", "Gold", "1", "2.0"])
PROFILES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "FirstName": st.sampled_from(["Ann", "Bob", "gold"]),
            "Attributes": st.fixed_dictionaries({}, optional={"tier": TIERS, "points": TIERS}),
        },
    ),
    max_size=6,
)
MODES = st.sampled_from(enumeration("Include"))
TEXTS = st.sampled_from(enumeration("StringDimensionType"))
NUMBERS = st.sampled_from(sorted(NUMERIC_OPERATORS))
VALUES = st.lists(st.sampled_from(["gold", "o", "1", "{{_profile.FirstName}}"]), min_size=1, max_size=3)
DIGITS = st.lists(st.sampled_from(["1", "1.5", "{{_profile.Attributes.points}}"]), min_size=1, max_size=2)
CONDITIONS = st.one_of(
    st.fixed_dictionaries({"DimensionType": TEXTS, "Values": VALUES}),
    st.fixed_dictionaries({"DimensionType": NUMBERS, "Values": DIGITS}),
)
ATTRIBUTES = st.dictionaries(st.sampled_from(["tier", "points"]), CONDITIONS, max_size=2)
DIMENSIONS = st.fixed_dictionaries(
    {},
    optional={
        "FirstName": st.fixed_dictionaries({"DimensionType": TEXTS, "Values": VALUES}),
        "Attributes": ATTRIBUTES,
    },
).map(lambda fields: {"ProfileAttributes": fields})
SOURCES = st.lists(st.just({"SegmentDefinitionName": "gold"}), max_size=1)
GROUPS = st.fixed_dictionaries(
    {},
    optional={
        "Dimensions": st.lists(DIMENSIONS, max_size=3),
        "Type": MODES,
        "SourceSegments": SOURCES,
        "SourceType": MODES,
    },
)
QUERIES = st.fixed_dictionaries({}, optional={"Groups": st.lists(GROUPS, max_size=3), "Include": MODES})
GOLD = {
    "Groups": [
        {
            "Dimensions": [
                {"ProfileAttributes": {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": ["gold"]}}}}
            ]
        }
    ]
}


class Shop:
    """A domain with some profiles and the segment `gold`."""

    def __init__(self, profiles: Sequence[dict[str, Any]]) -> None:
        self.neighbours = RecordedNeighbours()
        self.neighbours.ensure_bucket("out")
        self.world = new_world(neighbours=self.neighbours)
        self.ask("CreateDomain", DefaultExpirationDays=30)
        self.define("gold", SegmentGroups=GOLD)
        self.profiles = {self.ask("CreateProfile", **fields)["ProfileId"]: fields for fields in profiles}

    def ask(self, operation: str, **params: object) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **params})

    def define(self, name: str, **selection: object) -> None:
        self.ask("CreateSegmentDefinition", SegmentDefinitionName=name, DisplayName=name, **selection)

    def estimate(self, **selection: object) -> int:
        made = self.ask("CreateSegmentEstimate", **selection)
        return int(self.ask("GetSegmentEstimate", EstimateId=made["EstimateId"])["Estimate"])

    def export(self, name: str) -> list[str]:
        """Return the ids in a snapshot."""
        self.ask("CreateSegmentSnapshot", SegmentDefinitionName=name, DataFormat="CSV", DestinationUri="s3://out")
        (file,) = [body for key, body in self.neighbours.buckets["out"].items() if key.endswith(".csv")]
        return [row["ProfileId"] for row in csv.DictReader(io.StringIO(file.decode()))]

    def members(self, name: str) -> list[str]:
        if not self.profiles:
            return []
        answer = self.ask("GetSegmentMembership", SegmentDefinitionName=name, ProfileIds=list(self.profiles))
        return [one["ProfileId"] for one in answer["Profiles"] if one["QueryResult"] == "PRESENT"]


@given(PROFILES, QUERIES)
def test_estimate_snapshot_and_membership_agree(profiles: list[dict[str, Any]], query: dict[str, Any]) -> None:
    shop = Shop(profiles)
    estimate = shop.estimate(SegmentQuery=query)
    shop.define("s", SegmentGroups=query)

    exported = shop.export("s")

    assert (estimate, shop.members("s")) == (len(exported), exported)


@given(PROFILES, QUERIES)
def test_segment_has_whom_its_definition_means(profiles: list[dict[str, Any]], query: dict[str, Any]) -> None:
    shop = Shop(profiles)
    shop.define("s", SegmentGroups=query)

    assert [one for one, fields in shop.profiles.items() if _in_query(query, fields)] == shop.export("s")


@settings(max_examples=effort(15))
@given(PROFILES, st.sampled_from(["attributes.tier = 'gold'", "first_name IS NULL", "attributes.points > '1'", "true"]))
def test_sql_estimate_counts_the_rows_of_its_snapshot(profiles: list[dict[str, Any]], condition: str) -> None:
    shop = Shop(profiles)
    key = aws_arn("kms", "key/k")
    shop.ask("UpdateDomain", DefaultEncryptionKey=key, DataStore={"Enabled": True})
    query = f"SELECT profile_id FROM profile WHERE {condition}"  # noqa: S608  conditions of this test
    estimate = shop.estimate(SegmentSqlQuery=query)
    shop.define("s", SegmentSqlQuery=query)

    assert estimate == len(shop.export("s"))


def _in_query(query: dict[str, Any], fields: dict[str, Any]) -> bool:
    """Read a query plainly, one profile at a time."""
    groups = [_in_group(group, fields) for group in query.get("Groups", [])]
    return _join(query.get("Include", "ALL"), groups)


def _in_group(group: dict[str, Any], fields: dict[str, Any]) -> bool:
    sources = [_in_query(GOLD, fields) for _ in group.get("SourceSegments", [])]
    dimensions = [_in_dimension(one["ProfileAttributes"], fields) for one in group.get("Dimensions", [])]
    return _join(group.get("SourceType", "ANY"), sources) and _join(group.get("Type", "ALL"), dimensions)


def _in_dimension(dimension: dict[str, Any], fields: dict[str, Any]) -> bool:
    own = [(fields.get("FirstName"), dimension["FirstName"])] if "FirstName" in dimension else []
    attributes = fields.get("Attributes", {})
    own += [(attributes.get(name), condition) for name, condition in dimension.get("Attributes", {}).items()]
    return all(_holds(actual, condition, fields) for actual, condition in own)


def _holds(actual: str | None, condition: dict[str, Any], fields: dict[str, Any]) -> bool:
    operator = condition["DimensionType"]
    known = {
        "{{_profile.FirstName}}": fields.get("FirstName"),
        "{{_profile.Attributes.points}}": fields.get("Attributes", {}).get("points"),
    }
    values = [value for value in (known.get(one, one) for one in condition["Values"]) if value]
    if not actual or not values:
        return bool(operator == "EXCLUSIVE")
    if operator == "EXCLUSIVE":
        return bool(actual not in values)
    return any(COMPARED[operator](actual, value) for value in values)


def _by_number(compare: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    return lambda actual, value: (
        all(_is_number(text) for text in (actual, value)) and compare(float(actual), float(value))
    )


def _is_number(text: str) -> bool:
    return isinstance(json.loads(text), int | float) if text[0].isdigit() else False


COMPARED: dict[str, Callable[[str, str], bool]] = {
    "INCLUSIVE": lambda actual, value: actual == value,
    "CONTAINS": lambda actual, value: value in actual,
    "BEGINS_WITH": lambda actual, value: actual.startswith(value),
    "ENDS_WITH": lambda actual, value: actual.endswith(value),
    "GREATER_THAN": _by_number(lambda actual, value: actual > value),
    "GREATER_THAN_OR_EQUAL": _by_number(lambda actual, value: actual >= value),
    "LESS_THAN": _by_number(lambda actual, value: actual < value),
    "LESS_THAN_OR_EQUAL": _by_number(lambda actual, value: actual <= value),
    "EQUAL": _by_number(lambda actual, value: actual == value),
}


def _join(mode: str, found: list[bool]) -> bool:
    if not found:
        return True
    return {"ALL": all(found), "ANY": any(found), "NONE": not any(found)}[mode]
