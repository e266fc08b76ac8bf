from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.entities.profiles import Profile
from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.profiles.expiry_queue import ExpiryQueue
from tests.support.properties.interrupts import Interrupts, instructions

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2025, 1, 6, tzinfo=timezone.utc)
LATER = NOW + timedelta(days=1)

Setting = tuple[ExpiryQueue, Journal, Profile]


def setting(*, waits: bool) -> Setting:
    """Return a queue, its journal and a profile that waits for the later moment, or for none yet."""
    journal = Journal()
    queue, profile = ExpiryQueue(journal), Profile("p", 1, NOW, NOW, LATER, {}, {})
    if waits:
        queue.plan(profile, LATER)
        journal.commit()
    return queue, journal, profile


def plan(given: Setting) -> None:
    given[0].plan(given[2], LATER)


def pop(given: Setting) -> None:
    given[0].pop()


@pytest.mark.parametrize(("work", "waits"), [(plan, False), (pop, True)], ids=["plan", "pop"])
def test_profile_is_found_however_the_work_before_was_interrupted(
    work: Callable[[Setting], None], *, waits: bool
) -> None:
    for at in range(1, instructions(lambda: work(setting(waits=waits))) + 1):
        queue, journal, profile = given = setting(waits=waits)
        Interrupts(at).run(lambda: work(given))  # noqa: B023  # it is called at once
        journal.rollback()
        assert waits == (profile.due_at == LATER)
        queue.plan(profile, LATER)
        found: list[Profile] = []
        while queue.due():
            found += queue.pop()[1]

        assert profile in found
