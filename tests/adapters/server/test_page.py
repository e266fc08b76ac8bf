"""The pages of a server, over a real socket: hostile values, foreign visitors, and what each page is about."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.support.facts import ACCOUNT, REGION
from tests.support.pages import ROOT, SHOP, Seen, see, walk

if TYPE_CHECKING:
    from tests.support.sockets import Wire

EVIL = """<script>document.title='stolen'</script>"><img src=x onerror=alert(1)>' onmouseover='alert(1)&amp;"""
TYPE: Any = {
    "Description": EVIL,
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id"},
        "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
        "evil": {"Source": EVIL.replace("{", ""), "Target": "_profile.Attributes.evil"},
    },
    "Keys": {"crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
}
_STRUCTURE = "a b body button code datalist details div form h1 h2 h3 head header html i input label link main meta nav"
_CONTENT = (
    "circle dd dl dt option p path pre script section small span style summary svg table tbody td th thead title tr"
)
HARMLESS = frozenset([*_STRUCTURE.split(), *_CONTENT.split()])
"""The elements of the templates; those of the hostile values are not among them, but for the script."""


@pytest.fixture
def shop(wire: Wire) -> Wire:
    """Return the wire to a domain in which everything that can be hostile is."""
    wire.json("PUT", "/domains/shop", Tags={"t": EVIL})
    wire.json("PUT", "/domains/shop/object-types/crm", **TYPE)
    wire.json("PUT", "/domains/shop/object-types/strict", **{**TYPE, "AllowProfileCreation": False})
    for name in ("crm", "strict"):
        put = json.dumps({"id": EVIL if name == "crm" else "S", "name": EVIL})
        wire.json("PUT", "/domains/shop/profiles/objects", ObjectTypeName=name, Object=put)
    city = {"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": [EVIL]}}}
    groups = {"Groups": [{"Dimensions": [city]}]}
    wire.json("POST", "/domains/shop/segment-definitions/vip", DisplayName=EVIL, SegmentGroups=groups)
    found = wire.json("POST", "/domains/shop/profiles/search", KeyName="crmId", Values=[EVIL]).document["Items"]
    key = {"ProfileId": found[0]["ProfileId"], "KeyName": "_phone", "Values": [EVIL]}
    wire.json("POST", "/domains/shop/profiles/keys", **key)
    return wire


def test_every_page_is_reached_by_links(shop: Wire) -> None:
    paths = " ".join(walk(shop))

    for part in (
        SHOP,
        "/object-types/crm",
        "/profiles/",
        "/segments/vip",
        "/segments/vip/profiles/",
        "/object?type=crm",
    ):
        assert part in paths


def test_no_value_becomes_markup(shop: Wire) -> None:
    pages = walk(shop)
    pages["search"] = see(shop, f"{SHOP}/search?key={quote(EVIL)}&value={quote(EVIL)}")
    (script,) = pages[ROOT].scripts
    for seen in pages.values():
        assert seen.tags <= HARMLESS
        assert [script] == seen.scripts
        assert not {name for name in seen.attributes if name.startswith("on")} | seen.attributes & {"src", "style"}
    assert sum(EVIL in seen.text for seen in pages.values()) > 5


def test_what_is_not_there_is_an_escaped_page_too(shop: Wire) -> None:
    for path in (f"{ROOT}look/{ACCOUNT}/{REGION}/{quote(EVIL, safe='')}", f"{SHOP}/{quote(EVIL, safe='')}"):
        answer = shop.send("GET", path)

        assert (404, "text/html; charset=utf-8") == (answer.status, answer.headers["content-type"])
        assert 1 == answer.body.count(b"<script")


def test_first_page_has_domains_and_recent_calls(wire: Wire) -> None:
    wire.json("GET", "/domains/nowhere")
    text = see(wire, ROOT).text

    assert "CreateDomain" in text
    assert "GetDomain" in text
    assert "404" in text


def test_first_page_tells_when_calls_came(wire: Wire) -> None:
    before = datetime.now(timezone.utc).replace(microsecond=0)
    wire.json("GET", "/domains/nowhere")
    (_, calls) = see(wire, ROOT).text.split("Recent calls")
    times = [datetime.fromisoformat(f"{found}+00:00") for found in re.findall(r"[\d-]{10} [\d:]{8}", calls)]

    assert times == sorted(times, reverse=True)
    assert before <= times[0] <= datetime.now(timezone.utc)


