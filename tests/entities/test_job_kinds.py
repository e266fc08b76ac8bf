"""The table of job kinds is sound, and a new row of it works wherever jobs do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.entities.job_kinds import JOB_KINDS, JobKind, statuses
from moto_customerprofiles.entities.jobs import WithJob
from moto_customerprofiles.ports import Transition
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.state.domain import COLLECTIONS, Domain
from moto_customerprofiles.wire.newest_model import newest_model
from tests.support.surroundings import Clock, Paces, new_world

if TYPE_CHECKING:
    from moto_customerprofiles.entities.jobs import Job

INVENTED = {"data_store"}
"""Kinds that have no status in the model, only a percentage."""


@pytest.mark.parametrize("name", sorted(JOB_KINDS))
def test_no_two_paths_of_a_kind_begin_alike(name: str) -> None:
    firsts = [path[0] for path in JOB_KINDS[name].paths]

    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("name", sorted(JOB_KINDS.keys() - INVENTED))
def test_statuses_that_callers_see_are_those_of_an_enumeration_of_the_model(name: str) -> None:
    found = {status for path in JOB_KINDS[name].paths for status in path} - {"DELETED"}  # nobody sees what is gone

    assert any(found <= values for values in newest_model().values.values())


def test_status_that_no_path_begins_with_is_refused() -> None:
    with pytest.raises(ValueError, match="No upload_job begins with status SUCCEEDED"):
        statuses("upload_job", "SUCCEEDED")


def test_new_kind_of_job_works_from_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layouts get a job of a kind that is entered in the table, beside those that are there."""
    monkeypatch.setitem(JOB_KINDS, "layout_job", JobKind((("DRAWN", "PRINTED"),), "the layout is printed"))
    monkeypatch.setattr(COLLECTIONS["layouts"], "jobs", ("layout_job",))
    paces = Paces()
    paces.of_kind["layout_job"] = Transition("time", 60)
    clock = Clock()
    world = new_world(clock, paces=paces)
    domain = world.domains.add(Domain(world.call, "shop", 30))
    printed: list[str] = []
    driver: JobDriver[_Layout] = JobDriver("layout_job", lambda _, layout, job: printed.append(layout.follow(job)))
    domain.layouts.add(_Layout("blue", world.call.begin("layout_job", "DRAWN")))  # type: ignore[arg-type]  # a stand-in
    driver.peek(domain)
    clock.wind(seconds=60)
    with world.enter():
        driver.peek(domain)

    assert ["PRINTED"] == printed
    assert [{"blue"}] == [names for names in domain.moving if names]


class _Layout(WithJob):
    def __init__(self, name: str, job: Job) -> None:
        self.name = name
        self.job = job

    def follow(self, job: Job) -> str:
        self.job = job
        return job.status
