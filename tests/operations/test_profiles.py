"""Profiles through boto3: created, updated, found, keyed and deleted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import CustomerProfilesClient

UNKNOWN = "0" * 32


def found(client: CustomerProfilesClient, domain: str, key_name: str, *values: str) -> list[str]:
    items = client.search_profiles(DomainName=domain, KeyName=key_name, Values=values)["Items"]
    return [item["ProfileId"] for item in items]


def create(client: CustomerProfilesClient, domain: str, **fields: Any) -> str:
    return client.create_profile(DomainName=domain, **fields)["ProfileId"]


def profile(client: CustomerProfilesClient, domain: str, profile_id: str) -> dict[str, Any]:
    (found_profile,) = client.batch_get_profile(DomainName=domain, ProfileIds=[profile_id])["Profiles"]
    return {name: value for name, value in found_profile.items() if name != "ProfileId"}


@pytest.mark.rule("CP-1")
def test_a_profile_needs_no_field(client: CustomerProfilesClient, domain: str) -> None:
    assert profile(client, domain, create(client, domain)) == {}


@pytest.mark.rule("CLI-9")
def test_all_members_come_back_as_they_were_sent(client: CustomerProfilesClient, domain: str) -> None:
    fields = {
        "AccountNumber": "0007",
        "PartyType": "BUSINESS",
        "Gender": "FEMALE",
        "BirthDate": "yesterday",
        "ProfileType": "ACCOUNT_PROFILE",
        "PhoneNumber": "call me ☎",
        "Address": {"Address1": "1 Main St", "County": "King", "PostalCode": "01234"},
        "Attributes": {"a.b": "c", "empty no": " "},
        "EngagementPreferences": {"Phone": [{"KeyName": "_phone", "KeyValue": "1", "ContactType": "PhoneNumber"}]},
    }

    assert fields == profile(client, domain, create(client, domain, **fields))


@pytest.mark.rule("K-3", "CP-3", "CLI-10")
@pytest.mark.parametrize(
    "member", ["PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber"], ids=str
)
def test_phone_looks_at_all_telephone_numbers(client: CustomerProfilesClient, domain: str, member: str) -> None:
    profile_id = create(client, domain, **{member: "+1 (555) 010-0000"})

    assert [profile_id] == found(client, domain, "_phone", "555-010-0000")


@pytest.mark.rule("K-3", "CLI-10")
@pytest.mark.parametrize("member", ["EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress"])
def test_email_looks_at_all_addresses(client: CustomerProfilesClient, domain: str, member: str) -> None:
    profile_id = create(client, domain, **{member: " Ann@Example.com"})

    assert [profile_id] == found(client, domain, "_email", "ann@example.com")


@pytest.mark.rule("K-3", "SP-3")
def test_an_account_number_is_searched_by_its_exact_text(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, AccountNumber="0077")

    assert ([profile_id], []) == (found(client, domain, "_account", "0077"), found(client, domain, "_account", "77"))


@pytest.mark.rule("K-3")
def test_the_full_name_is_all_names_there_are(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, FirstName="John", LastName="Doe")
    before = found(client, domain, "_fullName", "john  doe")
    client.update_profile(DomainName=domain, ProfileId=profile_id, MiddleName="Q")
    after = found(client, domain, "_fullName", "John Doe")

    assert ([profile_id], [], [profile_id]) == (before, after, found(client, domain, "_fullName", "John Q Doe"))


@pytest.mark.rule("K-3", "SP-8", "CLI-10")
def test_a_profile_is_found_by_its_id(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain)

    assert [profile_id] == found(client, domain, "_profileId", profile_id)


@pytest.mark.rule("CP-1", "SP-6", "CLI-10")
def test_equal_profiles_are_not_joined(client: CustomerProfilesClient, domain: str) -> None:
    ids = [create(client, domain, PhoneNumber="555") for _ in range(2)]

    assert ids == found(client, domain, "_phone", "555")


@pytest.mark.rule("UP-1", "UP-2", "CLI-8")
def test_an_update_keeps_what_it_does_not_name(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, FirstName="Ann", Address={"City": "Oslo"}, Attributes={"a": "1"})
    client.update_profile(DomainName=domain, ProfileId=profile_id, Address={"State": "X"}, Attributes={"b": "2"})
    expected = {"FirstName": "Ann", "Address": {"City": "Oslo", "State": "X"}, "Attributes": {"a": "1", "b": "2"}}

    assert expected == profile(client, domain, profile_id)


@pytest.mark.rule("UP-4")
def test_engagement_preferences_are_replaced_as_a_whole(client: CustomerProfilesClient, domain: str) -> None:
    phone: Any = {"Phone": [{"KeyName": "_phone", "KeyValue": "1"}]}
    email: Any = {"Email": [{"KeyName": "_email", "KeyValue": "a@b.c"}]}
    profile_id = create(client, domain, EngagementPreferences=phone)
    client.update_profile(DomainName=domain, ProfileId=profile_id, EngagementPreferences=email)

    assert {"EngagementPreferences": email} == profile(client, domain, profile_id)


@pytest.mark.rule("UP-3")
def test_an_enumeration_cannot_be_emptied(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, Gender="MALE")

    with pytest.raises(ClientError, match="BadRequestException"):
        client.update_profile(DomainName=domain, ProfileId=profile_id, Gender="")  # type: ignore[arg-type]  # the point


@pytest.mark.rule("UP-6")
def test_keys_follow_an_update_at_once(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, PhoneNumber="5550001")
    client.update_profile(DomainName=domain, ProfileId=profile_id, PhoneNumber="5550002")

    assert ([], [profile_id]) == (
        found(client, domain, "_phone", "5550001"),
        found(client, domain, "_phone", "5550002"),
    )


@pytest.mark.rule("UP-7")
@pytest.mark.parametrize("name", ["update_profile", "delete_profile"])
def test_an_unknown_profile_is_not_found(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(client, name)(DomainName=domain, ProfileId=UNKNOWN)


@pytest.mark.rule("IN-D-3", "CLI-4")
def test_a_deleted_profile_is_gone_with_its_keys(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, PhoneNumber="5550001")
    client.delete_profile(DomainName=domain, ProfileId=profile_id)

    assert [] == found(client, domain, "_phone", "5550001")


@pytest.mark.rule("BG-1", "BG-2", "CLI-4")
def test_a_batch_answers_in_the_order_of_the_request_and_once_each(client: CustomerProfilesClient, domain: str) -> None:
    one, two = create(client, domain, FirstName="One"), create(client, domain, FirstName="Two")
    reply = client.batch_get_profile(DomainName=domain, ProfileIds=[two, UNKNOWN, one, two])
    ids = [each["ProfileId"] for each in reply["Profiles"]]

    assert ([two, one], [("404", UNKNOWN)]) == (ids, [(e["Code"], e["ProfileId"]) for e in reply["Errors"]])


@pytest.mark.rule("BG-1")
def test_a_batch_of_profiles_says_nothing_of_searches(client: CustomerProfilesClient, domain: str) -> None:
    reply = client.batch_get_profile(DomainName=domain, ProfileIds=[create(client, domain)])

    assert "FoundByItems" not in reply["Profiles"][0]


class TestSearchOperators:
    """Three customers of the API reference's example: one by phone, one by e-mail, one by both."""

    @pytest.fixture(autouse=True)
    def _customers(self, client: CustomerProfilesClient, domain: str) -> None:
        self.client, self.domain = client, domain
        self.a = create(client, domain, FirstName="John", LastName="Doe", PhoneNumber="555-333-7777")
        self.b = create(client, domain, FirstName="John", LastName="Doe", EmailAddress="email1@gmail.com")
        self.c = create(client, domain, PhoneNumber="5553337777", EmailAddress="email1@gmail.com")

    def search(self, *pairs: tuple[str, Sequence[str]], **more: Any) -> dict[str, list[str]]:
        (key_name, values), *others = pairs
        if others:
            more["AdditionalSearchKeys"] = [{"KeyName": name, "Values": texts} for name, texts in others]
        reply = self.client.search_profiles(DomainName=self.domain, KeyName=key_name, Values=values, **more)
        return {item["ProfileId"]: [f["KeyName"] for f in item["FoundByItems"]] for item in reply["Items"]}

    @pytest.mark.rule("WE-14", "SP-2", "SP-5")
    def test_or_finds_what_matches_any_pair_and_tells_which(self) -> None:
        answer = self.search(("_phone", ["555-333-7777"]), ("_email", ["email1@gmail.com"]))

        assert {self.a: ["_phone"], self.b: ["_email"], self.c: ["_phone", "_email"]} == answer

    @pytest.mark.rule("WE-14", "SP-2", "SP-5")
    def test_and_finds_what_matches_all_pairs(self) -> None:
        answer = self.search(("_phone", ["555-333-7777"]), ("_email", ["email1@gmail.com"]), LogicalOperator="AND")

        assert {self.c: ["_phone", "_email"]} == answer

    @pytest.mark.rule("SP-5")
    def test_values_come_back_as_they_were_sent(self) -> None:
        reply = self.client.search_profiles(DomainName=self.domain, KeyName="_phone", Values=["+1 555 333 7777"])

        assert [{"KeyName": "_phone", "Values": ["+1 555 333 7777"]}] == reply["Items"][0]["FoundByItems"]

    @pytest.mark.rule("WE-14")
    def test_names_and_phones_combine(self) -> None:
        answer = self.search(("_fullName", ["John Doe"]), ("_phone", ["+1 555 333 7777"]), LogicalOperator="AND")

        assert [self.a] == list(answer)

    @pytest.mark.rule("K-5", "SP-4")
    def test_any_of_several_values_matches(self) -> None:
        assert [self.a, self.c] == list(self.search(("_phone", ["000", "5553337777"])))

    @pytest.mark.rule("WE-14", "SP-7", "CLI-4")
    def test_a_key_that_nobody_knows_finds_nothing(self) -> None:
        assert {} == self.search(("noSuchKey", ["x"]))

    @pytest.mark.rule("SP-3", "CLI-10")
    def test_a_star_is_no_wildcard(self) -> None:
        assert {} == self.search(("_email", ["*"]))

    @pytest.mark.rule("WE-14", "G-4")
    def test_no_values_are_refused(self) -> None:
        with pytest.raises(ClientError, match="BadRequestException"):
            self.search(("_phone", []))

    @pytest.mark.rule("WE-14", "SP-1")
    def test_five_more_keys_are_refused(self) -> None:
        with pytest.raises(ClientError, match="BadRequestException"):
            self.search(*[("_phone", ["1"])] * 6)


