from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


class _Stack:
    """One stack whose template grows and changes."""

    def __init__(self) -> None:
        self._client = boto3.client("cloudformation", region_name="us-east-1")
        self._name = ""

    def deploy(self, resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> dict[str, str]:
        template = {
            "Resources": resources,
            "Outputs": {key: {"Value": value} for key, value in (outputs or {}).items()},
        }
        deploy = self._client.update_stack if self._name else self._client.create_stack
        self._name = "stack"
        deploy(StackName=self._name, TemplateBody=json.dumps(template))
        stack = self._client.describe_stacks(StackName=self._name)["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def delete(self) -> None:
        self._client.delete_stack(StackName=self._name)


@pytest.fixture
def stack(client: CustomerProfilesClient) -> _Stack:  # noqa: ARG001  # the mock must be active
    return _Stack()


def _domain(name: str = "shop", **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::CustomerProfiles::Domain",
        "Properties": {"DomainName": name, "DefaultExpirationDays": "30", **properties},
    }


def test_numbers_may_come_as_text_and_tags_as_a_list(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain(Tags=[{"Key": "team", "Value": "crm"}])})
    domain = client.get_domain(DomainName="shop")

    assert (30, {"team": "crm"}) == (domain["DefaultExpirationDays"], domain["Tags"])


def test_ref_is_the_name_and_attributes_are_those_of_the_domain(stack: _Stack, client: CustomerProfilesClient) -> None:
    outputs = stack.deploy(
        {"Domain": _domain()},
        {"Name": {"Ref": "Domain"}, "Created": {"Fn::GetAtt": ["Domain", "CreatedAt"]}},
    )
    created = client.get_domain(DomainName="shop")["CreatedAt"].isoformat()

    assert ("shop", created[:10]) == (outputs["Name"], outputs["Created"][:10])


def test_update_changes_the_domain_in_place(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain(DeadLetterQueueUrl="queue", Tags=[{"Key": "a", "Value": "1"}])})
    created = client.get_domain(DomainName="shop")["CreatedAt"]
    stack.deploy({"Domain": _domain(DefaultExpirationDays=7, Tags=[{"Key": "b", "Value": "2"}])})
    domain = client.get_domain(DomainName="shop")

    assert (created, 7, {"b": "2"}) == (domain["CreatedAt"], domain["DefaultExpirationDays"], domain["Tags"])
    assert "DeadLetterQueueUrl" not in domain


def test_another_name_replaces_the_domain(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain()})
    stack.deploy({"Domain": _domain("market")})

    assert ["market"] == [item["DomainName"] for item in client.list_domains()["Items"]]


def test_deleting_what_is_gone_already_is_success(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain()})
    client.delete_domain(DomainName="shop")
    stack.delete()

    assert [] == client.list_domains()["Items"]
