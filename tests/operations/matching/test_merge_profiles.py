"""MergeProfiles: what it refuses, and what the main profile is afterwards."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.merging import merge_profiles
from tests.support.facts import T0
from tests.support.replies import error_code
from tests.support.shop import (
    create_domain,
    create_profile,
    find_profiles,
    profile_count,
    put_object_type,
    search_profiles,
)

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


UNKNOWN = "f" * 32


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-5", "MG-20")
def test_answers_success_without_any_setting_of_matching(client: CustomerProfilesClient) -> None:
    assert "Success!" == merge_profiles(client, create_profile(client), create_profile(client))


@pytest.mark.usefixtures("domain")
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
def test_refusal_leaves_all_profiles(client: CustomerProfilesClient, main: str, others: list[str], code: str) -> None:
    ids = {"a": create_profile(client), "b": create_profile(client), "?": UNKNOWN}
    refused = error_code(
        client.merge_profiles,
        DomainName="shop",
        MainProfileId=ids[main],
        ProfileIdsToBeMerged=[ids[name] for name in others],
    )

    assert (code, 2) == (refused, profile_count(client))


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("M-6", "MG-4")
def test_source_of_a_field_must_take_part(client: CustomerProfilesClient) -> None:
    refused = error_code(
        client.merge_profiles,
        DomainName="shop",
        MainProfileId=create_profile(client),
        ProfileIdsToBeMerged=[create_profile(client)],
        FieldSourceProfileIds={"Attributes": {"x": create_profile(client)}},
    )

    assert "BadRequestException" == refused


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-22", "ID-EX-32")
def test_merged_id_is_found_by_search_and_gone_elsewhere(client: CustomerProfilesClient) -> None:
    main, source = create_profile(client), create_profile(client)
    merge_profiles(client, main, source)
    listed = client.batch_get_profile(DomainName="shop", ProfileIds=[source])["Errors"]

    assert [main] == find_profiles(client, "_profileId", source)
    assert "ResourceNotFoundException" == error_code(client.update_profile, DomainName="shop", ProfileId=source)
    assert "ResourceNotFoundException" == error_code(client.delete_profile, DomainName="shop", ProfileId=source)
    assert [source] == [error["ProfileId"] for error in listed]


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-23")
def test_chain_of_merges_resolves_to_its_end(client: CustomerProfilesClient) -> None:
    a, b, c = create_profile(client), create_profile(client), create_profile(client)
    merge_profiles(client, a, b)
    merge_profiles(client, c, a)

    assert [c] == find_profiles(client, "_profileId", a) == find_profiles(client, "_profileId", b)


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-21")
def test_history_records_the_merge(client: CustomerProfilesClient) -> None:
    main, source = create_profile(client, FirstName="Jane"), create_profile(client, LastName="Doe")
    merge_profiles(client, main, source)
    actions = {
        each: [
            item["ActionType"]
            for item in client.list_profile_history_records(DomainName="shop", ProfileId=each)["ProfileHistoryRecords"]
        ]
        for each in (main, source)
    }

    assert ("MERGED", "DELETED_BY_MERGE") == (actions[main][0], actions[source][0])


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-16")
def test_named_value_is_safe_from_ingestion(client: CustomerProfilesClient) -> None:
    """It counts as entered by hand."""
    put_object_type(
        client,
        "crm",
        fields={"id": "", "email": "_profile.EmailAddress EMAIL_ADDRESS", "name": "_profile.FirstName"},
        keys={"_email": "PROFILE email", "crmId": "UNIQUE id"},
    )

    def ingest(number: int, name: str, email: str) -> None:
        document = json.dumps({"id": f"{number}", "email": email, "name": name})
        client.put_profile_object(DomainName="shop", ObjectTypeName="crm", Object=document)

    ingest(1, "Ann", "a@x.com")
    [ingested] = find_profiles(client, "_email", "a@x.com")
    main = create_profile(client)
    merge_profiles(client, main, ingested, sources={"FirstName": ingested})
    ingest(2, "Bea", "a@x.com")

    assert ["Ann"] == [item["FirstName"] for item in search_profiles(client, "_profileId", main)]


@pytest.mark.rule("MG-16")
def test_merge_moves_the_time_of_update_and_keeps_that_of_creation(
    frozen: time_machine.Traveller, client: CustomerProfilesClient, backend: CustomerProfilesBackend, domain: str
) -> None:
    main, source = create_profile(client), create_profile(client)
    frozen.shift(timedelta(days=1))
    merge_profiles(client, main, source)
    stored = backend.world.domains.require(domain).profiles.require(main)

    assert (T0, T0 + timedelta(days=1)) == (stored.created_at, stored.last_updated_at)


def test_main_profile_stays_as_long_as_any_of_the_merged_would_have(
    frozen: time_machine.Traveller, client: CustomerProfilesClient
) -> None:
    create_domain(client, DefaultExpirationDays=30)
    main = create_profile(client)
    frozen.shift(timedelta(days=20))
    merge_profiles(client, main, create_profile(client))
    frozen.shift(timedelta(days=29))
    late = find_profiles(client, "_profileId", main)
    frozen.shift(timedelta(days=1))

    assert ([main], []) == (late, find_profiles(client, "_profileId", main))
