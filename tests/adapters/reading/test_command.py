"""A domain is read over HTTP into a scenario, comes back by it, and is told apart from another one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from moto_customerprofiles.adapters.command_line import commands
from moto_customerprofiles.adapters.scenario_files import load_scenario
from tests.support.clients import server_client
from tests.support.columns import NEEDS_ALL
from tests.support.sockets import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = NEEDS_ALL

TYPE: Any = {
    "Description": "CRM",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id"},
        "first": {"Source": "_source.first", "Target": "_profile.FirstName"},
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
    },
    "Keys": {"crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
}
VIP: Any = {
    "Groups": [
        {"Dimensions": [{"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["Ann"]}}}]}
    ]
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the URL of a server on a free port."""
    with serving() as wire:
        yield wire.url


@pytest.fixture
def remote(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> CustomerProfilesClient:
    """Return a client of the server, on which a domain `shop` has an object type, a segment and two people."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    client = server_client(endpoint)
    for domain in client.list_domains()["Items"]:
        client.delete_domain(DomainName=domain["DomainName"])
    client.create_domain(DomainName="shop", DefaultExpirationDays=365, Tags={"team": "crm"})
    client.put_profile_object_type(DomainName="shop", ObjectTypeName="customer", **TYPE)
    client.create_segment_definition(
        DomainName="shop", SegmentDefinitionName="vip", DisplayName="VIP", SegmentGroups=VIP
    )
    client.put_profile_object(
        DomainName="shop", ObjectTypeName="customer", Object='{"id": "1", "first": "Ann", "email": "ann@corp.org"}'
    )
    client.create_profile(DomainName="shop", FirstName="Bob", EmailAddress="ann@corp.org")
    return client


def _run(endpoint: str, *words: str) -> int:
    return commands.run("scenario", [*words, "--region", "us-east-1", "--endpoint-url", endpoint])


@pytest.mark.rule("SCN-1")
@pytest.mark.usefixtures("remote")
def test_domain_is_read_as_a_scenario(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = _run(endpoint, "from", "shop")
    shop = yaml.safe_load(capsys.readouterr().out)["shop"]

    assert 0 == code
    assert (365, {"team": "crm"}) == (shop["DefaultExpirationDays"], shop["Tags"])
    assert TYPE["Fields"] == shop["ObjectTypes"]["customer"]["Fields"]
    assert VIP == shop["Segments"]["vip"]["SegmentGroups"]
    assert {"Profiles", "Objects"}.isdisjoint(shop)


@pytest.mark.rule("SCN-2", "SCN-3")
@pytest.mark.usefixtures("remote")
def test_profiles_come_with_their_objects_and_made_up_people(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(endpoint, "from", "shop", "--profiles", "5", "--search", "_email=ann@corp.org", "--json")
    shop = json.loads(capsys.readouterr().out)["shop"]

    assert [{"id": "1", "first": "Ada", "email": "person1@example.com"}] == shop["Objects"]["customer"]
    assert [{"FirstName": "Ben", "EmailAddress": "person1@example.com"}] == shop["Profiles"]


@pytest.mark.rule("SCN-2")
@pytest.mark.usefixtures("remote")
def test_people_stay_if_asked_and_left_out_ones_are_told(endpoint: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(endpoint, "from", "shop", "--profiles", "1", "--search", "_email=ann@corp.org", "--keep-personal-data")
    printed = capsys.readouterr()

    assert "ann@corp.org" in printed.out
    assert "More than 1 profiles have _email ann@corp.org" in printed.err
    assert "# More than 1 profiles" in printed.out


@pytest.mark.rule("SCN-1")
@pytest.mark.usefixtures("remote")
def test_what_was_read_loads_and_is_the_same(endpoint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    _run(endpoint, "from", "shop", "--profiles", "5", "--search", "_email=ann@corp.org")
    file.write_text(capsys.readouterr().out, encoding="utf-8")

    assert 0 == _run(endpoint, "diff", str(file), "shop")
    assert {"123456789012/us-east-1": ["shop"]} == load_scenario(file)


@pytest.mark.rule("SCN-4")
def test_domain_that_has_drifted_is_told(
    endpoint: str, remote: CustomerProfilesClient, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "shop.yaml"
    _run(endpoint, "from", "shop")
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    remote.update_domain(DomainName="shop", DefaultExpirationDays=30)
    remote.delete_segment_definition(DomainName="shop", SegmentDefinitionName="vip")
    code = _run(endpoint, "diff", str(file), "shop", "--json")
    told = {each["place"]: (each["first"], each["second"]) for each in json.loads(capsys.readouterr().out)}

    assert 1 == code
    assert {"DefaultExpirationDays", "ObjectTypes.customer.ExpirationDays", "Segments"} == {*told}
    assert ("365", "30") == told["DefaultExpirationDays"]


@pytest.mark.rule("SCN-4")
@pytest.mark.usefixtures("remote")
def test_scenario_by_hand_is_the_same_as_the_domain_that_it_makes(endpoint: str, tmp_path: Path) -> None:
    """What somebody left out stands in the domain with its default."""
    file = tmp_path / "by-hand.json"
    by_hand = {
        "DefaultExpirationDays": 365,
        "Tags": {"team": "crm"},
        "ObjectTypes": {"customer": TYPE},
        "Segments": {"vip": {"DisplayName": "VIP", "SegmentGroups": VIP}},
        "Profiles": [{"FirstName": "Zoe"}],
    }
    file.write_text(json.dumps({"shop": by_hand, "other": by_hand}), encoding="utf-8")

    assert 0 == _run(endpoint, "diff", f"{file}#other", "shop")


@pytest.mark.rule("SCN-5")
@pytest.mark.usefixtures("remote")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["from", "nowhere"], "DomainName nowhere is not found"),
        (["diff", "nowhere.yaml", "shop"], "nowhere.yaml"),
        (["from", "shop", "--profiles", "3"], "--profiles and --search go together"),
        (["diff", "broken.json", "shop"], "broken.json"),
        (["diff", "two.json", "shop"], "two.json#<domain>"),
        (["diff", "two.json#three", "shop"], "has no domain three"),
        (["diff", "wrong.json", "shop"], "breaks a rule"),
    ],
)
def test_mistake_of_a_user_is_a_line_of_text(  # fixtures
    endpoint: str,
    words: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.json").write_text("[]", encoding="utf-8")
    (tmp_path / "two.json").write_text('{"one": {}, "two": {}}', encoding="utf-8")
    (tmp_path / "wrong.json").write_text('{"one": {"Nope": {}}}', encoding="utf-8")
    code = _run(endpoint, *words)
    printed = capsys.readouterr().err

    assert 2 == code
    assert told in printed
    assert "Traceback" not in printed


@pytest.mark.rule("SCN-1")
def test_policy_allows_reading_alone(capsys: pytest.CaptureFixture[str]) -> None:
    commands.run("scenario", ["from", "shop", "--policy"])
    [statement] = json.loads(capsys.readouterr().out)["Statement"]

    assert {"Get", "List"} == {
        action.partition(":")[2][: 4 if ":List" in action else 3] for action in statement["Action"]
    }
    assert ["arn:aws:profile:*:*:domains/shop", "arn:aws:profile:*:*:domains/shop/*"] == statement["Resource"]
