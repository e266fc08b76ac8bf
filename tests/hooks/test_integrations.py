from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests

from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from tests.support.backends import hook
from tests.support.facts import KEY, aws_arn
from tests.support.shop import create_domain, put_object_type, search_profiles

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

BUCKET = "s3://orders/new"
FLOW: Any = {
    "FlowName": "orders",
    "KmsArn": KEY,
    "SourceFlowConfig": {
        "ConnectorType": "S3",
        "SourceConnectorProperties": {"S3": {"BucketName": "orders", "BucketPrefix": "new/"}},
    },
    "Tasks": [],
    "TriggerConfig": {"TriggerType": "OnDemand"},
}


@pytest.fixture(autouse=True)
def _domain(client: CustomerProfilesClient) -> None:
    """Make a domain with a dead-letter queue, a type of orders and a bucket to read from."""
    queue = boto3.client("sqs").create_queue(QueueName="dead")["QueueUrl"]
    boto3.client("s3").create_bucket(Bucket="orders")
    create_domain(
        client,
        DefaultExpirationDays=90,
        DeadLetterQueueUrl=queue,
        DefaultEncryptionKey=KEY,
        DataStore={"Enabled": True},
    )
    put_object_type(
        client,
        "order",
        fields={"id": "", "phone": "PHONE_NUMBER"},
        keys={"orderId": "UNIQUE id", "orderPhone": "PROFILE phone"},
    )


def put_order_integration(client: CustomerProfilesClient, uri: str | None = BUCKET, **members: Any) -> str:
    request = {"ObjectTypeName": "order", **members}
    if uri is not None:
        request["Uri"] = uri
    return client.put_integration(DomainName="shop", **{name: each for name, each in request.items() if each})["Uri"]


def ask(name: str, **arguments: object) -> Any:
    return hook(name, domain_name="shop", **arguments)


def write(key: str, body: str) -> None:
    boto3.client("s3").put_object(Bucket="orders", Key=key, Body=body.encode())


def orders(client: CustomerProfilesClient) -> list[str]:
    """Return the ids of all orders, found through their phones."""
    found = []
    for profile in search_profiles(client, "orderPhone", "1", "2", "3"):
        objects = client.list_profile_objects(
            DomainName="shop", ObjectTypeName="order", ProfileId=profile["ProfileId"]
        )["Items"]
        found += [str(json.loads(each["Object"])["id"]) for each in objects]
    return sorted(found)


def dead_letters() -> list[Any]:
    queue = boto3.client("sqs").get_queue_url(QueueName="dead")["QueueUrl"]
    received = boto3.client("sqs").receive_message(
        QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return [
        {name: value["StringValue"] for name, value in message["MessageAttributes"].items()} | {"Body": message["Body"]}
        for message in received.get("Messages", [])
    ]


@pytest.mark.rule("INT-22")
def test_records_become_objects_of_the_integrations_type(client: CustomerProfilesClient) -> None:
    put_order_integration(client)
    answer = ask("ingest_integration", uri=BUCKET, records=[{"id": "a", "phone": "1"}, '{"id": "b", "phone": "2"}'])

    assert (2, 0) == (len(answer["ProfileObjectUniqueKeys"]), answer["Failed"])
    assert ["a", "b"] == orders(client)


def test_unknown_integration_is_not_found() -> None:
    with pytest.raises(ResourceNotFound):
        ask("ingest_integration", uri=BUCKET, records=[])


@pytest.mark.rule("INT-23")
@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"phone": "1"}, "The UNIQUE key or PROFILE key does not exist in the profile object"),
        ({"id": "a"}, "The UNIQUE key or PROFILE key does not exist in the profile object"),
        ({"id": "a", "phone": "1", "x": "x" * 256_000}, "Your data contains profile object larger than 256000 bytes"),
        ("{", "Object is not a valid JSON object: Expecting property name"),
    ],
)
def test_failed_record_goes_to_the_dead_letter_queue(
    client: CustomerProfilesClient, record: object, reason: str
) -> None:
    put_order_integration(client)
    answer = ask("ingest_integration", uri=BUCKET, records=[record, {"id": "b", "phone": "2"}])
    (letter,) = dead_letters()

    assert (1, 1) == (len(answer["ProfileObjectUniqueKeys"]), answer["Failed"])
    assert ("shop", "order") == (letter["DomainName"], letter["ObjectTypeName"])
    assert letter["Message"].startswith(reason)
    assert ["b"] == orders(client)