@pytest.mark.rule("WE-14", "SP-10", "G-13")
def test_a_page_of_a_search_holds_twenty(client: CustomerProfilesClient, domain: str) -> None:
    ids = [create(client, domain, PhoneNumber="555") for _ in range(25)]
    first = client.search_profiles(DomainName=domain, KeyName="_phone", Values=["555"])
    rest = client.search_profiles(DomainName=domain, KeyName="_phone", Values=["555"], NextToken=first["NextToken"])
    pages = [[item["ProfileId"] for item in page["Items"]] for page in (first, rest)]

    assert ([ids[:20], ids[20:]], False) == (pages, "NextToken" in rest)


@pytest.mark.rule("KEY-1", "KEY-2", "KEY-3")
def test_an_added_key_finds_its_profile(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain)
    reply = client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A", "B"])

    assert ("club", ["A", "B"]) == (reply["KeyName"], reply["Values"])
    assert [profile_id] == found(client, domain, "club", "B")


@pytest.mark.rule("KEY-2", "KEY-6")
def test_an_added_phone_compares_as_a_phone_and_sets_no_field(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain)
    client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["(555) 123-4567"])

    assert ([profile_id], {}) == (found(client, domain, "_phone", "5551234567"), profile(client, domain, profile_id))


@pytest.mark.rule("KEY-5")
def test_a_value_added_to_two_profiles_finds_both(client: CustomerProfilesClient, domain: str) -> None:
    ids = [create(client, domain), create(client, domain)]
    for profile_id in [*ids, *ids]:
        client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])

    assert ids == found(client, domain, "club", "A")


