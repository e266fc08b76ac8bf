from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
import time_machine
from moto.server import ThreadedMotoServer

from moto_customerprofiles import customerprofiles_backends
from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.testing import assert_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

T0 = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)
NOW = T0.isoformat()
URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
FIELDS: Any = {
    "id": {"Source": "_source.id", "Target": "_profile.AccountNumber"},
    "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
    "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
    "phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"},
    "tax": {"Source": "_source.tax"},
    "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
}
KEYS: Any = {
    "crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
    "_email": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["email"]}],
    "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["phone"]}],
    "taxId": [{"StandardIdentifiers": ["PROFILE", "NEW_ONLY"], "FieldNames": ["tax"]}],
    "serialNumber": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
}


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(T0, tick=False):
        yield


@pytest.fixture
def shop(client: CustomerProfilesClient) -> CustomerProfilesClient:
    client.create_domain(DomainName="d", DefaultExpirationDays=365)
    _define(client, "crm", SourcePriority=2)
    return client


@pytest.fixture
def backend(shop: CustomerProfilesClient) -> Any:
    return customerprofiles_backends["123456789012"][shop.meta.region_name]


def _define(client: CustomerProfilesClient, name: str, /, **members: Any) -> None:
    members = {"AllowProfileCreation": True, "Fields": FIELDS, "Keys": KEYS, **members}
    client.put_profile_object_type(DomainName="d", ObjectTypeName=name, Description=name, **members)


def _create(client: CustomerProfilesClient, /, **fields: Any) -> str:
    return client.create_profile(DomainName="d", **fields)["ProfileId"]


def _put(client: CustomerProfilesClient, name: str = "crm", /, **members: str) -> str:
    put = client.put_profile_object(DomainName="d", ObjectTypeName=name, Object=json.dumps(members))
    return put["ProfileObjectUniqueKey"]


def _outcomes(explained: Any) -> dict[str, tuple[str, int | None]]:
    return {key["KeyName"]: (key["Outcome"], key["Pass"]) for key in explained["Keys"]}


