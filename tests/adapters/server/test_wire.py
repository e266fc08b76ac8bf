"""The details that programs in the wild rely on, seen on a real socket."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.support.facts import SIGNED, aws_arn

if TYPE_CHECKING:
    from tests.support.sockets import Wire

ARN = aws_arn("profile", "domains/shop")
URI = aws_arn("app-integrations", "event-integration/a/b")


@pytest.mark.rule("G-7", "ID-C-2", "GEN-4", "CLI-1")
def test_timestamps_are_numbers_of_seconds(wire: Wire) -> None:
    created = wire.send("GET", "/domains/shop").document["CreatedAt"]

    assert isinstance(created, int | float)
    assert 1e9 < created < 1e10


@pytest.mark.rule("CLI-1")
def test_integers_are_integers(wire: Wire) -> None:
    assert re.search(rb'"DefaultExpirationDays":30[,}]', wire.send("GET", "/domains/shop").body)


@pytest.mark.rule("G-8", "ID-C-10", "CLI-2")
def test_absent_is_absent(wire: Wire) -> None:
    found = wire.send("GET", "/domains/shop").document

    assert {"DomainName", "DefaultExpirationDays", "CreatedAt", "LastUpdatedAt", "Tags", "Stats"} == set(found)


@pytest.mark.rule("CLI-2")
def test_list_is_there_even_when_it_is_empty(wire: Wire) -> None:
    wire.send("DELETE", "/domains/shop")

    assert {"Items": []} == wire.send("GET", "/domains").document


@pytest.mark.rule("G-6", "ID-C-3", "CLI-17")
def test_profile_that_was_given_nothing_shows_its_id_alone(wire: Wire) -> None:
    profile_id = wire.json("POST", "/domains/shop/profiles").document["ProfileId"]
    search = "/domains/shop/profiles/search"
    (found,) = wire.json("POST", search, KeyName="_profileId", Values=[profile_id]).document["Items"]

    assert re.fullmatch("[0-9a-f]{32}", profile_id)
    assert set(found) <= {"ProfileId", "FoundByItems"}


def test_headers_of_a_reply(wire: Wire) -> None:
    headers = wire.send("GET", "/domains/shop").headers

    assert "application/json" == headers["content-type"]
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", headers["x-amzn-requestid"])
    assert headers["date"].endswith("GMT")
    assert "x-amzn-errortype" not in headers


def test_reply_is_dated_once(wire: Wire) -> None:
    with socket.create_connection((wire.host, wire.port), timeout=10) as connection:
        lines = ("GET /domains HTTP/1.1", "Host: localhost", f"Authorization: {SIGNED}", "Connection: close")
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert 1 == answer.lower().count(b"\r\ndate:")


@pytest.mark.rule("G-2", "GEN-1", "CLI-3")
def test_error_has_its_code_in_the_header_and_its_message_in_the_body(wire: Wire) -> None:
    answer = wire.send("GET", "/domains/nowhere")

    assert (404, "ResourceNotFoundException") == answer.error
    assert "nowhere" in answer.document["Message"]
    assert "application/json" == answer.headers["content-type"]


@pytest.mark.rule("ERR-3", "ID-D-2", "CLI-3")
def test_duplicate_is_a_bad_request_in_words_that_callers_look_for(wire: Wire) -> None:
    answer = wire.json("POST", "/domains/shop", DefaultExpirationDays=30)

    assert (400, "BadRequestException") == answer.error
    assert "Domain shop already exists" in answer.document["Message"]


@pytest.mark.rule("T-8", "T-5", "CLI-5")
@pytest.mark.parametrize("path", [quote(ARN, safe=""), quote(ARN, safe=":"), ARN, quote(ARN, safe="/")])
def test_arn_of_a_resource_may_be_escaped_or_bare(wire: Wire, path: str) -> None:
    tagged = wire.json("POST", f"/tags/{path}", tags={"team": "a b"})
    found = wire.send("GET", f"/tags/{path}")

    assert (200, b"{}") == (tagged.status, tagged.body)
    assert {"tags": {"team": "a b"}} == found.document


@pytest.mark.rule("T-8", "CLI-5")
@pytest.mark.parametrize("safe", ["", ":", ":/"])
def test_arn_may_contain_an_arn(wire: Wire, safe: str) -> None:
    put = wire.json("PUT", "/domains/shop/integrations", Uri=URI, ObjectTypeNames={"made": "CTR"}, Tags={"team": "a"})
    found = wire.send("GET", "/tags/" + quote(f"{ARN}/integrations/{URI}", safe=safe))

    assert 200 == put.status
    assert {"tags": {"team": "a"}} == found.document


@pytest.mark.rule("CLI-5")
def test_tag_keys_repeat_in_the_query(wire: Wire) -> None:
    path = "/tags/" + quote(ARN, safe="")
    wire.json("POST", path, tags={"a": "1", "b": "2", "c:d/e": "3"})
    wire.send("DELETE", f"{path}?tagKeys=a&tagKeys=c%3Ad%2Fe")

    assert {"tags": {"b": "2"}} == wire.send("GET", path).document


@pytest.mark.rule("CLI-6")
def test_paging_travels_in_the_query_of_a_post_too(wire: Wire) -> None:
    for _ in range(3):
        wire.json("POST", "/domains/shop/profiles", EmailAddress="a@b.c")
    search = "/domains/shop/profiles/search"
    first = wire.json("POST", f"{search}?max-results=2", KeyName="_email", Values=["a@b.c"]).document
    token = quote(first["NextToken"], safe="")
    second = wire.json(
        "POST", f"{search}?max-results=2&next-token={token}", KeyName="_email", Values=["a@b.c"]
    ).document

    assert [2, 1] == [len(first["Items"]), len(second["Items"])]
    assert "NextToken" not in second


@pytest.mark.rule("ID-C-7", "GEN-8", "CLI-7")
def test_token_belongs_to_its_list(wire: Wire) -> None:
    wire.json("POST", "/domains/office", DefaultExpirationDays=30)
    token = quote(wire.send("GET", "/domains?max-results=1").document["NextToken"], safe="")

    assert (400, "BadRequestException") == wire.send("GET", f"/domains/shop/object-types?next-token={token}").error


@pytest.mark.rule("GEN-5", "CLI-16")
def test_status_code_of_the_model_is_the_status_and_not_in_the_body(wire: Wire) -> None:
    answer = wire.json("POST", "/domains/shop/segment-estimates", SegmentQuery={"Groups": []})

    assert 200 == answer.status
    assert "StatusCode" not in answer.document


@pytest.mark.rule("CLI-9")
def test_object_comes_back_byte_for_byte(wire: Wire) -> None:
    wire.json("PUT", "/domains/shop/object-types/note", Description="d", AllowProfileCreation=True, **NOTE)
    text = '{ "id":"007",  "said": "Zoë \\"😀\\" \\u00e9", "n": null, "pi": 3.140, "big": 12345678901234567890 }'
    put = wire.json("PUT", "/domains/shop/profiles/objects", ObjectTypeName="note", Object=text)
    search = wire.json("POST", "/domains/shop/profiles/search", KeyName="id", Values=["007"]).document
    (profile,) = search["Items"]
    found = wire.json(
        "POST", "/domains/shop/profiles/objects", ObjectTypeName="note", ProfileId=profile["ProfileId"]
    ).document

    assert 200 == put.status
    assert [text] == [item["Object"] for item in found["Items"]]


NOTE = {
    "Fields": {"id": {"Source": "_source.id"}},
    "Keys": {"id": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
}


def test_unknown_members_and_headers_are_ignored(wire: Wire) -> None:
    body = '{"DefaultExpirationDays": 31, "Horoscope": {"Sign": "Leo"}}'
    answer = wire.send("PUT", "/domains/shop", body, {"Content-Type": "application/json", "X-Custom": "yes"})

    assert (200, 31) == (answer.status, answer.document["DefaultExpirationDays"])


def test_body_never_overrides_the_path(wire: Wire) -> None:
    answer = wire.json("POST", "/domains/office", DomainName="other", DefaultExpirationDays=30)

    assert "office" == answer.document["DomainName"]


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/x-amz-json-1.1", "application/json; charset=utf-8", None]
)
def test_content_types_of_json(wire: Wire, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    assert 200 == wire.send("PUT", "/domains/shop", '{"DefaultExpirationDays": 31}', headers).status
