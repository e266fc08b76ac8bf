from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import quota_exceeded
from tests.support.facts import aws_arn
from tests.support.replies import error_code, less_metadata, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

EXPRESSION = "INCLUDE ItemID WHERE Items.Price < $most"
ARN = aws_arn("profile", "domains/shop/recommender-filters/f")


def create_filter(client: CustomerProfilesClient, name: str = "f", **more: Any) -> dict[str, Any]:
    answer = client.create_recommender_filter(
        **{"DomainName": "shop", "RecommenderFilterName": name, "RecommenderFilterExpression": EXPRESSION, **more}
    )
    return less_metadata(answer)


@pytest.fixture
def slow_filters(pace: Callable[..., None]) -> None:
    """Let filters move on by one status at every second poll."""
    pace("recommender_filter", progression="manual", times=2)


@pytest.mark.rule("RFI-1", "GEN-12")
@pytest.mark.usefixtures("domain")
def test_create_answers_arn_and_tags(client: CustomerProfilesClient) -> None:
    assert {"RecommenderFilterArn": ARN, "Tags": {}} == create_filter(client)


@pytest.mark.rule("RFI-1")
@pytest.mark.usefixtures("domain")
def test_a_filter_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    create_filter(client, Description="cheap", Tags={"team": "crm"})
    found: dict[str, Any] = {**client.get_recommender_filter(DomainName="shop", RecommenderFilterName="f")}
    del found["ResponseMetadata"], found["CreatedAt"]
    expected = {
        "RecommenderFilterName": "f",
        "RecommenderFilterExpression": EXPRESSION,
        "Status": "ACTIVE",
        "Description": "cheap",
        "Tags": {"team": "crm"},
    }

    assert expected == found
    listed = client.list_recommender_filters(DomainName="shop")["RecommenderFilters"]
    assert [expected] == [{key: value for key, value in each.items() if key != "CreatedAt"} for each in listed]


@pytest.mark.usefixtures("domain")
def test_a_filter_without_tags_has_empty_tags(client: CustomerProfilesClient) -> None:
    create_filter(client)

    assert {} == client.get_recommender_filter(DomainName="shop", RecommenderFilterName="f")["Tags"]


@pytest.mark.rule("RFI-11")
@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize("expression", ["INCLUDE", "INCLUDE ItemID WHERE Items.Colour = 1"])
def test_what_cannot_be_understood_is_refused_at_once(client: CustomerProfilesClient, expression: str) -> None:
    code, _ = refusal(create_filter, client, RecommenderFilterExpression=expression)

    assert "BadRequestException" == code


@pytest.mark.rule("RFI-1", "RFI-3")
@pytest.mark.usefixtures("domain")
def test_the_schema_of_a_filter_must_exist_and_have_its_fields(client: CustomerProfilesClient) -> None:
    message = "Recommender schema s does not exist"

    assert ("BadRequestException", message) == refusal(create_filter, client, RecommenderSchemaName="s")
    fields = {"_catalogItem": [{"TargetFieldName": "Name"}]}
    client.create_recommender_schema(DomainName="shop", RecommenderSchemaName="s", Fields=fields)  # type: ignore[arg-type]  # a literal, in fact
    code, message = refusal(create_filter, client, RecommenderSchemaName="s")
    assert ("BadRequestException", "Items.Price is not a column of the schema; there are Id, Name") == (code, message)


@pytest.mark.rule("REC-18")
@pytest.mark.usefixtures("domain")
def test_a_domain_has_thirty_filters_of_different_names(client: CustomerProfilesClient) -> None:
    for number in range(30):
        create_filter(client, f"f{number}")

    assert ("BadRequestException", "Recommender filter with name f0 already exists") == refusal(
        create_filter, client, "f0"
    )
    assert (
        "BadRequestException",
        quota_exceeded(30, "recommender filters", "domain", "recommender_filters"),
    ) == refusal(create_filter, client)


@pytest.mark.rule("MSG-4")
@pytest.mark.usefixtures("domain")
def test_a_deleted_filter_is_gone(client: CustomerProfilesClient) -> None:
    create_filter(client)
    answer = client.delete_recommender_filter(DomainName="shop", RecommenderFilterName="f")

    assert "Deleted" == answer["Message"]
    for call in (client.get_recommender_filter, client.delete_recommender_filter):
        code, _ = refusal(call, DomainName="shop", RecommenderFilterName="f")
        assert "ResourceNotFoundException" == code


@pytest.mark.rule("STA-1", "STA-4")
@pytest.mark.usefixtures("domain", "slow_filters")
def test_a_filter_comes_and_goes_step_by_step(client: CustomerProfilesClient) -> None:
    def statuses(polls: int) -> list[str]:
        return [
            client.get_recommender_filter(DomainName="shop", RecommenderFilterName="f")["Status"] for _ in range(polls)
        ]

    create_filter(client)

    assert ["PENDING", "IN_PROGRESS", "IN_PROGRESS", "ACTIVE"] == statuses(4)
    client.delete_recommender_filter(DomainName="shop", RecommenderFilterName="f")
    client.delete_recommender_filter(DomainName="shop", RecommenderFilterName="f")
    assert ["DELETING"] == statuses(1)
    listed = client.list_recommender_filters(DomainName="shop")["RecommenderFilters"]
    assert ["DELETING"] == [each["Status"] for each in listed]
    assert "ResourceNotFoundException" == error_code(statuses, 1)
    assert [] == client.list_recommender_filters(DomainName="shop")["RecommenderFilters"]


@pytest.mark.rule("T-1", "T-2")
@pytest.mark.usefixtures("domain")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    create_filter(client)
    client.tag_resource(resourceArn=ARN, tags={"team": "crm"})

    assert {"team": "crm"} == client.get_recommender_filter(DomainName="shop", RecommenderFilterName="f")["Tags"]
