from __future__ import annotations

import gc
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from moto_customerprofiles.adapters.scenario_files import dump_scenario, load_scenario
from moto_customerprofiles.errors import BadRequest
from tests.support.backends import the_backend
from tests.support.facts import ACCOUNT, REGION
from tests.support.shop import create_domain, profile_count, put_object

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

CUSTOMER: dict[str, Any] = {
    "Description": "A customer",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id", "Target": "_profile.AccountNumber"},
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "city": {"Source": "_source.city", "Target": "_profile.Address.City"},
        "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
    },
    "Keys": {
        "customerId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
        "serialNumber": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
    },
}
SHOP: dict[str, Any] = {
    "DefaultExpirationDays": 365,
    "Tags": {"team": "crm"},
    "ObjectTypes": {"customer": CUSTOMER},
    "CalculatedAttributes": {
        "orders": {
            "AttributeDetails": {"Attributes": [{"Name": "id"}], "Expression": "{customer.id}"},
            "Statistic": "COUNT",
        }
    },
    "Segments": {
        "seattle": {
            "DisplayName": "Seattle",
            "SegmentGroups": {
                "Groups": [
                    {
                        "Dimensions": [
                            {
                                "ProfileAttributes": {
                                    "Address": {"City": {"DimensionType": "INCLUSIVE", "Values": ["Seattle"]}}
                                }
                            }
                        ]
                    }
                ]
            },
        }
    },
    "Profiles": [{"FirstName": "Ann", "Attributes": {"tier": "gold"}, "Keys": {"loyaltyId": ["L-1"]}}],
    "Objects": {
        "customer": [
            {"id": "C-1", "email": "bob@example.com", "city": "Seattle", "serial": "S-1"},
            {"id": "C-2", "city": "Portland"},
        ]
    },
}


@pytest.fixture
def client() -> Iterator[CustomerProfilesClient]:
    with mock_aws():
        yield boto3.client("customer-profiles", region_name=REGION)


def _found(client: CustomerProfilesClient, key_name: str, value: str) -> list[dict[str, Any]]:
    items = client.search_profiles(DomainName="shop", KeyName=key_name, Values=[value])["Items"]
    return [{key: item for key, item in each.items() if key != "FoundByItems"} for each in items]


def _view(client: CustomerProfilesClient) -> dict[str, Any]:
    """Return what a user sees of the domain: everything that a dump must bring back."""
    people = {
        key: _found(client, *key) for key in [("loyaltyId", "L-1"), ("customerId", "C-1"), ("_serialNumber", "S-1")]
    }
    profile_id = people["customerId", "C-1"][0]["ProfileId"]
    segment: Any = client.get_segment_definition(DomainName="shop", SegmentDefinitionName="seattle")
    estimate = client.create_segment_estimate(DomainName="shop", SegmentQuery=segment["SegmentGroups"])
    return {
        "people": people,
        "objects": client.list_profile_objects(DomainName="shop", ObjectTypeName="customer", ProfileId=profile_id)[
            "Items"
        ],
        "assets": client.list_profile_objects(DomainName="shop", ObjectTypeName="_asset", ProfileId=profile_id)[
            "Items"
        ],
        "orders": client.get_calculated_attribute_for_profile(
            DomainName="shop", ProfileId=profile_id, CalculatedAttributeName="orders"
        )["Value"],
        "stats": client.get_domain(DomainName="shop")["Stats"],
        "tags": client.get_domain(DomainName="shop")["Tags"],
        "seattle": client.get_segment_estimate(DomainName="shop", EstimateId=estimate["EstimateId"])["Estimate"],
    }


def test_scenario_becomes_domains_profiles_and_objects(client: CustomerProfilesClient) -> None:
    load_scenario({"shop": SHOP})
    view = _view(client)

    assert (3, "1", "1") == (view["stats"]["ProfileCount"], view["seattle"], view["orders"])
    assert "Ann" == view["people"]["loyaltyId", "L-1"][0]["FirstName"]


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_dump_brings_back_what_was_there(client: CustomerProfilesClient, tmp_path: Path, suffix: str) -> None:
    load_scenario({"shop": SHOP})
    client.update_profile(
        DomainName="shop", ProfileId=_found(client, "customerId", "C-1")[0]["ProfileId"], EmailAddress="by@hand.example"
    )
    client.delete_profile_key(
        DomainName="shop",
        ProfileId=_found(client, "customerId", "C-2")[0]["ProfileId"],
        KeyName="customerId",
        Values=["C-2"],
    )
    before = _view(client)
    dump_scenario(tmp_path / f"shop.{suffix}")
    client.delete_domain(DomainName="shop")
    load_scenario(tmp_path / f"shop.{suffix}")

    assert before == _view(client)
    assert [] == _found(client, "customerId", "C-2")


