"""The tables of the engines say what the service model says: its enumerations, its members and its lengths.

A model that is older than the tables may lack some of what they have, and never has anything that they lack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import botocore
import pytest
from botocore.model import MapShape, StringShape, StructureShape

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

if TYPE_CHECKING:
    from collections.abc import Collection

    from botocore.model import Shape

IS_OLDER = tuple(map(int, re.findall(r"\d+", botocore.__version__)[:3])) < (1, 44, 5)
"""Whether the installed model may lack what the tables have."""

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
    if IS_OLDER and structure not in service_model().shape_names:
        pytest.skip(f"this version of botocore does not know {structure}")
    shape = service_model().shape_for(structure)
    for member in members:
        shape = getattr(shape, member) if isinstance(shape, MapShape) else shape.members[member]  # type: ignore[attr-defined]  # a structure
    return shape


@pytest.mark.parametrize(("name", "table"), ENUMERATIONS)
def test_table_has_the_values_of_the_enumeration_and_no_others(name: str, table: Collection[str]) -> None:
    shape = _shape(name)

    assert isinstance(shape, StringShape)
    assert set() == set(shape.enum) - set(table)
    assert set() == set(table) - set(shape.enum) or IS_OLDER


@pytest.mark.parametrize(("name", "table"), STRUCTURES)
def test_table_has_the_members_of_the_structure_and_no_others(name: str, table: Collection[str]) -> None:
    shape = _shape(name)

    assert isinstance(shape, StructureShape)
    assert set() == set(shape.members) - set(table)
    assert set() == set(table) - set(shape.members) or IS_OLDER


@pytest.mark.parametrize("place", sorted({*LONGEST, *(f"Profile.{name}" for name in TEXTS)}))
def test_text_may_be_as_long_as_the_model_says(place: str) -> None:
    assert _shape(place).metadata["max"] == LONGEST.get(place, LONGEST["Profile.FirstName"])
