"""The pages of a server, over a real socket, and one of them in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime, timezone
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

import pytest

from tests.support.facts import ACCOUNT, REGION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.sockets import Wire

ROOT = "/moto-api/customer-profiles/"
SHOP = f"{ROOT}look/{ACCOUNT}/{REGION}/shop"
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
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


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


def _see(wire: Wire, path: str) -> Seen:
    answer = wire.send("GET", path)

    assert 200 == answer.status, path
    return Seen(answer.body.decode())


def _walk(wire: Wire) -> dict[str, Seen]:
    """Follow every link from the first page on."""
    seen: dict[str, Seen] = {}
    ahead = [ROOT]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen[path] = _see(wire, path)
            ahead += [urljoin(path, href) for href in seen[path].links]
    return seen


def test_every_page_is_reached_by_links(shop: Wire) -> None:
    paths = " ".join(_walk(shop))

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
    harmless = {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "section",
            "h1",
            "h2",
            "p",
            "a",
            "b",
            "div",
        ),
        *("table", "thead", "tbody", "tr", "th", "td", "span", "pre", "code", "form", "input", "button"),
    }
    pages = _walk(shop)
    pages["search"] = _see(shop, f"{SHOP}/search?key={quote(EVIL)}&value={quote(EVIL)}")
    for seen in pages.values():
        assert seen.tags <= harmless
        assert not {name for name in seen.attributes if name.startswith("on")} | seen.attributes & {"src", "style"}
    assert sum(EVIL in seen.text for seen in pages.values()) > 5


def test_what_is_not_there_is_an_escaped_page_too(shop: Wire) -> None:
    for path in (f"{ROOT}look/{ACCOUNT}/{REGION}/{quote(EVIL, safe='')}", f"{SHOP}/{quote(EVIL, safe='')}"):
        answer = shop.send("GET", path)

        assert (404, "text/html; charset=utf-8") == (answer.status, answer.headers["content-type"])
        assert b"<script" not in answer.body


def test_first_page_has_domains_and_recent_calls(wire: Wire) -> None:
    wire.json("GET", "/domains/nowhere")
    text = _see(wire, ROOT).text

    assert "CreateDomain" in text
    assert "GetDomain" in text
    assert "404" in text


def test_first_page_tells_when_calls_came(wire: Wire) -> None:
    before = datetime.now(timezone.utc).replace(microsecond=0)
    wire.json("GET", "/domains/nowhere")
    (_, calls) = _see(wire, ROOT).text.split("Recent calls")
    times = [datetime.fromisoformat(f"{found}+00:00") for found in re.findall(r"[\d-]{10} [\d:]{8}", calls)]

    assert times == sorted(times, reverse=True)
    assert before <= times[0] <= datetime.now(timezone.utc)


def test_root_needs_no_slash_at_its_end(wire: Wire) -> None:
    assert "Recent calls" in _see(wire, ROOT.rstrip("/")).text


def test_profile_shows_provenance_and_why(shop: Wire) -> None:
    shop.json("POST", "/domains/shop/profiles", FirstName="Ann", EmailAddress="ann@example.com")
    found = _see(shop, f"{SHOP}/search?key=_email&value=ann%40example.com")
    profile = _see(shop, next(href for href in found.links if "/profiles/" in href))

    assert "manual" in profile.text
    assert "field EmailAddress" in profile.text


def test_long_lists_have_pages(wire: Wire) -> None:
    for number in range(51):
        wire.json("POST", "/domains/shop/profiles", FirstName=f"P{number}")

    assert f"{SHOP}/profiles" in _see(wire, SHOP).links
    assert f"{SHOP}/profiles?start=50" in _see(wire, f"{SHOP}/profiles").links
    assert "P50" in _see(wire, f"{SHOP}/profiles?start=50").text


@pytest.mark.parametrize("start", ["-1", "x", "9" * 40])
def test_strange_starts_are_the_beginning(wire: Wire, start: str) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName="Ann")

    assert "Ann" in _see(wire, f"{SHOP}/profiles?start={start}").text


def test_page_may_load_and_run_nothing(wire: Wire) -> None:
    headers = wire.send("GET", ROOT).headers
    policy = headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ("nosniff", "no-store") == (headers["x-content-type-options"], headers["cache-control"])


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


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed: apt-get install chromium")
def test_hostile_profile_in_a_real_browser(shop: Wire, tmp_path: Path) -> None:
    profile = next(path for path in _walk(shop) if f"{SHOP}/profiles/" in path)
    options = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    quiet = "--disable-component-update --disable-sync --window-size=1100,900"
    picture = tmp_path / "page.png"
    for what in ("--dump-dom", f"--screenshot={picture}"):
        command = [str(BROWSER), *options.split(), *quiet.split(), f"--user-data-dir={tmp_path}", what]
        done = subprocess.run([*command, shop.url + profile], capture_output=True, text=True, timeout=120, check=True)
        if what == "--dump-dom":
            dom = done.stdout

    seen = Seen(dom)

    assert "<title>stolen" not in dom
    assert not {"script", "img"} & seen.tags
    assert EVIL in seen.text
    assert picture.stat().st_size > 10_000