def test_root_needs_no_slash_at_its_end(wire: Wire) -> None:
    assert "Recent calls" in see(wire, ROOT.rstrip("/")).text


def test_profile_shows_provenance_and_why(shop: Wire) -> None:
    shop.json("POST", "/domains/shop/profiles", FirstName="Ann", EmailAddress="ann@example.com")
    found = see(shop, f"{SHOP}/search?key=_email&value=ann%40example.com")
    profile = see(shop, next(href for href in found.links if "/profiles/" in href))

    assert "manual" in profile.text
    assert "field EmailAddress" in profile.text


def test_long_lists_have_pages(wire: Wire) -> None:
    for number in range(26):
        wire.json("POST", "/domains/shop/profiles", FirstName=f"P{number}")

    assert f"{SHOP}/profiles" in see(wire, SHOP).links
    assert f"{SHOP}/profiles?start=25" in see(wire, f"{SHOP}/profiles").links
    assert "P25" in see(wire, f"{SHOP}/profiles").text
    assert "P0" in see(wire, f"{SHOP}/profiles?start=25").text
    assert "26 to 26 of 26" in see(wire, f"{SHOP}/profiles?start=25").text


@pytest.mark.parametrize("start", ["-1", "x", "9" * 40])
def test_strange_starts_are_the_beginning(wire: Wire, start: str) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName="Ann")

    assert "Ann" in see(wire, f"{SHOP}/profiles?start={start}").text


def test_page_runs_its_own_script_only_and_loads_nothing_from_elsewhere(wire: Wire) -> None:
    answer = wire.send("GET", ROOT)
    policy = answer.headers["content-security-policy"]
    (script,) = Seen(answer.body.decode()).scripts
    own = b64encode(hashlib.sha256(script.encode()).digest()).decode()

    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{own}';" in policy
    assert "connect-src 'self'" in policy
    assert not any(word in policy for word in ("unsafe", "http:", "https:", "*"))
    assert ("nosniff", "no-store") == (answer.headers["x-content-type-options"], answer.headers["cache-control"])


@pytest.mark.parametrize("path", [ROOT, SHOP, f"{ROOT}domains/shop/overview"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example.com"},
        {"Host": "127.0.0.1.evil.example.com"},
        {"Origin": "http://evil.example.com"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_foreign_pages_can_read_nothing(wire: Wire, path: str, headers: dict[str, str]) -> None:
    answer = wire.send("GET", path, headers=headers)

    assert (403, "AccessDeniedException") == (answer.status, answer.headers["x-amzn-errortype"])


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.com"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Host": "evil.example.com"},
    ],
)
def test_foreign_pages_can_change_nothing(wire: Wire, headers: dict[str, str]) -> None:
    body = json.dumps({"scenario": {"stolen": {"DefaultExpirationDays": 1}}})
    sent = {"Content-Type": "application/json", **headers}
    answer = wire.send("POST", f"{ROOT}scenarios", body, sent)

    assert (403, "AccessDeniedException") == answer.error
    assert 404 == wire.send("GET", "/domains/stolen").status


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None, "text/plain;json"])
def test_what_a_foreign_form_could_send_is_refused(wire: Wire, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = wire.send("POST", f"{ROOT}scenarios", '{"scenario": {}}', headers)

    assert (400, "SerializationException") == answer.error


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost:5000"},
        {"Host": "moto"},
        {"Host": "moto.internal:80"},
        {"Host": "[::1]:5000"},
        {"Host": "motoapi.amazonaws.com"},
        {"Host": "localhost:5000", "Origin": "http://localhost:5000", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
def test_own_visitors_are_let_in(wire: Wire, headers: dict[str, str]) -> None:
    assert 200 == wire.send("GET", ROOT, headers=headers).status


def test_further_names_can_be_allowed(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_CUSTOMERPROFILES_HOSTS", "a.example.com, ci.example.com")

    assert 200 == wire.send("GET", ROOT, headers={"Host": "ci.example.com:5000"}).status