class TestObject:
    """What explain_object tells of the decision of ingestion."""

    def test_the_first_key_that_finds_one_profile_decides(self, shop: Any, backend: Any) -> None:
        _create(shop, EmailAddress="a@b.c")
        _create(shop, EmailAddress="a@b.c")
        bob = _create(shop, PhoneNumber="+12065550100")
        explained = backend.explain_object("d", "crm", {"id": "1", "email": "A@b.c", "phone": "206-555-0100"})

        assert ("EXISTING_PROFILE", bob, "_phone") == (
            explained["Outcome"],
            explained["ProfileId"],
            explained["DecidedBy"],
        )
        assert {
            "crmId": ("UNKNOWN", 1),
            "_email": ("AMBIGUOUS", 1),
            "_phone": ("DECIDED", 2),
            "taxId": ("EMPTY", None),
            "serialNumber": ("EMPTY", None),
        } == _outcomes(explained)

    def test_values_are_shown_as_they_are_and_as_they_are_compared(self, backend: Any) -> None:
        explained = backend.explain_object("d", "crm", {"id": "1", "email": " A@b.c"})
        email = next(key for key in explained["Keys"] if key["KeyName"] == "_email")

        assert (["email"], [" A@b.c"], ["a@b.c"]) == (email["FieldNames"], email["Values"], email["NormalForms"])

    @pytest.mark.rule("A-2", "K-16")
    def test_keys_after_the_deciding_one_are_not_asked(self, shop: Any, backend: Any) -> None:
        _put(shop, id="1")
        explained = backend.explain_object("d", "crm", {"id": "1", "email": "a@b.c", "serial": "S"})

        assert {
            "crmId": ("DECIDED", 1),
            "_email": ("NOT_ASKED", None),
            "_phone": ("EMPTY", None),
            "taxId": ("EMPTY", None),
            "serialNumber": ("NO_PROFILE_KEY", None),
        } == _outcomes(explained)

    @pytest.mark.rule("K-20")
    @pytest.mark.parametrize(("known", "stored"), [(False, {"crmId", "taxId"}), (True, {"crmId"})])
    def test_tells_which_keys_are_stored(self, shop: Any, backend: Any, known: bool, stored: set[str]) -> None:  # noqa: FBT001  # a case
        if known:
            _put(shop, id="1")
        explained = backend.explain_object("d", "crm", {"id": "1", "email": "a@b.c", "tax": "T"})

        assert stored == {key["KeyName"] for key in explained["Keys"] if key["IsStored"]}

    def test_fields_win_and_lose_by_priority(self, shop: Any, backend: Any) -> None:
        _define(shop, "web", SourcePriority=9)
        _put(shop, id="1", name="Ann")
        explained = backend.explain_object("d", "web", {"id": "1", "name": "Bob"})
        name = next(field for field in explained["Fields"] if field["Path"] == "FirstName")

        assert {
            "Path": "FirstName",
            "Value": "Bob",
            "Wins": False,
            "Present": "Ann",
            "PresentWriter": {"Source": "crm", "Priority": 2, "At": NOW},
        } == name
        assert 'FirstName = "Bob": loses against "Ann" (crm, priority 2, ' + NOW + ")" in explained["Text"]

    def test_standard_objects_are_found_or_new(self, shop: Any, backend: Any) -> None:
        new = backend.explain_object("d", "crm", {"id": "1", "serial": "S"})["StandardObjects"]
        _put(shop, id="1", serial="S")
        (known,) = backend.explain_object("d", "crm", {"id": "1", "serial": "S"})["StandardObjects"]

        assert [("_asset", None)] == [(each["ObjectTypeName"], each["ProfileObjectUniqueKey"]) for each in new]
        assert known["ProfileObjectUniqueKey"]

    def test_a_new_profile_gets_the_address_of_an_untargeted_field(self, backend: Any) -> None:
        explained = backend.explain_object("d", "crm", {"id": "1", "email": "a@b.c"})

        assert "NEW_PROFILE" == explained["Outcome"]
        assert {"EmailAddress", "AccountNumber"} == {field["Path"] for field in explained["Fields"]}

    def test_dead_letters_have_their_reason(self, shop: Any, backend: Any) -> None:
        _define(shop, "strict", AllowProfileCreation=False)
        explained = backend.explain_object("d", "strict", {"id": "1"})

        assert (
            "DEAD_LETTER",
            "No profile matches the object, and its object type does not allow profile creation",
        ) == (
            explained["Outcome"],
            explained["Reason"],
        )

    def test_invalid_objects_have_the_words_of_the_refusal(self, backend: Any) -> None:
        explained = backend.explain_object("d", "crm", "no JSON")

        assert ("INVALID", "Object is not a valid JSON object") == (explained["Outcome"], explained["Reason"])

    def test_nothing_is_changed(self, shop: Any, backend: Any) -> None:
        before = backend.dump_scenario(), shop.get_domain(DomainName="d")["Stats"]
        backend.explain_object("d", "crm", {"id": "1", "serial": "S"})
        backend.explain_object("d", "CTR", {"contactId": "1"})

        assert before == (backend.dump_scenario(), shop.get_domain(DomainName="d")["Stats"])

    def test_a_stored_object_is_explained_by_its_key(self, shop: Any, backend: Any) -> None:
        unique_key = _put(shop, id="1")
        explained = backend.explain_object("d", "crm", profile_object_unique_key=unique_key)

        assert explained["Stored"]["ProfileId"] == explained["ProfileId"] is not None
        assert explained["Stored"]["CreatedProfile"]

    def test_a_stored_object_keeps_the_key_that_led_it_there(self, shop: Any, backend: Any) -> None:
        ann = _create(shop, EmailAddress="a@b.c")
        _put(shop, id="1", email="A@b.c")
        unique_key = _put(shop, id="1", email="A@b.c", name="again")
        explained = backend.explain_object("d", "crm", profile_object_unique_key=unique_key)

        assert {"ProfileId": ann, "CreatedProfile": False, "KeyName": "_email", "NormalForms": ["a@b.c"]} == (
            explained["Stored"]
        )
        assert f'Stored with profile {ann}; _email = "a@b.c" led it there.' in explained["Text"]

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"object_type_name": "none", "object": {}}, ResourceNotFound),
            ({"object_type_name": "crm", "profile_object_unique_key": "none"}, ResourceNotFound),
            ({"object_type_name": "crm"}, BadRequest),
        ],
    )
    def test_what_is_not_there_cannot_be_explained(self, backend: Any, arguments: Any, error: type[Exception]) -> None:
        with pytest.raises(error) as refused:
            backend.explain_object("d", **arguments)

        assert str(refused.value)

    @pytest.mark.parametrize("email", ["", "a@b.c", "x@y.z"])
    @pytest.mark.parametrize("phone", ["", "2065550100"])
    @pytest.mark.parametrize("type_name", ["crm", "strict"])
    def test_what_is_explained_is_what_happens(
        self, shop: Any, backend: Any, email: str, phone: str, type_name: str
    ) -> None:
        _define(shop, "strict", AllowProfileCreation=False)
        for address in ("a@b.c", "a@b.c", "x@y.z"):
            _create(shop, EmailAddress=address)
        _create(shop, PhoneNumber="206-555-0100")
        members = {"id": "1", "name": "Ann", "email": email, "phone": phone}
        explained = backend.explain_object("d", type_name, members)
        count = len(backend.world.domains.require("d").profiles)
        unique_key = _put(shop, type_name, **members)
        domain = backend.world.domains.require("d")
        owner = domain.profiles.owner((type_name, unique_key))
        happened = (
            "DEAD_LETTER" if owner is None else "NEW_PROFILE" if len(domain.profiles) > count else "EXISTING_PROFILE"
        )

        assert happened == explained["Outcome"]
        assert unique_key == explained["ProfileObjectUniqueKey"]
        assert explained["ProfileId"] is None or owner.profile_id == explained["ProfileId"]


