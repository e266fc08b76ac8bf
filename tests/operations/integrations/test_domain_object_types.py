from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.support.backends import the_backend
from tests.support.facts import KEY, aws_arn
from tests.support.replies import error_code
from tests.support.shop import profile_count, put_template

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

FIELDS: Any = {
    "sku": {"Source": "_source.sku", "Target": "_catalogItem.Id"},
    "title": {"Source": "_source.title", "Target": "_catalogItem.Name", "FeatureType": "TEXTUAL"},
}


pytestmark = pytest.mark.usefixtures("storing")


def put_domain_type(client: CustomerProfilesClient, name: str = "_catalogItem", **members: Any) -> Any:
    return client.put_domain_object_type(DomainName="shop", ObjectTypeName=name, **{"Fields": FIELDS, **members})


def get_domain_type(client: CustomerProfilesClient, name: str = "_catalogItem") -> Any:
    return client.get_domain_object_type(DomainName="shop", ObjectTypeName=name)


def put_item(client: CustomerProfilesClient, name: str = "_catalogItem", **source: object) -> str:
    answer = client.put_profile_object(DomainName="shop", ObjectTypeName=name, Object=json.dumps(source))
    return answer["ProfileObjectUniqueKey"]


def catalog_items() -> dict[str, Any]:
    domain = the_backend().world.domains.require("shop")
    return {name: dict(fields) for name, fields in domain.domain_objects.items().items()}


@pytest.mark.rule("DOT-2")
def test_definition_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    answer = put_domain_type(client, Description="Items", Tags={"team": "sales"}, EncryptionKey=KEY)
    answer.pop("ResponseMetadata")
    at = answer["CreatedAt"]

    assert {
        "ObjectTypeName": "_catalogItem",
        "Description": "Items",
        "EncryptionKey": KEY,
        "Fields": FIELDS,
        "CreatedAt": at,
        "LastUpdatedAt": at,
        "Tags": {"team": "sales"},
    } == answer
    assert answer == {name: each for name, each in get_domain_type(client).items() if name != "ResponseMetadata"}


@pytest.mark.rule("DOT-10")
@pytest.mark.parametrize("fields", [{}, {"title": FIELDS["title"]}], ids=["none", "none for the id"])
def test_fields_are_needed_and_one_for_the_id(client: CustomerProfilesClient, fields: dict[str, object]) -> None:
    with pytest.raises(ClientError, match=r"Fields .*_catalogItem\.Id") as refused:
        put_domain_type(client, Fields=fields)

    assert "BadRequestException" == refused.value.response["Error"]["Code"]
    assert [] == client.list_domain_object_types(DomainName="shop")["Items"]


@pytest.mark.rule("DOT-2")
def test_list_leaves_fields_and_key_out(client: CustomerProfilesClient) -> None:
    put_domain_type(client, Description="Items", EncryptionKey=KEY)
    (item,) = client.list_domain_object_types(DomainName="shop")["Items"]

    assert {"ObjectTypeName", "Description", "CreatedAt", "LastUpdatedAt", "Tags"} == set(item)


