"""Object types and templates through boto3."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from tests.support.facts import aws_arn
from tests.support.replies import less_metadata
from tests.support.shop import list_objects, profile_count, put_object, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

FIELDS: dict[str, Any] = {"id": {"Source": "_source.id"}}
KEYS: dict[str, Any] = {"crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]}


def put_type(client: CustomerProfilesClient, domain: str, name: str = "Crm", **more: Any) -> dict[str, Any]:
    definition = more if "TemplateId" in more else {"Fields": FIELDS, "Keys": KEYS, **more}
    reply = client.put_profile_object_type(
        DomainName=domain, ObjectTypeName=name, **{"Description": "customers", **definition}
    )
    return _body(reply)


def get_type(client: CustomerProfilesClient, domain: str, name: str = "Crm") -> dict[str, Any]:
    return _body(client.get_profile_object_type(DomainName=domain, ObjectTypeName=name))


def _body(reply: Any) -> dict[str, Any]:
    return less_metadata(reply)


@pytest.mark.rule("OT-60", "OT-61", "OT-63", "ADD-1")
def test_what_is_put_is_answered_as_it_was_sent(
    client: CustomerProfilesClient, domain: str, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-01-01")
    reply = put_type(client, domain, MaxProfileObjectCount=5, SourcePriority=2)
    created_at = reply.pop("CreatedAt")

    assert {
        "ObjectTypeName": "Crm",
        "Description": "customers",
        "ExpirationDays": 365,
        "AllowProfileCreation": False,
        "MaxProfileObjectCount": 5,
        "MaxAvailableProfileObjectCount": 995,
        "SourcePriority": 2,
        "Fields": FIELDS,
        "Keys": KEYS,
        "LastUpdatedAt": created_at,
        "Tags": {},
    } == reply
    assert {**reply, "CreatedAt": created_at} == get_type(client, domain)


@pytest.mark.rule("G-14")
def test_a_list_has_the_essentials(client: CustomerProfilesClient, domain: str) -> None:
    put_type(client, domain, Tags={"team": "sales"})
    put_type(client, domain, "Second")
    items = client.list_profile_object_types(DomainName=domain)["Items"]

    assert [("Crm", {"team": "sales"}), ("Second", {})] == [(item["ObjectTypeName"], item["Tags"]) for item in items]
    assert {
        "ObjectTypeName",
        "Description",
        "CreatedAt",
        "LastUpdatedAt",
        "MaxAvailableProfileObjectCount",
        "Tags",
    } == set(items[0])


@pytest.mark.rule("OT-62")
def test_the_keys_and_days_of_the_domain_stand_in(client: CustomerProfilesClient, domain: str) -> None:
    client.update_domain(DomainName=domain, DefaultEncryptionKey=aws_arn("kms", "key/a"))
    first = put_type(client, domain)
    second = put_type(client, domain, ExpirationDays=7, EncryptionKey=aws_arn("kms", "key/b"))

    assert [(365, aws_arn("kms", "key/a")), (7, aws_arn("kms", "key/b"))] == [
        (reply["ExpirationDays"], reply["EncryptionKey"]) for reply in (first, second)
    ]


@pytest.mark.rule("OT-1", "OT-64", "OT-65", "OT-66")
def test_an_update_replaces_the_whole_definition(
    client: CustomerProfilesClient, domain: str, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-01-01")
    first = put_type(client, domain, ExpirationDays=7, SourcePriority=1, AllowProfileCreation=True, Tags={"a": "1"})
    frozen.shift(60)
    second = put_type(client, domain, Tags={"b": "2"})

    assert {
        **{name: value for name, value in first.items() if name != "SourcePriority"},
        "ExpirationDays": 365,
        "AllowProfileCreation": False,
        "LastUpdatedAt": second["LastUpdatedAt"],
    } == second
    assert 60 == (second["LastUpdatedAt"] - second["CreatedAt"]).total_seconds()


@pytest.mark.rule("OT-2")
def test_a_description_is_needed_on_update_too(client: CustomerProfilesClient, domain: str) -> None:
    with pytest.raises(ParamValidationError):
        client.put_profile_object_type(  # type: ignore[call-arg]  # the point
            DomainName=domain, ObjectTypeName="Crm", Fields=FIELDS, Keys=KEYS
        )


@pytest.mark.rule("OT-63")
def test_more_objects_than_a_profile_takes_cannot_be_claimed(client: CustomerProfilesClient, domain: str) -> None:
    put_type(client, domain, MaxProfileObjectCount=600)

    with pytest.raises(ClientError, match="BadRequestException"):
        put_type(client, domain, "Second", MaxProfileObjectCount=401)
    assert 0 == put_type(client, domain, MaxProfileObjectCount=1000)["MaxAvailableProfileObjectCount"]


@pytest.mark.rule("OT-70")
def test_a_domain_has_a_hundred_object_types_and_templates_in_use_besides(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, domain: str
) -> None:
    usual, backend.world.settings.quotas.object_types = backend.world.settings.quotas.object_types, 2
    put_object(client, "CTR", contactId="1")
    put_type(client, domain)
    put_type(client, domain, "Second")

    with pytest.raises(ClientError, match="Limit of 2 object types per domain exceeded"):
        put_type(client, domain, "Third")
    assert 100 == usual
    assert put_type(client, domain, "Second")


@pytest.mark.rule("OT-68")
def test_an_encryption_key_stays_while_the_data_store_is_on(client: CustomerProfilesClient, domain: str) -> None:
    client.update_domain(DomainName=domain, DefaultEncryptionKey=aws_arn("kms", "key/b"))
    put_type(client, domain)
    client.update_domain(DomainName=domain, DataStore={"Enabled": True})

    with pytest.raises(ClientError, match="BadRequestException"):
        put_type(client, domain, EncryptionKey=aws_arn("kms", "key/a"))


@pytest.mark.rule("IN-D-13")
def test_an_unknown_type_is_not_found(client: CustomerProfilesClient, domain: str) -> None:
    for operation in (client.get_profile_object_type, client.delete_profile_object_type):
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            operation(DomainName=domain, ObjectTypeName="Crm")


@pytest.mark.rule("I-1", "I-3", "I-4", "IN-C-6")
def test_a_template_is_no_type_until_it_is_used(client: CustomerProfilesClient, domain: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        get_type(client, domain, "Zendesk-users")
    put_object(client, "Zendesk-users", id=1)

    assert ("Zendesk-users", "Zendesk-users") == (
        get_type(client, domain, "Zendesk-users")["TemplateId"],
        get_type(client, domain, "Zendesk-users")["Description"],
    )


@pytest.mark.rule("OT-64", "I-2", "IN-D-14")
def test_an_explicit_type_replaces_the_implicit_one_for_now(
    client: CustomerProfilesClient, domain: str, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-01-01")
    put_object(client, "Zendesk-users", id=1)
    frozen.shift(60)
    explicit = put_type(client, domain, "Zendesk-users")
    put_object(client, "Zendesk-users", id=1)
    by_own_key = search_profiles(client, "_zendeskUserId", "1")
    client.delete_profile_object_type(DomainName=domain, ObjectTypeName="Zendesk-users")
    put_object(client, "Zendesk-users", id=2)

    assert explicit["CreatedAt"] == explicit["LastUpdatedAt"]
    assert 1 == len(by_own_key)
    assert "Zendesk-users" == get_type(client, domain, "Zendesk-users")["TemplateId"]


@pytest.mark.rule("I-3", "IN-D-13")
def test_a_template_in_use_can_be_deleted_with_its_data(client: CustomerProfilesClient, domain: str) -> None:
    put_object(client, "Zendesk-users", id=1)
    client.delete_profile_object_type(DomainName=domain, ObjectTypeName="Zendesk-users")

    assert 0 == client.get_domain(DomainName=domain)["Stats"]["ObjectCount"]
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.delete_profile_object_type(DomainName=domain, ObjectTypeName="Zendesk-users")


@pytest.mark.rule("IN-D-10", "INT-21")
def test_deleting_a_type_stops_its_integrations(client: CustomerProfilesClient, domain: str) -> None:
    put_type(client, domain)
    client.put_integration(
        DomainName=domain,
        Uri=aws_arn("appflow", "flow/x"),
        ObjectTypeName="Crm",
    )
    client.delete_profile_object_type(DomainName=domain, ObjectTypeName="Crm")

    assert [] == client.list_integrations(DomainName=domain)["Items"]


@pytest.mark.rule("TP-5", "IN-C-13")
def test_all_templates_are_listed_and_can_be_read(client: CustomerProfilesClient) -> None:
    items = client.list_profile_object_type_templates()["Items"]
    template = client.get_profile_object_type_template(TemplateId="Salesforce-Contact")

    assert (43, "Salesforce-Account") == (len(items), items[0]["TemplateId"])
    assert ("Salesforce", "Contact", True) == (
        template["SourceName"],
        template["SourceObject"],
        template["AllowProfileCreation"],
    )


@pytest.mark.rule("OT-8")
def test_an_unknown_template_is_not_found(client: CustomerProfilesClient) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.get_profile_object_type_template(TemplateId="None")


@pytest.mark.rule("OT-54")
def test_a_shared_key_keeps_its_content_types(client: CustomerProfilesClient, domain: str) -> None:
    put_type(client, domain)
    number: Any = {"id": {"Source": "_source.id", "ContentType": "NUMBER"}}

    with pytest.raises(ClientError, match="Content types of key crm"):
        put_type(client, domain, "Second", Fields=number)
    assert put_type(client, domain, Fields=number)


@pytest.mark.rule("OT-69")
def test_a_key_that_no_type_uses_any_more_is_free(client: CustomerProfilesClient, domain: str) -> None:
    put_type(client, domain)
    client.delete_profile_object_type(DomainName=domain, ObjectTypeName="Crm")

    assert put_type(client, domain, "Second", Fields={"id": {"Source": "_source.id", "ContentType": "NUMBER"}})


@pytest.mark.rule("OT-6")
def test_a_template_leaves_some_members_to_its_user(client: CustomerProfilesClient, domain: str) -> None:
    given: dict[str, Any] = {
        "ExpirationDays": 7,
        "EncryptionKey": aws_arn("kms", "key/a"),
        "MaxProfileObjectCount": 5,
        "SourcePriority": 2,
        "Tags": {"team": "sales"},
    }
    reply = put_type(client, domain, TemplateId="Zendesk-users", **given)

    assert given == {name: reply[name] for name in given}


@pytest.mark.rule("OT-61")
def test_a_type_of_a_template_answers_the_fields_and_keys_of_the_template(
    client: CustomerProfilesClient, domain: str
) -> None:
    template = client.get_profile_object_type_template(TemplateId="Zendesk-users")
    reply = put_type(client, domain, TemplateId="Zendesk-users")

    assert (template["Fields"], template["Keys"]) == (reply["Fields"], reply["Keys"])


@pytest.mark.rule("OT-7")
def test_a_standard_object_takes_no_key_of_its_own(client: CustomerProfilesClient, domain: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        put_type(client, domain, "_asset", TemplateId="_asset", EncryptionKey=aws_arn("kms", "key/a"))


@pytest.mark.rule("OT-52")
@pytest.mark.parametrize("identifier", ["CONTACT", "profile"])
def test_identifiers_that_the_model_lacks_are_refused(
    client: CustomerProfilesClient, domain: str, identifier: str
) -> None:
    keys: Any = {**KEYS, "other": [{"StandardIdentifiers": [identifier], "FieldNames": ["id"]}]}

    with pytest.raises(ClientError, match="BadRequestException"):
        put_type(client, domain, Keys=keys)


@pytest.mark.rule("TP-4")
def test_two_templates_have_default_counts_and_none_is_store_only(client: CustomerProfilesClient) -> None:
    ids = [item["TemplateId"] for item in client.list_profile_object_type_templates()["Items"]]
    templates = [_body(client.get_profile_object_type_template(TemplateId=each)) for each in ids]
    counts = {
        each["TemplateId"]: [value for name, value in each.items() if name.startswith("DefaultMaxProfileObjectCount")]
        for each in templates
    }

    assert not any(each.get("StoreOnly") for each in templates)
    assert {
        "WebAnalytics-Clickstream": [100],
        "_webAnalytics": [250, datetime(2026, 9, 1, tzinfo=timezone.utc)],
    } == {name: found for name, found in counts.items() if found}


@pytest.mark.rule("TP-6")
def test_clickstream_template_makes_one_profile_of_a_user_with_events_orders_and_devices(
    client: CustomerProfilesClient, domain: str
) -> None:
    event: dict[str, Any] = {
        "EventId": "1",
        "EventType": "View",
        "OrderId": "o",
        "DeviceId": "d",
        "User": {"Id": "u", "AnonymousId": "a"},
    }
    event |= {"Order": {"Value": 5, "ShippingAddress": "1 Way"}, "Device": {"OSVersion": "9"}, "Browser": {"Id": "b"}}
    event |= {"Session": {"Id": "s"}, "ItemsList": [{"Title": "Tea", "Price": 2}]}
    client.put_profile_object(DomainName=domain, ObjectTypeName="WebAnalytics-Clickstream", Object=json.dumps(event))
    searches = {"EventId": "1", "UserId": "u", "AnonymousUserId": "a", "OrderId": "o", "DeviceId": "d"}
    found = {
        name: [
            each["ProfileId"]
            for each in search_profiles(
                client, f"_webAnalytics{'Clickstream' if name == 'EventId' else ''}{name}", value, domain=domain
            )
        ]
        for name, value in searches.items()
    }
    [[profile_id]] = {tuple(each) for each in found.values()}

    [web_event], [order], [device] = (
        list_objects(client, profile_id, name, domain) for name in ("_webAnalytics", "_order", "_device")
    )

    assert ("View", {"Id": "b"}, "1") == (
        web_event["EventType"],
        web_event["Browser"],
        web_event["Attributes"]["ClickstreamEventId"],
    )
    assert ("5", "1 Way", "Tea", "2") == (
        order["TotalPrice"],
        order["ShippingAddress"]["Address1"],
        order["OrderItems"][0]["Title"],
        order["OrderItems"][0]["Price"],
    )
    assert {"WebAnalyticsOrderId": "o", "WebSessionId": "s"} == order["Attributes"]
    assert ("9", {"WebAnalyticsDeviceId": "d", "WebSessionId": "s"}) == (
        device["OperatingSystemVersion"],
        device["Attributes"],
    )


@pytest.mark.rule("DT-5")
def test_detection_stores_nothing(client: CustomerProfilesClient, domain: str) -> None:
    client.detect_profile_object_type(DomainName=domain, Objects=['{"customerId": "C-1", "email": "a@b.c"}'])

    assert [] == client.list_profile_object_types(DomainName=domain)["Items"]
    assert 0 == profile_count(client)


@pytest.mark.rule("OT-48", "OT-74")
def test_key_may_be_secondary_alone_and_a_field_may_name_the_profile_id(
    client: CustomerProfilesClient, domain: str
) -> None:
    fields: Any = {
        "id": {"Source": "_source.id", "Target": "_profile.profileId"},
        "device": {"Source": "_source.device"},
    }
    keys: Any = {
        "id": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
        "device": [{"StandardIdentifiers": ["SECONDARY"], "FieldNames": ["device"]}],
    }
    put_type(client, domain, Fields=fields, Keys=keys, AllowProfileCreation=True)
    for number in (1, 2):
        put = json.dumps({"id": str(number), "device": "d"})
        client.put_profile_object(DomainName=domain, ObjectTypeName="Crm", Object=put)
    found = client.search_profiles(DomainName=domain, KeyName="device", Values=["d"])["Items"]

    assert 2 == len(found)  # the key found no profile for the second object, but both are found by it
    assert not {"1", "2"} & {each["ProfileId"] for each in found}


@pytest.mark.rule("DT-8")
def test_detection_proposes_what_the_domain_accepts(client: CustomerProfilesClient, domain: str) -> None:
    fields: Any = {"id": {"Source": "_source.id", "ContentType": "NUMBER"}}
    key: Any = {"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}
    put_type(client, domain, Fields=fields, Keys={"id": [key]})
    [proposed] = client.detect_profile_object_type(DomainName=domain, Objects=['{"id": "a"}', '{"id": "b"}'])[
        "DetectedProfileObjectTypes"
    ]
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="guess",
        Description="Guessed",
        Fields=proposed["Fields"],
        Keys=proposed["Keys"],
    )

    assert ["id_2"] == list(proposed["Keys"])
