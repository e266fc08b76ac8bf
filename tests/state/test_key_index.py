from __future__ import annotations

from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.profiles.keys import PROFILE_SLOTS, key_entry
from moto_customerprofiles.entities.profiles import Profile
from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.profiles.key_index import KeyIndex

AT = datetime(2026, 1, 1, tzinfo=timezone.utc)
ENTRY = key_entry(PROFILE_SLOTS["_email"][0], ["ann@example.com"])


def profile(profile_id: str) -> Profile:
    return Profile(profile_id, 1, AT, AT, AT, {}, {})


ANN, BEN = profile("ann"), profile("ben")


@pytest.fixture
def index() -> KeyIndex:
    return KeyIndex(Journal())


@pytest.mark.parametrize("times", [1, 2, 3])
def test_profile_is_found_until_each_hold_is_released(index: KeyIndex, times: int) -> None:
    for _ in range(times):
        index.hold(ANN, [ENTRY])
    for _ in range(times):
        assert {ANN} == set(index.holders(ENTRY))
        index.release(ANN, [ENTRY])

    assert set() == set(index.holders(ENTRY))


@pytest.mark.parametrize("times", [1, 2, 3])
def test_one_profile_does_not_let_go_for_another(index: KeyIndex, times: int) -> None:
    for _ in range(times):
        index.hold(ANN, [ENTRY])
    index.hold(BEN, [ENTRY])
    assert {ANN, BEN} == set(index.holders(ENTRY))
    index.release(BEN, [ENTRY])
    for _ in range(times):
        assert {ANN} == set(index.holders(ENTRY))
        index.release(ANN, [ENTRY])

    assert set() == set(index.holders(ENTRY))


def test_holds_and_releases_are_taken_back() -> None:
    journal = Journal()
    index = KeyIndex(journal)
    index.hold(ANN, [ENTRY, ENTRY])
    journal.commit()
    index.hold(BEN, [ENTRY])
    index.release(ANN, [ENTRY, ENTRY])
    assert {BEN} == set(index.holders(ENTRY))
    journal.rollback()

    assert {ANN} == set(index.holders(ENTRY))


def test_a_name_that_a_failed_call_brought_is_not_known() -> None:
    journal = Journal()
    index = KeyIndex(journal)
    index.hold(ANN, [ENTRY])
    journal.rollback()

    assert [] == list(index.slots("_email"))
