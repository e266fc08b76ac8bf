"""Which schemas and recommenders are valid, and what a configuration means.

The service model states what the members may be one by one; this module states what must hold between them (service
model, documentation of IncludedColumns, EventsConfig and DiversityColumn).
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES
from moto_customerprofiles.engine.recommenders.columns import (
    EVENTS,
    MANDATORY,
    OBJECTS,
    Columns,
    covers,
    default_columns,
)
from moto_customerprofiles.engine.recommenders.diversity import CapRule
from moto_customerprofiles.engine.recommenders.event_weights import EventWeight, EventWeights
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.recommenders.columns import Schema
    from moto_customerprofiles.engine.recommenders.recipes import Recipe

    _Names = Mapping[str, Sequence[str]]


class Tuning(NamedTuple):
    """A configuration, compiled: the weights of events, the visible columns of the catalog, and the caps."""

    events: EventWeights
    columns: Columns
    caps: tuple[CapRule, ...]


def check_schema(fields: Mapping[str, Sequence[t.RecommenderSchemaFieldTypeDef]]) -> None:
    """Check the fields of a schema.

    Raises:
        BadRequest: an object is not one that recommenders read, or a column is given twice or is none of the object.

    >>> check_schema({"_catalogItem": [{"TargetFieldName": "Category"}]})

    """
    _check_objects(fields)
    for name, columns in fields.items():
        _check_distinct((column["TargetFieldName"] for column in columns), f"Column of {name}")
        for column in columns:
            _check_target(name, column["TargetFieldName"])


def _check_target(name: str, column: str) -> None:
    """Refuse a column that the data set does not have; custom attributes may have any name."""
    known = default_columns(name)
    if not covers(known, column):
        near = get_close_matches(column, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; a custom column is {ATTRIBUTES}.<name>"
        raise BadRequest(f"TargetFieldName {shown(column)} is not a column of {name}{hint}")


def compile_config(config: t.RecommenderConfigUnionTypeDef, schema: Schema) -> Tuning:
    """Return a configuration compiled for the columns of a schema.

    Raises:
        BadRequest: members contradict each other or do not fit the schema.

    >>> from moto_customerprofiles.engine.recommenders.columns import columns_of
    >>> tuning = compile_config({"EventsConfig": {"EventParametersList": [{"EventType": "view"}]}}, columns_of(None))
    >>> tuning.events
    (EventWeight(event_type='view', weight=1.0, threshold=None),)

    """
    included, excluded = config.get("IncludedColumns"), config.get("ExcludedColumns")
    if included is not None and excluded is not None:
        raise BadRequest("IncludedColumns and ExcludedColumns cannot be used together")
    _check_columns(included or {}, schema)
    _check_columns(excluded or {}, schema)
    _check_mandatory(excluded or {})
    return Tuning(_events(config), _catalog_columns(included or {}, excluded or {}, schema), _caps(config, schema))


def needs_catalog(recipe: Recipe, config: t.RecommenderConfigUnionTypeDef) -> bool:
    """Return whether a recommender works on the item catalog, so that the domain must have one; in part our choice."""
    columns = [*config.get("IncludedColumns", ()), *config.get("ExcludedColumns", ())]
    return recipe.pairs_items or CATALOG_ITEM in columns or bool(_diversity_columns(config))


def _check_objects(names: Iterable[str]) -> None:
    for name in names:
        if name not in OBJECTS:
            raise BadRequest(
                f"Fields, IncludedColumns and ExcludedColumns take the names {EVENTS} and {CATALOG_ITEM}, not "
                f"'{shown(name)}'"
            )


def _check_distinct(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BadRequest(f"{what} {shown(name)} is given more than once")
        seen.add(name)


def _check_columns(columns: _Names, schema: Schema) -> None:
    _check_objects(columns)
    for name, wanted in columns.items():
        for column in wanted:
            if not covers(schema[name], column):
                raise BadRequest(
                    f"{shown(column)} is not a column of {name} in the schema{among(column, schema[name])}"
                )


def _check_mandatory(excluded: _Names) -> None:
    for name, columns in excluded.items():
        for column in columns:
            if column in MANDATORY[name]:
                raise BadRequest(f"{column} is a mandatory column of {name} and cannot be excluded by ExcludedColumns")


def _events(config: t.RecommenderConfigUnionTypeDef) -> EventWeights:
    parameters = config["EventsConfig"]["EventParametersList"] if "EventsConfig" in config else ()
    _check_distinct((row["EventType"] for row in parameters), "Event type")
    return EventWeights(
        EventWeight(row["EventType"], row.get("EventWeight", 1.0), row.get("EventValueThreshold")) for row in parameters
    )


def _catalog_columns(included: _Names, excluded: _Names, schema: Schema) -> Columns:
    only = (*MANDATORY[CATALOG_ITEM], *included[CATALOG_ITEM]) if CATALOG_ITEM in included else None
    return Columns(schema[CATALOG_ITEM], only, tuple(excluded.get(CATALOG_ITEM, ())))


def _diversity_columns(config: t.RecommenderConfigUnionTypeDef) -> Sequence[t.DiversityColumnTypeDef]:
    return config.get("DiversityConfig", {}).get("DiversityColumns", ())


def _caps(config: t.RecommenderConfigUnionTypeDef, schema: Schema) -> tuple[CapRule, ...]:
    columns = _diversity_columns(config)
    _check_distinct((column["Name"] for column in columns), "Diversity column")
    for column in columns:
        if not covers(schema[CATALOG_ITEM], column["Name"]):
            raise BadRequest(
                f"Diversity column {shown(column['Name'])} is not a column of {CATALOG_ITEM} in the "
                f"schema{among(column['Name'], schema[CATALOG_ITEM])}"
            )
    caps = tuple(CapRule(column["Name"], column["CapType"], column["Target"]) for column in columns)
    for cap in caps:
        cap.check()
    return caps
