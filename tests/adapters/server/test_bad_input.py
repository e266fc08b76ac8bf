"""Whatever comes over the wire: a modelled error, never a stack trace, and nothing lost."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from tests.support.facts import REGION, SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.sockets import Wire

JSON = {"Content-Type": "application/json"}
PROFILES = "/domains/shop/profiles"


@pytest.fixture(autouse=True)
def _nothing_is_lost(wire: Wire) -> Iterator[None]:
    profile_id = wire.json("POST", PROFILES, FirstName="Ann").document["ProfileId"]
    yield
    search = wire.json("POST", f"{PROFILES}/search", KeyName="_profileId", Values=[profile_id])

    assert ["Ann"] == [item["FirstName"] for item in search.document["Items"]]
    assert 1 == wire.send("GET", "/domains/shop").document["Stats"]["ProfileCount"]


@pytest.mark.rule("ADD-2")
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"not json",
        b"[]",
        b"null",
        b"42",
        b"\xff\xfe\x00",
        b'{"FirstName": "\xff"}',
        b'{"FirstName": "\\ud800"}',
        b'{"FirstName": NaN}',
        b'{"FirstName": 1}',
        b'{"FirstName": ["a"]}',
        b'{"Address": "here"}',
        b'{"Attributes": {"a": {}}}',
        b'{"FirstName":' * 50_000,
        b"[" * 200_000,
        b'{"Attributes": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_body_that_is_no_document_of_the_protocol(wire: Wire, body: bytes) -> None:
    assert (400, "SerializationException") == wire.send("POST", PROFILES, body, JSON).error


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_other_content_types_are_refused(wire: Wire, content_type: str) -> None:
    answer = wire.send("POST", PROFILES, "FirstName=Bob", {"Content-Type": content_type})

    assert (400, "SerializationException") == answer.error


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", "/domains/shop"),
        ("POST", "/domains"),
        ("DELETE", "/domains"),
        ("GET", "/domains/shop/profiles/none/of/these"),
        ("GET", "/domains/shop/../office"),
        ("GET", "/domains/a/b/c"),
        ("GET", "/domains//object-types"),
        ("OPTIONS", "/domains/shop"),
        ("GET", "/tags/"),
        ("PUT", "/tags/arn"),
        ("GET", "/"),
        ("GET", "/domains%0a/shop"),
    ],
)
def test_unknown_path_or_method(wire: Wire, method: str, path: str) -> None:
    assert (404, "UnknownOperationException") == wire.send(method, path).error


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/domains/%2e%2e%2fetc%2fpasswd", (400, "BadRequestException")),
        ("/domains/..%2f..%2fshop", (400, "BadRequestException")),
        ("/domains/%00", (400, "BadRequestException")),
        ("/domains/%ff", (400, "SerializationException")),
        ("/domains/" + "a" * 5000, (400, "BadRequestException")),
        ("/domains/shop%20", (400, "BadRequestException")),
        ("/domains/shop?max-results=abc", (200, "")),
        ("/domains?max-results=abc", (400, "SerializationException")),
        ("/domains?max-results=0", (400, "BadRequestException")),
        ("/domains?max-results=101", (400, "BadRequestException")),
        ("/domains?max-results=99999999999999999999", (400, "SerializationException")),
        ("/domains?next-token=forged", (400, "BadRequestException")),
        ("/domains?next-token=", (400, "BadRequestException")),
        ("/domains?next-token=%ff", (400, "SerializationException")),
    ],
)
def test_strange_labels_and_queries(wire: Wire, path: str, error: tuple[int, str]) -> None:
    answer = wire.send("GET", path)

    assert error == (answer.error if error[1] else (answer.status, ""))


def test_body_of_three_hundred_kilobytes(wire: Wire) -> None:
    text = json.dumps({"id": "x" * 300_000})
    answer = wire.json("PUT", f"{PROFILES}/objects", ObjectTypeName="CTR", Object=text)

    assert (400, "BadRequestException") == answer.error
    assert "'object'" in answer.document["Message"]


def test_body_of_a_get_is_ignored(wire: Wire) -> None:
    assert 200 == wire.send("GET", "/domains/shop", b"{", JSON).status


def test_missing_body_is_missing_members(wire: Wire) -> None:
    answer = wire.send("POST", "/domains/office")

    assert (400, "BadRequestException") == answer.error
    assert "'defaultExpirationDays'" in answer.document["Message"]


def test_broken_escape_in_a_path(wire: Wire) -> None:
    with socket.create_connection((wire.host, wire.port), timeout=10) as connection:
        lines = ("GET /domains/%zz HTTP/1.1", "Host: localhost", f"Authorization: {SIGNED}", "Connection: close")
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert b" 400 " in answer.split(b"\r\n")[0]
    assert b"BadRequestException" in answer


def test_region_that_has_no_customer_profiles_is_reported(wire: Wire) -> None:
    answer = wire.send("GET", "/domains", headers={"Authorization": SIGNED.replace(REGION, "eu-west-1")})

    assert (400, "BadRequestException") == answer.error
    assert "eu-west-1" in answer.document["Message"]
    assert "MOTO_ALLOW_NONEXISTENT_REGION" in answer.document["Message"]
