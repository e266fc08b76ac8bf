from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from tests.support.model import operations_that_need
from tests.support.replies import error_code, less_metadata, refusal
from tests.support.shop import create_domain

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

DOCUMENT = '{ "Type":"Page",\n"Children": [{"Props": "{{Customer.FirstName}}"}] }'


def create_layout(client: CustomerProfilesClient, name: str = "sales", **members: Any) -> Any:
    """Create a layout; Any because tests also send what the types forbid."""
    request = {"Description": "For sales", "DisplayName": "Sales", "LayoutType": "PROFILE_EXPLORER", "Layout": DOCUMENT}
    return client.create_domain_layout(DomainName="shop", LayoutDefinitionName=name, **{**request, **members})


def list_defaults(client: CustomerProfilesClient) -> dict[str, bool]:
    items = client.list_domain_layouts(DomainName="shop")["Items"]
    return {item["LayoutDefinitionName"]: item["IsDefault"] for item in items}


@pytest.mark.rule("LAY-3", "LAY-4")
@pytest.mark.usefixtures("domain")
def test_layout_is_read_back_byte_for_byte(client: CustomerProfilesClient) -> None:
    create_layout(client)

    assert DOCUMENT == client.get_domain_layout(DomainName="shop", LayoutDefinitionName="sales")["Layout"]


@pytest.mark.rule("LAY-1", "LAY-2")
@pytest.mark.usefixtures("domain")
def test_create_and_get_answer_the_whole_layout(client: CustomerProfilesClient) -> None:
    created = less_metadata(create_layout(client, Tags={"team": "sales"}))
    got = client.get_domain_layout(DomainName="shop", LayoutDefinitionName="sales")
    answered = less_metadata(got)

    assert created == answered
    assert {"team": "sales"} == answered["Tags"]
    assert answered["CreatedAt"] == answered["LastUpdatedAt"]


@pytest.mark.rule("LAY-3")
@pytest.mark.parametrize("document", ["{", " ", "Page", "NaN", "[" * 100_000])
@pytest.mark.usefixtures("domain")
def test_layout_must_be_json(client: CustomerProfilesClient, document: str) -> None:
    assert "BadRequestException" == error_code(create_layout, client, Layout=document)


@pytest.mark.usefixtures("domain")
def test_layout_must_still_be_json_when_it_is_updated(client: CustomerProfilesClient) -> None:
    create_layout(client)

    assert "BadRequestException" == error_code(
        client.update_domain_layout, DomainName="shop", LayoutDefinitionName="sales", Layout="{"
    )


@pytest.mark.rule("LAY-2", "LAY-5")
@pytest.mark.usefixtures("domain")
def test_first_layout_is_not_made_the_default(client: CustomerProfilesClient) -> None:
    assert create_layout(client)["IsDefault"] is False


@pytest.mark.rule("LAY-5")
@pytest.mark.usefixtures("domain")
def test_a_new_default_takes_the_place_of_the_old_one(client: CustomerProfilesClient) -> None:
    create_layout(client, "old", IsDefault=True)
    create_layout(client, "new", IsDefault=True)

    assert {"old": False, "new": True} == list_defaults(client)


@pytest.mark.usefixtures("domain")
def test_losing_the_default_is_no_update_of_a_layout(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    before = create_layout(client, "old", IsDefault=True)["LastUpdatedAt"]
    frozen.move_to("2040-01-01")
    create_layout(client, "new", IsDefault=True)

    assert before == client.get_domain_layout(DomainName="shop", LayoutDefinitionName="old")["LastUpdatedAt"]


@pytest.mark.rule("LAY-5")
@pytest.mark.usefixtures("domain")
def test_an_update_can_make_the_default(client: CustomerProfilesClient) -> None:
    create_layout(client, "old", IsDefault=True)
    create_layout(client, "new")
    client.update_domain_layout(DomainName="shop", LayoutDefinitionName="new", IsDefault=True)

    assert {"old": False, "new": True} == list_defaults(client)


@pytest.mark.rule("LAY-8", "MSG-4")
@pytest.mark.usefixtures("domain")
def test_deleting_the_default_leaves_none(client: CustomerProfilesClient) -> None:
    create_layout(client, "first", IsDefault=True)
    create_layout(client, "second")
    answer = client.delete_domain_layout(DomainName="shop", LayoutDefinitionName="first")

    assert "Deleted" == answer["Message"]
    assert {"second": False} == list_defaults(client)


@pytest.mark.rule("LAY-7")
@pytest.mark.usefixtures("domain")
def test_update_changes_what_is_given_and_keeps_the_rest(client: CustomerProfilesClient) -> None:
    before = create_layout(client, IsDefault=True)
    after = client.update_domain_layout(DomainName="shop", LayoutDefinitionName="sales", Description="For all")

    assert "For all" == after["Description"]
    assert {**before, "Description": 0, "LastUpdatedAt": 0, "ResponseMetadata": 0} == {
        **after,
        "Description": 0,
        "LastUpdatedAt": 0,
        "ResponseMetadata": 0,
    }


@pytest.mark.rule("LAY-6")
@pytest.mark.usefixtures("domain")
def test_version_is_one_and_stays_one(client: CustomerProfilesClient) -> None:
    create_layout(client)
    after = client.update_domain_layout(DomainName="shop", LayoutDefinitionName="sales", Description="For all")

    assert "1" == after["Version"]


@pytest.mark.rule("LAY-9")
@pytest.mark.usefixtures("domain")
def test_list_leaves_the_documents_out(client: CustomerProfilesClient) -> None:
    create_layout(client)
    (item,) = client.list_domain_layouts(DomainName="shop")["Items"]

    assert not {"Layout", "Version"} & item.keys()
    assert {"LayoutDefinitionName", "Description", "DisplayName", "LayoutType", "CreatedAt"} <= item.keys()


@pytest.mark.usefixtures("domain")
def test_second_layout_of_a_name_is_refused(client: CustomerProfilesClient) -> None:
    create_layout(client)

    code, message = refusal(create_layout, client)

    assert "BadRequestException" == code
    assert "Layout with name sales already exists" in message


@pytest.mark.parametrize("operation", operations_that_need("DomainName", "LayoutDefinitionName"))
@pytest.mark.usefixtures("domain")
def test_unknown_layout_is_not_found(client: CustomerProfilesClient, operation: str) -> None:
    assert "ResourceNotFoundException" == error_code(
        getattr(client, operation), DomainName="shop", LayoutDefinitionName="sales"
    )


@pytest.mark.rule("LAY-1")
def test_layouts_can_be_kept_to_the_console() -> None:
    with mock_aws(config={"customerprofiles": {"strict_console_only": True}}):  # type: ignore[call-overload]  # a closed type
        client = boto3.client("customer-profiles")
        create_domain(client)

        assert "AccessDeniedException" == error_code(client.list_domain_layouts, DomainName="shop")
