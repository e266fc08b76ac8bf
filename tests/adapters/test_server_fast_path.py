"""The fast path of a server answers a request by itself, or steps aside: one test for each reason to step aside."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import pytest
from moto import mock_aws
from moto.moto_api import recorder
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import Client

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from werkzeug.test import TestResponse

pytestmark = pytest.mark.usefixtures("fast_path")

SCOPE = "key/20260101/us-east-1/{}/aws4_request"


def signed(scope: str = SCOPE.format("profile"), **headers: str) -> dict[str, str]:
    """Return the headers of a signed request."""
    authorization = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    return {"Authorization": authorization, "Content-Type": "application/json", **headers}


@pytest.fixture
def server() -> Iterator[Client]:
    """Return a client of moto's server, without a socket."""
    with mock_aws():
        yield Client(DomainDispatcherApplication(create_backend_app))


@pytest.fixture
def seen_by_moto(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the requests for which moto's own way looks a service up."""
    paths: list[str] = []
    look_up = DomainDispatcherApplication.get_application

    def spy(dispatcher: Any, environ: dict[str, Any]) -> Any:
        paths.append(environ["PATH_INFO"])
        return look_up(dispatcher, environ)

    monkeypatch.setattr(DomainDispatcherApplication, "get_application", spy)
    return paths


def conversation(server: Client) -> list[TestResponse]:
    """Return what a server says to requests of each method, good and bad."""
    return [
        server.post(
            "/domains/shop", headers=signed(), data=b'{"DefaultExpirationDays": 1, "Tags": {"name": "\xc3\xa9"}}'
        ),
        server.get("/domains/shop?next-token=%20", headers=signed()),
        server.put("/domains/shop", headers=signed(), data=b'{"DefaultExpirationDays": 2}'),
        server.put("/domains/shop", headers=signed(), data=b'{"DefaultExpirationDays": 0}'),
        server.put("/domains/shop", headers=signed(), data=b"{"),
        server.get("/domains/caf%C3%A9%2F", headers=signed()),
        server.delete("/nowhere", headers=signed()),
        server.delete("/domains/shop", headers=signed()),
    ]


def test_fast_path_answers_without_moto(server: Client, seen_by_moto: list[str]) -> None:
    statuses = [answer.status_code for answer in conversation(server)]

    assert ([200, 200, 200, 400, 400, 400, 404, 200], []) == (statuses, seen_by_moto)


def test_answers_are_those_of_motos_way(server: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def as_told(answers: list[TestResponse]) -> list[object]:
        changing = {"x-amzn-requestid", "content-length", "date"}
        return [
            (
                each.status,
                {name.lower(): value for name, value in each.headers.items() if name.lower() not in changing},
                {name: value for name, value in each.get_json().items() if not name.endswith("At")},
            )
            for each in answers
        ]

    fast = as_told(conversation(server))
    monkeypatch.setenv(SWITCHES[0], "off")

    assert as_told(conversation(server)) == fast


def test_length_is_counted_in_bytes(server: Client) -> None:
    answer = conversation(server)[0]

    assert str(len(answer.data)) == answer.headers["Content-Length"]


def test_switch_turns_the_fast_path_off(
    server: Client, seen_by_moto: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCHES[0], "off")

    assert (200, ["/domains"]) == (server.get("/domains", headers=signed()).status_code, seen_by_moto)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PATCH"])
def test_methods_that_the_service_has_not_are_motos(server: Client, seen_by_moto: list[str], method: str) -> None:
    server.open("/domains", method=method, headers=signed())

    assert ["/domains"] == seen_by_moto


def test_a_browsers_origin_is_negotiated_by_flask(server: Client, seen_by_moto: list[str]) -> None:
    answer = server.get("/domains", headers=signed(Origin="http://localhost:3000"))

    assert ("http://localhost:3000", ["/domains"]) == (answer.headers["Access-Control-Allow-Origin"], seen_by_moto)


def test_pages_may_not_be_read_from_elsewhere_where_moto_is_set_so(
    server: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto.settings.DISABLE_GLOBAL_CORS", True)

    assert "Access-Control-Allow-Origin" not in server.get("/domains", headers=signed()).headers


def test_recorder_sees_every_request(
    server: Client, seen_by_moto: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    recorder.start_recording()
    try:
        server.get("/domains", headers=signed())
    finally:
        recorder.stop_recording()

    assert (["/domains"], 1) == (seen_by_moto, len((tmp_path / "recording").read_text().splitlines()))


def test_service_of_motos_own_is_left_to_moto(
    server: Client, seen_by_moto: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = importlib.import_module("moto_customerprofiles.adapters.server_fast_path")
    monkeypatch.setattr(module, "backend_url_patterns", [("connect", None)])
    server.get("/domains", headers=signed())

    assert ["/domains"] == seen_by_moto


@pytest.mark.parametrize("path", ["/moto-api/data.json", "/favicon.ico", "/latest/meta-data/"])
def test_motos_own_pages_are_motos(server: Client, seen_by_moto: list[str], path: str) -> None:
    server.get(path, headers=signed())

    assert [path] == seen_by_moto


@pytest.mark.parametrize(
    "scope",
    [SCOPE.format("pinpoint"), "key/profile/us-east-1/pinpoint/aws4_request", "key/20260101/s3/profile/aws4_request"],
)
def test_requests_signed_for_others_are_motos(server: Client, seen_by_moto: list[str], scope: str) -> None:
    server.get("/instance", headers=signed(scope))

    assert ["/instance"] == seen_by_moto


def test_requests_that_are_not_signed_are_motos(server: Client, seen_by_moto: list[str]) -> None:
    server.get("/domains")

    assert ["/domains"] == seen_by_moto
