from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import time_machine
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from moto_customerprofiles import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.models import CustomerProfilesBackend

    Document = dict[str, Any]

T0 = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)  # a Monday
SATURDAY = datetime(2025, 1, 11, tzinfo=timezone.utc)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
BY_EMAIL: Any = {"MatchingAttributesList": [["EmailAddress"]]}
RECENCY: Any = {"ConflictResolvingModel": "RECENCY"}
AUTO = {"Enabled": True, "Consolidation": BY_EMAIL, "ConflictResolution": RECENCY}
EXPORT = {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": "exports/"}}
UNKNOWN = "f" * 32


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Freeze the clock at T0; a test moves it."""
    with time_machine.travel(T0, tick=False) as traveller:
        yield traveller


@pytest.fixture
def backend(client: CustomerProfilesClient) -> CustomerProfilesBackend:  # noqa: ARG001  # its backend
    """Answer the backend behind the client."""
    return customerprofiles_backends["123456789012"]["us-east-1"]


@pytest.fixture
def shop(clock: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # it freezes
    """Answer a client that has a domain `d` with matching, made at T0."""
    client.create_domain(DomainName="d", DefaultExpirationDays=365, Matching={"Enabled": True})
    return client


def configure(client: CustomerProfilesClient, **members: Any) -> None:
    block: Any = {"Enabled": True, **members}
    client.update_domain(DomainName="d", Matching=block)


def profile(client: CustomerProfilesClient, **fields: Any) -> str:
    return client.create_profile(DomainName="d", **fields)["ProfileId"]


def pair(client: CustomerProfilesClient, email: str = "a@x.com") -> list[str]:
    return [profile(client, EmailAddress=email) for _ in range(2)]


def jobs(client: CustomerProfilesClient) -> list[Document]:
    return [dict(job) for job in client.list_identity_resolution_jobs(DomainName="d")["IdentityResolutionJobsList"]]


def statuses(client: CustomerProfilesClient) -> list[str]:
    return [job["Status"] for job in jobs(client)]


def job_of(client: CustomerProfilesClient, job_id: str) -> Document:
    return dict(client.get_identity_resolution_job(DomainName="d", JobId=job_id))


def matches(client: CustomerProfilesClient) -> Document:
    answer: Document = dict(client.get_matches(DomainName="d"))
    answer.pop("ResponseMetadata")
    return answer


def put_type(client: CustomerProfilesClient, name: str) -> None:
    client.put_profile_object_type(
        DomainName="d",
        ObjectTypeName=name,
        Description=name,
        Fields={
            "id": {"Source": "_source.id"},
            "email": {"Source": "_source.email", "Target": "_profile.EmailAddress"},
            "last": {"Source": "_source.last", "Target": "_profile.LastName"},
            "phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber"},
            "time": {"Source": "_source.time", "Target": "_profile.SourceLastUpdatedTimestamp"},
        },
        Keys={f"{name}Id": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]},
        AllowProfileCreation=True,
        SourceLastUpdatedTimestampFormat="EpochMilli",
    )


def put(client: CustomerProfilesClient, object_type: str, **members: str) -> None:
    """Put an object; all have one phone, which lets them match although their last names differ."""
    document = json.dumps({"phone": "555-010-0000", **members})
    client.put_profile_object(DomainName="d", ObjectTypeName=object_type, Object=document)


def error_of(call: Any, **params: Any) -> str:
    with pytest.raises(ClientError) as raised:
        call(DomainName="d", **params)
    return str(raised.value.response["Error"]["Code"])


class TestPlan:
    @pytest.mark.rule("ML-1", "ML-3", "ID-EX-7")
    def test_first_job_starts_a_day_after_enabling(self, shop: CustomerProfilesClient) -> None:
        [job] = jobs(shop)

        assert ("PENDING", T0 + DAY) == (job["Status"], job["JobStartTime"])

    @pytest.mark.rule("ML-1")
    def test_first_job_starts_at_the_next_slot_if_that_is_earlier(self, shop: CustomerProfilesClient) -> None:
        configure(shop, JobSchedule={"DayOfTheWeek": "MONDAY", "Time": "13:05"})
        [job] = jobs(shop)

        assert T0 + HOUR + timedelta(minutes=5) == job["JobStartTime"]

    @pytest.mark.rule("ML-2", "ML-3", "ML-10", "ID-EX-7", "ID-H-1")
    def test_job_runs_when_the_clock_passes_its_start(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(DAY + HOUR)
        planned, done = jobs(shop)

        assert ("PENDING", SATURDAY) == (planned["Status"], planned["JobStartTime"])
        assert ("COMPLETED", T0 + DAY, T0 + DAY) == (done["Status"], done["JobStartTime"], done["JobEndTime"])

    @pytest.mark.rule("ML-4")
    def test_slots_that_were_jumped_over_are_skipped(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(2 * WEEK)
        planned, done = jobs(shop)

        assert (SATURDAY + 2 * WEEK, T0 + DAY) == (planned["JobStartTime"], done["JobStartTime"])

    @pytest.mark.rule("ML-2", "ML-4", "ML-10")
    def test_jobs_come_every_week(self, shop: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        for step in (DAY, WEEK - DAY):
            clock.shift(step)
            shop.get_domain(DomainName="d")

        assert [SATURDAY + WEEK, SATURDAY, T0 + DAY] == [job["JobStartTime"] for job in jobs(shop)]

    @pytest.mark.rule("ML-5")
    def test_new_schedule_moves_the_planned_job(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(2 * DAY)
        [before, *_] = jobs(shop)
        clock.shift(HOUR)
        configure(shop, JobSchedule={"DayOfTheWeek": "SUNDAY", "Time": "07:30"})
        [after, *_] = jobs(shop)
        slot = datetime(2025, 1, 12, 7, 30, tzinfo=timezone.utc)

        assert (before["JobId"], slot) == (after["JobId"], after["JobStartTime"])
        assert T0 + 2 * DAY + HOUR == job_of(shop, after["JobId"])["LastUpdatedAt"]

    @pytest.mark.rule("ML-5")
    def test_other_settings_leave_the_plan_alone(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(HOUR)
        configure(shop, AutoMerging=AUTO)
        [job] = jobs(shop)

        assert (T0 + DAY, T0) == (job["JobStartTime"], job_of(shop, job["JobId"])["LastUpdatedAt"])

    def test_enabling_again_waits_a_day_at_most_as_at_first(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        backend.call_hook("run_identity_resolution_job", domain_name="d")
        shop.update_domain(DomainName="d", Matching={"Enabled": False})
        configure(shop)
        [planned, _] = jobs(shop)

        assert ("PENDING", T0 + DAY) == (planned["Status"], planned["JobStartTime"])

    def test_new_schedule_plans_ahead_when_all_earlier_jobs_are_forgotten(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(40 * DAY)
        [before] = jobs(shop)
        configure(shop, JobSchedule={"DayOfTheWeek": "FRIDAY", "Time": "01:00"})
        [after] = jobs(shop)
        slot = datetime(2025, 2, 21, 1, tzinfo=timezone.utc)

        assert (before["JobId"], slot) == (after["JobId"], after["JobStartTime"])

    @pytest.mark.rule("ML-5", "ID-D-42", "ID-EX-7")
    def test_disabling_deletes_the_planned_job_and_keeps_finished_ones(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(DAY + HOUR)
        shop.update_domain(DomainName="d", Matching={"Enabled": False})

        assert ["COMPLETED"] == statuses(shop)

    @pytest.mark.rule("ID-D-42")
    def test_disabling_clears_what_was_found(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        pair(shop)
        backend.call_hook("run_identity_resolution_job", domain_name="d")
        shop.update_domain(DomainName="d", Matching={"Enabled": False})
        configure(shop)

        assert {"PotentialMatches": 0, "Matches": []} == matches(shop)

    @pytest.mark.rule("ML-10")
    def test_domain_that_never_had_matching_has_no_jobs(self, client: CustomerProfilesClient) -> None:
        client.create_domain(DomainName="d", DefaultExpirationDays=365)

        assert [] == jobs(client)


class TestJob:
    @pytest.mark.rule("ML-8", "ML-7")
    def test_planned_job_has_no_end_and_no_statistics(self, shop: CustomerProfilesClient) -> None:
        [listed] = jobs(shop)
        job = job_of(shop, listed["JobId"])

        assert not {"JobEndTime", "JobStats", "Message", "ExportingLocation"} & job.keys()
        assert {"DomainName": "d", "AutoMerging": {"Enabled": False}} == {
            name: job[name] for name in ("DomainName", "AutoMerging")
        }

    @pytest.mark.rule("ML-7")
    def test_list_leaves_out_what_only_get_answers(self, shop: CustomerProfilesClient) -> None:
        [listed] = jobs(shop)

        assert {"DomainName", "JobId", "Status", "JobStartTime"} == listed.keys()

    @pytest.mark.rule("ML-9")
    def test_job_is_forgotten_after_thirty_days(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        [job] = jobs(shop)
        assert T0 + 31 * DAY == job_of(shop, job["JobId"])["JobExpirationTime"]

        clock.shift(31 * DAY)
        listed = [each["JobId"] for each in jobs(shop)]

        assert job["JobId"] not in listed
        assert "ResourceNotFoundException" == error_of(shop.get_identity_resolution_job, JobId=job["JobId"])

    @pytest.mark.rule("ML-10")
    def test_jobs_of_one_instant_are_listed_by_their_ids(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        ids = [str(backend.call_hook("run_identity_resolution_job", domain_name="d")) for _ in range(5)]
        planned, *done = [job["JobId"] for job in jobs(shop)]

        assert planned not in ids
        assert sorted(ids) == done

    def test_unknown_job_is_not_found(self, shop: CustomerProfilesClient) -> None:
        assert "ResourceNotFoundException" == error_of(shop.get_identity_resolution_job, JobId=UNKNOWN)

    @pytest.mark.rule("ML-7")
    def test_job_reports_the_settings_it_ran_with(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, AutoMerging=AUTO)
        job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))
        configure(shop)

        assert AUTO == job_of(shop, job_id)["AutoMerging"]

    @pytest.mark.rule("ML-11")
    def test_statistics_count_profiles_groups_and_merged_profiles(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, AutoMerging=AUTO)
        pair(shop)
        profile(shop, EmailAddress="other@x.com")
        job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))
        expected = {"NumberOfProfilesReviewed": 3, "NumberOfMatchesFound": 1, "NumberOfMergesDone": 2}

        assert expected == job_of(shop, job_id)["JobStats"]


class TestMatches:
    @pytest.mark.rule("ML-42", "ML-63")
    def test_reading_needs_matching(self, client: CustomerProfilesClient) -> None:
        client.create_domain(DomainName="d", DefaultExpirationDays=365)
        preview = {"Consolidation": BY_EMAIL, "ConflictResolution": RECENCY}
        similar = {"MatchType": "ML_BASED_MATCHING", "SearchKey": "matchId", "SearchValue": UNKNOWN}

        assert {"BadRequestException"} == {
            error_of(client.get_matches),
            error_of(client.get_auto_merging_preview, **preview),
            error_of(client.get_similar_profiles, **similar),
        }

    @pytest.mark.rule("ML-41")
    def test_before_the_first_job_there_are_none(self, shop: CustomerProfilesClient) -> None:
        pair(shop)

        assert {"PotentialMatches": 0, "Matches": []} == matches(shop)

    @pytest.mark.rule("ML-40")
    def test_matches_are_those_of_the_latest_job(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        ids = pair(shop)
        clock.shift(DAY + HOUR)
        found = matches(shop)
        [group] = found["Matches"]

        assert (T0 + DAY, 1) == (found["MatchGenerationDate"], found["PotentialMatches"])
        assert (ids, 0.9) == (group["ProfileIds"], group["ConfidenceScore"])

    @pytest.mark.rule("ML-43")
    def test_later_changes_do_not_show(self, shop: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        first, second = pair(shop)
        clock.shift(DAY + HOUR)
        before = matches(shop)
        pair(shop, "b@x.com")
        shop.delete_profile(DomainName="d", ProfileId=second)
        shop.merge_profiles(DomainName="d", MainProfileId=profile(shop), ProfileIdsToBeMerged=[first])

        assert before == matches(shop)

    @pytest.mark.rule("ID-H-6")
    def test_group_that_did_not_change_keeps_its_id(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        pair(shop)
        clock.shift(DAY + HOUR)
        before = matches(shop)["Matches"]
        clock.shift(WEEK)

        assert before == matches(shop)["Matches"]

    @pytest.mark.rule("ML-40", "ML-43")
    def test_number_of_matches_is_that_of_all_pages(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        for number in range(3):
            pair(shop, f"{number}@x.com")
        clock.shift(DAY)
        first = shop.get_matches(DomainName="d", MaxResults=2)
        second = shop.get_matches(DomainName="d", MaxResults=2, NextToken=first["NextToken"])
        ids = [group["MatchId"] for page in (first, second) for group in page["Matches"]]

        assert (3, 3, sorted(ids)) == (first["PotentialMatches"], second["PotentialMatches"], ids)
        assert "NextToken" not in second

    @pytest.mark.rule("ML-45")
    @pytest.mark.parametrize("key", ["matchId", "_matchId", "MATCHID", "profileId", "_profileId", "ProfileId"])
    def test_similar_profiles_are_found_by_match_and_by_profile(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, key: str
    ) -> None:
        ids = pair(shop)
        clock.shift(DAY)
        [group] = matches(shop)["Matches"]
        value = ids[1] if "profile" in key.lower() else group["MatchId"]
        answer: Any = shop.get_similar_profiles(
            DomainName="d", MatchType="ML_BASED_MATCHING", SearchKey=key, SearchValue=value
        )
        answer.pop("ResponseMetadata")

        assert {**group, "MatchType": "ML_BASED_MATCHING"} == answer

    @pytest.mark.rule("ML-46")
    def test_profile_without_matches_has_no_similar_ones(self, shop: CustomerProfilesClient) -> None:
        answer: Any = shop.get_similar_profiles(
            DomainName="d", MatchType="ML_BASED_MATCHING", SearchKey="profileId", SearchValue=profile(shop)
        )
        answer.pop("ResponseMetadata")

        assert {"ProfileIds": [], "MatchType": "ML_BASED_MATCHING"} == answer

    @pytest.mark.rule("ML-45", "ML-46", "RB-41")
    @pytest.mark.parametrize("match_type", ["ML_BASED_MATCHING", "RULE_BASED_MATCHING"])
    @pytest.mark.parametrize(
        ("key", "code"),
        [
            ("matchId", "ResourceNotFoundException"),
            ("profileId", "ResourceNotFoundException"),
            ("email", "BadRequestException"),
        ],
    )
    def test_search_for_nothing_is_not_found_and_by_another_key_refused(
        self, shop: CustomerProfilesClient, match_type: str, key: str, code: str
    ) -> None:
        shop.update_domain(DomainName="d", RuleBasedMatching={"Enabled": True})
        search = {"MatchType": match_type, "SearchKey": key, "SearchValue": UNKNOWN}

        assert code == error_of(shop.get_similar_profiles, **search)


class TestAutoMerging:
    @pytest.fixture
    def merging(self, shop: CustomerProfilesClient) -> CustomerProfilesClient:
        configure(shop, AutoMerging=AUTO)
        return shop

    @pytest.mark.rule("ML-44", "ML-53")
    def test_profiles_are_merged_into_the_oldest_and_not_handed_out(
        self, merging: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        first, second = pair(merging)
        clock.shift(DAY)
        found = merging.search_profiles(DomainName="d", KeyName="_profileId", Values=[second])["Items"]

        assert [first] == [item["ProfileId"] for item in found]
        assert [] == matches(merging)["Matches"]

    def test_second_job_on_the_same_data_merges_nothing(
        self, merging: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        pair(merging)
        for _ in range(2):
            job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))

        assert {"NumberOfProfilesReviewed": 1, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0} == job_of(
            merging, job_id
        )["JobStats"]

    @pytest.mark.rule("MG-21", "HIS-7")
    def test_history_names_the_service(self, merging: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        first, _ = pair(merging)
        clock.shift(DAY)
        records = merging.list_profile_history_records(DomainName="d", ProfileId=first, ActionType="MERGED")

        assert [("profile.amazonaws.com", T0 + DAY)] == [
            (record["PerformedBy"], record["CreatedAt"]) for record in records["ProfileHistoryRecords"]
        ]

    @pytest.mark.rule("ML-56", "ID-EX-15")
    @pytest.mark.parametrize(
        ("old", "new", "expected"), [("crm", "web", "Old"), ("crm", "crm", "New"), ("web", "web", "New")]
    )
    def test_preferred_source_wins(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, old: str, new: str, expected: str
    ) -> None:
        by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}
        configure(shop, AutoMerging={**AUTO, "ConflictResolution": by_source})
        for name in ("crm", "web"):
            put_type(shop, name)
        put(shop, old, id="1", email="a@x.com", last="Old")
        clock.shift(HOUR)
        put(shop, new, id="2", email="a@x.com", last="New")
        clock.shift(DAY)
        [merged] = shop.search_profiles(DomainName="d", KeyName="_email", Values=["a@x.com"])["Items"]

        assert expected == merged["LastName"]

    @pytest.mark.rule("ML-55", "ML-54")
    def test_time_of_a_value_is_that_which_its_source_gives(
        self, merging: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        put_type(merging, "crm")
        new, old = T0.timestamp() * 1000, (T0 - DAY).timestamp() * 1000
        put(merging, "crm", id="1", email="a@x.com", last="New", time=f"{new:.0f}")
        clock.shift(HOUR)
        put(merging, "crm", id="2", email="a@x.com", last="Old", time=f"{old:.0f}")
        clock.shift(DAY)
        [merged] = merging.search_profiles(DomainName="d", KeyName="_email", Values=["a@x.com"])["Items"]

        assert "New" == merged["LastName"]

    @pytest.mark.rule("ML-56")
    def test_manual_value_survives_a_newer_ingested_one(
        self, merging: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        put_type(merging, "s3")
        agent = profile(merging, EmailAddress="a@x.com", PhoneNumber="555-010-0000", LastName="Manual")
        clock.shift(HOUR)
        put(merging, "s3", id="1", email="a@x.com", last="Ingested")
        clock.shift(DAY)
        [merged] = merging.search_profiles(DomainName="d", KeyName="_email", Values=["a@x.com"])["Items"]

        assert (agent, "Manual") == (merged["ProfileId"], merged["LastName"])

    @pytest.mark.rule("ML-63")
    def test_preview_without_a_job_is_all_zeros(self, shop: CustomerProfilesClient) -> None:
        answer: Any = shop.get_auto_merging_preview(
            DomainName="d",
            Consolidation=BY_EMAIL,
            ConflictResolution=RECENCY,
        )
        answer.pop("ResponseMetadata")

        assert {
            "DomainName": "d",
            "NumberOfMatchesInSample": 0,
            "NumberOfProfilesInSample": 0,
            "NumberOfProfilesWillBeMerged": 0,
        } == answer

    @pytest.mark.rule("ML-60")
    @pytest.mark.parametrize(
        "settings",
        [
            {"Consolidation": {"MatchingAttributesList": [["Nickname"]]}, "ConflictResolution": RECENCY},
            {"Consolidation": BY_EMAIL, "ConflictResolution": {"ConflictResolvingModel": "SOURCE"}},
        ],
        ids=["unknown field", "source without name"],
    )
    def test_preview_checks_its_settings(self, shop: CustomerProfilesClient, settings: Document) -> None:
        assert "BadRequestException" == error_of(shop.get_auto_merging_preview, **settings)

    @pytest.mark.rule("ML-62")
    def test_preview_counts_live_profiles_and_those_under_the_minimum(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        _, gone = pair(shop)
        profile(shop, EmailAddress="a@x.com")
        clock.shift(DAY)
        shop.delete_profile(DomainName="d", ProfileId=gone)

        def preview(**more: Any) -> tuple[int, int, int]:
            answer = shop.get_auto_merging_preview(
                DomainName="d",
                Consolidation=BY_EMAIL,
                ConflictResolution=RECENCY,
                **more,
            )
            return (
                answer["NumberOfMatchesInSample"],
                answer["NumberOfProfilesInSample"],
                answer["NumberOfProfilesWillBeMerged"],
            )

        assert ((1, 2, 2), (1, 2, 0)) == (preview(), preview(MinAllowedConfidenceScoreForMerging=0.95))

    @pytest.mark.rule("ML-61")
    def test_preview_looks_at_a_thousand_groups(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        for number in range(2002):
            backend.call("CreateProfile", DomainName="d", EmailAddress=f"{number // 2}@x.com")
        backend.call_hook("run_identity_resolution_job", domain_name="d")
        answer = shop.get_auto_merging_preview(DomainName="d", Consolidation=BY_EMAIL, ConflictResolution=RECENCY)

        assert (1000, 2000) == (answer["NumberOfMatchesInSample"], answer["NumberOfProfilesInSample"])
        assert 1001 == matches(shop)["PotentialMatches"]

    @pytest.mark.rule("ML-58")
    def test_objects_and_keys_of_merged_profiles_move(
        self, merging: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        put_type(merging, "crm")
        put(merging, "crm", id="1", email="a@x.com")
        put(merging, "crm", id="2", email="a@x.com")
        clock.shift(DAY)
        found = merging.search_profiles(DomainName="d", KeyName="crmId", Values=["1", "2"])["Items"]
        [survivor] = [item["ProfileId"] for item in found]
        objects = merging.list_profile_objects(DomainName="d", ObjectTypeName="crm", ProfileId=survivor)["Items"]

        assert 2 == len(objects)


class TestExport:
    @pytest.mark.rule("ML-70")
    def test_matches_are_written_to_s3(self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="my-bucket")
        configure(shop, ExportingConfig=EXPORT)
        first, second = pair(shop)
        job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))
        key = f"exports/d/{job_id}/matches.csv"
        [group] = matches(shop)["Matches"]
        text = s3.get_object(Bucket="my-bucket", Key=key)["Body"].read().decode()
        match_id = group["MatchId"]

        assert {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": key}} == job_of(shop, job_id)[
            "ExportingLocation"
        ]
        assert f"MatchId,ConfidenceScore,ProfileId\n{match_id},0.9,{first}\n{match_id},0.9,{second}\n" == text

    @pytest.mark.rule("ML-71", "ML-6")
    def test_missing_bucket_makes_it_a_partial_success(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, ExportingConfig=EXPORT)
        pair(shop)
        job = job_of(shop, str(backend.call_hook("run_identity_resolution_job", domain_name="d")))

        assert ("PARTIAL_SUCCESS", 1) == (job["Status"], matches(shop)["PotentialMatches"])
        assert "my-bucket" in job["Message"]
        assert "ExportingLocation" not in job

    @pytest.mark.rule("ML-72", "ML-44")
    def test_nothing_is_exported_when_profiles_are_merged(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="my-bucket")
        configure(shop, ExportingConfig=EXPORT, AutoMerging=AUTO)
        job = job_of(shop, str(backend.call_hook("run_identity_resolution_job", domain_name="d")))

        assert "COMPLETED" == job["Status"]
        assert "ExportingLocation" not in job
        assert 0 == boto3.client("s3", region_name="us-east-1").list_objects_v2(Bucket="my-bucket")["KeyCount"]


class TestPhases:
    @pytest.fixture
    def slow(self) -> Iterator[None]:
        state_manager.set_transition("customerprofiles::identity_resolution_job", {"progression": "manual", "times": 1})
        yield
        state_manager.unset_transition("customerprofiles::identity_resolution_job")

    @pytest.mark.rule("ML-6", "ID-H-4")
    @pytest.mark.usefixtures("slow")
    def test_state_manager_shows_every_phase(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, AutoMerging=AUTO)
        ids = pair(shop)
        job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))
        seen = [job_of(shop, job_id)["Status"] for _ in range(3)]
        left = len(shop.batch_get_profile(DomainName="d", ProfileIds=ids)["Profiles"])

        assert ["FIND_MATCHING", "MERGING", "COMPLETED"] == seen
        assert 1 == left

    @pytest.mark.rule("ML-6")
    @pytest.mark.usefixtures("slow")
    def test_job_that_merges_nothing_has_no_phase_for_it(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        job_id = str(backend.call_hook("run_identity_resolution_job", domain_name="d"))

        assert ["FIND_MATCHING", "COMPLETED"] == [job_of(shop, job_id)["Status"] for _ in range(2)]

    @pytest.mark.usefixtures("slow")
    def test_nothing_is_merged_before_the_end(
        self, shop: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, AutoMerging=AUTO)
        ids = pair(shop)
        job = job_of(shop, str(backend.call_hook("run_identity_resolution_job", domain_name="d")))

        assert (2, "FIND_MATCHING") == (
            len(shop.batch_get_profile(DomainName="d", ProfileIds=ids)["Profiles"]),
            job["Status"],
        )
        assert {"NumberOfProfilesReviewed": 2, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0} == job["JobStats"]

    @pytest.mark.usefixtures("slow")
    def test_job_that_runs_past_its_retention_comes_to_its_end(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        clock.shift(DAY)
        [job] = jobs(shop)
        clock.shift(31 * DAY)
        ended = job_of(shop, job["JobId"])["Status"]

        assert ("FIND_MATCHING", "COMPLETED") == (job["Status"], ended)
        assert ["PENDING"] == statuses(shop)

    @pytest.mark.rule("ML-6", "ID-H-4")
    def test_phases_can_take_their_time(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, backend: CustomerProfilesBackend
    ) -> None:
        configure(shop, AutoMerging=AUTO)
        backend.call_hook("set_identity_resolution_phases", seconds={"PREPROCESSING": 60, "MERGING": 30})
        [job] = jobs(shop)
        seen = []
        for step in (DAY, timedelta(seconds=59), timedelta(seconds=1), timedelta(seconds=30)):
            clock.shift(step)
            seen.append(job_of(shop, job["JobId"])["Status"])
        ended = job_of(shop, job["JobId"])["JobEndTime"]

        assert ["PREPROCESSING", "PREPROCESSING", "MERGING", "COMPLETED"] == seen
        assert T0 + DAY + timedelta(seconds=90) == ended

    def test_phase_seconds_are_an_attribute_of_the_backend(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, backend: CustomerProfilesBackend
    ) -> None:
        backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
        clock.shift(DAY)

        assert ["FIND_MATCHING"] == statuses(shop)

    def test_running_job_is_not_run_again(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, backend: CustomerProfilesBackend
    ) -> None:
        backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
        clock.shift(DAY)
        shop.get_domain(DomainName="d")
        with pytest.raises(Exception, match="is running"):
            backend.call_hook("run_identity_resolution_job", domain_name="d")

    def test_disabling_ends_a_running_job(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller, backend: CustomerProfilesBackend
    ) -> None:
        backend.identity_resolution_phase_seconds = {"FIND_MATCHING": 60}
        clock.shift(DAY)
        shop.update_domain(DomainName="d", Matching={"Enabled": False})

        assert ["FAILED"] == statuses(shop)
