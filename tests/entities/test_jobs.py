from __future__ import annotations

from datetime import timedelta

import pytest

from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.ports import Transition
from tests.support.facts import T0

PATH = ("WAITING", "RUNNING", "DONE")
SLOW = Transition("manual", 2)
AT_ONCE = Transition("immediate")
MINUTELY = Transition("time", 60)


def looked(times: int, transition: Transition = SLOW) -> Job:
    job = Job.begun("upload_job", PATH, T0, transition)
    for _ in range(times):
        job = job.polled_at(T0, transition)
    return job


@pytest.mark.rule("STA-1")
def test_immediate_job_begins_at_its_end() -> None:
    job = Job.begun("upload_job", PATH, T0, AT_ONCE)

    assert ("DONE", True) == (job.status, job.is_over)


@pytest.mark.rule("STA-1")
@pytest.mark.parametrize(
    ("looks", "status"), [(0, "WAITING"), (1, "WAITING"), (2, "RUNNING"), (3, "RUNNING"), (4, "DONE"), (9, "DONE")]
)
def test_manual_job_takes_a_step_for_every_so_many_polls(looks: int, status: str) -> None:
    assert status == looked(looks).status


@pytest.mark.rule("STA-1")
@pytest.mark.parametrize(
    ("seconds", "status"), [(0, "WAITING"), (59, "WAITING"), (60, "RUNNING"), (120, "DONE"), (9999, "DONE")]
)
def test_timed_job_takes_a_step_for_every_so_many_seconds(seconds: int, status: str) -> None:
    job = Job.begun("upload_job", PATH, T0, MINUTELY).polled_at(T0 + timedelta(seconds=seconds), MINUTELY)

    assert status == job.status


def test_timed_step_is_dated_when_it_fell_due() -> None:
    job = Job.begun("upload_job", PATH, T0, MINUTELY).polled_at(T0 + timedelta(seconds=100), MINUTELY)

    assert T0 + timedelta(seconds=60) == job.since


def test_peeking_leaves_the_job_alone() -> None:
    job = Job.begun("upload_job", PATH, T0, Transition("manual", 1))
    job.polled_at(T0, Transition("manual", 1))

    assert "WAITING" == job.status


def test_job_whose_transition_becomes_immediate_is_over_at_the_next_poll() -> None:
    assert looked(1).polled_at(T0, AT_ONCE).is_over


def test_job_that_is_over_stays_as_it_is() -> None:
    job = looked(4)

    assert job == job.polled_at(T0 + timedelta(days=1), SLOW)


def test_job_can_get_another_end() -> None:
    assert "FAILED" == looked(1).ending("FAILED").ended(T0).status


def test_job_that_is_held_moves_on_no_more() -> None:
    job = looked(3).held_at("STOPPED", T0)

    assert ("STOPPED", None) == (job.polled_at(T0, AT_ONCE).status, job.due(MINUTELY))
