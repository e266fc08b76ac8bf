"""What identity resolution jobs tell of themselves, and the phases they go through."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.identity_resolution import (
    AUTO,
    DAY,
    UNKNOWN,
    configure_matching,
    get_identity_job,
    job_statuses,
    list_identity_jobs,
    run_identity_job,
)
from tests.support.facts import T0
from tests.support.replies import error_code
from tests.support.shop import create_pair, create_profile, existing_profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("ML-8", "ML-7")
def test_planned_job_has_no_end_and_no_statistics(matching: CustomerProfilesClient) -> None:
    [listed] = list_identity_jobs(matching)
    job = get_identity_job(matching, listed["JobId"])

    assert not {"JobEndTime", "JobStats", "Message", "ExportingLocation"} & job.keys()
    assert {"DomainName": "shop", "AutoMerging": {"Enabled": False}} == {
        name: job[name] for name in ("DomainName", "AutoMerging")
    }


@pytest.mark.rule("ML-7")
def test_list_leaves_out_what_only_get_answers(matching: CustomerProfilesClient) -> None:
    [listed] = list_identity_jobs(matching)

    assert {"DomainName", "JobId", "Status", "JobStartTime"} == listed.keys()


@pytest.mark.rule("ML-9")
def test_job_is_forgotten_after_thirty_days(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    [job] = list_identity_jobs(matching)
    assert T0 + 31 * DAY == get_identity_job(matching, job["JobId"])["JobExpirationTime"]

    frozen.shift(31 * DAY)
    listed = [each["JobId"] for each in list_identity_jobs(matching)]

    assert job["JobId"] not in listed
    assert "ResourceNotFoundException" == error_code(
        matching.get_identity_resolution_job, DomainName="shop", JobId=job["JobId"]
    )


@pytest.mark.rule("ML-10")
def test_jobs_of_one_instant_are_listed_newest_first(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    ids = [run_identity_job(backend) for _ in range(5)]
    planned, *done = [job["JobId"] for job in list_identity_jobs(matching)]

    assert planned not in ids
    assert ids[::-1] == done


def test_unknown_job_is_not_found(matching: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(
        matching.get_identity_resolution_job, DomainName="shop", JobId=UNKNOWN
    )


@pytest.mark.rule("ML-7")
def test_job_reports_the_settings_it_ran_with(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    configure_matching(matching, AutoMerging=AUTO)
    job_id = run_identity_job(backend)
    configure_matching(matching)

    assert AUTO == get_identity_job(matching, job_id)["AutoMerging"]


@pytest.mark.rule("ML-11")
def test_statistics_count_profiles_groups_and_merged_profiles(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    configure_matching(matching, AutoMerging=AUTO)
    create_pair(matching)
    create_profile(matching, EmailAddress="other@x.com")
    job_id = run_identity_job(backend)
    expected = {"NumberOfProfilesReviewed": 3, "NumberOfMatchesFound": 1, "NumberOfMergesDone": 1}

    assert expected == get_identity_job(matching, job_id)["JobStats"]


@pytest.mark.rule("ML-6", "ID-H-4")
def test_state_manager_shows_every_phase(
    pace: Callable[..., None], matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    pace("identity_resolution_job", progression="manual", times=1)
    configure_matching(matching, AutoMerging=AUTO)
    ids = create_pair(matching)
    job_id = run_identity_job(backend)
    seen = [get_identity_job(matching, job_id)["Status"] for _ in range(3)]
    left = len(existing_profiles(matching, ids))

    assert ["FIND_MATCHING", "MERGING", "COMPLETED"] == seen
    assert 1 == left


@pytest.mark.rule("ML-6")
def test_job_that_merges_nothing_has_no_phase_for_it(
    pace: Callable[..., None], matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    pace("identity_resolution_job", progression="manual", times=1)
    job_id = run_identity_job(backend)

    assert ["FIND_MATCHING", "COMPLETED"] == [get_identity_job(matching, job_id)["Status"] for _ in range(2)]


def test_nothing_is_merged_before_the_end(
    pace: Callable[..., None], matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    pace("identity_resolution_job", progression="manual", times=1)
    configure_matching(matching, AutoMerging=AUTO)
    ids = create_pair(matching)
    job = get_identity_job(matching, run_identity_job(backend))

    assert (2, "FIND_MATCHING") == (
        len(existing_profiles(matching, ids)),
        job["Status"],
    )
    assert {"NumberOfProfilesReviewed": 2, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0} == job["JobStats"]


def test_job_that_runs_past_its_retention_comes_to_its_end(
    pace: Callable[..., None], matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("identity_resolution_job", progression="manual", times=1)
    frozen.shift(DAY)
    [job] = list_identity_jobs(matching)
    frozen.shift(31 * DAY)
    ended = get_identity_job(matching, job["JobId"])["Status"]

    assert ("FIND_MATCHING", "COMPLETED") == (job["Status"], ended)
    assert "COMPLETED" not in job_statuses(matching)


@pytest.mark.rule("ML-6", "ID-H-4")
def test_phases_can_take_their_time(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    configure_matching(matching, AutoMerging=AUTO)
    backend.call_hook("set_identity_resolution_phases", seconds={"PREPROCESSING": 60, "MERGING": 30})
    [job] = list_identity_jobs(matching)
    seen = []
    for step in (DAY, timedelta(seconds=59), timedelta(seconds=1), timedelta(seconds=30)):
        frozen.shift(step)
        seen.append(get_identity_job(matching, job["JobId"])["Status"])
    ended = get_identity_job(matching, job["JobId"])["JobEndTime"]

    assert ["PREPROCESSING", "PREPROCESSING", "MERGING", "COMPLETED"] == seen
    assert T0 + DAY + timedelta(seconds=90) == ended


def test_phase_seconds_are_an_attribute_of_the_backend(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
    frozen.shift(DAY)

    assert ["FIND_MATCHING"] == job_statuses(matching)


def test_running_job_is_not_run_again(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
    frozen.shift(DAY)
    matching.get_domain(DomainName="shop")
    with pytest.raises(Exception, match="is running"):
        run_identity_job(backend)


def test_disabling_ends_a_running_job(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
    frozen.shift(DAY)
    matching.update_domain(DomainName="shop", Matching={"Enabled": False})

    assert ["FAILED"] == job_statuses(matching)
