from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from tests.refusals import error_code
from tests.shop import found, profile
from tests.surroundings import T0

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.models import CustomerProfilesBackend

UNKNOWN = "f" * 32


def merge(client: CustomerProfilesClient, main: str, *others: str, sources: Any = None) -> str:
    chosen: Any = sources or {}
    answer = client.merge_profiles(
        DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=list(others), FieldSourceProfileIds=chosen
    )
    return answer["Message"]


def put_type(client: CustomerProfilesClient, name: str = "visit", **members: Any) -> None:
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName=name,
        Description="visits",
        Fields={
            "id": {"Source": "_source.id"},
            "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
        },
        Keys={
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
            "visitId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
        AllowProfileCreation=True,
        **members,
    )


def put(client: CustomerProfilesClient, number: int, email: str) -> None:
    client.put_profile_object(
        DomainName="shop", ObjectTypeName="visit", Object=json.dumps({"id": f"{number}", "email": email})
    )


def visits(client: CustomerProfilesClient, profile_id: str) -> list[str]:
    items = client.list_profile_objects(DomainName="shop", ObjectTypeName="visit", ProfileId=profile_id)["Items"]
    return [json.loads(item["Object"])["id"] for item in items]


@pytest.mark.usefixtures("domain")
class TestMergeProfiles:
    @pytest.mark.rule("MG-5", "MG-20")
    def test_answers_ok_without_any_setting_of_matching(self, client: CustomerProfilesClient) -> None:
        assert "OK" == merge(client, profile(client), profile(client))

    @pytest.mark.rule("M-6", "MG-1", "MG-2", "MG-3", "ID-EX-31")
    @pytest.mark.parametrize(
        ("main", "others", "code"),
        [
            ("a", ["a"], "BadRequestException"),
            ("a", ["b", "b"], "BadRequestException"),
            ("a", ["b", "?"], "ResourceNotFoundException"),
            ("?", ["b"], "ResourceNotFoundException"),
            ("a", ["b"] * 21, "BadRequestException"),
        ],
        ids=["main in the list", "repeated id", "unknown id", "unknown main", "too many"],
    )
    def test_refusal_leaves_all_profiles(
        self, client: CustomerProfilesClient, main: str, others: list[str], code: str
    ) -> None:
        ids = {"a": profile(client), "b": profile(client), "?": UNKNOWN}
        refused = error_code(
            client.merge_profiles,
            DomainName="shop",
            MainProfileId=ids[main],
            ProfileIdsToBeMerged=[ids[name] for name in others],
        )

        assert (code, 2) == (refused, client.get_domain(DomainName="shop")["Stats"]["ProfileCount"])

    @pytest.mark.rule("M-6", "MG-4")
    def test_source_of_a_field_must_take_part(self, client: CustomerProfilesClient) -> None:
        refused = error_code(
            client.merge_profiles,
            DomainName="shop",
            MainProfileId=profile(client),
            ProfileIdsToBeMerged=[profile(client)],
            FieldSourceProfileIds={"Attributes": {"x": profile(client)}},
        )

        assert "BadRequestException" == refused

    @pytest.mark.rule("M-1", "MG-10", "MG-11", "MG-15", "WE-17", "ID-EX-32", "MG-19")
    def test_objects_and_keys_move_and_statistics_follow(self, client: CustomerProfilesClient) -> None:
        put_type(client)
        main, source = profile(client, FirstName="Jane"), profile(client, EmailAddress="a@x.com")
        put(client, 1, "a@x.com")
        put(client, 2, "a@x.com")
        before = client.get_domain(DomainName="shop")["Stats"]
        merge(client, main, source)
        after = client.get_domain(DomainName="shop")["Stats"]

        assert ["1", "2"] == visits(client, main)
        assert [main] == found(client, "_email", "a@x.com")
        assert (before["ProfileCount"] - 1, before["ObjectCount"]) == (after["ProfileCount"], after["ObjectCount"])

    @pytest.mark.rule("MG-10")
    def test_email_that_loses_still_finds_the_main_profile(self, client: CustomerProfilesClient) -> None:
        main, source = profile(client, EmailAddress="main@x.com"), profile(client, EmailAddress="source@x.com")
        merge(client, main, source)

        assert [main] == found(client, "_email", "source@x.com") == found(client, "_email", "main@x.com")

    @pytest.mark.rule("MG-10", "WE-17")
    def test_added_key_moves(self, client: CustomerProfilesClient) -> None:
        main, source = profile(client), profile(client)
        client.add_profile_key(DomainName="shop", ProfileId=source, KeyName="_phone", Values=["5550100000"])
        merge(client, main, source)

        assert [main] == found(client, "_phone", "5550100000")

    @pytest.mark.rule("M-7", "WE-17")
    def test_later_objects_go_to_the_main_profile(self, client: CustomerProfilesClient) -> None:
        put_type(client)
        main, source = profile(client), profile(client, EmailAddress="a@x.com")
        merge(client, main, source)
        put(client, 7, "a@x.com")

        assert ["7"] == visits(client, main)

    @pytest.mark.rule("MG-11")
    def test_oldest_objects_beyond_the_limit_of_their_type_go(self, client: CustomerProfilesClient) -> None:
        put_type(client, MaxProfileObjectCount=2)
        main, source = profile(client, EmailAddress="m@x.com"), profile(client, EmailAddress="s@x.com")
        for number, email in enumerate(["m@x.com", "s@x.com", "s@x.com", "m@x.com"]):
            put(client, number, email)
        merge(client, main, source)

        assert ["2", "3"] == visits(client, main)

    @pytest.mark.rule("MG-22", "ID-EX-32")
    def test_merged_id_is_found_by_search_and_gone_elsewhere(self, client: CustomerProfilesClient) -> None:
        main, source = profile(client), profile(client)
        merge(client, main, source)
        listed = client.batch_get_profile(DomainName="shop", ProfileIds=[source])["Errors"]

        assert [main] == found(client, "_profileId", source)
        assert "ResourceNotFoundException" == error_code(client.update_profile, DomainName="shop", ProfileId=source)
        assert "ResourceNotFoundException" == error_code(client.delete_profile, DomainName="shop", ProfileId=source)
        assert [source] == [error["ProfileId"] for error in listed]

    @pytest.mark.rule("MG-23")
    def test_chain_of_merges_resolves_to_its_end(self, client: CustomerProfilesClient) -> None:
        a, b, c = profile(client), profile(client), profile(client)
        merge(client, a, b)
        merge(client, c, a)

        assert [c] == found(client, "_profileId", a) == found(client, "_profileId", b)

    @pytest.mark.rule("MG-21")
    def test_history_tells_of_the_merge(self, client: CustomerProfilesClient) -> None:
        main, source = profile(client, FirstName="Jane"), profile(client, LastName="Doe")
        merge(client, main, source)
        actions = {
            each: [
                item["ActionType"]
                for item in client.list_profile_history_records(DomainName="shop", ProfileId=each)[
                    "ProfileHistoryRecords"
                ]
            ]
            for each in (main, source)
        }

        assert ("MERGED", "DELETED_BY_MERGE") == (actions[main][0], actions[source][0])

    @pytest.mark.rule("MG-16")
    def test_named_value_is_safe_from_ingestion(self, client: CustomerProfilesClient) -> None:
        """It counts as entered by hand."""
        client.put_profile_object_type(
            DomainName="shop",
            ObjectTypeName="crm",
            Description="names",
            Fields={
                "id": {"Source": "_source.id"},
                "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
                "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
            },
            Keys={
                "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
                "crmId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            },
            AllowProfileCreation=True,
        )

        def ingest(number: int, name: str, email: str) -> None:
            document = json.dumps({"id": f"{number}", "email": email, "name": name})
            client.put_profile_object(DomainName="shop", ObjectTypeName="crm", Object=document)

        ingest(1, "Ann", "a@x.com")
        [ingested] = found(client, "_email", "a@x.com")
        main = profile(client)
        merge(client, main, ingested, sources={"FirstName": ingested})
        ingest(2, "Bea", "a@x.com")

        assert ["Ann"] == [
            item["FirstName"]
            for item in client.search_profiles(DomainName="shop", KeyName="_profileId", Values=[main])["Items"]
        ]


@pytest.mark.rule("M-8", "S-6")
@pytest.mark.usefixtures("domain")
def test_equal_assets_of_merged_profiles_stay_two(client: CustomerProfilesClient) -> None:
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="visit",
        Description="visits",
        Fields={
            "id": {"Source": "_source.id", "Target": "_asset.SerialNumber"},
            "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
        },
        Keys={
            "_email": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["email"]}],
            "serial": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["id"]}],
        },
    )
    main, source = profile(client, EmailAddress="m@x.com"), profile(client, EmailAddress="s@x.com")
    put(client, 1, "m@x.com")
    put(client, 1, "s@x.com")
    merge(client, main, source)
    assets = client.list_profile_objects(DomainName="shop", ObjectTypeName="_asset", ProfileId=main)["Items"]

    assert ["1", "1"] == [json.loads(asset["Object"])["SerialNumber"] for asset in assets]