class TestProfile:
    """What explain_profile tells of where things come from."""

    @pytest.mark.rule("W-7")
    def test_fields_have_their_writers(self, shop: Any, backend: Any) -> None:
        _put(shop, id="1", name="Ann")
        profile_id = backend.search_profiles(DomainName="d", KeyName="crmId", Values=["1"])["Items"][0]["ProfileId"]
        shop.update_profile(DomainName="d", ProfileId=profile_id, LastName="Lee")
        fields = backend.explain_profile("d", profile_id)["Fields"]
        writers = {field["Path"]: field["Writer"]["Source"] for field in fields}

        assert {"AccountNumber": "crm", "FirstName": "crm", "LastName": "manual"} == writers

    def test_keys_have_what_brings_them(self, shop: Any, backend: Any) -> None:
        unique_key = _put(shop, id="1", phone="1")
        profile_id = backend.search_profiles(DomainName="d", KeyName="crmId", Values=["1"])["Items"][0]["ProfileId"]
        shop.add_profile_key(DomainName="d", ProfileId=profile_id, KeyName="_account", Values=["1"])
        shop.delete_profile_key(DomainName="d", ProfileId=profile_id, KeyName="_phone", Values=["1"])
        explained = backend.explain_profile("d", profile_id)
        keys = {key["KeyName"]: (key["BroughtBy"], key["IsDeleted"]) for key in explained["Keys"]}

        assert {
            "_account": (["field AccountNumber", "AddProfileKey or a merge"], False),
            "_phone": ([], True),
            "crmId": ([f"object crm {unique_key}"], False),
        } == keys

    def test_every_key_that_is_told_finds_the_profile(self, shop: Any, backend: Any) -> None:
        _put(shop, id="1", name="Ann", email="a@b.c", phone="1", tax="T", serial="S")
        profile_id = backend.search_profiles(DomainName="d", KeyName="crmId", Values=["1"])["Items"][0]["ProfileId"]
        told = backend.explain_profile("d", profile_id)["Keys"]
        for key in told:
            found = backend.search_profiles(DomainName="d", KeyName=key["KeyName"], Values=key["Values"])["Items"]

            assert [profile_id] == [each["ProfileId"] for each in found]
        assert {"crmId", "taxId", "_phone", "_email", "_account", "_fullName", "serialNumber", "_serialNumber"} <= {
            key["KeyName"] for key in told
        }

    def test_merged_profiles_lead_to_the_one_they_became(self, shop: Any, backend: Any) -> None:
        main, merged = _create(shop, FirstName="Ann"), _create(shop, FirstName="Bob")
        shop.merge_profiles(DomainName="d", MainProfileId=main, ProfileIdsToBeMerged=[merged])
        explained = backend.explain_profile("d", merged)

        assert (main, [merged]) == (explained["ProfileId"], explained["MergedProfileIds"])

    def test_objects_and_standard_objects_are_told(self, shop: Any, backend: Any) -> None:
        _put(shop, id="1", serial="S")
        profile_id = backend.search_profiles(DomainName="d", KeyName="crmId", Values=["1"])["Items"][0]["ProfileId"]
        explained = backend.explain_profile("d", profile_id)

        assert [("crm", True)] == [(each["ObjectTypeName"], each["CreatedProfile"]) for each in explained["Objects"]]
        assert ["_asset"] == [each["ObjectTypeName"] for each in explained["StandardObjects"]]

    def test_dead_letters_are_listed_with_their_reasons(self, shop: Any, backend: Any) -> None:
        _define(shop, "strict", AllowProfileCreation=False)
        _put(shop, "strict", id="1")
        (letter,) = backend.dead_letters("d")

        assert ("strict", '{"id": "1"}', NOW) == (letter["ObjectTypeName"], letter["Object"], letter["At"])
        assert letter["Reason"].startswith("No profile matches")


