"""Recommender schemas: which columns of web events and catalogue items recommenders and filters may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.recommenders import schemas as recommender_schemas

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.state.world import World


@operation("CreateRecommenderSchema")
def create_recommender_schema(world: World, request: t.CreateRecommenderSchemaRequestTypeDef) -> ConfigDocument:
    """Remember a choice of columns."""
    return recommender_schemas.create(world.domain(request), request)


@operation("GetRecommenderSchema")
def get_recommender_schema(world: World, request: t.GetRecommenderSchemaRequestTypeDef) -> ConfigDocument:
    """Return a schema as it was sent."""
    return world.domain(request).recommender_schemas.require(request["RecommenderSchemaName"])


@operation("ListRecommenderSchemas")
def list_recommender_schemas(world: World, request: t.ListRecommenderSchemasRequestTypeDef) -> Listing[ConfigDocument]:
    """List the schemas of a domain; the default one is not among them."""
    return world.domain(request).recommender_schemas.oldest_first()


@operation("DeleteRecommenderSchema")
def delete_recommender_schema(world: World, request: t.DeleteRecommenderSchemaRequestTypeDef) -> None:
    """Delete a schema that nothing uses."""
    domain = world.domain(request)
    recommender_schemas.delete(domain, domain.recommender_schemas.require(request["RecommenderSchemaName"]))
