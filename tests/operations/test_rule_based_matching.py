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

T0 = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
BY_EMAIL: Any = {"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}]}
MERGED_BY_EMAIL: Any = {**BY_EMAIL, "MaxAllowedRuleLevelForMerging": 1}
BY_GENDER: Any = {"Enabled": True, "MatchingRules": [{"Rule": ["Gender"]}]}
ALL_COMMON = "All attributes at rule level 1 are associated with more than 500 records."


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
    """Answer a client that has an empty domain `d` without any matching."""
    client.create_domain(DomainName="d", DefaultExpirationDays=365)
    return client


def create(client: CustomerProfilesClient, block: Any, **members: Any) -> None:
    client.create_domain(DomainName="d", DefaultExpirationDays=365, RuleBasedMatching=block, **members)


def update(client: CustomerProfilesClient, block: Any) -> None:
    client.update_domain(DomainName="d", RuleBasedMatching=block)


def profile(client: CustomerProfilesClient, **fields: Any) -> str:
    return client.create_profile(DomainName="d", **fields)["ProfileId"]


def pair(client: CustomerProfilesClient, **fields: Any) -> list[str]:
    return [profile(client, **(fields or {"EmailAddress": "a@x.com"})) for _ in range(2)]


def status(client: CustomerProfilesClient) -> str:
    return client.get_domain(DomainName="d")["RuleBasedMatching"]["Status"]


def matches(client: CustomerProfilesClient) -> list[str]:
    return client.list_rule_based_matches(DomainName="d")["MatchIds"]


def groups(client: CustomerProfilesClient) -> list[tuple[set[str], int]]:
    found = [similar(client, "matchId", match_id) for match_id in matches(client)]
    return [(set(each["ProfileIds"]), each["RuleLevel"]) for each in found]


def similar(client: CustomerProfilesClient, key: str, value: str) -> dict[str, Any]:
    answer: Any = client.get_similar_profiles(
        DomainName="d", MatchType="RULE_BASED_MATCHING", SearchKey=key, SearchValue=value
    )
    answer.pop("ResponseMetadata")
    return dict(answer)


def living(client: CustomerProfilesClient, ids: list[str]) -> list[str]:
    found = client.batch_get_profile(DomainName="d", ProfileIds=ids)["Profiles"]
    return [each["ProfileId"] for each in found]


def error_of(call: Any, **params: Any) -> str:
    with pytest.raises(ClientError) as raised:
        call(DomainName="d", **params)
    return str(raised.value.response["Error"]["Code"])


def put_type(client: CustomerProfilesClient, name: str, **targets: str) -> None:
    """Define an object type whose fields go to the profile's fields of the targets."""
    fields: Any = {field: {"Source": f"_source.{field}", "Target": f"_profile.{to}"} for field, to in targets.items()}
    client.put_profile_object_type(
        DomainName="d",
        ObjectTypeName=name,
        Description=name,
        Fields={"id": {"Source": "_source.id"}, **fields},
        Keys={
            f"{name}Id": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
            "_account": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["id"]}],
        },
        AllowProfileCreation=True,
    )


def put(client: CustomerProfilesClient, object_type: str, **members: str) -> None:
    client.put_profile_object(DomainName="d", ObjectTypeName=object_type, Object=json.dumps(members))


