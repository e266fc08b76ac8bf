"""Recommender schemas: which columns recommenders and filters may use."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.recommenders.columns import columns_of
from moto_customerprofiles.engine.recommenders.rules import check_schema
from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.errors import BadRequest, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.recommenders.columns import Schema
    from moto_customerprofiles.state.domain import Domain


def create(domain: Domain, request: t.CreateRecommenderSchemaRequestTypeDef) -> ConfigDocument:
    """Remember a choice of columns; `BadRequest` if it is not sound."""
    name = request["RecommenderSchemaName"]
    check_schema(request["Fields"])
    members = {**request, "RecommenderSchemaArn": domain.arn_in(domain.recommender_schemas, name), "Status": "ACTIVE"}
    return domain.recommender_schemas.add(ConfigDocument.of(name, members, domain.call.now))


def delete(domain: Domain, schema: ConfigDocument) -> None:
    """Forget a schema; `BadRequest` while a recommender or a filter names it."""
    for label, users in (("recommender", domain.recommenders), ("recommender filter", domain.recommender_filters)):
        for user in users:
            if user.recommender_schema_name == schema.name:
                raise BadRequest(f"Recommender schema {schema.name} is in use by {label} {user.name}")
    domain.recommender_schemas.remove(schema.name)


def schema_of(domain: Domain, name: str | None) -> Schema:
    """Return the columns of the schema that a definition names, or the default ones; `BadRequest` if it is missing."""
    if name is None:
        return columns_of(None)
    schema = domain.recommender_schemas.get(name)
    if schema is None:
        raise BadRequest(does_not_exist("Recommender schema", name))
    fields = cast("Mapping[str, Sequence[Mapping[str, str]]]", schema.member("Fields"))
    return columns_of({each: [column["TargetFieldName"] for column in columns] for each, columns in fields.items()})
