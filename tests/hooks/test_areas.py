from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.pipeline import perform_hook
from tests.support.properties.full_domain import FullDomain, open_full_domain

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


@pytest.fixture(scope="module")
def full_domain() -> FullDomain:
    """Return a domain in which something of everything is there."""
    return open_full_domain()


def ask(world: World, hook: str, **arguments: object) -> Any:
    return perform_hook(world, hook, domain_name="shop", **arguments)


def test_every_area_has_as_many_items_as_it_counts(full_domain: FullDomain) -> None:
    counts = ask(full_domain.world, "domain_areas")
    listed = [area for area in counts if area != "profiles"]
    found = {area: ask(full_domain.world, "area_items", area=area, count=1000) for area in listed}

    assert {area: counts[area] for area in listed} == {area: found[area]["Total"] for area in listed}
    assert {area: counts[area] for area in listed} == {area: len(found[area]["Items"]) for area in listed}


def test_item_is_shown_as_its_get_operation_shows_it(full_domain: FullDomain) -> None:
    params = {"DomainName": "shop", "SegmentDefinitionName": "gold"}
    (segment, *_) = ask(full_domain.world, "area_items", area="segments")["Items"]
    params["SegmentDefinitionName"] = segment["SegmentDefinitionName"]

    assert full_domain.call("GetSegmentDefinition", params) == segment
    name = {"item_name": params["SegmentDefinitionName"]}
    assert segment == ask(full_domain.world, "area_item", area="segments", **name)


def test_settings_are_those_of_get_domain(full_domain: FullDomain) -> None:
    assert full_domain.call("GetDomain", {"DomainName": "shop"}) == ask(full_domain.world, "domain_settings")


def test_lists_can_be_read_in_parts(full_domain: FullDomain) -> None:
    for area in ("objects", "history", "calculated-attributes", "matches"):
        whole = ask(full_domain.world, "area_items", area=area, count=1000)["Items"]
        parts = [
            ask(full_domain.world, "area_items", area=area, start=at, count=1)["Items"] for at in range(len(whole))
        ]

        assert whole == [item for part in parts for item in part]


def test_history_has_the_profiles_that_are_gone(full_domain: FullDomain) -> None:
    made = full_domain.call("CreateProfile", {"DomainName": "shop", "FirstName": "Gone"})["ProfileId"]
    full_domain.call("DeleteProfile", {"DomainName": "shop", "ProfileId": made})
    (newest, *_) = ask(full_domain.world, "area_items", area="history")["Items"]
    records = ask(full_domain.world, "profile_history", profile_id=made)

    assert (made, False, None) == (newest["ProfileId"], newest["IsThere"], newest["Name"])
    assert ["DELETED_BY_CUSTOMER", "CREATED"] == [record["ActionType"] for record in records]


def test_keys_are_those_of_object_types_and_the_predefined_ones(full_domain: FullDomain) -> None:
    rows = {row["KeyName"]: row for row in ask(full_domain.world, "domain_keys")}

    assert ["order"] == rows["orderId"]["ObjectTypeNames"]
    assert not rows["orderId"]["IsPredefined"]
    assert ["EMAIL_ADDRESS"] == rows["_email"]["ContentTypes"]
    assert rows["_email"]["IsPredefined"]


def test_matches_of_a_profile_are_the_groups_that_hold_it(full_domain: FullDomain) -> None:
    for match in ask(full_domain.world, "area_items", area="matches")["Items"]:
        assert match == ask(full_domain.world, "match_group", kind=match["Kind"], match_id=match["MatchId"])
        for profile in match["Profiles"]:
            assert match in ask(full_domain.world, "profile_matches", profile_id=profile["ProfileId"])


@pytest.mark.parametrize(
    ("hook", "arguments"),
    [
        ("area_items", {"area": "nothing"}),
        ("area_item", {"area": "object-types", "item_name": "nothing"}),
        ("match_group", {"kind": "rule-based", "match_id": "nothing"}),
        ("profile_history", {"profile_id": "nothing"}),
    ],
)
def test_what_is_not_there_is_not_found(full_domain: FullDomain, hook: str, arguments: dict[str, str]) -> None:
    with pytest.raises(ResourceNotFound, match="nothing"):
        ask(full_domain.world, hook, **arguments)


def test_domain_without_a_stream_of_segments_is_no_error(full_domain: FullDomain) -> None:
    assert perform_hook(full_domain.world, "domain_segment_stream", domain_name="office") is None