def test_dump_of_a_loaded_dump_is_the_same(client: CustomerProfilesClient) -> None:
    load_scenario({"shop": SHOP})
    first = dump_scenario()
    client.delete_domain(DomainName="shop")
    load_scenario(first)

    assert first == dump_scenario()


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_restored_object_says_which_key_led_it_to_its_profile(
    client: CustomerProfilesClient, tmp_path: Path, suffix: str
) -> None:
    by_two = {"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["email", "city"]}
    customer = {**CUSTOMER, "Keys": {**CUSTOMER["Keys"], "mailAndCity": [by_two]}}
    load_scenario({"shop": {**SHOP, "ObjectTypes": {"customer": customer}}})
    ann = _found(client, "loyaltyId", "L-1")[0]["ProfileId"]
    client.add_profile_key(DomainName="shop", ProfileId=ann, KeyName="mailAndCity", Values=["Ann@example.com", "Oslo"])
    put = json.dumps({"id": "C-3", "email": "ann@example.com", "city": "Oslo"})
    unique_key = client.put_profile_object(DomainName="shop", ObjectTypeName="customer", Object=put)[
        "ProfileObjectUniqueKey"
    ]
    backend: Any = the_backend()
    stored = backend.explain_object("shop", "customer", profile_object_unique_key=unique_key)["Stored"]
    dump_scenario(tmp_path / f"shop.{suffix}")
    client.delete_domain(DomainName="shop")
    load_scenario(tmp_path / f"shop.{suffix}")

    assert (ann, "mailAndCity", 2) == (stored["ProfileId"], stored["KeyName"], len(stored["NormalForms"]))
    assert stored == backend.explain_object("shop", "customer", profile_object_unique_key=unique_key)["Stored"]


def test_values_written_by_hand_stay_protected(client: CustomerProfilesClient) -> None:
    load_scenario({"shop": SHOP})
    profile_id = _found(client, "customerId", "C-1")[0]["ProfileId"]
    client.update_profile(DomainName="shop", ProfileId=profile_id, EmailAddress="by@hand.example")
    dumped = dump_scenario()
    client.delete_domain(DomainName="shop")
    load_scenario(dumped)
    put = json.dumps({"id": "C-1", "email": "ingested@example.com"})
    client.put_profile_object(DomainName="shop", ObjectTypeName="customer", Object=put)

    assert "by@hand.example" == _found(client, "customerId", "C-1")[0]["EmailAddress"]


def test_loaded_profiles_expire_when_they_would_have(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    load_scenario({"shop": {"DefaultExpirationDays": 10, "Profiles": [{"FirstName": "Ann"}]}})
    frozen.shift(timedelta(days=5))
    dumped = dump_scenario()
    client.delete_domain(DomainName="shop")
    load_scenario(dumped)
    before = profile_count(client)
    frozen.shift(timedelta(days=6))

    assert (1, 0) == (before, profile_count(client))


@pytest.mark.parametrize(
    "broken",
    [
        {"DefaultExpirationDays": 365, "Objects": {"customer": [{"id": "C-1"}]}},
        {**SHOP, "Objects": {"customer": [{"city": "nowhere"}]}},
        {**SHOP, "Profiles": ["Ann"]},
        {**SHOP, "Profiles": [{"Keys": {"loyaltyId": "L-1"}}]},
        {**SHOP, "Portraits": [{"ProfileId": "0" * 32}]},
        {**SHOP, "CreatedAt": "yesterday"},
        {**SHOP, "Segments": {"x": {}}},
        {**SHOP, "Sections": {}},
        {},
        "shop",
    ],
)
def test_scenario_that_breaks_a_rule_loads_nothing(client: CustomerProfilesClient, broken: Any) -> None:
    with pytest.raises((BadRequest, Exception), match=r".+") as refused:
        load_scenario({"first": SHOP, "second": broken})

    assert "moto_customerprofiles.errors" == type(refused.value).__module__
    assert [] == client.list_domains()["Items"]


@pytest.mark.parametrize("failure", [RuntimeError("a bug"), KeyboardInterrupt()])
def test_load_that_is_cut_short_leaves_nothing(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise failure

    client.create_domain(DomainName="other", DefaultExpirationDays=1)
    with monkeypatch.context() as patch:
        patch.setattr("moto_customerprofiles.reactions.SUBSCRIBERS", (fail,))
        with pytest.raises(type(failure)):
            load_scenario({"shop": SHOP})

    assert ["other"] == [item["DomainName"] for item in client.list_domains()["Items"]]


def test_call_after_a_load_is_undone_when_it_fails(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    load_scenario({"shop": SHOP})
    before = _view(client)
    monkeypatch.setattr("moto_customerprofiles.reactions.SUBSCRIBERS", (fail,))
    with pytest.raises(RuntimeError):
        put_object(client, "customer", id="C-9")

    assert before == _view(client)


@pytest.mark.parametrize("is_enabled", [True, False])
def test_load_leaves_the_garbage_collector_as_it_was(client: CustomerProfilesClient, *, is_enabled: bool) -> None:
    assert [] == client.list_domains()["Items"]
    was_enabled = gc.isenabled()
    (gc.enable if is_enabled else gc.disable)()
    try:
        load_scenario({"shop": SHOP})

        assert is_enabled == gc.isenabled()
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_domain_that_exists_is_not_overwritten(client: CustomerProfilesClient) -> None:
    create_domain(client, DefaultExpirationDays=1)
    with pytest.raises(BadRequest, match="Domain shop already exists"):
        load_scenario({"shop": SHOP})

    assert 1 == client.get_domain(DomainName="shop")["DefaultExpirationDays"]


def test_scenario_may_name_other_accounts_and_regions(client: CustomerProfilesClient) -> None:
    load_scenario({f"{ACCOUNT}/eu-west-2": {"shop": {"DefaultExpirationDays": 1}}})
    with pytest.raises(ClientError):
        client.get_domain(DomainName="shop")
    other = boto3.client("customer-profiles", region_name="eu-west-2")

    assert 1 == other.get_domain(DomainName="shop")["DefaultExpirationDays"]
