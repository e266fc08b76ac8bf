from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.facts import REGION, aws_arn

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.skipif(
    find_spec("moto.core.resource_tagging") is None, reason="moto asks backends for their tags since 5.2.2"
)

ARN = aws_arn("profile", "domains/shop")


@pytest.fixture
def tagging(client: CustomerProfilesClient) -> Any:
    client.create_domain(DomainName="shop", DefaultExpirationDays=1, Tags={"team": "crm"})
    client.create_domain(DomainName="plain", DefaultExpirationDays=1)
    return boto3.client("resourcegroupstaggingapi", region_name=REGION)


def test_tagged_domains_are_found_by_tag_and_type(tagging: Any) -> None:
    found = tagging.get_resources(TagFilters=[{"Key": "team"}], ResourceTypeFilters=["profile:domains"])

    assert [{"ResourceARN": ARN, "Tags": [{"Key": "team", "Value": "crm"}]}] == found["ResourceTagMappingList"]


def test_tags_of_the_tagging_api_are_the_tags_of_the_service(tagging: Any, client: CustomerProfilesClient) -> None:
    tagging.tag_resources(ResourceARNList=[ARN], Tags={"stage": "test"})
    tagging.untag_resources(ResourceARNList=[ARN], TagKeys=["team"])

    assert {"stage": "test"} == client.list_tags_for_resource(resourceArn=ARN)["tags"]
