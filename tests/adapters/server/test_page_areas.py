"""What the pages of a domain show of each area, and what they cost."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.adapters.pages.area_views import VIEWS
from moto_customerprofiles.adapters.pages.router import show
from moto_customerprofiles.adapters.responses import backend_of
from tests.support.clients import server_client
from tests.support.facts import ACCOUNT, REGION
from tests.support.pages import ROOT, SHOP, see
from tests.support.properties.full_domain import open_full_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from tests.support.sockets import Wire

PLACE = ["look", ACCOUNT, REGION, "shop"]


@pytest.fixture
def server(waitress_server: Wire) -> Wire:
    """Return the wire to the server of our own command; pages do not depend on the server."""
    return waitress_server


@pytest.fixture
def client(wire: Wire) -> CustomerProfilesClient:
    """Return a client of the server."""
    return server_client(wire.url)


@pytest.fixture
def full(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Return the wire to a server with a full domain."""
    monkeypatch.setattr(backend_of(ACCOUNT, REGION), "world", open_full_domain().world)
    return wire


def test_each_area_lists_what_there_is_with_links_to_each(full: Wire) -> None:
    counts = backend_of(ACCOUNT, REGION).call_hook("domain_areas", "shop")
    assert isinstance(counts, dict)
    for area in VIEWS.keys() & counts.keys():
        below = {link for link in see(full, f"{SHOP}/{area}").links if link.startswith(f"{SHOP}/{area}/")}

        assert counts[area] == len(below), area
        assert counts[area] > 0, area


@pytest.mark.needs("GetStreamForSegments")
def test_settings_show_the_stream_of_segments_and_who_uses_it(full: Wire) -> None:
    stream = backend_of(ACCOUNT, REGION).call("GetStreamForSegments", DomainName="shop")
    page = see(full, f"{SHOP}/settings")

    assert stream["DestinationArn"] in page.text
    for each in stream["AssociatedSegments"]:
        assert f"{SHOP}/segments/{each['SegmentName']}" in page.links


def test_empty_area_says_what_to_do(wire: Wire) -> None:
    counts = backend_of(ACCOUNT, REGION).call_hook("domain_areas", "shop")
    assert isinstance(counts, dict)
    empty = [area for area in VIEWS if counts.get(area) == 0]
    for area in empty:
        text = see(wire, f"{SHOP}/{area}").text

        assert VIEWS[area].empty[0] in text
        assert VIEWS[area].empty[1] in text
    assert len(empty) > 3


