"""When identity resolution jobs are planned to start."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.support.areas.identity_resolution import (
    AUTO,
    DAY,
    HOUR,
    SATURDAY,
    WEEK,
    configure_matching,
    get_identity_job,
    get_matches,
    job_statuses,
    list_identity_jobs,
    run_identity_job,
)
from tests.support.facts import T0
from tests.support.shop import create_domain, create_pair

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("ML-1", "ML-3", "ID-EX-7")
def test_first_job_starts_a_day_after_enabling(matching: CustomerProfilesClient) -> None:
    [job] = list_identity_jobs(matching)

    assert ("PENDING", T0 + DAY) == (job["Status"], job["JobStartTime"])


@pytest.mark.rule("ML-1")
def test_first_job_starts_at_the_next_slot_if_that_is_earlier(matching: CustomerProfilesClient) -> None:
    configure_matching(matching, JobSchedule={"DayOfTheWeek": "MONDAY", "Time": "13:05"})
    [job] = list_identity_jobs(matching)

    assert T0 + HOUR + timedelta(minutes=5) == job["JobStartTime"]


@pytest.mark.rule("ML-2", "ML-3", "ML-10", "ID-EX-7", "ID-H-1")
def test_job_runs_when_the_clock_passes_its_start(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.shift(DAY + HOUR)
    planned, done = list_identity_jobs(matching)

    assert ("PENDING", SATURDAY) == (planned["Status"], planned["JobStartTime"])
    assert ("COMPLETED", T0 + DAY, T0 + DAY) == (done["Status"], done["JobStartTime"], done["JobEndTime"])


@pytest.mark.rule("ML-4")
def test_every_slot_that_passed_has_its_job(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    frozen.shift(2 * WEEK)
    planned, *done = list_identity_jobs(matching)

    assert SATURDAY + 2 * WEEK == planned["JobStartTime"]
    assert [SATURDAY + WEEK, SATURDAY, T0 + DAY] == [job["JobStartTime"] for job in done]
    assert [job["JobStartTime"] for job in done] == [job["JobEndTime"] for job in done]


@pytest.mark.rule("ML-4")
def test_slot_that_is_now_has_its_job(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    frozen.move_to(SATURDAY)
    _, latest, *_ = list_identity_jobs(matching)

    assert (SATURDAY, "COMPLETED") == (latest["JobStartTime"], latest["Status"])


@pytest.mark.rule("ML-4")
def test_jobs_of_thirty_days_are_kept(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    frozen.move_to(SATURDAY + 20 * WEEK)
    planned, *done = list_identity_jobs(matching)

    assert SATURDAY + 21 * WEEK == planned["JobStartTime"]
    assert [SATURDAY + weeks * WEEK for weeks in (20, 19, 18, 17, 16)] == [job["JobStartTime"] for job in done]


@pytest.mark.rule("ML-2", "ML-4", "ML-10")
def test_jobs_come_every_week(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    for step in (DAY, WEEK - DAY):
        frozen.shift(step)
        matching.get_domain(DomainName="shop")

    assert [SATURDAY + WEEK, SATURDAY, T0 + DAY] == [job["JobStartTime"] for job in list_identity_jobs(matching)]


@pytest.mark.rule("ML-5")
def test_new_schedule_moves_the_planned_job(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    frozen.shift(2 * DAY)
    [before, *_] = list_identity_jobs(matching)
    frozen.shift(HOUR)
    configure_matching(matching, JobSchedule={"DayOfTheWeek": "SUNDAY", "Time": "07:30"})
    [after, *_] = list_identity_jobs(matching)
    slot = datetime(2025, 1, 12, 7, 30, tzinfo=timezone.utc)

    assert (before["JobId"], slot) == (after["JobId"], after["JobStartTime"])
    assert T0 + 2 * DAY + HOUR == get_identity_job(matching, after["JobId"])["LastUpdatedAt"]


@pytest.mark.rule("ML-5")
def test_other_settings_leave_the_plan_alone(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    frozen.shift(HOUR)
    configure_matching(matching, AutoMerging=AUTO)
    [job] = list_identity_jobs(matching)

    assert (T0 + DAY, T0) == (job["JobStartTime"], get_identity_job(matching, job["JobId"])["LastUpdatedAt"])


def test_enabling_again_waits_a_day_at_most_as_at_first(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    run_identity_job(backend)
    matching.update_domain(DomainName="shop", Matching={"Enabled": False})
    configure_matching(matching)
    [planned, _] = list_identity_jobs(matching)

    assert ("PENDING", T0 + DAY) == (planned["Status"], planned["JobStartTime"])


def test_new_schedule_plans_ahead_when_all_earlier_jobs_are_forgotten(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.shift(40 * DAY)
    before, *_ = list_identity_jobs(matching)
    configure_matching(matching, JobSchedule={"DayOfTheWeek": "FRIDAY", "Time": "01:00"})
    after, *_ = list_identity_jobs(matching)
    slot = datetime(2025, 2, 21, 1, tzinfo=timezone.utc)

    assert (before["JobId"], slot) == (after["JobId"], after["JobStartTime"])


@pytest.mark.rule("ML-5", "ID-D-42", "ID-EX-7")
def test_disabling_deletes_the_planned_job_and_keeps_finished_ones(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.shift(DAY + HOUR)
    matching.update_domain(DomainName="shop", Matching={"Enabled": False})

    assert ["COMPLETED"] == job_statuses(matching)


@pytest.mark.rule("ID-D-42")
def test_disabling_clears_what_was_found(matching: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    create_pair(matching)
    run_identity_job(backend)
    matching.update_domain(DomainName="shop", Matching={"Enabled": False})
    configure_matching(matching)

    with pytest.raises(ClientError, match="GetMatches result not found"):
        get_matches(matching)


@pytest.mark.rule("ML-10")
def test_domain_that_never_had_matching_has_no_jobs(client: CustomerProfilesClient) -> None:
    create_domain(client)

    assert [] == list_identity_jobs(client)
