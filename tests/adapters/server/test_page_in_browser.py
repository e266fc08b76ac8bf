"""The pages of a server in a real browser: each kind of page, wide and on a phone, and what the script does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from moto_customerprofiles.adapters.responses import backend_of
from tests.support.browser import start
from tests.support.facts import ACCOUNT, REGION
from tests.support.pages import ROOT, SHOP, one_of_each_kind, see, walk
from tests.support.properties.full_domain import open_full_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.browser import Browser
    from tests.support.sockets import Wire

WIDE, PHONE = 1280, 390
EVIL = """<script>document.title='stolen'</script>"><img src=x onerror="document.title='stolen'">"""
LONG = "averylongwordwithoutanyblank" * 30


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser for all tests of this file."""
    found = start(tmp_path_factory.mktemp("browser"))
    yield found
    found.driver.quit()


@pytest.fixture
def server(waitress_server: Wire) -> Wire:
    """Return the wire to the server of our own command; pages do not depend on the server."""
    return waitress_server


@pytest.fixture
def full(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Return the wire to a server with a full domain, some calls, a failed one, and long values."""
    monkeypatch.setattr(backend_of(ACCOUNT, REGION), "world", open_full_domain().world)
    wire.json(
        "POST", "/domains/shop/profiles", FirstName="Wilhelmina", LastName=LONG[:255], EmailAddress="w@example.com"
    )
    wire.send("GET", "/domains/nowhere")
    wire.json(
        "PUT", "/domains/shop/profiles/objects", ObjectTypeName="order", Object=json.dumps({"id": "L", "note": LONG})
    )
    return wire


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_kind_of_page_fits_its_window_folded_and_unfolded_without_errors(
    full: Wire, browser: Browser, width: int
) -> None:
    kinds = one_of_each_kind(walk(full))
    faults = {}
    for kind, path in kinds.items():
        browser.open(full.url + path, width)
        folded = browser.too_wide()
        browser.run("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = folded, browser.too_wide(), browser.errors()
        if found != ([], [], []):
            faults[kind] = found

    assert {} == faults
    assert len(kinds) > 20


def test_hostile_values_stay_text(wire: Wire, browser: Browser) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName=EVIL, Attributes={"evil": EVIL})
    for path in (f"{SHOP}/profiles", f"{SHOP}/search?key={quote(EVIL)}&value={quote(EVIL)}", f"{SHOP}/calls"):
        browser.open(wire.url + path, WIDE)

        assert "stolen" != browser.driver.title, path
        assert 0 == browser.run("return document.images.length")
        assert "<script>document.title='stolen'</script>" in browser.run("return document.body.textContent")
        assert [] == browser.errors()


def test_page_follows_what_happens_and_keeps_its_place(wire: Wire, browser: Browser) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName="Ann")
    for _ in range(30):
        wire.send("GET", "/domains/shop")
    browser.open(f"{wire.url}{SHOP}/calls", WIDE, 400)
    browser.run("document.querySelectorAll('.call')[12].open = true; scrollTo(0, 300)")
    chosen = browser.run("return document.querySelector('.call[open]').dataset.key")
    before = browser.run("return document.querySelector('.call[open]').getBoundingClientRect().top")
    wire.send("GET", "/domains/shop/object-types/nothing")

    assert browser.wait("document.body.textContent.includes('404')")
    assert [chosen] == browser.run("return [...document.querySelectorAll('.call[open]')].map(each => each.dataset.key)")
    assert abs(before - browser.run("return document.querySelector('.call[open]').getBoundingClientRect().top")) < 2


def test_page_that_is_not_live_stays_as_it_is(wire: Wire, browser: Browser) -> None:
    browser.open(f"{wire.url}{SHOP}/profiles", WIDE)
    browser.run("document.querySelector('[data-live]').click()")
    fetched = "performance.getEntriesByType('resource').length"
    before = browser.run(f"return {fetched}")
    browser.run("document.querySelector('[data-live]').click()")

    assert "true" == browser.run("return document.querySelector('[data-live]').getAttribute('aria-pressed')")
    assert browser.wait(f"{fetched} > arguments[0]", before)


def test_ids_are_short_and_can_be_copied_whole(wire: Wire, browser: Browser) -> None:
    profile_id = wire.json("POST", "/domains/shop/profiles", FirstName="Ann").document["ProfileId"]
    browser.open(f"{wire.url}{SHOP}/profiles", WIDE)
    browser.run("navigator.clipboard.writeText = async text => { document.copied = text; }")
    browser.run("document.querySelector('main .copy').click()")

    assert browser.wait("document.querySelector('main .copy.done') !== null")
    assert profile_id == browser.run("return document.copied")
    assert profile_id not in browser.run("return document.querySelector('main table').innerText")


def test_colours_follow_the_system_until_somebody_chooses(wire: Wire, browser: Browser) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    seen = {}
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        browser.open(wire.url + ROOT, WIDE)
        seen[scheme] = browser.run(ground)
    browser.run("document.querySelector('[data-theme-switch]').click()")
    chosen = browser.run(ground)
    browser.driver.refresh()

    assert seen["light"] != seen["dark"]
    assert {seen["light"]} == {chosen, browser.run(ground)}
    browser.run("localStorage.clear()")
    browser.prefer("light")


def test_side_list_stays_in_sight_and_folds_on_a_phone(wire: Wire, browser: Browser) -> None:
    for number in range(25):
        wire.json("POST", "/domains/shop/profiles", FirstName=f"P{number}")
    browser.open(f"{wire.url}{SHOP}/profiles", WIDE, 500)
    browser.run("scrollTo(0, 600)")
    top = "return document.querySelector('.side').getBoundingClientRect().top"
    bar = browser.run("return document.querySelector('.bar').offsetHeight")

    assert bar == browser.run(top)
    browser.open(f"{wire.url}{SHOP}/profiles", PHONE)
    shown = "return document.querySelector('.side').offsetHeight > 0"
    assert not browser.run(shown)
    browser.run("document.querySelector('.menu').click()")
    assert browser.run(shown)


def test_page_is_whole_without_its_script(wire: Wire) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName="Ann")

    assert "Ann" in see(wire, f"{SHOP}/profiles").text
