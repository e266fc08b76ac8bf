"""Recommenders: what is to be recommended, by which recipe and how; their life and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recipes import RECIPES
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state import recommenders
from moto_customerprofiles.state.recommender import Recommender

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World


@operation("CreateRecommender", caveat="nothing is trained: a recommender works on the data of the moment it is asked")
def create_recommender(world: World, request: t.CreateRecommenderRequestTypeDef) -> Reply:
    """Create a recommender; it serves as soon as its training is over."""
    domain = world.domain(request)
    made = recommenders.add(
        domain,
        Recommender(
            name=request["RecommenderName"],
            recommender_arn=domain.arn(f"recommenders/{request['RecommenderName']}"),
            recommender_recipe_name=request["RecommenderRecipeName"],
            job=world.begin("recommender", *recommenders.COMING),
            created_at=world.now,
            last_updated_at=world.now,
            recommender_schema_name=request.get("RecommenderSchemaName"),
            recommender_config=request.get("RecommenderConfig"),
            description=request.get("Description"),
            tags=dict(request.get("Tags", {})),
        ),
    )
    return {"RecommenderArn": made.recommender_arn, "Tags": made.tags}


@operation("GetRecommender", caveat="training metrics are ours; AWS's models are not public")
def get_recommender(world: World, request: t.GetRecommenderRequestTypeDef) -> Reply:
    """Answer a recommender, with the metrics of as many of its newest versions as are asked for."""
    found = recommenders.look(world.domain(request), request["RecommenderName"])
    return found.with_metrics(request.get("TrainingMetricsCount", 0))


@operation("ListRecommenders")
def list_recommenders(world: World, request: t.ListRecommendersRequestTypeDef) -> Iterable[Recommender]:
    """List the recommenders of a domain."""
    return recommenders.find_all(world.domain(request))


@operation("UpdateRecommender")
def update_recommender(world: World, request: t.UpdateRecommenderRequestTypeDef) -> Reply:
    """Change a recommender's description or configuration, or go back to one of its versions."""
    recommenders.update(world.domain(request), request["RecommenderName"], request)
    return {"RecommenderName": request["RecommenderName"]}


@operation("DeleteRecommender")
def delete_recommender(world: World, request: t.DeleteRecommenderRequestTypeDef) -> Reply:
    """Delete a recommender with its versions."""
    recommenders.delete(world.domain(request), request["RecommenderName"])
    return None


@operation("StartRecommender")
def start_recommender(world: World, request: t.StartRecommenderRequestTypeDef) -> Reply:
    """Let a recommender that was stopped serve again."""
    recommenders.start(world.domain(request), request["RecommenderName"])
    return None


@operation("StopRecommender")
def stop_recommender(world: World, request: t.StopRecommenderRequestTypeDef) -> Reply:
    """Let a recommender rest, until it is started again."""
    recommenders.stop(world.domain(request), request["RecommenderName"])
    return None


@operation("ListRecommenderRecipes")
def list_recommender_recipes(world: World, request: t.ListRecommenderRecipesRequestTypeDef) -> Reply:  # noqa: ARG001  # the same everywhere
    """List the recipes that there are."""
    return [{"name": recipe.name, "description": recipe.description} for recipe in RECIPES]
