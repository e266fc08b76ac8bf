from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.facts import KEY
from tests.support.replies import error_code
from tests.support.shop import update_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

READY = {"ProgressPercentage": 100, "Message": "Data store is ready"}


@pytest.fixture
def _stepwise(pace: Callable[..., None]) -> None:
    """Let the data store need two polls before it is ready."""
    pace("data_store", progression="manual", times=2)


def create_storing_domain(client: CustomerProfilesClient, *, enabled: bool | None = True, key: str = KEY) -> Any:
    members: Any = {} if enabled is None else {"DataStore": {"Enabled": enabled}}
    return client.create_domain(DomainName="shop", DefaultExpirationDays=1, DefaultEncryptionKey=key, **members)


def get_data_store(client: CustomerProfilesClient) -> Any:
    return client.get_domain(DomainName="shop").get("DataStore")


def put_account_type(client: CustomerProfilesClient, name: str) -> Any:
    return client.put_profile_object_type(
        DomainName="shop", ObjectTypeName=name, Description="d", TemplateId="Salesforce-Account"
    )


@pytest.mark.rule("DS-1", "DS-6", "ID-D-30", "EX-64")
def test_data_store_is_ready_as_soon_as_it_is_enabled(client: CustomerProfilesClient) -> None:
    created = create_storing_domain(client)

    assert {"Enabled": True, "Readiness": READY} == created["DataStore"] == get_data_store(client)


@pytest.mark.rule("DS-2", "EX-64")
def test_data_store_needs_a_key(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(create_storing_domain, client, key="")


@pytest.mark.rule("DS-2")
def test_key_of_a_data_store_cannot_be_taken_away(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)
    update = client.update_domain
    taken = error_code(update, DomainName="shop", DefaultEncryptionKey="", DefaultExpirationDays=9)
    domain = client.get_domain(DomainName="shop")

    assert "BadRequestException" == taken
    assert (KEY, 1) == (domain["DefaultEncryptionKey"], domain["DefaultExpirationDays"])
    assert "BadRequestException" == error_code(
        update, DomainName="shop", DefaultEncryptionKey="", DataStore={"Enabled": True}
    )


@pytest.mark.rule("DS-2")
def test_key_of_a_data_store_can_be_another(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)
    client.update_domain(DomainName="shop", DefaultEncryptionKey=f"{KEY}5")

    assert f"{KEY}5" == client.get_domain(DomainName="shop")["DefaultEncryptionKey"]


@pytest.mark.rule("DS-2")
def test_data_store_and_key_can_be_set_together_later(client: CustomerProfilesClient) -> None:
    create_storing_domain(client, enabled=None, key="")

    assert "BadRequestException" == error_code(update_domain, client, DataStore={"Enabled": True})
    assert (
        READY == update_domain(client, DefaultEncryptionKey=KEY, DataStore={"Enabled": True})["DataStore"]["Readiness"]
    )


@pytest.mark.rule("DS-3", "ID-D-32", "EX-64")
def test_data_store_cannot_be_disabled(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)

    assert "BadRequestException" == error_code(update_domain, client, DataStore={"Enabled": False})
    assert get_data_store(client)["Enabled"] is True


def test_enabling_twice_changes_nothing(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)

    assert {"Enabled": True, "Readiness": READY} == update_domain(client, DataStore={"Enabled": True})["DataStore"]


@pytest.mark.rule("ID-D-30", "DS-6")
def test_what_was_never_sent_is_not_answered(client: CustomerProfilesClient) -> None:
    create_storing_domain(client, enabled=None)

    assert get_data_store(client) is None


@pytest.mark.rule("DS-3", "DS-6")
def test_disabled_data_store_stays_disabled_and_has_no_readiness(client: CustomerProfilesClient) -> None:
    create_storing_domain(client, enabled=False)
    update_domain(client, DataStore={"Enabled": False})

    assert {"Enabled": False} == get_data_store(client)


@pytest.mark.rule("DS-6")
@pytest.mark.usefixtures("_stepwise")
def test_readiness_can_be_watched(client: CustomerProfilesClient) -> None:
    created = create_storing_domain(client)["DataStore"]["Readiness"]["ProgressPercentage"]
    seen = [get_data_store(client)["Readiness"]["ProgressPercentage"] for _ in range(3)]

    assert (0, [0, 100, 100]) == (created, seen)


@pytest.mark.usefixtures("_stepwise")
def test_enabling_twice_does_not_begin_again(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)
    seen = [get_data_store(client)["Readiness"]["ProgressPercentage"] for _ in range(2)]
    update_domain(client, DataStore={"Enabled": True})

    assert [0, 100, 100] == [*seen, get_data_store(client)["Readiness"]["ProgressPercentage"]]


@pytest.mark.rule("DS-4", "SQL-7")
def test_names_that_become_one_keep_the_data_store_off(client: CustomerProfilesClient) -> None:
    create_storing_domain(client, enabled=None)
    put_account_type(client, "My-Type")
    put_account_type(client, "my_type")

    assert "BadRequestException" == error_code(update_domain, client, DataStore={"Enabled": True})
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="my_type")

    assert READY == update_domain(client, DataStore={"Enabled": True})["DataStore"]["Readiness"]


@pytest.mark.rule("DS-4", "SQL-7")
def test_enabled_data_store_refuses_names_that_become_one(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)
    put_account_type(client, "My-Type")
    put_account_type(client, "My-Type")

    assert "BadRequestException" == error_code(put_account_type, client, "my_type")


def test_disabled_data_store_accepts_any_names(client: CustomerProfilesClient) -> None:
    create_storing_domain(client, enabled=False)
    put_account_type(client, "My-Type")

    assert "my_type" == put_account_type(client, "my_type")["ObjectTypeName"]


def test_refused_update_changes_nothing(client: CustomerProfilesClient) -> None:
    create_storing_domain(client)

    assert "BadRequestException" == error_code(
        update_domain, client, DefaultExpirationDays=9, DataStore={"Enabled": False}
    )
    assert 1 == client.get_domain(DomainName="shop")["DefaultExpirationDays"]
