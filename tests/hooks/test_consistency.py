"""Eventual consistency: effects of calls that show later, by the clock of the mock or after some looks."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.settings import Settings
from tests.support.areas.explanations import CRM, define_crm
from tests.support.areas.kinesis import stream_arn, stream_records
from tests.support.backends import hook, the_backend
from tests.support.facts import ACCOUNT, REGION, T0
from tests.support.replies import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from time_machine import Traveller
    from types_boto3_customer_profiles import CustomerProfilesClient

    Step = Callable[[CustomerProfilesClient], object]


def _set(consistency: Any) -> None:
    the_backend().world.settings.consistency = consistency


def _create(client: CustomerProfilesClient, email: str = "ann@x.org") -> str:
    return client.create_profile(DomainName="shop", EmailAddress=email)["ProfileId"]


def _put(client: CustomerProfilesClient, object_type: str = "crm", **members: str) -> None:
    text = json.dumps({"id": "1", "email": "ann@x.org", **members})
    client.put_profile_object(DomainName="shop", ObjectTypeName=object_type, Object=text)


def _found(client: CustomerProfilesClient, value: str = "ann@x.org", key: str = "_email") -> int:
    return len(client.search_profiles(DomainName="shop", KeyName=key, Values=[value])["Items"])


def _count(client: CustomerProfilesClient) -> int:
    return client.get_domain(DomainName="shop")["Stats"]["ProfileCount"]


def _merge(client: CustomerProfilesClient) -> None:
    main, other = _create(client), _create(client, "bob@x.org")
    the_backend().settle("shop")
    client.merge_profiles(DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=[other])


def _delete(client: CustomerProfilesClient) -> None:
    profile_id = _create(client)
    the_backend().settle("shop")
    client.delete_profile(DomainName="shop", ProfileId=profile_id)


def _delete_object(client: CustomerProfilesClient) -> None:
    _put(client)
    the_backend().settle("shop")
    [profile] = client.search_profiles(DomainName="shop", KeyName="_email", Values=["ann@x.org"])["Items"]
    [part] = _objects(client, profile["ProfileId"])
    client.delete_profile_object(
        DomainName="shop",
        ProfileId=profile["ProfileId"],
        ObjectTypeName="crm",
        ProfileObjectUniqueKey=part["ProfileObjectUniqueKey"],
    )


def _objects(client: CustomerProfilesClient, profile_id: str) -> Any:
    return client.list_profile_objects(DomainName="shop", ProfileId=profile_id, ObjectTypeName="crm")["Items"]


def _object_count(client: CustomerProfilesClient) -> int:
    return client.get_domain(DomainName="shop")["Stats"]["ObjectCount"]


EFFECTS: dict[str, tuple[str, Step, Step, tuple[object, object]]] = {
    "an object is assigned": ("ingestion", _put, _found, (0, 1)),
    "a new profile is found": ("search", _create, _found, (0, 1)),
    "a new profile is counted": ("counts", _create, _count, (0, 1)),
    "profiles are merged": ("merge", _merge, lambda client: _found(client, "bob@x.org") + _count(client), (3, 2)),
    "a profile is deleted": ("deletion", _delete, _found, (1, 0)),
    "an object is deleted": ("deletion", _delete_object, _object_count, (1, 0)),
}
"""By effect: its kind, the call that brings it about, and what a reading call shows before and after it."""


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize("name", EFFECTS)
def test_effect_shows_when_its_time_has_passed(name: str, crm_shop: CustomerProfilesClient, frozen: Traveller) -> None:
    kind, act, show, (before, after) = EFFECTS[name]
    _set({kind: 2.0})
    act(crm_shop)

    assert before == show(crm_shop)

    frozen.shift(timedelta(seconds=1.9))

    assert before == show(crm_shop)

    frozen.shift(timedelta(seconds=0.2))

    assert after == show(crm_shop)


@pytest.mark.rule("CON-2")
@pytest.mark.parametrize("looks", [1, 2])
@pytest.mark.parametrize("name", ["an object is assigned", "a profile is deleted", "a new profile is counted"])
def test_effect_shows_after_so_many_looks(name: str, looks: int, crm_shop: CustomerProfilesClient) -> None:
    kind, act, show, (before, after) = EFFECTS[name]
    others = {other: 0 for other, *_ in EFFECTS.values() if other != kind}
    _set({**others, "looks": looks})
    act(crm_shop)

    assert [*[before] * looks, after, after] == [show(crm_shop) for _ in range(looks + 2)]


@pytest.mark.rule("CON-1")
@pytest.mark.parametrize("name", EFFECTS)
def test_effect_shows_at_once_by_default(name: str, crm_shop: CustomerProfilesClient) -> None:
    _, act, show, (_, after) = EFFECTS[name]
    act(crm_shop)

    assert after == show(crm_shop)


@pytest.mark.rule("CON-1")
def test_loop_without_retries_fails_and_one_that_winds_the_clock_passes(
    crm_shop: CustomerProfilesClient, frozen: Traveller
) -> None:
    _set("aws")
    _put(crm_shop)
    tries = 1
    while not _found(crm_shop) and tries < 60:
        frozen.shift(timedelta(seconds=1))
        tries += 1

    assert 7 == tries  # a second for the object, five for the search


@pytest.mark.rule("CON-3")
def test_changed_mapping_takes_effect_later(client: CustomerProfilesClient, domain: str, frozen: Traveller) -> None:
    define_crm(client, "crm", Fields={name: field for name, field in CRM["Fields"].items() if name != "name"})
    _set({"mapping": 10})
    define_crm(client)
    _put(client, name="Ann")

    assert [None] == _first_names(client, domain)

    frozen.shift(timedelta(seconds=11))
    _put(client, name="Ann")

    assert ["Ann"] == _first_names(client, domain)


def _first_names(client: CustomerProfilesClient, domain: str) -> list[str | None]:
    found = client.search_profiles(DomainName=domain, KeyName="_email", Values=["ann@x.org"])["Items"]
    return [profile.get("FirstName") for profile in found]


@pytest.mark.rule("CON-3")
def test_contact_records_have_a_time_of_their_own(
    client: CustomerProfilesClient, domain: str, frozen: Traveller
) -> None:
    _set({"ingestion": 5, "contact_records": 300})
    record = {"contactId": "c-1", "customerEndpoint": {"address": "+12065550100", "type": "TELEPHONE_NUMBER"}}
    client.put_profile_object(DomainName=domain, ObjectTypeName="CTR", Object=json.dumps(record))
    frozen.shift(timedelta(seconds=299))

    assert 0 == _count(client)

    frozen.shift(timedelta(seconds=2))

    assert 1 == _count(client)


@pytest.mark.rule("CON-7")
def test_new_domain_takes_no_object_types_for_a_while(client: CustomerProfilesClient, frozen: Traveller) -> None:
    _set({"new_domains": 5})
    client.create_domain(DomainName="new", DefaultExpirationDays=30)
    frozen.shift(4)
    put = partial(
        client.put_profile_object_type, DomainName="new", ObjectTypeName="CTR", Description="d", TemplateId="CTR"
    )
    code, message = refusal(put)
    frozen.shift(1)
    put()

    assert "BadRequestException" == code
    assert "new_domains" in message


@pytest.mark.rule("CON-7")
@pytest.mark.parametrize("consistency", ["aws", {"looks": 2}])
def test_new_domain_takes_object_types_at_once_unless_it_has_a_time(
    client: CustomerProfilesClient, consistency: Any
) -> None:
    _set(consistency)
    client.create_domain(DomainName="new", DefaultExpirationDays=30)
    client.put_profile_object_type(DomainName="new", ObjectTypeName="CTR", Description="d", TemplateId="CTR")

    assert ["CTR"] == [each["ObjectTypeName"] for each in client.list_profile_object_types(DomainName="new")["Items"]]


@pytest.mark.rule("CON-4")
def test_name_of_a_deleted_domain_is_free_later(client: CustomerProfilesClient, domain: str, frozen: Traveller) -> None:
    _set({"deleted_names": 90})
    client.delete_domain(DomainName=domain)
    frozen.shift(timedelta(seconds=89))
    with pytest.raises(client.exceptions.BadRequestException, match="already exists: its name is not free yet"):
        client.create_domain(DomainName=domain, DefaultExpirationDays=1)
    frozen.shift(timedelta(seconds=2))
    client.create_domain(DomainName=domain, DefaultExpirationDays=1)

    assert 0 == _count(client)


@pytest.mark.rule("CON-4")
def test_name_of_a_deleted_domain_is_free_after_so_many_attempts(client: CustomerProfilesClient, domain: str) -> None:
    _set({"looks": 1})
    client.delete_domain(DomainName=domain)
    with pytest.raises(client.exceptions.BadRequestException):
        client.create_domain(DomainName=domain, DefaultExpirationDays=1)

    assert domain == client.create_domain(DomainName=domain, DefaultExpirationDays=1)["DomainName"]


@pytest.mark.rule("CON-5")
def test_records_of_a_stream_come_later(client: CustomerProfilesClient, domain: str, frozen: Traveller) -> None:
    kinesis = boto3.client("kinesis", region_name=REGION)
    kinesis.create_stream(StreamName="events", ShardCount=1)
    client.create_event_stream(DomainName=domain, EventStreamName="s", Uri=stream_arn("events"))
    _set({"stream": 7})
    _create(client)
    _count(client)

    assert ["HEALTH_CHECK"] == [record.get("EventType") for record in stream_records(kinesis, "events")]

    frozen.shift(timedelta(seconds=8))
    _count(client)

    assert ["HEALTH_CHECK", "CREATED"] == [record.get("EventType") for record in stream_records(kinesis, "events")]


@pytest.mark.rule("CON-1")
def test_merge_of_a_profile_that_is_gone_by_then_does_nothing(
    crm_shop: CustomerProfilesClient, frozen: Traveller
) -> None:
    _set({"merge": 5})
    main, other = _create(crm_shop), _create(crm_shop, "bob@x.org")
    crm_shop.merge_profiles(DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=[other])
    crm_shop.delete_profile(DomainName="shop", ProfileId=main)
    frozen.shift(timedelta(seconds=6))

    assert (1, 1) == (_found(crm_shop, "bob@x.org"), _count(crm_shop))


@pytest.mark.rule("CON-1")
def test_object_that_is_invalid_is_refused_at_once(crm_shop: CustomerProfilesClient) -> None:
    _set({"ingestion": 5})
    with pytest.raises(crm_shop.exceptions.BadRequestException):
        crm_shop.put_profile_object(DomainName="shop", ObjectTypeName="crm", Object="no JSON")


@pytest.mark.rule("CON-1")
def test_late_effect_happens_at_its_own_instant_in_the_name_of_its_caller(
    crm_shop: CustomerProfilesClient, frozen: Traveller
) -> None:
    _set({"ingestion": 5})
    _put(crm_shop)
    frozen.shift(timedelta(days=1))
    the_backend().get_domain(DomainName="shop")  # a call of another caller
    [profile] = the_backend().domain_profiles("shop")
    records = crm_shop.list_profile_history_records(DomainName="shop", ProfileId=profile["ProfileId"])

    assert {T0 + timedelta(seconds=5)} == {record["CreatedAt"] for record in records["ProfileHistoryRecords"]}
    assert f"arn:aws:sts::{ACCOUNT}:user/moto" in {record["PerformedBy"] for record in records["ProfileHistoryRecords"]}


@pytest.mark.rule("CON-1")
def test_call_that_fails_leaves_nothing_that_waits(crm_shop: CustomerProfilesClient) -> None:
    _set({"ingestion": 5})
    with pytest.raises(crm_shop.exceptions.BadRequestException):
        crm_shop.batch_put_profile_object(
            DomainName="shop", ObjectTypeName="crm", Items=[{"Id": "a", "Object": "{}"}, {"Id": "a", "Object": "{}"}]
        )

    assert [] == [*the_backend().world.domains.require("shop").deferred.waiting()]


@pytest.mark.rule("CON-6")
def test_hook_lets_all_effects_show_now(crm_shop: CustomerProfilesClient) -> None:
    the_backend().set_consistency("aws")
    _put(crm_shop)
    the_backend().settle("shop")

    assert (1, 1) == (_found(crm_shop), _count(crm_shop))


@pytest.mark.rule("CON-6")
def test_scenario_is_there_at_once(client: CustomerProfilesClient) -> None:
    _set("aws")
    the_backend().load_scenario({"shop": {"DefaultExpirationDays": 9, "Profiles": [{"EmailAddress": "ann@x.org"}]}})
    client.list_domains()

    assert (1, 1) == (_count(client), _found(client))


@pytest.mark.rule("CON-6")
@pytest.mark.parametrize(
    ("consistency", "text"),
    [
        ({"serch": 1}, "no 'serch'; did you mean search"),
        ({"search": -1}, "consistency of search is a number from 0 to 1000000000, not -1"),
        ({"search": "soon"}, "not 'soon'"),
        ("azure", "no preset 'azure', but 'aws'"),
        (7, "a mapping of kinds to seconds, or the name of a preset, not 7"),
    ],
)
def test_wrong_consistency_is_refused(consistency: Any, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Settings.of({"consistency": consistency})


@pytest.mark.rule("CON-6")
def test_hook_refuses_a_wrong_consistency(client: CustomerProfilesClient) -> None:
    del client  # its mock is wanted
    with pytest.raises(BadRequest, match=r"consistency must be .*'aws'.*, not 'azure'"):
        hook("set_consistency", "azure")
