"""Each kind of hint: it is told of a mistake, and not told without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.services.views.hint_list import AREAS, register_all
from moto_customerprofiles.state.hints import HINTS
from tests.support.areas.hint_stories import STORIES
from tests.support.backends import hook

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

register_all()
KINDS = [pytest.param(name, marks=pytest.mark.needs(*story.needs)) for name, story in STORIES.items()]


def _told(name: str) -> list[dict[str, Any]]:
    return [hint for hint in hook("hints") if hint["Hint"] == name]


@pytest.mark.failing_work
@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize("name", KINDS)
def test_mistake_is_told_with_its_remedy(name: str, client: CustomerProfilesClient) -> None:
    STORIES[name].act(client, True)  # noqa: FBT003  # with the mistake
    [hint] = _told(name)

    assert STORIES[name].told in hint["Message"]
    assert hint["Remedy"][0].isupper()
    assert not hint["Remedy"].endswith(".")


@pytest.mark.usefixtures("domain")
@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_told_without_the_mistake(name: str, client: CustomerProfilesClient) -> None:
    STORIES[name].act(client, False)  # noqa: FBT003  # without the mistake

    assert [] == [hint for hint in _told(name) if name != "dead-letter-queue-missing" or "Queue" in hint["Subject"]]


def test_module_of_each_search_is_an_area() -> None:
    modules = {kind.module for kind in HINTS.values() if kind.search}

    assert {f"moto_customerprofiles.services.{area.module}.hints" for area in AREAS} == modules


def test_each_kind_of_hint_has_a_story() -> None:
    assert sorted(HINTS) == sorted(STORIES)


@pytest.mark.parametrize("name", sorted(HINTS))
def test_kind_of_hint_says_what_it_warns_of(name: str) -> None:
    assert HINTS[name].description.startswith("Warn of ")