@pytest.mark.rule("KEY-3")
def test_unknown_names_with_an_underscore_are_no_keys(client: CustomerProfilesClient, domain: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        client.add_profile_key(DomainName=domain, ProfileId=create(client, domain), KeyName="_club", Values=["A"])


@pytest.mark.rule("G-4")
@pytest.mark.parametrize("name", ["add_profile_key", "delete_profile_key"])
def test_keys_need_values(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        getattr(client, name)(DomainName=domain, ProfileId=create(client, domain), KeyName="club", Values=[])


@pytest.mark.rule("KEY-8")
@pytest.mark.parametrize("name", ["add_profile_key", "delete_profile_key"])
def test_keys_need_a_profile(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(client, name)(DomainName=domain, ProfileId=UNKNOWN, KeyName="club", Values=["A"])


@pytest.mark.rule("K-5", "KEY-4", "SP-4", "N-6")
def test_a_key_of_two_fields_takes_two_values(client: CustomerProfilesClient, domain: str) -> None:
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="Visit",
        Description="visits",
        Fields={"day": {"Source": "_source.day"}, "room": {"Source": "_source.room"}},
        Keys={"visit": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["day", "room"]}]},
    )
    profile_id = create(client, domain)
    client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="visit", Values=["monday", "7"])

    with pytest.raises(ClientError, match="BadRequestException"):
        client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="visit", Values=["monday"])
    assert [profile_id] == found(client, domain, "visit", "monday", "7")
    assert [] == found(client, domain, "visit", "monday") == found(client, domain, "visit", "7", "monday")


