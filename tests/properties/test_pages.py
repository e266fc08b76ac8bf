"""Pages joined are the whole list, whatever their size, for every operation that pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from moto_customerprofiles.wire.model import members, operation_model, operation_names
from tests.support.properties.changing_lists import the_list
from tests.support.properties.full_domain import FullDomain, open_full_domain, put

PAGED = [
    name
    for name in operation_names()
    if {"NextToken", "MaxResults"} <= members(operation_model(name).input_shape).keys()
]


NAMED = {
    "CreateDomain": "DomainName",
    "CreateDomainLayout": "LayoutDefinitionName",
    "CreateEventTrigger": "EventTriggerName",
    "CreateIntegrationWorkflow": "IntegrationConfig.AppflowIntegration.FlowDefinition.FlowName",
    "CreateRecommender": "RecommenderName",
    "CreateRecommenderFilter": "RecommenderFilterName",
    "CreateRecommenderSchema": "RecommenderSchemaName",
    "CreateSegmentDefinition": "SegmentDefinitionName",
    "CreateUploadJob": "DisplayName",
    "PutDomainObjectType": "ObjectTypeName",
    "PutProfileObjectType": "ObjectTypeName",
}
"""What is called several times to crowd the full domain, and the member that then has another value each time."""

ORDER = {"customer": "A-1", "email": "ann@x.org", "item": "tv", "type": "view"}
ASKED: dict[str, dict[str, Any]] = {
    "ListEventStreams": {"DomainName": "office"},
    "ListProfileObjects": {"DomainName": "shop", "ObjectTypeName": "order", "ProfileId": "$ann"},
    "SearchProfiles": {"DomainName": "shop", "KeyName": "_phone", "Values": ["+12065550100"]},
}
"""What finds more than the full domain's own request does."""

FEW = {"GetSimilarProfiles", "GetWorkflowSteps", "ListAccountIntegrations", "ListObjectTypeAttributeValues"}
"""What finds at most two things in the full domain; a URI, for one, belongs to a single domain."""


@pytest.fixture(scope="module")
def full_domain() -> FullDomain:
    """Build a full domain in which every list is long."""
    full_domain = open_full_domain()
    full_domain.world.settings.enforce_quotas = False
    for number in range(3):
        for name, member in NAMED.items():
            _call_with(full_domain, name, member, f"{name}-{number}")
        full_domain.call(
            "CreateEventStream", {**full_domain.params("CreateEventStream"), "EventStreamName": f"s{number}"}
        )
        order = {
            "DomainName": "shop",
            "ObjectTypeName": "order",
            "Object": json.dumps({**ORDER, "id": f"p{number}", "total": number}),
        }
        full_domain.call("PutProfileObject", order)
        for twin in ("Mr", "Dr"):
            full_domain.call(
                "CreateProfile",
                {
                    "DomainName": "shop",
                    "FirstName": "Zoe",
                    "LastName": f"Li{number}",
                    "PhoneNumber": f"+120655501{number:02}",
                    "Attributes": {"tier": "gold", "title": twin},
                },
            )
    full_domain.call("UpdateDomain", {"DomainName": "shop", "Matching": {"Enabled": True}})
    for _ in range(3):
        full_domain.call_hook("run_identity_resolution_job")
    return full_domain


def _call_with(full_domain: FullDomain, name: str, path: str, value: str) -> None:
    full_domain.call(name, put(full_domain.params(name), path, value.lower().replace("-", "")))


def whole(full_domain: FullDomain, name: str) -> tuple[dict[str, Any], list[Any]]:
    """Return the parameters with which a list is asked for, and all of it."""
    params = full_domain.fill(ASKED.get(name, full_domain.params(name)))
    return params, the_list(full_domain.call(name, params))


def joined(full_domain: FullDomain, name: str, params: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    token: dict[str, str] = {}
    for _ in range(100):
        reply = full_domain.call(name, {**params, **token})
        assert len(the_list(reply)) <= params["MaxResults"]
        found += the_list(reply)
        if "NextToken" not in reply:
            return found
        token = {"NextToken": reply["NextToken"]}
    return found


@pytest.mark.parametrize("name", PAGED)
def test_pages_of_any_size_joined_are_the_whole_list(name: str, full_domain: FullDomain) -> None:
    params, expected = whole(full_domain, name)
    sizes = members(operation_model(name).input_shape)["MaxResults"].metadata
    of_any_size = range(sizes.get("min", 1), min(sizes.get("max", 100), len(expected) + 1) + 1)

    assert [expected for _ in of_any_size] == [
        joined(full_domain, name, {**params, "MaxResults": size}) for size in of_any_size
    ]


def test_lists_are_long_enough_to_have_pages(full_domain: FullDomain) -> None:
    assert FEW == {name for name in PAGED if len(whole(full_domain, name)[1]) < 3}


@pytest.mark.needs("ListRecommenderFilters", "ListSegmentSubscriptionEvents")
def test_operations_that_page_are_many() -> None:
    assert len(PAGED) >= 28