@pytest.mark.rule("MG-17")
@pytest.mark.usefixtures("domain")
def test_calculated_attributes_cover_what_moved(client: CustomerProfilesClient) -> None:
    put_type(client)
    client.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="visits",
        AttributeDetails={"Attributes": [{"Name": "id"}], "Expression": "{visit.id}"},
        Statistic="COUNT",
    )
    main, source = profile(client, EmailAddress="m@x.com"), profile(client, EmailAddress="s@x.com")
    put(client, 1, "m@x.com")
    put(client, 2, "s@x.com")
    merge(client, main, source)
    visits = client.get_calculated_attribute_for_profile(
        DomainName="shop", ProfileId=main, CalculatedAttributeName="visits"
    )

    assert "2" == visits["Value"]


_PLANS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5)


@given(_PLANS)
def test_merging_loses_no_object_and_no_key(plan: list[tuple[int, int]]) -> None:
    """Whatever is merged into what: every object is listed once, every key finds the profile that lives on."""
    with mock_aws():
        client = boto3.client("customer-profiles", region_name="us-east-1")
        client.create_domain(DomainName="shop", DefaultExpirationDays=365)
        put_type(client)
        ids = [profile(client, EmailAddress=f"{number}@x.com", FirstName=f"n{number}") for number in range(5)]
        for number in range(5):
            put(client, number, f"{number}@x.com")
        home = dict(enumerate(ids))
        for main, source in plan:
            if home[main] != home[source]:
                merged = home[source]
                merge(client, home[main], merged)
                home = {number: home[main] if owner == merged else owner for number, owner in home.items()}
        listed = {profile_id: sorted(visits(client, profile_id)) for profile_id in set(home.values())}
        by_email = {number: found(client, "_email", f"{number}@x.com") for number in home}
        aliases = {number: found(client, "_profileId", ids[number]) for number in home}

    expected: dict[str, list[str]] = {}
    for number, owner in home.items():
        expected.setdefault(owner, []).append(f"{number}")
    assert expected == listed
    assert {number: [owner] for number, owner in home.items()} == by_email == aliases


@pytest.mark.rule("MG-16")
def test_merge_moves_the_time_of_update_and_keeps_that_of_creation(
    frozen: time_machine.Traveller, client: CustomerProfilesClient, backend: CustomerProfilesBackend, domain: str
) -> None:
    main, source = profile(client), profile(client)
    frozen.shift(timedelta(days=1))
    merge(client, main, source)
    stored = backend.world.domains.require(domain).profiles.require(main)

    assert (T0, T0 + timedelta(days=1)) == (stored.created_at, stored.last_updated_at)


def test_main_profile_stays_as_long_as_any_of_the_merged_would_have(
    frozen: time_machine.Traveller, client: CustomerProfilesClient
) -> None:
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    main = profile(client)
    frozen.shift(timedelta(days=20))
    merge(client, main, profile(client))
    frozen.shift(timedelta(days=29))
    late = found(client, "_profileId", main)
    frozen.shift(timedelta(days=1))

    assert ([main], []) == (late, found(client, "_profileId", main))