def test_record_that_finds_no_single_profile_counts_as_failed(client: CustomerProfilesClient) -> None:
    put_object_type(
        client,
        "visit",
        fields={"id": "", "phone": "PHONE_NUMBER"},
        keys={"visitId": "UNIQUE id", "orderPhone": "PROFILE phone"},
        AllowProfileCreation=False,
    )
    put_order_integration(client, ObjectTypeName="visit")
    answer = ask("ingest_integration", uri=BUCKET, records=[{"id": "v", "phone": "1"}])

    assert {"ProfileObjectUniqueKeys": [], "Failed": 1} == answer
    assert ["visit"] == [letter["ObjectTypeName"] for letter in dead_letters()]


def test_event_chooses_among_the_types_of_an_event_source(client: CustomerProfilesClient) -> None:
    uri = aws_arn("app-integrations", "event-integration/shop")
    put_order_integration(client, uri, ObjectTypeName=None, ObjectTypeNames={"Placed": "order", "Identified": "CTR"})
    record = {"id": "a", "phone": "1"}

    with pytest.raises(BadRequest, match="Placed, Identified"):
        ask("ingest_integration", uri=uri, records=[record])

    ask("ingest_integration", uri=uri, records=[record], event="Placed")

    assert ["a"] == orders(client)


def test_event_need_not_be_chosen_where_all_lead_to_one_type(client: CustomerProfilesClient) -> None:
    uri = aws_arn("app-integrations", "event-integration/shop")
    put_order_integration(client, uri, ObjectTypeName=None, ObjectTypeNames={"Placed": "order", "Changed": "order"})
    ask("ingest_integration", uri=uri, records=[{"id": "a", "phone": "1"}])

    assert ["a"] == orders(client)
    with pytest.raises(BadRequest, match="Placed, Changed"):
        ask("ingest_integration", uri=uri, records=[{"id": "b", "phone": "1"}], event="Returned")


def test_unstructured_data_cannot_be_mapped(client: CustomerProfilesClient) -> None:
    put_order_integration(client, ObjectTypeName="_unstructured")

    with pytest.raises(BadRequest):
        ask("ingest_integration", uri=BUCKET, records=[{}])


@pytest.mark.rule("INT-22")
def test_all_files_below_the_prefix_are_read(client: CustomerProfilesClient) -> None:
    put_order_integration(client)
    write("new/", "")
    write("new/1.csv", "id,phone\na,1\n")
    write("new/sub/2.json", '{"id": "b", "phone": "2"}\n{"id": "c", "phone": "2"}\n')
    write("old/3.csv", "id,phone\nd,3\n")
    answer = ask("run_integration", uri=BUCKET)

    assert (3, 0) == (len(answer["ProfileObjectUniqueKeys"]), answer["Failed"])
    assert ["a", "b", "c"] == orders(client)


@pytest.mark.rule("INT-22")
def test_flow_defined_here_reads_its_bucket(client: CustomerProfilesClient) -> None:
    uri = put_order_integration(client, None, FlowDefinition=FLOW)
    write("new/1.csv", "id,phone\na,1\n")
    ask("run_integration", uri=uri)

    assert ["a"] == orders(client)


def test_tasks_of_a_flow_choose_and_rename_fields(client: CustomerProfilesClient) -> None:
    operator = {"S3": "NO_OP"}
    tasks = [
        {"TaskType": "Filter", "SourceFields": ["No", "Tel"], "ConnectorOperator": {"S3": "PROJECTION"}},
        {"TaskType": "Map", "SourceFields": ["No"], "DestinationField": "id", "ConnectorOperator": operator},
        {"TaskType": "Map", "SourceFields": ["Tel"], "DestinationField": "phone", "ConnectorOperator": operator},
    ]
    uri = put_order_integration(client, None, FlowDefinition={**FLOW, "Tasks": tasks})
    write("new/1.csv", "No,Tel,Secret\na,1,x\n")
    ask("run_integration", uri=uri)
    (profile,) = search_profiles(client, "orderPhone", "1")
    (found,) = client.list_profile_objects(DomainName="shop", ObjectTypeName="order", ProfileId=profile["ProfileId"])[
        "Items"
    ]

    assert {"id": "a", "phone": "1"} == json.loads(found["Object"])


def test_unreadable_line_goes_to_the_dead_letter_queue(client: CustomerProfilesClient) -> None:
    put_order_integration(client)
    write("new/1.csv", "id,phone\na,1,x\nb,2\n")
    answer = ask("run_integration", uri=BUCKET)

    assert (1, 1) == (len(answer["ProfileObjectUniqueKeys"]), answer["Failed"])
    assert ["a,1,x"] == [letter["Body"] for letter in dead_letters()]