def _segment(client: Any, name: str, *groups: Any, **members: Any) -> None:
    client.create_segment_definition(
        DomainName="d", SegmentDefinitionName=name, DisplayName=name, SegmentGroups={"Groups": [*groups], **members}
    )


def _is(**fields: str) -> dict[str, Any]:
    conditions = {name: {"DimensionType": "INCLUSIVE", "Values": [value]} for name, value in fields.items()}
    return {"ProfileAttributes": conditions}


class TestSegment:
    """What explain_segment tells of groups, dimensions and what they compare."""

    def test_conditions_have_actual_and_wanted_values(self, shop: Any, backend: Any) -> None:
        _segment(shop, "s", {"Dimensions": [_is(FirstName="Ann"), _is(LastName="{{_profile.MiddleName}}")]})
        profile_id = _create(shop, FirstName="Ann", MiddleName="Zoe")
        explained = backend.explain_segment("d", "s", profile_id)
        (group,) = explained["Groups"]
        told = [condition for dimension in group["Dimensions"] for condition in dimension["Conditions"]]

        assert (False, False) == (explained["IsMember"], group["Holds"])
        assert [("FirstName", "Ann", ["Ann"], True), ("LastName", None, ["Zoe"], False)] == [
            (each["Name"], each["Actual"], each["Wanted"], each["Holds"]) for each in told
        ]
        assert 'field LastName is missing, wanted INCLUSIVE "Zoe": does not hold' in explained["Text"]

    def test_calculated_attributes_have_their_values(self, shop: Any, backend: Any) -> None:
        shop.create_calculated_attribute_definition(
            DomainName="d",
            CalculatedAttributeName="orders",
            AttributeDetails={"Attributes": [{"Name": "id"}], "Expression": "{crm.id}"},
            Statistic="COUNT",
        )
        condition = {"DimensionType": "GREATER_THAN", "Values": ["3"]}
        _segment(shop, "s", {"Dimensions": [{"CalculatedAttributes": {"orders": condition}}]})
        _put(shop, id="1")
        profile_id = backend.search_profiles(DomainName="d", KeyName="crmId", Values=["1"])["Items"][0]["ProfileId"]
        told = backend.explain_segment("d", "s", profile_id)["Groups"][0]["Dimensions"][0]["Conditions"]

        assert [("calculated attribute", "orders", "1", ["3"], False)] == [
            (each["Kind"], each["Name"], each["Actual"], each["Wanted"], each["Holds"]) for each in told
        ]

    def test_source_segments_are_explained_in_turn(self, shop: Any, backend: Any) -> None:
        _segment(shop, "inner", {"Dimensions": [_is(FirstName="Ann")]})
        _segment(shop, "outer", {"SourceSegments": [{"SegmentDefinitionName": "inner"}], "SourceType": "NONE"})
        explained = backend.explain_segment("d", "outer", _create(shop, FirstName="Ann"))
        (source,) = explained["Groups"][0]["SourceSegments"]

        assert (False, True) == (explained["IsMember"], source["Holds"])
        assert "Ann" == source["Groups"][0]["Dimensions"][0]["Conditions"][0]["Actual"]

    def test_a_segment_without_an_answer_has_a_reason(self, shop: Any, backend: Any) -> None:
        _segment(shop, "inner", {})
        _segment(shop, "outer", {"SourceSegments": [{"SegmentDefinitionName": "inner"}]})
        shop.delete_segment_definition(DomainName="d", SegmentDefinitionName="inner")
        explained = backend.explain_segment("d", "outer", _create(shop))

        assert (None, "There is no answer: Source segment inner does not exist") == (
            explained["IsMember"],
            explained["Reason"],
        )

    @pytest.mark.parametrize("include", ["ALL", "ANY", "NONE"])
    @pytest.mark.parametrize("last_name", ["Lee", "Ray"])
    def test_the_verdict_is_that_of_the_api(self, shop: Any, backend: Any, include: str, last_name: str) -> None:
        groups = [{"Dimensions": [_is(FirstName="Ann")]}, {"Dimensions": [_is(LastName="Lee")]}]
        _segment(shop, "s", *groups, Include=include)
        profile_id = _create(shop, FirstName="Ann", LastName=last_name)
        answer = shop.get_segment_membership(DomainName="d", SegmentDefinitionName="s", ProfileIds=[profile_id])
        is_present = answer["Profiles"][0]["QueryResult"] == "PRESENT"

        assert is_present == backend.explain_segment("d", "s", profile_id)["IsMember"]

    def test_an_sql_segment_tells_of_its_snapshot(self, shop: Any, backend: Any) -> None:
        key = boto3.client("kms", region_name="us-east-1").create_key()["KeyMetadata"]["Arn"]
        shop.update_domain(DomainName="d", DefaultEncryptionKey=key, DataStore={"Enabled": True})
        shop.create_segment_definition(
            DomainName="d",
            SegmentDefinitionName="s",
            DisplayName="s",
            SegmentSqlQuery="SELECT profileid FROM _profile",
        )
        explained = backend.explain_segment("d", "s", _create(shop))

        assert "snapshot" in explained["Reason"]