@pytest.mark.rule("DOT-1")
def test_second_put_replaces_the_definition_and_keeps_the_tags(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    before = put_domain_type(client, Description="Items", Tags={"team": "sales"})
    frozen.shift(timedelta(days=1))
    after = put_domain_type(client, Fields={"sku": FIELDS["sku"]}, Tags={"team": "support"})

    assert {"sku": FIELDS["sku"]} == after["Fields"]
    assert "Description" not in after
    assert before["CreatedAt"] == after["CreatedAt"] < after["LastUpdatedAt"]
    assert {"team": "sales"} == after["Tags"]


@pytest.mark.rule("DOT-1", "DS-5", "EX-64", "ID-D-31")
def test_creating_needs_a_data_store(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="plain", DefaultExpirationDays=1)

    with pytest.raises(ClientError, match="Data store is not enabled for domain plain") as error:
        client.put_domain_object_type(DomainName="plain", ObjectTypeName="_catalogItem", Fields=FIELDS)

    assert "BadRequestException" == error.value.response["Error"]["Code"]


@pytest.mark.rule("DOT-4")
def test_a_domain_has_one_domain_object_type(client: CustomerProfilesClient) -> None:
    put_domain_type(client)

    assert "BadRequestException" == error_code(put_domain_type, client, "items")


@pytest.mark.rule("DOT-5")
@pytest.mark.parametrize("name", ["_profile", "_order", "CTR2"])
def test_name_of_a_profile_object_type_is_refused(client: CustomerProfilesClient, name: str) -> None:
    put_template(client, "CTR", "CTR2")

    assert "BadRequestException" == error_code(put_domain_type, client, name)


@pytest.mark.rule("DOT-5")
def test_name_of_a_domain_object_type_is_refused_for_profiles(client: CustomerProfilesClient) -> None:
    put_domain_type(client, "items")
    call: Any = client.put_profile_object_type

    members = {"ObjectTypeName": "items", "Description": "d", "TemplateId": "CTR"}

    assert "BadRequestException" == error_code(call, DomainName="shop", **members)


@pytest.mark.rule("DS-4")
def test_name_that_becomes_another_types_table_is_refused(client: CustomerProfilesClient) -> None:
    put_template(client, "CTR", "items_domain")

    assert "BadRequestException" == error_code(put_domain_type, client, "Items")


@pytest.mark.rule("DOT-7", "ADD-5")
@pytest.mark.parametrize("target", ["_profile.FirstName", "_catalogItem.Colour"])
def test_other_targets_are_refused(client: CustomerProfilesClient, target: str) -> None:
    fields = {"a": {"Source": "_source.a", "Target": target}}

    assert "BadRequestException" == error_code(put_domain_type, client, Fields=fields)


@pytest.mark.rule("DOT-3")
@pytest.mark.parametrize("operation", ["get_domain_object_type", "delete_domain_object_type"])
def test_unknown_type_is_not_found(client: CustomerProfilesClient, operation: str) -> None:
    call = getattr(client, operation)

    assert "ResourceNotFoundException" == error_code(call, DomainName="shop", ObjectTypeName="_catalogItem")


@pytest.mark.rule("DOT-3")
def test_delete_takes_the_objects_along(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    put_item(client, sku="1")
    answer: Any = client.delete_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")

    assert {"ResponseMetadata"} == set(answer)
    assert "ResourceNotFoundException" == error_code(get_domain_type, client)
    assert {} == catalog_items()


@pytest.mark.rule("DOT-3")
def test_type_stays_while_there_are_recommenders(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    call = client.delete_domain_object_type

    assert "BadRequestException" == error_code(call, DomainName="shop", ObjectTypeName="_catalogItem")
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    call(DomainName="shop", ObjectTypeName="_catalogItem")

    assert "ResourceNotFoundException" == error_code(get_domain_type, client)


def test_deleted_type_can_be_made_again(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    client.delete_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")

    assert "items" == put_domain_type(client, "items")["ObjectTypeName"]


@pytest.mark.rule("DOT-8")
def test_put_profile_object_adds_to_the_catalogue(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    put_item(client, sku="1", title="Lamp")

    assert {"1": {"Id": "1", "Name": "Lamp"}} == catalog_items()


@pytest.mark.rule("DOT-6")
def test_an_item_with_the_same_id_takes_the_place_of_the_old_one(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    first = put_item(client, sku="1", title="Lamp")
    put_item(client, sku="2", title="Desk")
    again = put_item(client, sku="1")

    assert first == again
    assert [("1", {"Id": "1"}), ("2", {"Id": "2", "Name": "Desk"})] == list(catalog_items().items())


@pytest.mark.rule("DOT-8")
def test_items_make_no_profiles(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    put_item(client, sku="1")

    assert 0 == profile_count(client)


@pytest.mark.parametrize("text", ["[]", "{", '{"title": "no id"}'])
def test_object_that_is_no_item_is_refused(client: CustomerProfilesClient, text: str) -> None:
    put_domain_type(client)
    call = client.put_profile_object

    assert "BadRequestException" == error_code(call, DomainName="shop", ObjectTypeName="_catalogItem", Object=text)


def test_item_of_too_many_bytes_is_refused(client: CustomerProfilesClient) -> None:
    put_domain_type(client)

    text = json.dumps({"sku": "1", "text": "ä" * 130_000}, ensure_ascii=False)
    call = client.put_profile_object

    assert "BadRequestException" == error_code(call, DomainName="shop", ObjectTypeName="_catalogItem", Object=text)


@pytest.mark.rule("DOT-8")
def test_items_can_be_put_in_batches(client: CustomerProfilesClient) -> None:
    put_domain_type(client)
    entries: Any = [{"Id": "a", "Object": '{"sku": "1"}'}, {"Id": "b", "Object": "{}"}]
    answer = client.batch_put_profile_object(DomainName="shop", ObjectTypeName="_catalogItem", Items=entries)

    assert (["a"], ["b"]) == ([each["Id"] for each in answer["Successful"]], [each["Id"] for each in answer["Failed"]])
    assert {"1": {"Id": "1"}} == catalog_items()


def test_without_the_type_there_is_no_catalogue(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(put_item, client, sku="1")


@pytest.mark.rule("T-1", "T-2", "GEN-12")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    put_domain_type(client, Tags={"team": "sales"})
    arn = aws_arn("profile", "domains/shop/domain-object-types/_catalogItem")
    client.tag_resource(resourceArn=arn, tags={"cost": "c"})

    assert {"team": "sales", "cost": "c"} == get_domain_type(client)["Tags"]
