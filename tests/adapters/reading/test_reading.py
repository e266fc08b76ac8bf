"""Whatever a domain has, what is read of it loads to a domain that answers the same; what cannot be read is told."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_customerprofiles.adapters.command_line.endpoints import fake_client
from moto_customerprofiles.adapters.parity.calls import Caller, Outcome, Undecided
from moto_customerprofiles.adapters.reading.configuration import LISTS, Reader
from moto_customerprofiles.adapters.reading.differences import differences
from moto_customerprofiles.adapters.scenario_files import load_scenario
from moto_customerprofiles.hooks.scenarios.sections import ALL_SECTIONS
from tests.support.columns import NEEDS_ALL
from tests.support.properties.full_domain import REQUESTS, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = NEEDS_ALL

NAMES = [section.name for section in ALL_SECTIONS]
NEEDED = {
    "Integrations": {"EventTriggers", "ObjectTypes", "DomainObjectTypes"},
    "EventTriggers": {"ObjectTypes", "Segments", "CalculatedAttributes"},
    "CalculatedAttributes": {"ObjectTypes"},
    "Segments": {"CalculatedAttributes", "ObjectTypes"},
    "RecommenderFilters": {"RecommenderSchemas", "DomainObjectTypes"},
    "Recommenders": {"RecommenderSchemas", "RecommenderFilters", "DomainObjectTypes"},
    "Layouts": {"Segments"},
}
"""What a section of the full domain refers to."""


@cache
def _full() -> dict[str, Any]:
    """Return the scenario of a domain that has something of everything."""
    full_domain = open_full_domain()
    caller = _Caller(full_domain.call)
    return Reader(caller).configuration("shop")  # type: ignore[arg-type]  # it calls as the reader does


class _Caller:
    def __init__(self, call: Callable[[str, dict[str, Any]], dict[str, Any]]) -> None:
        self._call = call

    def call(self, operation: str, members: dict[str, Any]) -> Outcome:
        return Outcome(self._call(operation, members))


@st.composite
def _domains(draw: st.DrawFn) -> dict[str, Any]:
    wanted = set(draw(st.lists(st.sampled_from(NAMES), unique=True)))
    while more := set().union(*(NEEDED.get(name, set()) for name in wanted)) - wanted:
        wanted |= more
    members = {name: value for name, value in _full().items() if name not in NAMES}
    kept = {
        name: members[name] for name in members if name in {"DefaultExpirationDays", *_BASICS} or draw(st.booleans())
    }
    return {**kept, **{name: _full()[name] for name in NAMES if name in wanted and name in _full()}}


_BASICS = ("DefaultExpirationDays", "DataStore", "DefaultEncryptionKey")


def _loaded(domain: dict[str, Any]) -> dict[str, Any]:
    """Load a domain into a fresh fake, and read it back."""
    with fake_client() as client:
        load_scenario({"shop": domain})
        return Reader(Caller(client)).configuration("shop")


@pytest.mark.rule("SCN-1")
@settings(max_examples=20)
@given(domain=_domains())
def test_domain_that_is_read_loads_to_one_that_answers_the_same(domain: dict[str, Any]) -> None:
    first = _loaded(domain)
    second = _loaded(first)

    assert [] == differences(first, second, with_data=True)
    assert {*domain} - {"CreatedAt"} == {*first} - {"CreatedAt"}


def test_full_domain_has_every_section() -> None:
    assert [] == sorted(set(NAMES) - _full().keys())
    assert sorted(LISTS) == sorted(NAMES)
    assert {*LISTS.values()} <= {*REQUESTS}


@pytest.mark.rule("SCN-5")
def test_what_may_not_be_read_is_told_and_the_rest_is_read() -> None:
    full_domain = open_full_domain()

    def call(operation: str, members: dict[str, Any]) -> dict[str, Any]:
        if operation == "ListSegmentDefinitions":
            raise Undecided("no permission for profile:ListSegmentDefinitions (AccessDeniedException)")
        return full_domain.call(operation, members)

    reader = Reader(_Caller(call))  # type: ignore[arg-type]  # it calls as the reader does
    document = reader.configuration("shop")

    assert "Segments" not in document
    assert "ObjectTypes" in document
    assert any("ListSegmentDefinitions was not read: no permission" in note for note in reader.notes)
    assert any(note.startswith("Event stream") for note in reader.notes)