class TestOverHttp:
    """The twins of the hooks at a server."""

    def test_explanations_are_asked_for_by_path(self, shop: Any) -> None:
        profile_id = _create(shop, FirstName="Ann")
        _segment(shop, "s", {"Dimensions": [_is(FirstName="Ann")]})
        put = requests.post(
            f"{URL}/domains/d/object-types/crm/explanation", json={"object": {"id": "1"}}, timeout=5
        ).json()
        profile = requests.get(f"{URL}/domains/d/profiles/{profile_id}/explanation", timeout=5).json()
        membership = requests.get(f"{URL}/domains/d/segments/s/profiles/{profile_id}/explanation", timeout=5).json()
        letters = requests.get(f"{URL}/domains/d/dead-letters", timeout=5).json()

        assert ("NEW_PROFILE", profile_id, True, []) == (
            put["Outcome"],
            profile["ProfileId"],
            membership["IsMember"],
            letters,
        )


class TestAssertProfile:
    """The assertion that explains itself."""

    def test_profile_that_is_as_expected_is_answered(self, shop: Any, backend: Any) -> None:
        profile_id = _create(shop, FirstName="Ann", Address={"City": "Seattle", "State": "WA"}, Attributes={"a.b": "1"})
        for client in (shop, backend):
            found = assert_profile(
                client,
                "d",
                key_name="_fullName",
                values=["ann"],
                FirstName="Ann",
                LastName=None,
                Address={"City": "Seattle", "County": None},
                Attributes={"a.b": "1"},
            )

            assert profile_id == found["ProfileId"]

    def test_failure_tells_which_field_differs_and_who_wrote_it(self, shop: Any) -> None:
        _put(shop, id="1", name="Ann")
        with pytest.raises(AssertionError) as failure:
            assert_profile(shop, "d", key_name="crmId", values=["1"], FirstName="Bob", Address={"City": "X"})
        text = str(failure.value)

        assert f"  FirstName is 'Ann', from crm, priority 2, {NOW}; expected 'Bob'" in text
        assert "  Address.City is missing; expected 'X'" in text
        assert "Found by:" in text

    def test_field_that_should_be_missing_is_told(self, shop: Any) -> None:
        profile_id = _create(shop, FirstName="Ann", Attributes={"a": "1"})
        with pytest.raises(AssertionError) as failure:
            assert_profile(shop, "d", profile_id=profile_id, FirstName=None, Attributes=None)

        assert "FirstName is 'Ann', from CreateProfile or UpdateProfile" in str(failure.value)
        assert "Attributes.a is '1'" in str(failure.value)

    def test_profile_that_is_not_there_is_sought_among_the_dead_letters(self, shop: Any) -> None:
        _define(shop, "strict", AllowProfileCreation=False)
        _put(shop, "strict", id="1")
        with pytest.raises(AssertionError, match=r"no profile for crmId '1'\nIts dead letters:\n  strict"):
            assert_profile(shop, "d", key_name="crmId", values=["1"])

    def test_several_profiles_are_all_explained(self, shop: Any) -> None:
        ids = [_create(shop, FirstName="Ann") for _ in range(2)]
        with pytest.raises(AssertionError) as failure:
            assert_profile(shop, "d", key_name="_fullName", values=["Ann"])

        assert all(profile_id in str(failure.value) for profile_id in ids)

    def test_needs_to_know_which_profile(self, shop: Any) -> None:
        with pytest.raises(TypeError, match="profile_id"):
            assert_profile(shop, "d")


def test_assertion_over_http_asks_the_server() -> None:
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    requests.post(f"{url}/moto-api/reset", timeout=5)
    credentials = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    client = boto3.client("customer-profiles", endpoint_url=url, region_name="eu-west-2", **credentials)  # type: ignore[call-overload]  # a mapping
    client.create_domain(DomainName="d", DefaultExpirationDays=1)
    client.create_profile(DomainName="d", FirstName="Ann", EmailAddress="a@b.c")
    try:
        with pytest.raises(AssertionError, match="FirstName is 'Ann', from CreateProfile or UpdateProfile"):
            assert_profile(client, "d", key_name="_email", values=["a@b.c"], FirstName="Bob")
    finally:
        requests.post(f"{url}/moto-api/reset", timeout=5)
        server.stop()
