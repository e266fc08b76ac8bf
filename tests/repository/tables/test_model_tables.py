"""The tables of the engines say what the service model says: its enumerations, its members and its lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.model import MapShape

from moto_customerprofiles.engine.calculated import aggregates
from moto_customerprofiles.engine.events import triggers
from moto_customerprofiles.engine.integrations import domain_objects
from moto_customerprofiles.engine.matching import rules, weekly_schedule
from moto_customerprofiles.engine.profiles import fields, normal_forms
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.engine.recommenders import recipe_scores, recipes
from moto_customerprofiles.engine.segments import exports, sort
from moto_customerprofiles.engine.values import combining, comparisons
from moto_customerprofiles.engine.values.durations import DURATIONS
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.wire.model import service_model
from moto_customerprofiles.wire.newest_model import newest_model

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from _pytest.mark import ParameterSet
    from botocore.model import Shape

TEXTS = set(fields.TEXT_MEMBERS) - fields.ENUMERATIONS.keys()
"""The members of a profile that take any text."""

CONDITIONS = {"UNIQUE", "SECONDARY", "LOOKUP_ONLY", "NEW_ONLY"}
"""The standard identifiers that name no standard object."""

ENUMERATIONS: list[tuple[str, Collection[str]]] = [
    ("Statistic", aggregates.STATISTICS),
    ("Operator", aggregates._THRESHOLDS),
    ("AttributeDimensionType", comparisons.OPERATORS),
    ("FilterDimensionType", comparisons.OPERATORS - comparisons.LIST_OPERATORS),
    ("StringDimensionType", comparisons.STRING_OPERATORS),
    ("DateDimensionType", comparisons.DATE_OPERATORS),
    ("ComparisonOperator", triggers.TRIGGER_OPERATORS),
    ("Include", combining._MODES),
    ("IncludeOptions", combining._MODES),
    ("Type", combining._MODES),
    ("EventTriggerLogicalOperator", combining._MODES),
    ("PeriodUnit", DURATIONS),
    ("FieldContentType", normal_forms.CONTENT_TYPES),
    *fields.ENUMERATIONS.items(),
    ("ContactType", {*fields.EMAILS, *fields.PHONES}),
    # The Administrator Guide has a page on `_contact`, and the service model no identifier for it.
    ("StandardIdentifier", {thing.identifier for thing in standard_objects().values()} - {"CONTACT"} | CONDITIONS),
    ("AttributeMatchingModel", {rules.ONE_TO_ONE, rules.MANY_TO_MANY}),
    ("JobScheduleDayOfTheWeek", weekly_schedule._DAYS),
    ("DataFormat", exports.WRITERS),
    ("SegmentSortDataType", sort._READERS),
    ("RecommenderRecipeName", recipes.BY_NAME),
    ("RecommenderRecipeName", recipe_scores.SCORES),
]

STRUCTURES: list[tuple[str, Collection[str]]] = [
    ("Profile", {"ProfileId", "FoundByItems", *fields.MEMBERS}),
    ("Address", fields.ADDRESS_PARTS),
    ("CatalogItem", {*domain_objects.CATALOG_FIELDS, fields.ATTRIBUTES}),
]


def _shape(place: str) -> Shape:
    """Return the shape of a structure, or of what is found below it: `Profile.Attributes.key`."""
    structure, *members = place.split(".")
    shape = service_model().shape_for(structure)
    for member in members:
        shape = getattr(shape, member) if isinstance(shape, MapShape) else shape.members[member]  # type: ignore[attr-defined]  # a structure
    return shape


@pytest.mark.needs
@pytest.mark.parametrize(("name", "table"), ENUMERATIONS)
def test_table_has_the_values_of_the_enumeration_and_no_others(name: str, table: Collection[str]) -> None:
    assert newest_model().values[name] == set(table)


@pytest.mark.needs
@pytest.mark.parametrize(("name", "table"), STRUCTURES)
def test_table_has_the_members_of_the_structure_and_no_others(name: str, table: Collection[str]) -> None:
    assert newest_model().members[name] == set(table)


def _places() -> Iterator[ParameterSet]:
    for place in sorted({*LONGEST, *(f"Profile.{name}" for name in TEXTS)}):
        structure, member, *_ = place.split(".")
        needs = [f"{structure}.{member}"] if structure in newest_model().members else []
        yield pytest.param(place, marks=pytest.mark.needs(*needs))


@pytest.mark.parametrize("place", list(_places()))
def test_text_may_be_as_long_as_the_model_says(place: str) -> None:
    assert _shape(place).metadata["max"] == LONGEST.get(place, LONGEST["Profile.FirstName"])
