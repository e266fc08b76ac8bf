from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles import pipeline
from moto_customerprofiles.entities.job_kinds import JOB_KINDS, JobKind
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.services.chores import CHORES, check_job_kinds, due_chores
from tests.support.columns import NEEDS_ALL
from tests.support.properties.full_domain import REQUESTS, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain


@NEEDS_ALL
def test_nothing_falls_due_in_a_domain_that_is_not_set_up_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = set()

    def checked(domain: Domain, now: datetime) -> Iterator[tuple[datetime, Callable[[], None]]]:
        for number, chore in enumerate(CHORES):
            is_set_up = bool(chore.is_set_up(domain))
            asked.add((number, is_set_up))

            assert is_set_up or chore.work().due(domain) is None
        return due_chores(domain, now)

    monkeypatch.setattr(pipeline, "due_chores", checked)
    full_domain = open_full_domain()
    full_domain.call("GetDomain")
    full_domain.world.settings.consistency = {"counts": 60}
    for name in sorted(REQUESTS, key="DeleteDomain".__eq__):
        with suppress(ServiceError):  # of what an earlier one took away
            full_domain.call(name)

    assert {*range(len(CHORES))} == {number for number, is_set_up in asked if is_set_up}


def test_end_of_each_kind_of_job_is_brought_about() -> None:
    check_job_kinds(JOB_KINDS)


def test_kind_of_job_without_an_end_needs_no_driver() -> None:
    check_job_kinds({**JOB_KINDS, "export_job": JobKind((("RUNNING", "DONE"),))})


def test_kind_of_job_whose_end_nobody_brings_about_is_refused() -> None:
    with pytest.raises(ValueError, match="export_job"):
        check_job_kinds({**JOB_KINDS, "export_job": JobKind((("RUNNING", "DONE"),), "the file is written")})


def test_driver_of_a_kind_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="upload_job"):
        check_job_kinds({name: kind for name, kind in JOB_KINDS.items() if name != "upload_job"})
