"""Whatever has an ARN is entered in one table, and known wherever ARNs matter: to tags, to IAM and to scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.adapters.authorization import resource_of
from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.hooks.scenarios.sections import ALL_SECTIONS, check_sections
from moto_customerprofiles.state.collection import Kind
from moto_customerprofiles.state.domain import COLLECTIONS, Domain, arn_paths
from moto_customerprofiles.state.tags import all_tags, tags_of
from tests.support.facts import T0, aws_arn

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

NOTE = aws_arn("profile", "domains/shop/notes/first")


@pytest.fixture
def _notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter a kind of resource in the table, and nowhere else."""
    monkeypatch.setitem(COLLECTIONS, "notes", Kind("Note", arn_path="notes"))


def test_policies_can_name_every_kind_that_has_an_arn() -> None:
    unnamed = {kind for kind in arn_paths() if not resource_of(f"/domains/shop/{kind}/name", "arn:").endswith("/name")}

    assert {"integrations"} == unnamed  # whose path has no name: the URI is in the body


@pytest.mark.usefixtures("_notes")
def test_new_kind_with_an_arn_has_tags_by_its_row_alone(world: World) -> None:
    domain = world.domains.add(Domain(world.call, "shop", 1))
    domain.taggable["notes"].add(ConfigDocument("first", {}, T0, T0, {"team": "a"}))

    assert ({"team": "a"}, {"team": "a"}) == (tags_of(world, NOTE), dict(all_tags(world))[NOTE])


@pytest.mark.usefixtures("_notes")
def test_policies_can_name_a_new_kind_by_its_row_alone() -> None:
    assert resource_of("/domains/shop/notes/first", "arn:").endswith("domains/shop/notes/first")


@pytest.mark.usefixtures("_notes")
def test_new_kind_with_an_arn_that_no_scenario_carries_is_refused() -> None:
    with pytest.raises(ValueError, match="notes"):
        check_sections(ALL_SECTIONS)


def test_section_of_a_kind_without_an_arn_is_refused() -> None:
    with pytest.raises(ValueError, match="upload-jobs"):
        check_sections([*ALL_SECTIONS, ALL_SECTIONS[0]._replace(arn_path="upload-jobs")])