class TestStatus:
    @pytest.mark.rule("RB-30", "ID-EX-24")
    def test_new_domain_matches_at_once(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        pair(client)

        assert ("ACTIVE", 1) == (status(client), len(matches(client)))

    @pytest.mark.rule("RB-31", "RB-32", "RB-40", "ID-EX-24")
    def test_existing_domain_waits_for_an_hour(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        pair(shop)
        update(shop, BY_EMAIL)
        at_once = (status(shop), matches(shop))
        clock.shift(59 * MINUTE)
        before = (status(shop), matches(shop))
        clock.shift(MINUTE)

        assert ("PENDING", []) == at_once == before
        assert ("ACTIVE", 1) == (status(shop), len(matches(shop)))

    def test_profiles_created_while_pending_match_afterwards(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        update(shop, BY_EMAIL)
        ids = pair(shop)
        clock.shift(HOUR)

        assert [(set(ids), 1)] == groups(shop)

    @pytest.mark.rule("RB-32")
    def test_old_rules_hold_until_the_switch(self, shop: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        update(shop, BY_EMAIL)
        clock.shift(HOUR)
        by_email, by_gender = pair(shop), pair(shop, Gender="FEMALE")
        update(shop, BY_GENDER)
        before = (status(shop), groups(shop))
        clock.shift(HOUR)

        assert ("PENDING", [(set(by_email), 1)]) == before
        assert ("ACTIVE", [(set(by_gender), 1)]) == (status(shop), groups(shop))

    @pytest.mark.rule("RB-32")
    def test_further_change_restarts_the_hour(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        update(shop, BY_EMAIL)
        clock.shift(50 * MINUTE)
        update(shop, BY_GENDER)
        clock.shift(50 * MINUTE)
        still = status(shop)
        clock.shift(10 * MINUTE)

        assert ("PENDING", "ACTIVE") == (still, status(shop))

    @pytest.mark.rule("RB-35")
    def test_block_that_changes_nothing_leaves_the_status(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        update(client, BY_EMAIL)

        assert "ACTIVE" == status(client)

    @pytest.mark.rule("RB-35", "RB-40")
    def test_disabling_clears_the_groups_and_keeps_merged_profiles(self, client: CustomerProfilesClient) -> None:
        create(client, MERGED_BY_EMAIL)
        first, second = pair(client)
        update(client, {"Enabled": False})

        assert "BadRequestException" == error_of(client.list_rule_based_matches)
        assert [first] == living(client, [first, second])

    def test_rules_that_are_switched_off_while_pending_never_come_into_force(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        ids = pair(shop)
        update(shop, MERGED_BY_EMAIL)
        update(shop, {"Enabled": False})
        clock.shift(HOUR)

        assert "RuleBasedMatching" not in shop.get_domain(DomainName="d")
        assert ids == living(shop, ids)

    @pytest.fixture
    def slow(self) -> Iterator[None]:
        state_manager.set_transition("customerprofiles::rule_based_matching", {"progression": "manual", "times": 2})
        yield
        state_manager.unset_transition("customerprofiles::rule_based_matching")

    @pytest.mark.rule("RB-31")
    @pytest.mark.usefixtures("slow")
    def test_state_manager_shows_the_evaluation(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        pair(shop)
        update(shop, BY_EMAIL)
        clock.shift(HOUR)

        assert ["IN_PROGRESS", "ACTIVE"] == [status(shop), status(shop)]
        assert 1 == len(matches(shop))

    @pytest.mark.rule("RB-33", "RB-35")
    @pytest.mark.usefixtures("slow")
    def test_nothing_but_disabling_is_allowed_during_the_evaluation(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        update(shop, BY_EMAIL)
        clock.shift(HOUR)
        refused = error_of(shop.update_domain, RuleBasedMatching=BY_GENDER)
        update(shop, {"Enabled": False})

        assert "BadRequestException" == refused
        assert "RuleBasedMatching" not in shop.get_domain(DomainName="d")

    def test_evaluation_can_take_seconds(self, shop: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        state_manager.set_transition("customerprofiles::rule_based_matching", {"progression": "time", "seconds": 60})
        update(shop, BY_EMAIL)
        clock.shift(HOUR)
        during = status(shop)
        clock.shift(MINUTE)
        after = status(shop)
        state_manager.unset_transition("customerprofiles::rule_based_matching")

        assert ("IN_PROGRESS", "ACTIVE") == (during, after)

    @pytest.mark.rule("RB-34")
    @pytest.mark.parametrize(("strict", "expected"), [(True, "BadRequestException"), (False, "PENDING")])
    def test_rules_are_fixed_for_a_day_if_that_is_wanted(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend, expected: str, *, strict: bool
    ) -> None:
        levels = {"MaxAllowedRuleLevelForMatching": 1, "MaxAllowedRuleLevelForMerging": 1}
        resolution = {"ConflictResolution": {"ConflictResolvingModel": "RECENCY"}}
        backend.world.settings.strict_rule_based = strict
        create(client, {**BY_EMAIL, **levels, **resolution})
        change = {**BY_GENDER, **levels, **resolution}
        if strict:
            outcome = error_of(client.update_domain, RuleBasedMatching=change)
        else:
            update(client, change)
            outcome = status(client)

        assert expected == outcome

    @pytest.mark.rule("RB-34")
    def test_fixed_rules_can_be_changed_after_a_day(
        self, client: CustomerProfilesClient, clock: time_machine.Traveller, backend: CustomerProfilesBackend
    ) -> None:
        backend.world.settings.strict_rule_based = True
        create(client, {"Enabled": True})
        clock.shift(24 * HOUR)
        update(client, {"Enabled": True, "MaxAllowedRuleLevelForMatching": 2})

        assert "PENDING" == status(client)


class TestMatches:
    @pytest.mark.rule("RB-40")
    def test_reading_needs_rules(self, shop: CustomerProfilesClient) -> None:
        search = {"MatchType": "RULE_BASED_MATCHING", "SearchKey": "profileId", "SearchValue": profile(shop)}

        assert "BadRequestException" == error_of(shop.list_rule_based_matches)
        assert "BadRequestException" == error_of(shop.get_similar_profiles, **search)

    @pytest.mark.rule("RB-40")
    def test_match_ids_are_listed_in_order_and_by_pages(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        for number in range(3):
            pair(client, EmailAddress=f"{number}@x.com")
        first = client.list_rule_based_matches(DomainName="d", MaxResults=2)
        second = client.list_rule_based_matches(DomainName="d", NextToken=first["NextToken"])

        assert sorted(matches(client)) == first["MatchIds"] + second["MatchIds"]

    @pytest.mark.rule("RB-41")
    def test_similar_profiles_tell_the_rule_level_and_no_score(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        ids = pair(client)
        [match_id] = matches(client)
        expected = {"ProfileIds": ids, "MatchId": match_id, "MatchType": "RULE_BASED_MATCHING", "RuleLevel": 1}

        assert expected == similar(client, "_matchId", match_id) == similar(client, "profileId", ids[1])

    @pytest.mark.rule("RB-41")
    def test_profile_alone_has_no_similar_ones(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)

        assert {"ProfileIds": [], "MatchType": "RULE_BASED_MATCHING"} == similar(client, "profileId", profile(client))

    @pytest.mark.rule("RB-41", "RB-22")
    def test_matches_follow_updates_and_deletions(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        ids = pair(client)
        third = profile(client, EmailAddress="c@x.com")
        client.update_profile(DomainName="d", ProfileId=third, EmailAddress="a@x.com")
        three = groups(client)
        client.delete_profile(DomainName="d", ProfileId=ids[0])
        two = groups(client)
        client.update_profile(DomainName="d", ProfileId=third, EmailAddress="c@x.com")

        assert ([({*ids, third}, 1)], [({ids[1], third}, 1)], []) == (three, two, groups(client))

    def test_matches_follow_ingestion(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        put_type(client, "crm", email="EmailAddress")
        first = profile(client, EmailAddress="a@x.com")
        put(client, "crm", id="1", email="a@x.com")
        [(members, level)] = groups(client)

        assert (2, 1) == (len(members), level)
        assert first in members

    def test_matches_follow_the_deletion_of_an_object_type(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        put_type(client, "crm", email="EmailAddress")
        ids = [profile(client, AccountNumber=number) for number in ("1", "2")]
        put(client, "crm", id="1", email="a@x.com")
        put(client, "crm", id="2", email="a@x.com")
        before = groups(client)
        client.delete_profile_object_type(DomainName="d", ObjectTypeName="crm")

        assert ([(set(ids), 1)], []) == (before, matches(client))
        assert ids == living(client, ids)

    def test_matches_follow_expiry(self, client: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        create(client, BY_EMAIL)
        pair(client)
        clock.shift(timedelta(days=366))

        assert [] == matches(client)

    def test_matches_follow_a_merge_by_hand(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        first, second = pair(client)
        other = profile(client)
        client.merge_profiles(DomainName="d", MainProfileId=other, ProfileIdsToBeMerged=[first])

        assert [({second, other}, 1)] == groups(client)

    @pytest.mark.rule("RB-2")
    def test_default_rules_match_by_name_and_email(self, client: CustomerProfilesClient) -> None:
        create(client, {"Enabled": True})
        pair(client, EmailAddress="a@x.com")
        named = pair(client, EmailAddress="a@x.com", FirstName="John", LastName="Doe")

        assert [(set(named), 2)] == groups(client)

    @pytest.mark.rule("RB-46")
    def test_both_mechanisms_work_side_by_side(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend
    ) -> None:
        create(client, BY_EMAIL, Matching={"Enabled": True})
        pair(client)
        backend.call_hook("run_identity_resolution_job", domain_name="d")

        assert (1, 1) == (len(matches(client)), client.get_matches(DomainName="d")["PotentialMatches"])

    def test_failing_call_leaves_the_matches(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        pair(client)
        before = groups(client)
        error_of(client.merge_profiles, MainProfileId="f" * 32, ProfileIdsToBeMerged=["e" * 32])

        assert before == groups(client)


class TestMerging:
    @pytest.mark.rule("RB-43")
    def test_new_profile_is_merged_into_the_oldest_but_its_id_is_answered(self, client: CustomerProfilesClient) -> None:
        create(client, MERGED_BY_EMAIL)
        first = profile(client, EmailAddress="a@x.com", FirstName="Ann")
        second = profile(client, EmailAddress="a@x.com", LastName="Lee")
        [merged] = client.search_profiles(DomainName="d", KeyName="_profileId", Values=[second])["Items"]

        assert (first, "Ann", "Lee") == (merged["ProfileId"], merged["FirstName"], merged["LastName"])
        assert first != second
        assert [] == matches(client)

    @pytest.mark.rule("RB-43")
    def test_update_and_ingestion_merge_as_well(self, client: CustomerProfilesClient) -> None:
        create(client, MERGED_BY_EMAIL)
        put_type(client, "crm", email="EmailAddress")
        ids = [profile(client, EmailAddress="a@x.com"), profile(client)]
        client.update_profile(DomainName="d", ProfileId=ids[1], EmailAddress="a@x.com")
        put(client, "crm", id="1", email="a@x.com")

        assert [ids[0]] == living(client, ids)
        assert 1 == client.get_domain(DomainName="d")["Stats"]["ProfileCount"]

    def test_profile_that_links_two_merges_all_three(self, client: CustomerProfilesClient) -> None:
        rules: Any = {
            "Enabled": True,
            "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber"]}],
            "MaxAllowedRuleLevelForMerging": 2,
        }
        create(client, rules)
        ids = [profile(client, EmailAddress="a@x.com"), profile(client, PhoneNumber="1")]
        profile(client, EmailAddress="a@x.com", PhoneNumber="1")

        assert [ids[0]] == living(client, ids)

    def test_merged_profile_may_match_anew(self, client: CustomerProfilesClient) -> None:
        """The first two give a profile with name and phone, which only then equals the third."""
        rules: Any = {
            "Enabled": True,
            "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["LastName", "PhoneNumber"]}],
            "MaxAllowedRuleLevelForMerging": 2,
        }
        create(client, rules)
        profile(client, LastName="Doe", PhoneNumber="1")
        profile(client, EmailAddress="a@x.com", LastName="Doe")
        profile(client, EmailAddress="a@x.com", PhoneNumber="1")

        assert 1 == client.get_domain(DomainName="d")["Stats"]["ProfileCount"]

    @pytest.mark.rule("RB-43")
    def test_old_profiles_are_merged_at_the_switch(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        ids = pair(shop)
        update(shop, MERGED_BY_EMAIL)
        clock.shift(HOUR)

        assert [ids[0]] == living(shop, ids)

    @pytest.mark.rule("ID-D-25", "RB-46")
    def test_nothing_is_merged_without_a_merging_level(self, client: CustomerProfilesClient) -> None:
        create(client, BY_EMAIL)
        ids = pair(client)

        assert ids == living(client, ids)

    @pytest.mark.rule("ID-D-24")
    def test_newer_value_wins_without_a_conflict_resolution(
        self, client: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        create(client, MERGED_BY_EMAIL)
        first = profile(client, EmailAddress="a@x.com", FirstName="Old")
        clock.shift(HOUR)
        profile(client, EmailAddress="a@x.com", FirstName="New")
        [merged] = client.batch_get_profile(DomainName="d", ProfileIds=[first])["Profiles"]

        assert "New" == merged["FirstName"]

    @pytest.mark.rule("RB-44")
    @pytest.mark.parametrize(
        ("first", "second", "expected"), [("crm", "web", "1"), ("crm", "crm", "2"), ("web", "web", "2")]
    )
    def test_preferred_source_wins(
        self, client: CustomerProfilesClient, clock: time_machine.Traveller, first: str, second: str, expected: str
    ) -> None:
        by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}
        create(client, {**MERGED_BY_EMAIL, "ConflictResolution": by_source})
        for name in ("crm", "web"):
            put_type(client, name, email="EmailAddress", last="LastName")
        put(client, first, id="1", email="a@x.com", last="1")
        clock.shift(HOUR)
        put(client, second, id="2", email="a@x.com", last="2")
        [merged] = client.search_profiles(DomainName="d", KeyName="_email", Values=["a@x.com"])["Items"]

        assert expected == merged["LastName"]

    @pytest.mark.rule("RB-44", "ID-EX-16")
    def test_manual_value_survives_a_newer_ingested_one(
        self, client: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        create(client, MERGED_BY_EMAIL)
        put_type(client, "s3", email="EmailAddress", first="FirstName")
        agent = profile(client, EmailAddress="a@x.com", FirstName="John")
        clock.shift(HOUR)
        put(client, "s3", id="1", email="a@x.com", first="Peter")
        [merged] = client.batch_get_profile(DomainName="d", ProfileIds=[agent])["Profiles"]

        assert "John" == merged["FirstName"]

    def test_history_names_the_service(self, client: CustomerProfilesClient) -> None:
        create(client, MERGED_BY_EMAIL)
        first, _ = pair(client)
        [record] = client.list_profile_history_records(DomainName="d", ProfileId=first, ActionType="MERGED")[
            "ProfileHistoryRecords"
        ]

        assert "profile.amazonaws.com" == record["PerformedBy"]


class TestCommonValues:
    """A value that more than 500 profiles carry is no evidence."""

    @pytest.fixture
    def queue(self, client: CustomerProfilesClient) -> str:  # noqa: ARG002  # under its mock
        return boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="letters")["QueueUrl"]

    def messages(self, queue: str) -> list[str]:
        sqs = boto3.client("sqs", region_name="us-east-1")
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        return [message["Body"] for message in found]

    def crowd(self, backend: CustomerProfilesBackend, size: int = 501) -> None:
        for _ in range(size):
            backend.call("CreateProfile", DomainName="d", Gender="FEMALE")

    @pytest.mark.rule("RB-9", "ID-EX-25")
    def test_value_of_501_profiles_makes_no_match_and_one_message(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
    ) -> None:
        create(client, BY_GENDER, DeadLetterQueueUrl=queue)
        self.crowd(backend, 500)
        before = (len(matches(client)), self.messages(queue))
        self.crowd(backend, 2)

        assert (1, []) == before
        assert ([], [ALL_COMMON]) == (matches(client), self.messages(queue))

    @pytest.mark.rule("RB-9")
    def test_message_comes_once_for_each_configuration(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
    ) -> None:
        create(client, BY_GENDER, DeadLetterQueueUrl=queue)
        self.crowd(backend)
        update(client, {**BY_GENDER, "MaxAllowedRuleLevelForMatching": 1})
        backend.call_hook("activate_rule_based_matching", domain_name="d")
        self.crowd(backend, 1)

        assert [ALL_COMMON, ALL_COMMON] == self.messages(queue)

    def test_message_tells_of_old_profiles_when_the_rules_come_into_force(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
    ) -> None:
        client.create_domain(DomainName="d", DefaultExpirationDays=365, DeadLetterQueueUrl=queue)
        self.crowd(backend)
        update(client, BY_GENDER)
        before = self.messages(queue)
        backend.call_hook("activate_rule_based_matching", domain_name="d")

        assert ([], [ALL_COMMON]) == (before, self.messages(queue))

    @pytest.mark.rule("RB-9", "ID-EX-25")
    def test_rarer_value_keeps_the_level_alive(
        self, client: CustomerProfilesClient, backend: CustomerProfilesBackend, queue: str
    ) -> None:
        create(
            client,
            {"Enabled": True, "MatchingRules": [{"Rule": ["Gender", "EmailAddress"]}]},
            DeadLetterQueueUrl=queue,
        )
        self.crowd(backend)
        ids = pair(client, Gender="FEMALE", EmailAddress="a@x.com")

        assert ([(set(ids), 1)], []) == (groups(client), self.messages(queue))

    def test_missing_queue_is_no_error(self, client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
        create(client, BY_GENDER, DeadLetterQueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/nowhere")
        self.crowd(backend)

        assert [] == matches(client)


class TestExport:
    @pytest.mark.rule("RB-45")
    def test_matches_are_written_at_the_switch(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="my-bucket")
        first, second = pair(shop)
        update(shop, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": "a"}}})
        clock.shift(HOUR)
        [match_id] = matches(shop)
        text = s3.get_object(Bucket="my-bucket", Key="a/d/rule-based/matches.csv")["Body"].read().decode()

        assert f"MatchId,RuleLevel,ProfileId\n{match_id},1,{first}\n{match_id},1,{second}\n" == text

    def test_what_merges_at_the_switch_is_not_written(
        self, shop: CustomerProfilesClient, clock: time_machine.Traveller
    ) -> None:
        """By e-mail the four become two, of whom only then it shows that they share a phone."""
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="my-bucket")
        for email, phone in (("a@x.com", ""), ("a@x.com", "1"), ("b@x.com", ""), ("b@x.com", "1")):
            profile(shop, EmailAddress=email, **({"PhoneNumber": phone} if phone else {}))
        rules: Any = {
            "Enabled": True,
            "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber"]}],
            "MaxAllowedRuleLevelForMerging": 2,
            "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket"}},
        }
        update(shop, rules)
        clock.shift(HOUR)
        left = shop.get_domain(DomainName="d")["Stats"]["ProfileCount"]
        text = s3.get_object(Bucket="my-bucket", Key="d/rule-based/matches.csv")["Body"].read().decode()

        assert (1, "MatchId,RuleLevel,ProfileId\n") == (left, text)

    @pytest.mark.rule("RB-45")
    def test_hook_writes_them_again(self, client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="my-bucket")
        create(client, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket"}}})
        pair(client)
        backend.call_hook("activate_rule_based_matching", domain_name="d")
        text = s3.get_object(Bucket="my-bucket", Key="d/rule-based/matches.csv")["Body"].read().decode()

        assert 3 == len(text.splitlines())

    def test_missing_bucket_does_no_harm(self, shop: CustomerProfilesClient, clock: time_machine.Traveller) -> None:
        update(shop, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "nowhere"}}})
        clock.shift(HOUR)

        assert "ACTIVE" == status(shop)