@pytest.mark.parametrize("uri", ["s3://nowhere/new", "s3://", "ftp://orders/new"])
def test_integration_without_a_bucket_cannot_be_run(client: CustomerProfilesClient, uri: str) -> None:
    put_order_integration(client, uri)

    with pytest.raises(BadRequest):
        ask("run_integration", uri=uri)


def put_catalogue(client: CustomerProfilesClient) -> None:
    fields: Any = {"sku": {"Source": "_source.sku", "Target": "_catalogItem.Id"}}
    client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", Fields=fields)


def catalog_skus(client: CustomerProfilesClient) -> list[str]:
    answer = client.list_object_type_attribute_values(
        DomainName="shop", ObjectTypeName="_catalogItem", AttributeName="sku"
    )
    return sorted(item["Value"] for item in answer["Items"])


@pytest.mark.rule("DOT-8", "INT-11")
def test_integration_of_scope_domain_fills_the_catalogue(client: CustomerProfilesClient) -> None:
    put_catalogue(client)
    put_order_integration(client, ObjectTypeName="_catalogItem", Scope="DOMAIN")
    write("new/1.csv", "sku,price\n1,3\n2,4\n,5\n")
    answer = ask("run_integration", uri=BUCKET)

    assert 1 == answer["Failed"]
    assert ["1", "2"] == catalog_skus(client)


@pytest.mark.rule("DOT-8")
@pytest.mark.parametrize("source", [{"sku": "1"}, '{"sku": "1"}'])
def test_single_item_can_be_put(client: CustomerProfilesClient, source: object) -> None:
    put_catalogue(client)
    ask("put_domain_object", object_type_name="_catalogItem", source=source)

    assert ["1"] == catalog_skus(client)


def test_unknown_domain_object_type_is_not_found() -> None:
    with pytest.raises(ResourceNotFound):
        ask("put_domain_object", object_type_name="_catalogItem", source={"sku": "1"})


def test_integration_runs_over_http_too(client: CustomerProfilesClient) -> None:
    put_order_integration(client)
    write("new/1.csv", "id,phone\na,1\n")
    url = "http://motoapi.amazonaws.com/moto-api/customer-profiles/domains/shop/integrations/run"
    answer = requests.post(url, json={"uri": BUCKET}, timeout=5)

    assert 0 == answer.json()["Failed"]
    assert ["a"] == orders(client)


@pytest.mark.rule("INT-26")
def test_tasks_of_a_flow_are_carried_out_on_what_it_reads(client: CustomerProfilesClient) -> None:
    tasks = [
        {
            "TaskType": "Filter",
            "SourceFields": ["total"],
            "ConnectorOperator": {"S3": "GREATER_THAN"},
            "TaskProperties": {"VALUE": "10"},
        },
        {"TaskType": "Mask", "SourceFields": ["card"], "ConnectorOperator": {"S3": "MASK_ALL"}},
        {
            "TaskType": "Arithmetic",
            "SourceFields": ["total", "count"],
            "DestinationField": "each",
            "ConnectorOperator": {"S3": "DIVISION"},
        },
    ]
    uri = put_order_integration(client, None, FlowDefinition={**FLOW, "Tasks": tasks})
    write("new/a.csv", "id,phone,total,count,card\na,1,20,4,4111\nb,2,9,1,4222\nc,3,30,0,4333\n")
    outcome = ask("run_integration", uri=uri)
    (profile,) = search_profiles(client, "orderPhone", "1", "2", "3")
    (found,) = client.list_profile_objects(DomainName="shop", ObjectTypeName="order", ProfileId=profile["ProfileId"])[
        "Items"
    ]
    (letter,) = dead_letters()

    assert (1, 1) == (len(outcome["ProfileObjectUniqueKeys"]), outcome["Failed"])
    assert {"id": "a", "phone": "1", "total": "20", "count": "4", "card": "****", "each": "5"} == json.loads(
        found["Object"]
    )
    assert "Arithmetic task on total, count: the result is no number" == letter["Message"]


@pytest.mark.rule("INT-26")
def test_flow_with_a_task_that_cannot_be_carried_out_reads_nothing(client: CustomerProfilesClient) -> None:
    tasks = [{"TaskType": "Truncate", "SourceFields": ["id"]}]
    uri = put_order_integration(client, None, FlowDefinition={**FLOW, "Tasks": tasks})
    write("new/a.csv", "id,phone\na,1\n")
    with pytest.raises(
        BadRequest, match="Task 1 of the flow, a Truncate, cannot be carried out: it needs the property"
    ):
        ask("run_integration", uri=uri)

    assert [] == orders(client)