@pytest.mark.rule("KEY-7")
def test_a_deleted_key_does_not_find_its_profile(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, PhoneNumber="5550001")
    reply = client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["555-0001"])

    assert ("OK", []) == (reply["Message"], found(client, domain, "_phone", "5550001"))
    assert {"PhoneNumber": "5550001"} == profile(client, domain, profile_id)


@pytest.mark.rule("KEY-7")
def test_writing_a_field_again_brings_its_deleted_key_back(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain, PhoneNumber="5550001", EmailAddress="a@b.c")
    client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["5550001"])
    client.update_profile(DomainName=domain, ProfileId=profile_id, EmailAddress="a@b.d")
    before = found(client, domain, "_phone", "5550001")
    client.update_profile(DomainName=domain, ProfileId=profile_id, PhoneNumber="5550001")

    assert ([], [profile_id]) == (before, found(client, domain, "_phone", "5550001"))


@pytest.mark.rule("KEY-7")
def test_putting_an_object_again_brings_its_deleted_key_back(client: CustomerProfilesClient, domain: str) -> None:
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="Crm",
        Description="customers",
        AllowProfileCreation=True,
        Fields={"id": {"Source": "_source.id"}, "club": {"Source": "_source.club"}},
        Keys={
            "crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
            "club": [{"FieldNames": ["club"]}],
        },
    )
    client.put_profile_object(DomainName=domain, ObjectTypeName="Crm", Object=json.dumps({"id": 1, "club": "A"}))
    (profile_id,) = found(client, domain, "club", "A")
    client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])
    before = found(client, domain, "club", "A")
    client.put_profile_object(DomainName=domain, ObjectTypeName="Crm", Object=json.dumps({"id": 1, "club": "A"}))

    assert ([], [profile_id]) == (before, found(client, domain, "club", "A"))


@pytest.mark.rule("KEY-8")
def test_deleting_a_key_that_is_not_there_is_fine(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create(client, domain)
    reply = client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])

    assert "OK" == reply["Message"]


@pytest.mark.rule("BG-2")
def test_a_batch_without_errors_says_so(client: CustomerProfilesClient, domain: str) -> None:
    known = client.batch_get_profile(DomainName=domain, ProfileIds=[create(client, domain)])
    unknown = client.batch_get_profile(DomainName=domain, ProfileIds=[UNKNOWN])

    assert ([], []) == (known["Errors"], unknown["Profiles"])