def test_looking_moves_no_job_on(wire: Wire) -> None:
    transition = {
        "model_name": "customerprofiles::segment_estimate",
        "transition": {"progression": "manual", "times": 2},
    }
    wire.send(
        "POST", "/moto-api/state-manager/set-transition", json.dumps(transition), {"Content-Type": "application/json"}
    )
    groups = {
        "Groups": [
            {"Dimensions": [{"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["A"]}}}]}
        ]
    }
    made = wire.json("POST", "/domains/shop/segment-estimates", SegmentQuery=groups).document["EstimateId"]
    try:
        for _ in range(5):
            assert "RUNNING" in see(wire, f"{SHOP}/segment-estimates/{made}").text
    finally:
        wire.send(
            "POST",
            "/moto-api/state-manager/unset-transition",
            json.dumps({"model_name": transition["model_name"]}),
            {"Content-Type": "application/json"},
        )


def test_failed_call_shows_its_request_and_its_message(wire: Wire) -> None:
    wire.json("POST", "/domains/shop/profiles/search", KeyName="_emial", Values=["ann@example.com"])
    for path in (f"{SHOP}/calls", f"{SHOP}/calls?errors=1", SHOP, ROOT):
        text = see(wire, path).text

        assert "SearchProfiles" in text
        assert "did you mean _email?" in text
        assert '"KeyName": "_emial"' in text


def test_value_is_asked_of_all_keys(wire: Wire) -> None:
    wire.json("POST", "/domains/shop/profiles", FirstName="Ann", PhoneNumber="+12065550100")
    found = see(wire, f"{SHOP}/search?value=%2B12065550100")

    assert "Ann" in found.text
    assert "_phone" in found.text
    assert "did you mean" not in found.text


def test_unknown_key_of_a_search_is_told_with_the_nearest(wire: Wire) -> None:
    assert "Did you mean _email" in see(wire, f"{SHOP}/search?key=email&value=x").text


def test_match_leads_to_both_profiles_with_its_reason(wire: Wire) -> None:
    for title in ("Mr", "Dr"):
        person = {"FirstName": "Zoe", "LastName": "Li", "PhoneNumber": "+12065550100", "Attributes": {"title": title}}
        wire.json("POST", "/domains/shop/profiles", **person)
    wire.json("PUT", "/domains/shop", Matching={"Enabled": True})
    wire.send("POST", f"{ROOT}domains/shop/identity-resolution-jobs")
    (match,) = {link for link in see(wire, f"{SHOP}/matches").links if link.startswith(f"{SHOP}/matches/")}
    page = see(wire, match)

    assert 2 == len({link for link in page.links if link.startswith(f"{SHOP}/profiles/")})
    assert "confidence" in page.text
    assert "match by their data: score" in page.text
    assert "Attributes.title" in page.text


def test_segment_shows_its_members_only_and_reads_a_thousand_profiles_at_most(wire: Wire) -> None:
    tier = {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": ["gold"]}}}
    groups = {"Groups": [{"Dimensions": [{"ProfileAttributes": tier}]}]}
    wire.json("POST", "/domains/shop/segment-definitions/vip", DisplayName="VIP", SegmentGroups=groups)
    people = [{"FirstName": f"P{n}", "Attributes": {"tier": "gold" if n == 0 else "tin"}} for n in range(1101)]
    backend = backend_of(ACCOUNT, REGION)
    for person in people:
        backend.call("CreateProfile", DomainName="shop", **person)
    first, second = see(wire, f"{SHOP}/segments/vip"), see(wire, f"{SHOP}/segments/vip?start=1000")

    assert "P0" not in first.text
    assert f"{SHOP}/segments/vip?start=1000" in first.links
    assert "P0" in second.text
    assert "P1 " not in second.text


def _effort(parts: list[str]) -> int:
    """Return how many functions of the package a page calls."""
    count = 0

    def counting(frame: Any, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "moto_customerprofiles" in frame.f_code.co_filename

    show([*PLACE, *parts], {})  # fills the caches
    sys.setprofile(counting)
    try:
        show([*PLACE, *parts], {})
    finally:
        sys.setprofile(None)
    return count


def test_page_costs_the_same_whatever_the_domain_holds(wire: Wire) -> None:  # noqa: ARG001  # it makes the domain
    backend = backend_of(ACCOUNT, REGION)
    tier = {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": ["gold"]}}}
    groups = {"Groups": [{"Dimensions": [{"ProfileAttributes": tier}]}]}
    backend.call(
        "CreateSegmentDefinition", DomainName="shop", SegmentDefinitionName="v", DisplayName="V", SegmentGroups=groups
    )
    backend.call("UpdateDomain", DomainName="shop", Matching={"Enabled": True})
    pages = [[], ["profiles"], ["history"], ["objects"], ["segments"], ["segments", "v"], ["search"], ["calls"]]
    costs: list[list[int]] = []
    made = 0
    for total in (2100, 4200):
        while made < total:
            made += 1
            gold = {"Attributes": {"tier": "gold"}, "EmailAddress": f"p{made}@example.com"}
            profile_id = backend.call("CreateProfile", DomainName="shop", FirstName=f"P{made}", **gold)["ProfileId"]
        costs.append([_effort(page) for page in [*pages, ["profiles", profile_id]]])

    assert [True] * len(costs[0]) == [after <= before * 1.02 for before, after in zip(*costs, strict=True)], costs


@pytest.mark.parametrize("domain_name", ["x", "a b", "ü"])
def test_unknown_domain_is_no_page(wire: Wire, domain_name: str) -> None:
    with pytest.raises(AssertionError, match="404"):
        see(wire, f"{ROOT}look/{ACCOUNT}/{REGION}/{domain_name.encode().hex()}")
