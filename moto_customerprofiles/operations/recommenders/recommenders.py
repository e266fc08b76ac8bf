"""Recommenders: what is to be recommended, by which recipe and how; their life and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.recipes import RECIPES
from moto_customerprofiles.engine.values.listings import Listing, fixed
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.recommenders import recommenders

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.recommenders import Recommender
    from moto_customerprofiles.state.world import World


@operation("CreateRecommender", caveat="nothing is trained: a recommender works on the data of the moment it is asked")
def create_recommender(world: World, request: t.CreateRecommenderRequestTypeDef) -> dict[str, object]:
    """Create a recommender; it serves as soon as its training is over."""
    made = recommenders.create(world.domain(request), request)
    return {"RecommenderArn": made.recommender_arn, "Tags": made.tags}


@operation("GetRecommender", caveat="training metrics are ours; AWS's models are not public")
def get_recommender(world: World, request: t.GetRecommenderRequestTypeDef) -> Recommender:
    """Return a recommender, with the metrics of as many of its newest versions as are asked for."""
    domain = world.domain(request)
    found = recommenders.poll(domain, domain.recommenders.require(request["RecommenderName"]))
    return found.with_metrics(request.get("TrainingMetricsCount", 0))


@operation("ListRecommenders")
def list_recommenders(world: World, request: t.ListRecommendersRequestTypeDef) -> Listing[Recommender]:
    """List the recommenders of a domain."""
    return world.domain(request).recommenders.oldest_first()


@operation("UpdateRecommender")
def update_recommender(world: World, request: t.UpdateRecommenderRequestTypeDef) -> dict[str, object]:
    """Change a recommender's description or configuration, or go back to one of its versions."""
    domain = world.domain(request)
    recommenders.update(domain, domain.recommenders.require(request["RecommenderName"]), request)
    return {"RecommenderName": request["RecommenderName"]}


@operation("DeleteRecommender")
def delete_recommender(world: World, request: t.DeleteRecommenderRequestTypeDef) -> None:
    """Delete a recommender with its versions."""
    domain = world.domain(request)
    recommenders.delete(domain, domain.recommenders.require(request["RecommenderName"]))


@operation("StartRecommender")
def start_recommender(world: World, request: t.StartRecommenderRequestTypeDef) -> None:
    """Let a recommender that was stopped serve again."""
    domain = world.domain(request)
    recommenders.start(domain, domain.recommenders.require(request["RecommenderName"]))


@operation("StopRecommender")
def stop_recommender(world: World, request: t.StopRecommenderRequestTypeDef) -> None:
    """Let a recommender rest, until it is started again."""
    domain = world.domain(request)
    recommenders.stop(domain, domain.recommenders.require(request["RecommenderName"]))


@operation("ListRecommenderRecipes")
def list_recommender_recipes(world: World, request: t.ListRecommenderRecipesRequestTypeDef) -> Listing[dict[str, str]]:  # noqa: ARG001  # the same everywhere
    """List the recipes that there are."""
    return fixed([{"name": recipe.name, "description": recipe.description} for recipe in RECIPES])
