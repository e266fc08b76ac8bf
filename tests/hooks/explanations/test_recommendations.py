"""What explain_recommendation tells of each item: score, popularity and place, or why it is not recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.support.areas.recommendations import define_web_events, put_views, recommended_items
from tests.support.areas.recommenders import create_recommender, update_recommender
from tests.support.backends import hook
from tests.support.facts import KEY
from tests.support.shop import create_domain, find_profile, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient as Client

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
pytestmark = pytest.mark.usefixtures("recommending")


@pytest.fixture
def recommending(client: Client) -> None:
    """Create a domain `shop` that takes in web events and has a recommender of popular items."""
    create_domain(client, DataStore={"Enabled": True}, DefaultEncryptionKey=KEY)
    define_web_events(client)
    create_recommender(client)


def _explain(profile_id: str, **question: Any) -> dict[str, Any]:
    explained: dict[str, Any] = hook("explain_recommendation", "shop", "r", profile_id, question)
    return explained


def _ann(client: Client) -> str:
    put_views(client, "ann", "tv", "sofa")
    put_views(client, "bob", "tv")
    return find_profile(client, "user", "ann")


def test_places_are_those_of_the_reply(client: Client) -> None:
    ann = _ann(client)
    explained = _explain(ann)
    placed = sorted((each["Place"], each["ItemId"]) for each in explained["Items"] if each["Place"])

    assert recommended_items(client, ann) == [item for _, item in placed]
    assert {"tv (view)", "sofa (view)"} == set(explained["History"])


def test_item_that_is_not_recommended_has_its_reason(client: Client) -> None:
    explained = _explain(_ann(client), MaxResults=1)
    [other] = [each for each in explained["Items"] if each["Place"] is None]

    assert "better or promoted items have the 1 places" == other["Reason"]
    assert "not recommended: better or promoted items" in explained["Text"]


def test_item_that_a_filter_leaves_out_is_told_so(client: Client) -> None:
    ann = _ann(client)
    client.create_recommender_filter(
        DomainName="shop",
        RecommenderFilterName="f",
        RecommenderFilterExpression='EXCLUDE ItemID WHERE Items.Id IN ("tv")',
    )
    explained = _explain(ann, RecommenderFilters=[{"Name": "f"}])

    assert {"tv": "the filter leaves it out", "sofa": None} == {
        each["ItemId"]: each["Reason"] for each in explained["Items"]
    }


def test_item_that_the_caps_leave_out_is_told_so(client: Client) -> None:
    fields: Any = {
        name: {"Source": f"_source.{name}", "Target": f"_catalogItem.{target}"}
        for name, target in {"id": "Id", "category": "Category"}.items()
    }
    client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", EncryptionKey=KEY, Fields=fields)
    for item in ("tv", "sofa"):
        put_object(client, "_catalogItem", id=item, category="home")
    caps = {"DiversityColumns": [{"Name": "Category", "CapType": "VALUE", "Target": "1"}]}
    update_recommender(client, RecommenderConfig={"DiversityConfig": caps})
    explained = _explain(_ann(client), DiversityConfig={"Enabled": True})

    assert {"tv": None, "sofa": "DiversityConfig leaves it out"} == {
        each["ItemId"]: each["Reason"] for each in explained["Items"]
    }


def test_candidates_leave_others_out(client: Client) -> None:
    explained = _explain(_ann(client), CandidateIds=["sofa"])

    assert {"tv": "it is not among CandidateIds", "sofa": None} == {
        each["ItemId"]: each["Reason"] for each in explained["Items"]
    }


def test_recipe_is_told_with_its_formula(client: Client) -> None:
    assert "Recommender r (" in _explain(_ann(client))["Text"].partition("\n")[0]


def test_recommendation_is_explained_over_http(client: Client) -> None:
    ann = _ann(client)
    url = f"{URL}/domains/shop/recommenders/r/profiles/{ann}/explanation"

    assert _explain(ann, MaxResults=1) == requests.post(url, json={"question": {"MaxResults": 1}}, timeout=5).json()
