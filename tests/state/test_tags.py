from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.entities.integrations import Integration
from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.state.domain import Domain
from moto_customerprofiles.state.tags import MAX_TAGS, add_tags, all_tags, tags_of
from tests.support.facts import ACCOUNT, REGION, T0, aws_arn

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

ARN = aws_arn("profile", "domains/shop")
STREAM = aws_arn("kinesis", "stream/clicks")


@pytest.fixture
def domain(world: World) -> Domain:
    domain = Domain(world.call, "shop", 30)
    domain.layouts.add(ConfigDocument("blue", {}, T0, T0, {"colour": "blue"}))
    domain.integrations.add(Integration(STREAM, "shop", T0, T0, tags={"colour": "none"}))
    domain.tags["team"] = "a"
    return world.domains.add(domain)


@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize(
    ("below", "tags"),
    [("", {"team": "a"}), ("/layouts/blue", {"colour": "blue"}), (f"/integrations/{STREAM}", {"colour": "none"})],
)
def test_tags_are_found_by_arn(world: World, below: str, tags: dict[str, str]) -> None:
    assert tags == tags_of(world, ARN + below)


@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize(
    "arn",
    [
        ARN + "s",
        ARN + "/layouts/red",
        ARN + "/layers/blue",
        ARN + "/layouts",
        ARN.replace(REGION, "us-west-2"),
        ARN.replace(ACCOUNT, "210987654321"),
        ARN.replace(":aws:", ":aws-cn:"),
        aws_arn("profile", "domains/"),
        "arn:aws:profile",
    ],
)
def test_what_is_not_here_is_not_found(world: World, arn: str) -> None:
    with pytest.raises(ResourceNotFound):
        tags_of(world, arn)


@pytest.mark.usefixtures("domain")
def test_all_tags_come_with_their_arns(world: World) -> None:
    expected = {
        ARN: {"team": "a"},
        f"{ARN}/layouts/blue": {"colour": "blue"},
        f"{ARN}/integrations/{STREAM}": {"colour": "none"},
    }

    assert expected == {arn: tags for arn, tags in all_tags(world) if tags}


def test_fifty_tags_fit(world: World, domain: Domain) -> None:
    add_tags(world.call.journal, domain.tags, {f"k{number}": "v" for number in range(MAX_TAGS - 1)})

    assert MAX_TAGS == len(domain.tags)


def test_overwriting_needs_no_room(world: World, domain: Domain) -> None:
    add_tags(world.call.journal, domain.tags, {f"k{number}": "v" for number in range(MAX_TAGS - 1)})
    add_tags(world.call.journal, domain.tags, {"team": "b"})

    assert "b" == domain.tags["team"]


def test_one_tag_too_many_changes_nothing(world: World, domain: Domain) -> None:
    with pytest.raises(BadRequest):
        add_tags(world.call.journal, domain.tags, {f"k{number}": "v" for number in range(MAX_TAGS)})

    assert {"team": "a"} == domain.tags
