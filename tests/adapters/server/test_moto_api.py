"""What moto does around its services, done around this one: reset, dashboard, seeds, recorder, accounts, regions."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import requests
from moto.moto_api import recorder
from moto.moto_proxy.proxy3 import ProxyRequestHandler

from tests.support.facts import ACCOUNT, REGION, SIGNED, aws_arn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.sockets import Answer, Wire


def dashboard(wire: Wire, kind: str) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = wire.send("GET", "/moto-api/data.json").document["customerprofiles"][kind]
    return shown


def names(answer: Answer) -> list[str]:
    return [item["DomainName"] for item in answer.document["Items"]]


@pytest.mark.rule("ID-H-5")
def test_reset_forgets_everything(wire: Wire) -> None:
    wire.send("POST", "/moto-api/reset")

    assert [] == names(wire.send("GET", "/domains"))


def test_dashboard_shows_domains(wire: Wire) -> None:
    wire.json("POST", f"/tags/{aws_arn('profile', 'domains/shop')}", tags={"team": "a"})

    assert [
        {
            "account_id": ACCOUNT,
            "region": REGION,
            "domain_name": "shop",
            "arn": aws_arn("profile", "domains/shop"),
            "default_expiration_days": 30,
            "stats": {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0},
            "tags": {"team": "a"},
        }
    ] == dashboard(wire, "Domain")


def test_dashboard_shows_profiles_and_object_types(wire: Wire) -> None:
    wire.json("PUT", "/domains/shop/object-types/CTR", Description="d", TemplateId="CTR")
    profile_id = wire.json("POST", "/domains/shop/profiles", FirstName="Ann").document["ProfileId"]
    (profile,) = dashboard(wire, "Profile")

    assert (profile_id, {"FirstName": "Ann"}) == (profile["profile_id"], profile["profile"])
    assert ["CTR"] == [shown["object_type_name"] for shown in dashboard(wire, "ObjectType")]


def test_dashboard_shows_only_what_lives(wire: Wire) -> None:
    wire.send("DELETE", "/domains/shop")

    assert [] == dashboard(wire, "Domain")


def test_dashboard_is_empty_after_a_reset(wire: Wire) -> None:
    wire.send("POST", "/moto-api/reset")

    assert [] == dashboard(wire, "Domain")


def test_seed_makes_ids_repeat(wire: Wire) -> None:
    ids = []
    for _ in range(2):
        wire.send("POST", "/moto-api/seed?a=42")
        ids.append(wire.json("POST", "/domains/shop/profiles").document["ProfileId"])

    assert ids[0] == ids[1]


def test_accounts_are_apart(wire: Wire) -> None:
    other = wire.send("GET", "/domains", headers={"x-moto-account-id": "210987654321"})

    assert ([], ["shop"]) == (names(other), names(wire.send("GET", "/domains")))


def test_regions_are_apart(wire: Wire) -> None:
    other = wire.send("GET", "/domains", headers={"Authorization": SIGNED.replace(REGION, "us-west-2")})

    assert [] == names(other)


@pytest.mark.parametrize(
    "host", ["profile.us-west-2.amazonaws.com", "profile-fips.us-west-2.amazonaws.com", "profile.us-west-2.api.aws"]
)
def test_hosts_of_the_service_lead_here(wire: Wire, host: str) -> None:
    scope = SIGNED.replace(REGION, "us-west-2")
    answer = wire.send("GET", "/domains", headers={"Host": host, "Authorization": scope})

    assert (200, []) == (answer.status, names(answer))


def test_recording_can_be_replayed(wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    wire.send("POST", "/moto-api/recorder/reset-recording")
    wire.send("POST", "/moto-api/recorder/start-recording")
    wire.json("POST", "/domains/office", DefaultExpirationDays=30)
    wire.send("POST", "/moto-api/recorder/stop-recording")
    wire.send("POST", "/moto-api/reset")
    wire.send("POST", "/moto-api/recorder/replay-recording")

    assert ["office"] == names(wire.send("GET", "/domains"))


@pytest.mark.rule("STA-1")
def test_speed_of_jobs_can_be_set(wire: Wire) -> None:
    setting = {"model_name": "customerprofiles::upload_job", "transition": {"progression": "manual", "times": 3}}
    requests.post(f"{wire.url}/moto-api/state-manager/set-transition", json=setting, timeout=5)
    found = requests.get(
        f"{wire.url}/moto-api/state-manager/get-transition?model_name=customerprofiles::upload_job", timeout=5
    )
    requests.post(
        f"{wire.url}/moto-api/state-manager/unset-transition", json={"model_name": setting["model_name"]}, timeout=5
    )

    assert found.json() == setting["transition"]


@pytest.fixture
def proxy() -> Iterator[str]:
    """Return the URL of moto's proxy, in this process."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), ProxyRequestHandler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_proxy_serves_the_hosts_of_the_service(wire: Wire, proxy: str) -> None:
    wire.send("POST", "/moto-api/reset")
    host = f"http://profile.{REGION}.amazonaws.com"
    created = requests.post(
        f"{host}/domains/shop", json={"DefaultExpirationDays": 30}, proxies={"http": proxy}, timeout=10
    )
    found = requests.get(f"{host}/domains", proxies={"http": proxy}, timeout=10)

    assert 200 == created.status_code
    assert ["shop"] == [item["DomainName"] for item in found.json()["Items"]]
