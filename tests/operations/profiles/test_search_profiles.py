"""Which profiles a search finds, by one key or by several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.support.backends import the_backend
from tests.support.shop import create_profile, find_profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("domain")


@pytest.mark.rule("K-3", "CP-3", "CLI-10")
@pytest.mark.parametrize(
    "member", ["PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber"], ids=str
)
def test_phone_finds_all_telephone_numbers(client: CustomerProfilesClient, member: str) -> None:
    profile_id = create_profile(client, **{member: "+1 (555) 010-0000"})

    assert [profile_id] == find_profiles(client, "_phone", "555-010-0000")


@pytest.mark.rule("K-3", "CLI-10")
@pytest.mark.parametrize("member", ["EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress"])
def test_email_finds_all_addresses(client: CustomerProfilesClient, member: str) -> None:
    profile_id = create_profile(client, **{member: " Ann@Example.com"})

    assert [profile_id] == find_profiles(client, "_email", "ann@example.com")


@pytest.mark.rule("K-3", "SP-3")
def test_an_account_number_is_searched_by_its_exact_text(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, AccountNumber="0077")

    assert ([profile_id], []) == (find_profiles(client, "_account", "0077"), find_profiles(client, "_account", "77"))


@pytest.mark.rule("K-3")
def test_the_full_name_is_all_names_there_are(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, FirstName="John", LastName="Doe")
    before = find_profiles(client, "_fullName", "john  doe")
    client.update_profile(DomainName=domain, ProfileId=profile_id, MiddleName="Q")
    after = find_profiles(client, "_fullName", "John Doe")

    assert ([profile_id], [], [profile_id]) == (before, after, find_profiles(client, "_fullName", "John Q Doe"))


@pytest.mark.rule("K-3", "SP-8", "CLI-10")
def test_a_profile_is_found_by_its_id(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client)

    assert [profile_id] == find_profiles(client, "_profileId", profile_id)


@pytest.mark.rule("UP-6")
def test_keys_follow_an_update_at_once(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, PhoneNumber="5550001")
    client.update_profile(DomainName=domain, ProfileId=profile_id, PhoneNumber="5550002")

    assert ([], [profile_id]) == (
        find_profiles(client, "_phone", "5550001"),
        find_profiles(client, "_phone", "5550002"),
    )


class TestSearchOperators:
    """Three customers of the API reference's example: one by phone, one by e-mail, one by both."""

    @pytest.fixture(autouse=True)
    def _customers(self, client: CustomerProfilesClient, domain: str) -> None:
        self.client, self.domain = client, domain
        self.a = create_profile(client, FirstName="John", LastName="Doe", PhoneNumber="555-333-7777")
        self.b = create_profile(client, FirstName="John", LastName="Doe", EmailAddress="email1@gmail.com")
        self.c = create_profile(client, PhoneNumber="5553337777", EmailAddress="email1@gmail.com")

    def search(self, *pairs: tuple[str, Sequence[str]], **more: Any) -> dict[str, list[str]]:
        (key_name, values), *others = pairs
        if others:
            more["AdditionalSearchKeys"] = [{"KeyName": name, "Values": texts} for name, texts in others]
        reply = self.client.search_profiles(DomainName=self.domain, KeyName=key_name, Values=values, **more)
        return {item["ProfileId"]: [f["KeyName"] for f in item["FoundByItems"]] for item in reply["Items"]}

    @pytest.mark.rule("WE-14", "SP-2", "SP-5")
    def test_or_finds_what_matches_any_pair_and_says_which(self) -> None:
        answer = self.search(("_phone", ["555-333-7777"]), ("_email", ["email1@gmail.com"]))

        assert {self.a: ["_phone"], self.b: ["_email"], self.c: ["_phone", "_email"]} == answer

    @pytest.mark.rule("SP-6")
    def test_every_profile_is_found_once_oldest_first(self) -> None:
        more: Any = [{"KeyName": "_phone", "Values": ["5553337777", "555-333-7777"]}]
        reply = self.client.search_profiles(
            DomainName=self.domain, KeyName="_email", Values=["email1@gmail.com"], AdditionalSearchKeys=more
        )

        assert [self.a, self.b, self.c] == [item["ProfileId"] for item in reply["Items"]]

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

    @pytest.mark.rule("SP-7")
    @pytest.mark.parametrize("others", [(), ("_email",)])
    def test_a_key_that_the_domain_does_not_define_is_not_found(self, others: tuple[str, ...]) -> None:
        with pytest.raises(
            ClientError, match=r"ResourceNotFoundException.*KeyName _emial is not defined in the domain"
        ):
            self.search(*((name, ["x"]) for name in others), ("_emial", ["x"]))

    @pytest.mark.rule("SP-7")
    def test_the_nearest_key_is_named(self) -> None:
        with pytest.raises(ClientError, match=r"did you mean _email\?"):
            self.search(("_emial", ["x"]))

    @pytest.mark.rule("SP-7", "WE-14", "CLI-4")
    def test_a_key_that_nobody_knows_finds_nothing_where_the_setting_says_so(self) -> None:
        the_backend().world.settings.strict_search_keys = False

        assert {} == self.search(("noSuchKey", ["x"]))

    @pytest.mark.rule("SP-7", "CLI-4")
    def test_a_defined_key_without_hits_finds_nothing(self) -> None:
        assert {} == self.search(("_email", ["nobody@x.org"]))

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
    ids = [create_profile(client, PhoneNumber="555") for _ in range(25)]
    first = client.search_profiles(DomainName=domain, KeyName="_phone", Values=["555"])
    rest = client.search_profiles(DomainName=domain, KeyName="_phone", Values=["555"], NextToken=first["NextToken"])
    pages = [[item["ProfileId"] for item in page["Items"]] for page in (first, rest)]

    assert ([ids[:20], ids[20:]], False) == (pages, "NextToken" in rest)


@pytest.mark.rule("PAGE-1")
def test_profiles_that_are_deleted_page_by_page_are_all_found(client: CustomerProfilesClient) -> None:
    for _ in range(45):
        create_profile(client, EmailAddress="a@b.co")
    more: dict[str, Any] = {}
    while True:
        page = client.search_profiles(DomainName="shop", KeyName="_email", Values=["a@b.co"], **more)
        for item in page["Items"]:
            client.delete_profile(DomainName="shop", ProfileId=item["ProfileId"])
        if "NextToken" not in page:
            break
        more = {"NextToken": page["NextToken"]}

    assert [] == find_profiles(client, "_email", "a@b.co")
