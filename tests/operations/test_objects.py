"""Objects through boto3: put, assigned, listed, deleted, expired. The worked examples stand in `tests/fidelity`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time

from moto_customerprofiles.models import customerprofiles_backends

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.state.domain import Domain

UNKNOWN = "0" * 32


class Shop:
    """A domain with a type `Crm`: its id makes profiles, its name, e-mail and phone are written to them."""

    def __init__(self, client: CustomerProfilesClient, domain: str) -> None:
        self.client = client
        self.name = domain
        self.define("Crm")

    def define(
        self, name: str, /, *, keys: dict[str, Any] | None = None, fields: dict[str, Any] | None = None, **more: Any
    ) -> None:
        self.client.put_profile_object_type(
            DomainName=self.name,
            ObjectTypeName=name,
            Description=name,
            **{"AllowProfileCreation": True, **more},
            Fields={
                "id": {"Source": "_source.id"},
                "customer": {"Source": "_source.customer"},
                "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
                "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
                **(fields or {}),
            },
            Keys=keys
            or {
                "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
                f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            },
        )

    def put(self, object_type_name: str = "Crm", /, **source: Any) -> str:
        return self.put_text(json.dumps(source), object_type_name)

    def put_text(self, text: str, object_type_name: str = "Crm") -> str:
        reply = self.client.put_profile_object(DomainName=self.name, ObjectTypeName=object_type_name, Object=text)
        return reply["ProfileObjectUniqueKey"]

    def found(self, key_name: str, *values: str) -> list[str]:
        reply = self.client.search_profiles(DomainName=self.name, KeyName=key_name, Values=values)
        return [item["ProfileId"] for item in reply["Items"]]

    def customer(self, customer: str) -> str:
        (profile_id,) = self.found("customer", customer)
        return profile_id

    def texts(self, profile_id: str, object_type_name: str = "Crm") -> list[str]:
        reply = self.client.list_profile_objects(
            DomainName=self.name, ProfileId=profile_id, ObjectTypeName=object_type_name
        )
        return [item["Object"] for item in reply["Items"]]

    def profile(self, profile_id: str) -> dict[str, Any]:
        (profile,) = self.client.batch_get_profile(DomainName=self.name, ProfileIds=[profile_id])["Profiles"]
        return {name: value for name, value in profile.items() if name != "ProfileId"}

    def stats(self) -> dict[str, Any]:
        return dict(self.client.get_domain(DomainName=self.name)["Stats"])

    @property
    def state(self) -> Domain:
        return customerprofiles_backends["123456789012"]["us-east-1"].world.domains.require(self.name)


@pytest.fixture
def shop(client: CustomerProfilesClient, domain: str) -> Shop:
    return Shop(client, domain)


@pytest.mark.rule("P-5")
def test_the_text_comes_back_byte_for_byte(shop: Shop) -> None:
    text = '{ "id": 1.50,\n "customer": "007", "x": "é☃\\u0041", "n": null }'
    shop.put_text(text)

    assert [text] == shop.texts(shop.customer("007"))


@pytest.mark.rule("P-2")
@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '"text"',
        "7",
        "null",
        '{"id": NaN}',
        '{"id": 1e999}',
        '{"id": "\\ud800", "customer": "1"}',
        "[" * 9000,
        f'{{"id": "1", "customer": "1", "x": {"[" * 600}{"]" * 600}}}',
    ],
)
def test_what_is_no_json_object_is_refused(shop: Shop, text: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        shop.put_text(text)


@pytest.mark.rule("P-1")
def test_an_object_may_have_256000_bytes_of_utf8(shop: Shop) -> None:
    text = json.dumps({"id": "1", "customer": "1", "x": "é" * 128_000}, ensure_ascii=False)

    with pytest.raises(ClientError, match="BadRequestException"):
        shop.put_text(text)


@pytest.mark.rule("P-1")
def test_an_object_of_256000_bytes_fits(shop: Shop) -> None:
    text = json.dumps({"id": "1", "customer": "1", "x": ""})
    text = text.replace('""', '"' + "x" * (256_000 - len(text)) + '"')
    shop.put_text(text)

    assert 256_000 == shop.stats()["TotalSize"]


def test_deep_objects_are_kept_and_read(shop: Shop) -> None:
    text = f'{{"id": "1", "customer": "7", "name": {"[" * 400}7{"]" * 400}}}'
    shop.put_text(text)

    assert [text] == shop.texts(shop.customer("7"))


@pytest.mark.rule("P-3")
def test_an_unknown_type_is_not_found(shop: Shop) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        shop.put("Unknown", id="1")


@pytest.mark.rule("P-4")
@pytest.mark.parametrize("name", ["_profile", "_asset", "_order"])
def test_standard_objects_are_not_put(shop: Shop, name: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        shop.put(name, id="1")


@pytest.mark.rule("P-12")
def test_an_object_without_a_unique_value_is_refused(shop: Shop) -> None:
    with pytest.raises(ClientError, match="no value for its unique key CrmId"):
        shop.put(customer="1", id="")


@pytest.mark.rule("P-12")
def test_an_object_without_any_profile_key_is_refused(shop: Shop) -> None:
    with pytest.raises(ClientError, match="no value for any profile key"):
        shop.put(id="1", customer=None)


def test_a_refused_object_changes_nothing(shop: Shop) -> None:
    with pytest.raises(ClientError):
        shop.put(id="1")

    assert {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0} == shop.stats()


@pytest.mark.rule("P-21", "CLI-12")
def test_ingesting_twice_is_ingesting_once(shop: Shop) -> None:
    keys = {shop.put(id="1", customer="A", name="Ann") for _ in range(2)}

    assert (1, {"ProfileCount": 1, "ObjectCount": 1}) == (
        len(keys),
        {name: count for name, count in shop.stats().items() if name in {"ProfileCount", "ObjectCount"}},
    )


@pytest.mark.rule("K-23")
def test_a_replaced_object_takes_its_key_entries_along(shop: Shop) -> None:
    shop.put(id="1", customer="A")
    shop.put(id="1", customer="B")

    assert [] == shop.found("customer", "A")


@pytest.mark.rule("LO-5")
def test_a_replaced_object_keeps_its_place(shop: Shop) -> None:
    for source in ({"id": "1"}, {"id": "2"}, {"id": "1", "name": "Ann"}):
        shop.put(**source, customer="A")
    ids = [json.loads(text)["id"] for text in shop.texts(shop.customer("A"))]

    assert ["1", "2"] == ids


@pytest.mark.rule("P-22")
def test_an_object_whose_keys_lead_elsewhere_moves_there(shop: Shop) -> None:
    shop.put(id="1", customer="A")
    shop.put(id="2", customer="B")
    shop.put(id="3", customer="A")
    a, b = shop.customer("A"), shop.customer("B")
    shop.put(id="1", customer="B")

    assert ([1, 2], 3) == ([len(shop.texts(a)), len(shop.texts(b))], shop.stats()["ObjectCount"])


@pytest.mark.rule("K-11", "A-1")
def test_a_secondary_key_waits_for_the_others_wherever_it_stands(shop: Shop) -> None:
    shop.define(
        "Visit",
        keys={
            "name": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["name"]}],
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "visit": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    shop.put("Visit", id="1", customer="A", name="Ann")
    shop.put("Visit", id="2", customer="B", name="Bob")
    shop.put("Visit", id="3", customer="B", name="Ann")

    assert shop.found("customer", "B") == shop.found("visit", "3")


@pytest.mark.rule("P-22")
def test_an_object_whose_keys_lead_nowhere_stays_where_it_is(shop: Shop) -> None:
    shop.put(id="1", customer="A")
    a = shop.customer("A")
    shop.put(id="1", customer="new")

    assert [a] == shop.found("customer", "new")


@pytest.mark.rule("F-6", "W-1")
def test_empty_values_erase_nothing(shop: Shop) -> None:
    shop.put(id="1", customer="A", name="Ann", email="a@b.c")
    shop.put(id="1", customer="A", name="", email=None)

    assert {"FirstName": "Ann", "EmailAddress": "a@b.c"} == shop.profile(shop.customer("A"))


@pytest.mark.rule("W-10")
def test_only_a_new_profile_is_given_contact_points(shop: Shop) -> None:
    fields = {"phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"}}
    shop.define("Web", fields=fields)
    shop.put("Web", id="1", customer="A", phone="555-1")
    shop.put("Web", id="2", customer="A", phone="555-2")

    assert {"PhoneNumber": "555-1"} == shop.profile(shop.customer("A"))


@pytest.mark.rule("W-10")
def test_a_known_profile_is_given_no_contact_points(shop: Shop) -> None:
    shop.put(id="1", customer="A")
    shop.define("Web", fields={"phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"}})
    shop.put("Web", id="1", customer="A", phone="555-1")

    assert {} == shop.profile(shop.customer("A"))


@pytest.mark.rule("OT-67")
def test_a_type_changed_later_leaves_older_data_alone(shop: Shop) -> None:
    shop.put(id="1", customer="A", name="Ann")
    shop.define("Crm", keys={"other": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]})

    assert ({"FirstName": "Ann"}, []) == (shop.profile(shop.customer("A")), shop.found("other", "1"))


@pytest.mark.rule("F-30")
@pytest.mark.parametrize(("value", "member"), [("m", "GenderString"), ("female", "Gender")])
def test_gender_outside_the_enumeration_becomes_free_text(shop: Shop, value: str, member: str) -> None:
    shop.define("Person", fields={"gender": {"Source": "_source.gender", "Target": "_profile.Gender"}})
    shop.put("Person", id="1", customer="A", gender=value)

    assert {member: value.upper() if member == "Gender" else value} == shop.profile(shop.customer("A"))


@pytest.mark.rule("P-31")
def test_dead_letters_go_to_the_queue_of_the_domain(shop: Shop) -> None:
    sqs = boto3.client("sqs", region_name="us-east-1")
    url = sqs.create_queue(QueueName="dead")["QueueUrl"]
    shop.client.update_domain(DomainName=shop.name, DeadLetterQueueUrl=url)
    shop.define("Only", AllowProfileCreation=False)
    shop.put("Only", id="1", customer="A")
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    body = json.loads(message["Body"])

    assert ("shop", "Only", {"id": "1", "customer": "A"}) == (
        body["DomainName"],
        body["ObjectTypeName"],
        json.loads(body["Object"]),
    )


@pytest.mark.rule("P-31")
def test_a_missing_queue_does_no_harm(shop: Shop) -> None:
    shop.client.update_domain(DomainName=shop.name, DeadLetterQueueUrl="https://sqs.us-east-1.amazonaws.com/1/none")
    shop.define("Only", AllowProfileCreation=False)
    shop.put("Only", id="1", customer="A")

    assert ["A"] == [json.loads(letter.text)["customer"] for letter in shop.state.dead_letters]


@pytest.mark.rule("A-3")
def test_an_ambiguous_key_says_so_in_the_dead_letter(shop: Shop) -> None:
    for _ in range(2):
        profile_id = shop.client.create_profile(DomainName=shop.name)["ProfileId"]
        shop.client.add_profile_key(DomainName=shop.name, ProfileId=profile_id, KeyName="customer", Values=["A"])
    shop.define("Only", AllowProfileCreation=False)
    shop.put("Only", id="1", customer="A")

    assert "All keys of this object are binding to more than one profiles" == shop.state.dead_letters[0].reason


@pytest.mark.rule("P-32")
def test_a_full_profile_takes_no_more_objects(shop: Shop) -> None:
    shop.state.world.settings.quotas.objects_per_profile = 2
    for number in range(3):
        shop.put(id=str(number), customer="A")
    shop.put(id="1", customer="A", name="Ann")

    assert (2, 1) == (len(shop.texts(shop.customer("A"))), len(shop.state.dead_letters))


@pytest.mark.rule("OT-81")
def test_an_object_that_drives_out_an_older_one_finds_room_in_a_full_profile(shop: Shop) -> None:
    shop.state.world.settings.quotas.objects_per_profile = 2
    shop.define("Crm", MaxProfileObjectCount=2)
    for number in range(3):
        shop.put(id=str(number), customer="A")

    assert ['{"id": "1", "customer": "A"}', '{"id": "2", "customer": "A"}'] == shop.texts(shop.customer("A"))


@pytest.mark.rule("P-32")
def test_a_profile_takes_so_many_bytes_only(shop: Shop) -> None:
    shop.state.world.settings.quotas.bytes_per_profile = 100
    shop.put(id="1", customer="A", text="x" * 50)
    shop.put(id="2", customer="A", text="x" * 50)

    assert (1, 1) == (len(shop.texts(shop.customer("A"))), len(shop.state.dead_letters))


def _asset_type(shop: Shop, name: str = "Warranty", **more: Any) -> None:
    shop.define(
        name,
        **more,
        fields={
            "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
            "model": {"Source": "_source.model", "Target": "_asset.ModelName"},
            "code": {"Source": "_source.code"},
        },
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "serial": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
            "code": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["code"]}],
        },
    )


def _assets(shop: Shop, profile_id: str) -> list[dict[str, str]]:
    return [json.loads(text) for text in shop.texts(profile_id, "_asset")]


@pytest.mark.rule("S-2", "S-4")
def test_standard_objects_gather_what_several_objects_say(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S", model="M")
    shop.put("Warranty", id="2", customer="A", serial="S", code="C")
    shop.put("Warranty", id="3", customer="A", code="C", model="M2")
    (asset,) = _assets(shop, shop.customer("A"))

    assert ("S", "M2", "Warranty") == (asset["SerialNumber"], asset["ModelName"], asset["DataSource"])


@pytest.mark.rule("S-1")
def test_a_standard_object_is_found_by_the_keys_of_all_that_ever_contributed(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S", code="C")
    shop.put("Warranty", id="2", customer="A", serial="S", model="M")
    shop.put("Warranty", id="3", customer="A", code="C", model="M2")

    assert ["M2"] == [asset["ModelName"] for asset in _assets(shop, shop.customer("A"))]


@pytest.mark.rule("S-3", "P-32")
def test_an_object_that_means_two_assets_is_a_dead_letter(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S", model="M")
    shop.put("Warranty", id="2", customer="A", code="C", model="M")
    shop.put("Warranty", id="3", customer="A", serial="S", code="C")

    assert (2, 1) == (len(_assets(shop, shop.customer("A"))), len(shop.state.dead_letters))


@pytest.mark.rule("S-1")
def test_assets_of_two_customers_are_two(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S")
    shop.put("Warranty", id="2", customer="B", serial="S")

    assert [1, 1] == [len(_assets(shop, shop.customer(name))) for name in "AB"]
    assert 2 == len(shop.found("_serialNumber", "S"))


@pytest.mark.rule("S-8")
def test_an_asset_outlives_the_objects_it_was_made_of(shop: Shop) -> None:
    _asset_type(shop)
    key = shop.put("Warranty", id="1", customer="A", serial="S")
    profile_id = shop.customer("A")
    shop.client.delete_profile_object(
        DomainName=shop.name, ProfileId=profile_id, ObjectTypeName="Warranty", ProfileObjectUniqueKey=key
    )

    assert (1, [profile_id], []) == (
        len(_assets(shop, profile_id)),
        shop.found("_serialNumber", "S"),
        shop.found("serial", "S"),
    )


def test_an_asset_expires_with_the_last_object_that_wrote_to_it(client: CustomerProfilesClient) -> None:
    with freeze_time("2025-03-01") as clock:
        client.create_domain(DomainName="short", DefaultExpirationDays=10)
        shop = Shop(client, "short")
        _asset_type(shop)
        shop.put("Warranty", id="1", customer="A", serial="S")
        profile_id = shop.customer("A")
        client.update_domain(DomainName="short", DefaultExpirationDays=30)
        client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
        clock.move_to("2025-03-10")
        client.update_domain(DomainName="short", DefaultExpirationDays=5)
        shop.put("Warranty", id="2", customer="A", serial="S", model="M")
        clock.move_to("2025-03-14")
        kept = len(_assets(shop, profile_id))
        clock.move_to("2025-03-15")

        assert (1, 0) == (kept, len(_assets(shop, profile_id)))


@pytest.mark.rule("S-6", "IN-D-2")
def test_an_asset_can_be_deleted_by_itself(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S")
    profile_id = shop.customer("A")
    reply = shop.client.list_profile_objects(DomainName=shop.name, ProfileId=profile_id, ObjectTypeName="_asset")
    shop.client.delete_profile_object(
        DomainName=shop.name,
        ProfileId=profile_id,
        ObjectTypeName="_asset",
        ProfileObjectUniqueKey=reply["Items"][0]["ProfileObjectUniqueKey"],
    )

    assert ([], []) == (_assets(shop, profile_id), shop.found("_serialNumber", "S"))


@pytest.mark.rule("IN-D-10")
def test_deleting_a_type_takes_its_assets_but_not_what_others_wrote(shop: Shop) -> None:
    _asset_type(shop)
    _asset_type(shop, "Repair")
    shop.put("Warranty", id="1", customer="A", serial="S", model="M")
    shop.put("Warranty", id="2", customer="A", serial="T")
    shop.put("Repair", id="1", customer="A", serial="S", model="M2")
    profile_id = shop.customer("A")
    shop.client.delete_profile_object_type(DomainName=shop.name, ObjectTypeName="Warranty")

    assert [{"ModelName": "M2", "SerialNumber": "S"}] == [
        {name: text for name, text in asset.items() if name in {"ModelName", "SerialNumber", "DataSource"}}
        for asset in _assets(shop, profile_id)
    ]


def test_deleting_a_type_leaves_profiles_alone_that_it_had_nothing_in(shop: Shop) -> None:
    shop.define("Other")
    unique_key = shop.put(id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")
    shop.client.delete_profile_object(
        DomainName=shop.name, ProfileId=profile_id, ObjectTypeName="Crm", ProfileObjectUniqueKey=unique_key
    )
    shop.client.delete_profile_object_type(DomainName=shop.name, ObjectTypeName="Other")

    assert {"FirstName": "Ann"} == shop.profile(profile_id)


@pytest.mark.rule("F-3")
def test_elements_of_a_list_feed_elements_of_a_list(shop: Shop) -> None:
    shop.define(
        "Sale",
        fields={
            "title": {"Source": "_source.items[].title", "Target": "_order.OrderItems[].Title"},
            "price": {"Source": "_source.items[].price", "Target": "_order.OrderItems[].Price"},
            "number": {"Source": "_source.id", "Target": "_order.Attributes.number.of.sale"},
        },
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "sale": [{"StandardIdentifiers": ["UNIQUE", "ORDER"], "FieldNames": ["id"]}],
        },
    )
    shop.put("Sale", id="1", customer="A", items=[{"title": "Tea"}, {"title": "Cup", "price": 4.5}])
    (order,) = [json.loads(text) for text in shop.texts(shop.customer("A"), "_order")]

    assert ([{"Title": "Tea"}, {"Title": "Cup", "Price": "4.5"}], {"number.of.sale": "1"}) == (
        order["OrderItems"],
        order["Attributes"],
    )


@pytest.mark.rule("F-28")
def test_the_event_type_of_a_communication_record_comes_from_the_object(shop: Shop) -> None:
    profile_id = shop.client.create_profile(DomainName=shop.name, EmailAddress="ann@example.com")["ProfileId"]
    event = {
        "campaign_event_id": "e1",
        "campaign_event_type": "Open",
        "outbound_request_id": "r1",
        "endpoint_address": "Ann@Example.com",
        "channel": {"name": "EMAIL"},
    }
    shop.put("Campaign-Email", **event)
    shop.put("Campaign-Email", **{**event, "campaign_event_id": "e2", "campaign_event_type": "Click"})
    (record,) = [json.loads(text) for text in shop.texts(profile_id, "_communicationRecord")]

    assert ({"Open": "e1", "Click": "e2"}, "EMAIL") == (
        {kind: facts["EventId"] for kind, facts in record["Events"].items()},
        record["Channel"],
    )


@pytest.mark.rule("LO-3")
def test_objects_are_listed_by_a_key_of_theirs(shop: Shop) -> None:
    for number in "12":
        shop.put(id=number, customer="A")
    reply = shop.client.list_profile_objects(
        DomainName=shop.name,
        ProfileId=shop.customer("A"),
        ObjectTypeName="Crm",
        ObjectFilter={"KeyName": "CrmId", "Values": ["2"]},
    )

    assert ["2"] == [json.loads(item["Object"])["id"] for item in reply["Items"]]


@pytest.mark.rule("LO-2")
def test_the_profile_itself_is_listed_as_one_object(shop: Shop) -> None:
    shop.put(id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")

    assert [{"ProfileId": profile_id, "FirstName": "Ann"}] == [
        json.loads(t) for t in shop.texts(profile_id, "_profile")
    ]


@pytest.mark.parametrize(("of_itself", "count"), [(True, 1), (False, 0)])
def test_the_profile_itself_is_filtered_by_its_id(shop: Shop, *, of_itself: bool, count: int) -> None:
    profile_id = shop.client.create_profile(DomainName=shop.name)["ProfileId"]
    reply = shop.client.list_profile_objects(
        DomainName=shop.name,
        ProfileId=profile_id,
        ObjectTypeName="_profile",
        ObjectFilter={"KeyName": "_profileId", "Values": [profile_id if of_itself else UNKNOWN]},
    )

    assert count == len(reply["Items"])


@pytest.mark.rule("LO-4")
@pytest.mark.parametrize(("name", "profile_is_known"), [("Crm", False), ("Unknown", True)])
def test_objects_of_what_is_unknown_are_not_found(shop: Shop, name: str, *, profile_is_known: bool) -> None:
    shop.put(id="1", customer="A")

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        shop.texts(shop.customer("A") if profile_is_known else UNKNOWN, name)


@pytest.mark.rule("LO-2")
def test_a_template_without_objects_lists_none(shop: Shop) -> None:
    shop.put(id="1", customer="A")

    assert [] == shop.texts(shop.customer("A"), "CTR")


@pytest.mark.rule("IN-D-1", "IN-D-2")
def test_a_deleted_object_takes_its_keys_and_leaves_its_fields(shop: Shop) -> None:
    key = shop.put(id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")
    arguments = {"ProfileId": profile_id, "ObjectTypeName": "Crm", "ProfileObjectUniqueKey": key}
    reply = shop.client.delete_profile_object(DomainName=shop.name, **arguments)

    assert ("OK", [], {"FirstName": "Ann"}) == (
        reply["Message"],
        shop.found("customer", "A"),
        shop.profile(profile_id),
    )
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        shop.client.delete_profile_object(DomainName=shop.name, **arguments)


@pytest.mark.rule("E-10", "ID-D-51")
def test_statistics_count_profiles_objects_and_bytes(shop: Shop) -> None:
    texts = [json.dumps({"id": str(number), "customer": "A", "x": "é"}, ensure_ascii=False) for number in range(101)]
    for text in texts:
        shop.put_text(text)
    shop.put_text(texts[0])

    assert {
        "ProfileCount": 1,
        "MeteringProfileCount": 2,
        "ObjectCount": 101,
        "TotalSize": sum(len(text.encode()) for text in texts),
    } == shop.stats()


@pytest.mark.rule("IN-D-3", "CLI-14")
def test_statistics_fall_with_a_deleted_profile(shop: Shop) -> None:
    for number in range(101):
        shop.put(id=str(number), customer="A")
    shop.client.delete_profile(DomainName=shop.name, ProfileId=shop.customer("A"))

    assert {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0} == shop.stats()


@pytest.mark.rule("WE-21", "E-1", "E-3", "E-4", "E-5")
def test_data_expires_by_what_held_when_it_was_ingested(client: CustomerProfilesClient) -> None:
    with freeze_time("2025-03-01") as clock:
        client.create_domain(DomainName="short", DefaultExpirationDays=10)
        shop = Shop(client, "short")
        shop.define("X")
        shop.define("Y", ExpirationDays=30)
        profile_id = client.create_profile(DomainName="short")["ProfileId"]
        client.add_profile_key(DomainName="short", ProfileId=profile_id, KeyName="customer", Values=["A"])
        clock.move_to("2025-03-06")
        shop.put("X", id="1", customer="A")
        clock.move_to("2025-03-07")
        shop.put("Y", id="1", customer="A")
        clock.move_to("2025-03-08")
        client.update_domain(DomainName="short", DefaultExpirationDays=1)
        clock.move_to("2025-03-17")
        counts = (len(shop.texts(profile_id, "X")), len(shop.texts(profile_id, "Y")))
        clock.move_to("2025-04-05")
        last = shop.stats()["ProfileCount"]
        clock.move_to("2025-04-06")

        assert ((0, 1), 1, 0) == (counts, last, shop.stats()["ProfileCount"])


@pytest.mark.rule("E-2", "E-5")
def test_a_profile_made_by_hand_expires_after_its_last_update(client: CustomerProfilesClient) -> None:
    with freeze_time("2025-03-01") as clock:
        client.create_domain(DomainName="short", DefaultExpirationDays=10)
        profile_id = client.create_profile(DomainName="short", PhoneNumber="555")["ProfileId"]
        clock.move_to("2025-03-10")
        client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
        clock.move_to("2025-03-19")
        alive = client.search_profiles(DomainName="short", KeyName="_phone", Values=["555"])["Items"]
        clock.move_to("2025-03-20")
        gone = client.search_profiles(DomainName="short", KeyName="_phone", Values=["555"])["Items"]

        assert (1, 0) == (len(alive), len(gone))


@pytest.mark.rule("E-3")
@pytest.mark.parametrize(("action", "day"), [("put", "2025-03-05"), ("update", "2025-03-08")])
def test_nothing_that_happens_shortens_the_life_of_a_profile(
    client: CustomerProfilesClient, action: str, day: str
) -> None:
    with freeze_time("2025-03-01") as clock:
        client.create_domain(DomainName="short", DefaultExpirationDays=10)
        shop = Shop(client, "short")
        shop.define("Brief", ExpirationDays=1)
        profile_id = client.create_profile(DomainName="short")["ProfileId"]
        client.add_profile_key(DomainName="short", ProfileId=profile_id, KeyName="customer", Values=["A"])
        client.update_domain(DomainName="short", DefaultExpirationDays=1)
        clock.move_to(day)
        if action == "put":
            shop.put("Brief", id="1", customer="A")
        else:
            client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
        clock.move_to("2025-03-10 23:59")

        assert 1 == shop.stats()["ProfileCount"]


@pytest.mark.rule("WE-23", "IN-H-1", "IN-H-2", "IN-H-3", "IN-H-4", "IN-H-5")
def test_history_tells_what_happened_newest_first(shop: Shop) -> None:
    client, name = shop.client, shop.name
    profile_id = client.create_profile(DomainName=name, FirstName="Ann")["ProfileId"]
    client.update_profile(DomainName=name, ProfileId=profile_id, LastName="Lee")
    client.add_profile_key(DomainName=name, ProfileId=profile_id, KeyName="customer", Values=["A"])
    key = shop.put(id="1", customer="A", email="a@b.c")
    client.delete_profile_object(
        DomainName=name, ProfileId=profile_id, ObjectTypeName="Crm", ProfileObjectUniqueKey=key
    )
    items = client.list_profile_history_records(DomainName=name, ProfileId=profile_id)["ProfileHistoryRecords"]

    assert [
        ("DELETED_BY_CUSTOMER", "Crm"),
        ("UPDATED", "_profile"),
        ("INGESTED", "Crm"),
        ("ADDED_PROFILE_KEY", "_profile"),
        ("UPDATED", "_profile"),
        ("CREATED", "_profile"),
    ] == [(item["ActionType"], item["ObjectTypeName"]) for item in items]


@pytest.mark.rule("IN-H-1", "WE-23")
def test_history_of_an_inferred_profile_begins_with_it(shop: Shop) -> None:
    shop.put(id="1", customer="A", email="a@b.c")
    items = shop.client.list_profile_history_records(DomainName=shop.name, ProfileId=shop.customer("A"))

    assert ["INGESTED", "CREATED"] == [item["ActionType"] for item in items["ProfileHistoryRecords"]]


@pytest.mark.rule("N-7", "OT-25")
def test_keys_of_different_content_types_do_not_meet(shop: Shop) -> None:
    shop.client.create_profile(DomainName=shop.name, EmailAddress="a@b.c")
    shop.define(
        "Plain",
        fields={"text": {"Source": "_source.text"}},
        keys={
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["text"]}],
            "PlainId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    shop.put("Plain", id="1", text="a@b.c")

    assert 2 == len(shop.found("_email", "a@b.c"))


def test_a_deleted_account_key_does_not_meet_numbers_either(shop: Shop) -> None:
    shop.define(
        "Bill",
        fields={"account": {"Source": "_source.account", "ContentType": "NUMBER"}},
        keys={
            "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["account"]}],
            "BillId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    known = shop.client.create_profile(DomainName=shop.name, AccountNumber="77")["ProfileId"]
    shop.put("Bill", id="1", account=77.0)
    shop.client.delete_profile_key(DomainName=shop.name, ProfileId=known, KeyName="_account", Values=["77"])
    shop.put("Bill", id="2", account=77)

    assert (1, [known]) == (len(shop.texts(known, "Bill")), shop.found("BillId", "1"))


@pytest.mark.rule("W-5")
def test_what_is_written_by_hand_wins_when_it_is_written(shop: Shop) -> None:
    shop.define("First", SourcePriority=1)
    shop.put("First", id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")
    shop.client.update_profile(DomainName=shop.name, ProfileId=profile_id, FirstName="Anna")
    by_hand = shop.profile(profile_id)
    shop.put("First", id="1", customer="A", name="Ann")

    assert ({"FirstName": "Anna"}, {"FirstName": "Ann"}) == (by_hand, shop.profile(profile_id))


def test_a_value_that_loses_brings_no_deleted_key_back(shop: Shop) -> None:
    profile_id = shop.client.create_profile(DomainName=shop.name, EmailAddress="a@b.c")["ProfileId"]
    for name, value in (("customer", "A"), ("_email", "a@b.c")):
        shop.client.add_profile_key(DomainName=shop.name, ProfileId=profile_id, KeyName=name, Values=[value])
    shop.client.delete_profile_key(DomainName=shop.name, ProfileId=profile_id, KeyName="_email", Values=["a@b.c"])
    shop.put(id="1", customer="A", email="d@e.f")

    assert ([], []) == (shop.found("_email", "a@b.c"), shop.found("_email", "d@e.f"))


@pytest.mark.rule("UP-5")
def test_a_field_removed_by_hand_may_be_filled_again(shop: Shop) -> None:
    shop.put(id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")
    shop.client.update_profile(DomainName=shop.name, ProfileId=profile_id, FirstName="")
    shop.put(id="1", customer="A", name="Ann")

    assert {"FirstName": "Ann"} == shop.profile(profile_id)


@pytest.mark.rule("SP-8", "S-4")
def test_an_asset_is_found_and_filtered_by_its_id(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S")
    profile_id = shop.customer("A")
    (asset,) = _assets(shop, profile_id)

    assert [profile_id] == shop.found("_assetId", asset["AssetId"])


@pytest.mark.rule("OT-50")
def test_an_asset_is_looked_up_by_its_id(shop: Shop) -> None:
    _asset_type(shop)
    shop.put("Warranty", id="1", customer="A", serial="S")
    (asset,) = _assets(shop, shop.customer("A"))
    shop.define(
        "Note",
        fields={"asset": {"Source": "_source.asset"}, "text": {"Source": "_source.text", "Target": "_asset.Status"}},
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "NoteId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_assetId": [{"StandardIdentifiers": ["ASSET", "LOOKUP_ONLY"], "FieldNames": ["asset"]}],
        },
    )
    shop.put("Note", id="1", customer="A", asset=asset["AssetId"], text="broken")

    assert ["broken"] == [each["Status"] for each in _assets(shop, shop.customer("A"))]


@pytest.mark.rule("CTR-7")
def test_switching_the_template_of_contact_records_is_for_later_records(shop: Shop) -> None:
    def record(contact_id: str) -> dict[str, Any]:
        return {"contactId": contact_id, "customerEndpoint": {"address": "+12065550100"}}

    known = shop.client.create_profile(DomainName=shop.name, PhoneNumber="2065550100")["ProfileId"]
    shop.put("CTR", **record("c1"))
    shop.client.put_profile_object_type(
        DomainName=shop.name, ObjectTypeName="CTR", Description="calls", TemplateId="CTR-NoInferred"
    )
    (inferred,) = shop.found("_ctrContactId", "c1")
    shop.client.delete_profile(DomainName=shop.name, ProfileId=known)
    shop.put("CTR", **record("c2"))

    assert [inferred] == shop.found("_ctrContactId", "c2")


@pytest.mark.rule("OT-80")
def test_a_count_limit_is_for_each_profile_and_each_type(shop: Shop) -> None:
    shop.define("Visit", MaxProfileObjectCount=1)
    for customer in "AB":
        shop.put(id=customer, customer=customer)
        for number in "12":
            shop.put("Visit", id=customer + number, customer=customer)
    objects = {customer: [shop.texts(shop.customer(customer), name) for name in ("Crm", "Visit")] for customer in "AB"}

    assert {"A": [1, 1], "B": [1, 1]} == {customer: [len(each) for each in both] for customer, both in objects.items()}
    assert "A2" == json.loads(objects["A"][1][0])["id"]


@pytest.mark.rule("S-5")
def test_fields_of_an_asset_go_by_priority(shop: Shop) -> None:
    _asset_type(shop)
    _asset_type(shop, "Repair", SourcePriority=1)
    shop.put("Repair", id="1", customer="A", serial="S", model="M")
    shop.put("Warranty", id="1", customer="A", serial="S", model="M2")

    assert ["M"] == [asset["ModelName"] for asset in _assets(shop, shop.customer("A"))]


@pytest.mark.rule("IN-D-12")
def test_a_field_of_a_deleted_type_falls_back_to_no_earlier_value(shop: Shop) -> None:
    shop.define("Web")
    shop.put(id="1", customer="A", name="Ann", email="a@b.c")
    shop.put("Web", id="1", customer="A", name="Bea")
    shop.client.delete_profile_object_type(DomainName=shop.name, ObjectTypeName="Web")

    assert {"EmailAddress": "a@b.c"} == shop.profile(shop.customer("A"))


@pytest.mark.rule("LO-1")
def test_a_list_answers_type_key_and_text(shop: Shop) -> None:
    key = shop.put(id="1", customer="A")
    reply = shop.client.list_profile_objects(
        DomainName=shop.name, ProfileId=shop.customer("A"), ObjectTypeName="Crm", MaxResults=1
    )

    assert [
        {"ObjectTypeName": "Crm", "ProfileObjectUniqueKey": key, "Object": '{"id": "1", "customer": "A"}'}
    ] == reply["Items"]


@pytest.mark.rule("UP-5", "W-5")
def test_a_value_updated_by_hand_is_protected(shop: Shop) -> None:
    shop.put(id="1", customer="A", name="Ann")
    profile_id = shop.customer("A")
    shop.client.update_profile(DomainName=shop.name, ProfileId=profile_id, FirstName="Anna")
    shop.put(id="1", customer="A", name="Annie")

    assert {"FirstName": "Anna"} == shop.profile(profile_id)


@pytest.mark.rule("IN-D-11")
@pytest.mark.parametrize("kept_by", ["object", "field", "key", None])
def test_a_profile_that_ingestion_made_stays_as_long_as_something_keeps_it(shop: Shop, kept_by: str | None) -> None:
    shop.define("Web", fields={"phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber"}})
    shop.put("Web", id="1", customer="A", phone="5550001")
    profile_id = shop.customer("A")
    if kept_by == "object":
        shop.put(id="1", customer="A")
    elif kept_by == "field":
        shop.client.update_profile(DomainName=shop.name, ProfileId=profile_id, LastName="Lee")
    elif kept_by == "key":
        shop.client.add_profile_key(DomainName=shop.name, ProfileId=profile_id, KeyName="club", Values=["C"])
    shop.client.delete_profile_object_type(DomainName=shop.name, ObjectTypeName="Web")

    assert ([profile_id] if kept_by else []) == shop.found("_profileId", profile_id)
