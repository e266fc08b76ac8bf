from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.recommenders.columns import columns_of
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME, RECIPES, check_question, current_item
from moto_customerprofiles.engine.recommenders.rules import check_schema, compile_config, needs_catalog
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


@pytest.mark.rule("REC-1")
def test_recipes_come_in_the_order_of_the_service_model() -> None:
    names = "recommended-for-you similar-items frequently-paired-items popular-items trending-now personalized-ranking"

    assert names.split() == [recipe.name for recipe in RECIPES]


@pytest.mark.rule("RSC-1", "RSC-3")
@pytest.mark.parametrize(
    "fields", [{"_profile": [{"TargetFieldName": "Id"}]}, {"_catalogItem": [{"TargetFieldName": "Id"}] * 2}]
)
def test_unsound_schemas_are_refused(fields: dict[str, list[t.RecommenderSchemaFieldTypeDef]]) -> None:
    with pytest.raises(BadRequest):
        check_schema(fields)


@pytest.mark.rule("RSC-4")
def test_schemas_of_both_objects_may_share_a_name_and_list_mandatory_columns() -> None:
    check_schema(
        {"_webAnalytics": [{"TargetFieldName": "EventType"}], "_catalogItem": [{"TargetFieldName": "Attributes.x"}]}
    )
    check_schema(
        {"_webAnalytics": [{"TargetFieldName": "Attributes.x"}], "_catalogItem": [{"TargetFieldName": "Attributes.x"}]}
    )

    assert ("Id", "Name") == columns_of({"_catalogItem": ["Name", "Id"]})["_catalogItem"]


def diversity(*columns: tuple[str, str, str]) -> t.RecommenderConfigTypeDef:
    return {"DiversityConfig": {"DiversityColumns": [{"Name": n, "CapType": c, "Target": v} for n, c, v in columns]}}  # type: ignore[typeddict-item]  # a literal, in fact


@pytest.mark.rule("REC-9")
@pytest.mark.parametrize(
    "config",
    [
        {"EventsConfig": {"EventParametersList": [{"EventType": "view"}, {"EventType": "view"}]}},
        {"IncludedColumns": {"_catalogItem": ["Name"]}, "ExcludedColumns": {"_catalogItem": ["Type"]}},
        {"IncludedColumns": {"_profile": ["FirstName"]}},
        {"IncludedColumns": {"_catalogItem": ["Colour"]}},
        {"ExcludedColumns": {"_webAnalytics": ["Colour"]}},
        {"ExcludedColumns": {"_catalogItem": ["Id"]}},
        {"ExcludedColumns": {"_webAnalytics": ["EventType"]}},
        diversity(("Colour", "VALUE", "1")),
        diversity(("Category", "VALUE", "1"), ("Category", "VALUE", "2")),
        diversity(("Category", "PERCENTAGE", "0")),
        diversity(("Category", "VALUE", "1 or 2")),
    ],
)
def test_unsound_configurations_are_refused(config: t.RecommenderConfigTypeDef) -> None:
    with pytest.raises(BadRequest):
        compile_config(config, columns_of(None))


@pytest.mark.rule("REC-9")
def test_columns_of_a_configuration_must_be_in_the_schema() -> None:
    schema = columns_of({"_catalogItem": ["Category"]})
    compile_config({"IncludedColumns": {"_catalogItem": ["Category"]}}, schema)

    with pytest.raises(BadRequest):
        compile_config({"IncludedColumns": {"_catalogItem": ["Name"]}}, schema)


@pytest.mark.parametrize(
    ("config", "seen"),
    [
        ({}, ["Id", "Name", "Attributes.brand"]),
        ({"IncludedColumns": {"_catalogItem": ["Name"]}}, ["Id", "Name"]),
        ({"IncludedColumns": {"_webAnalytics": ["EventValue"]}}, ["Id", "Name", "Attributes.brand"]),
        ({"ExcludedColumns": {"_catalogItem": ["Name"]}}, ["Id", "Attributes.brand"]),
        ({"ExcludedColumns": {"_catalogItem": ["Attributes.brand"]}}, ["Id", "Name"]),
    ],
)
def test_a_configuration_narrows_the_columns(config: t.RecommenderConfigTypeDef, seen: list[str]) -> None:
    columns = compile_config(config, columns_of(None)).columns

    assert seen == [name for name in ("Id", "Name", "Attributes.brand") if name in columns]


@pytest.mark.rule("REC-8")
@pytest.mark.parametrize(
    ("recipe", "config", "expected"),
    [
        ("similar-items", {}, True),
        ("frequently-paired-items", {}, True),
        ("popular-items", {}, False),
        ("popular-items", {"IncludedColumns": {"_catalogItem": ["Name"]}}, True),
        ("popular-items", {"ExcludedColumns": {"_catalogItem": ["Name"]}}, True),
        ("popular-items", {"ExcludedColumns": {"_webAnalytics": ["EventValue"]}}, False),
        ("popular-items", diversity(("Category", "VALUE", "1")), True),
    ],
)
def test_some_recommenders_need_a_catalogue(recipe: str, config: t.RecommenderConfigTypeDef, expected: bool) -> None:  # noqa: FBT001  # a row
    assert expected == needs_catalog(BY_NAME[recipe], config)


@pytest.mark.rule("REC-23")
@pytest.mark.parametrize("key", ["Item.Id", "ItemId", "itemId", "item_id", "Id"])
def test_the_context_names_the_current_item(key: str) -> None:
    assert "tv" == current_item({"Page": "home", key: "tv"})


@pytest.mark.rule("REC-23")
def test_the_first_of_the_keys_wins_and_others_say_nothing() -> None:
    assert "tv" == current_item({"Id": "x", "Item.Id": "tv"})
    assert current_item({"item": "tv"}) is None


@pytest.mark.rule("REC-22", "REC-23")
@pytest.mark.parametrize("recipe", ["similar-items", "frequently-paired-items", "personalized-ranking"])
def test_some_questions_need_more(recipe: str) -> None:
    with pytest.raises(BadRequest):
        check_question(BY_NAME[recipe], None, ())


def test_other_questions_need_nothing() -> None:
    check_question(BY_NAME["popular-items"], None, ())
    check_question(BY_NAME["similar-items"], "tv", ())
    check_question(BY_NAME["personalized-ranking"], None, ["tv"])

    assert {"popular-items", "trending-now", "recommended-for-you"} == {
        recipe.name for recipe in RECIPES if not recipe.pairs_items and not recipe.ranks_candidates
    }


@pytest.mark.rule("REC-4", "RSC-5", "DOT-7")
def test_the_default_schema_has_every_documented_column() -> None:
    columns = columns_of(None)
    events = "EventId EventType EventTimestamp EventDuration EventValue OrderId DeviceId Attributes Item.Id Item.Title"
    events += " Item.Category Item.Value Item.Quantity Session.Id Page.Title Cart.Value User.Id User.AnonymousId"
    events += " Location.City Location.Latitude Application.Name Search.Query Scroll.DepthPercentage Error.Type"
    items = "Id Name Code Type Category Description AdditionalInformation ImageLink Link Price CreatedAt UpdatedAt"

    assert set() == set(events.split()) - set(columns["_webAnalytics"])
    assert {*items.split(), "Attributes"} == set(columns["_catalogItem"])
