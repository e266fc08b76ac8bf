"""Recommender filters: which items may be recommended, or are to be promoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.recommenders import filters as recommender_filters

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.recommenders import RecommenderFilter
    from moto_customerprofiles.state.world import World


@operation("CreateRecommenderFilter", caveat="the language is that of Amazon Personalize; AWS publishes none")
def create_recommender_filter(world: World, request: t.CreateRecommenderFilterRequestTypeDef) -> dict[str, object]:
    """Remember a filter, if its expression can be understood."""
    made = recommender_filters.create(world.domain(request), request)
    return {"RecommenderFilterArn": made.recommender_filter_arn, "Tags": made.tags}


@operation("GetRecommenderFilter")
def get_recommender_filter(world: World, request: t.GetRecommenderFilterRequestTypeDef) -> RecommenderFilter:
    """Return a filter."""
    domain = world.domain(request)
    return recommender_filters.driver.poll(domain, domain.recommender_filters.require(request["RecommenderFilterName"]))


@operation("ListRecommenderFilters")
def list_recommender_filters(
    world: World, request: t.ListRecommenderFiltersRequestTypeDef
) -> Listing[RecommenderFilter]:
    """List the filters of a domain."""
    return world.domain(request).recommender_filters.oldest_first()


@operation("DeleteRecommenderFilter")
def delete_recommender_filter(world: World, request: t.DeleteRecommenderFilterRequestTypeDef) -> dict[str, object]:
    """Delete a filter."""
    domain = world.domain(request)
    recommender_filters.delete(domain, domain.recommender_filters.require(request["RecommenderFilterName"]))
    return {"Message": "Deleted"}
