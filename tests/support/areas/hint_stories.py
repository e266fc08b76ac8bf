"""What each kind of hint is about: a story with the mistake in it, and the same story without the mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

import boto3

from moto_customerprofiles.services.events import triggers
from tests.support.areas.calculated_attributes import define_attribute
from tests.support.areas.event_triggers import CONDITIONS, associate_campaign, create_trigger
from tests.support.areas.kinesis import stream_arn
from tests.support.areas.rule_based_matching import BY_EMAIL, list_match_ids
from tests.support.areas.segments import define_segment
from tests.support.backends import hook, the_backend
from tests.support.facts import REGION, ROLE, aws_arn
from tests.support.shop import SHOP, create_pair, create_profile, put_object, put_object_type, put_text, update_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient as Client


class Story(NamedTuple):
    """Acts in the domain `shop`, with the mistake or without it; `told` is what the hint says."""

    act: Callable[[Client, bool], object]
    told: str
    needs: tuple[str, ...] = ()


def _orders(client: Client, **members: Any) -> None:
    put_object_type(
        client,
        "order",
        fields=dict.fromkeys(("id", "email", "price"), ""),
        keys={"orderId": "UNIQUE PROFILE id", "orderEmail": "email"},
        **members,
    )


def _dead_letter(client: Client, wrong: bool) -> None:  # noqa: FBT001  # of all stories
    _orders(client, AllowProfileCreation=not wrong)
    put_object(client, "order", id=1)


def _dead_letter_queue_missing(client: Client, wrong: bool) -> None:  # noqa: FBT001
    queues = boto3.client("sqs", region_name=REGION)
    url = queues.create_queue(QueueName="letters")["QueueUrl"]
    update_domain(client, DeadLetterQueueUrl=url)
    if wrong:
        queues.delete_queue(QueueUrl=url)
    _dead_letter(client, wrong=True)


def _constant_source(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _put_type(client, {"id": "_source.id", "name": f"{'source' if wrong else '_source'}.full.name", "kind": "customer"})


def _constant_unique_key(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _put_type(client, {"id": "web" if wrong else "_source.id"})


def _put_type(client: Client, sources: dict[str, str]) -> None:
    client.put_profile_object_type(
        DomainName=SHOP,
        ObjectTypeName="crm",
        Description="CRM",
        Fields={name: {"Source": source} for name, source in sources.items()},
        Keys={"crmId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]},
    )


def _repeated_unique_value(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _orders(client)
    put_object(client, "order", id=1, email="ann@example.com", price=1)
    put_object(client, "order", id=1, email="bob@example.com" if wrong else "ann@example.com", price=2)


def _unreadable_timestamp(client: Client, wrong: bool) -> None:  # noqa: FBT001
    put_object_type(
        client,
        "crm",
        fields={"id": "", "at": "_profile.SourceLastUpdatedTimestamp"},
        keys={"crmId": "UNIQUE PROFILE id"},
        SourceLastUpdatedTimestampFormat="yyyy-MM-dd",
    )
    put_object(client, "crm", id=1, at="31/01/2024" if wrong else "2024-01-31")


def _contact_record_apart(client: Client, wrong: bool) -> None:  # noqa: FBT001
    create_profile(client, PhoneNumber="+12065550100")
    if not wrong:
        client.put_profile_object_type(
            DomainName=SHOP, ObjectTypeName="CTR", Description="Contacts", TemplateId="CTR-NoInferred"
        )
    endpoint = {"address": "+12065550100", "type": "TELEPHONE_NUMBER"}
    put_object(client, "CTR", contactId="c1", customerEndpoint=endpoint, channel="VOICE")


def _unknown_search_key(client: Client, wrong: bool) -> None:  # noqa: FBT001
    the_backend().world.settings.strict_search_keys = False
    client.search_profiles(DomainName=SHOP, KeyName="email" if wrong else "_email", Values=["ann@example.com"])


def _rules_pending(client: Client, wrong: bool) -> None:  # noqa: FBT001
    update_domain(client, RuleBasedMatching=BY_EMAIL)
    if not wrong:
        hook("activate_rule_based_matching", SHOP)
    list_match_ids(client)


def _similar(client: Client) -> None:
    [one, _] = create_pair(client)
    client.get_similar_profiles(DomainName=SHOP, MatchType="ML_BASED_MATCHING", SearchKey="_profileId", SearchValue=one)


def _job_pending(client: Client, wrong: bool) -> None:  # noqa: FBT001
    update_domain(client, Matching={"Enabled": True})
    if not wrong:
        hook("run_identity_resolution_job", SHOP)
    _similar(client)


def _matches_outdated(client: Client, wrong: bool) -> None:  # noqa: FBT001
    update_domain(client, Matching={"Enabled": True})
    hook("run_identity_resolution_job", SHOP)
    create_pair(client)
    if not wrong:
        hook("run_identity_resolution_job", SHOP)
    client.get_matches(DomainName=SHOP)


def _trigger(client: Client, source: str = "amount") -> None:
    put_object_type(
        client, "Purchase", fields={"id": "", "customer": ""}, keys={"p": "UNIQUE id", "customer": "PROFILE customer"}
    )
    [condition] = CONDITIONS
    attribute = {"Source": source, "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    create_trigger(
        client,
        EventTriggerConditions=[{**condition, "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}],
    )


def _trigger_attribute_unseen(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _trigger(client, "amuont" if wrong else "amount")
    put_object(client, "Purchase", id=1, customer="A-1", amount=150)


def _trigger_without_integration(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _trigger(client)
    if not wrong:
        associate_campaign(client)


def _event_stream_stopped(client: Client, wrong: bool) -> None:  # noqa: FBT001
    kinesis = boto3.client("kinesis", region_name=REGION)
    kinesis.create_stream(StreamName="changes", ShardCount=1)
    client.create_event_stream(DomainName=SHOP, EventStreamName="changes", Uri=stream_arn("changes"))
    if wrong:
        kinesis.delete_stream(StreamName="changes")
    create_profile(client, FirstName="Ann")


def _calculated_attribute_unseen(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _orders(client)
    define_attribute(client)
    put_object(client, "order", **{"id": 1, "prise" if wrong else "price": 10})


def _calculated_attribute_time_unreadable(client: Client, wrong: bool) -> None:  # noqa: FBT001
    _orders(client)
    form = "EPOCHMILLI" if wrong else "ISO_8601"
    span: Any = {"Value": 3, "Unit": "DAYS", "TimestampSource": "{order.at}", "TimestampFormat": form}
    define_attribute(client, Conditions={"Range": span})
    put_object(client, "order", id=1, price=10, at="2024-01-31T10:00:00Z")


def _segment_field_unseen(client: Client, wrong: bool) -> None:  # noqa: FBT001
    create_profile(client, Attributes={"tier": "gold"})
    compared = {"DimensionType": "INCLUSIVE", "Values": ["gold"]}
    attributes = {"Attributes": {"teir" if wrong else "tier": compared}}
    define_segment(client, "golden", {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]})


def _segment_date_unreadable(client: Client, wrong: bool) -> None:  # noqa: FBT001
    create_profile(client, BirthDate="31.01.1990" if wrong else "1990-01-31")
    attributes = {"BirthDate": {"DimensionType": "BEFORE", "Values": ["2000-01-01"]}}
    define_segment(client, "old", {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]})


def _segment_stream_lost(client: Client, wrong: bool) -> None:  # noqa: FBT001
    kinesis = boto3.client("kinesis", region_name=REGION)
    kinesis.create_stream(StreamName="members", ShardCount=1)
    client.associate_stream_for_segments(DomainName=SHOP, DestinationArn=stream_arn("members"), DestinationRoleArn=ROLE)
    define_segment(client, "all")
    client.put_segment_subscription(DomainName=SHOP, SegmentDefinitionName="all")
    if wrong:
        kinesis.delete_stream(StreamName="members")
    create_profile(client, FirstName="Ann")


def _filter_column_unseen(client: Client, wrong: bool) -> None:  # noqa: FBT001
    update_domain(client, DataStore={"Enabled": True}, DefaultEncryptionKey=aws_arn("kms", "key/1"))
    client.put_domain_object_type(
        DomainName=SHOP,
        ObjectTypeName="items",
        EncryptionKey=aws_arn("kms", "key/1"),
        Fields={
            "id": {"Source": "_source.id", "Target": "_catalogItem.Id"},
            "category": {"Source": "_source.category", "Target": "_catalogItem.Category"},
        },
    )
    put_text(client, "items", '{"id": "tv", "category": "screens"}')
    client.create_recommender_filter(
        DomainName=SHOP,
        RecommenderFilterName="screens",
        RecommenderFilterExpression=f'INCLUDE ItemID WHERE Items.{"Name" if wrong else "Category"} IN ("screens")',
    )


def _work_failed(client: Client, wrong: bool) -> None:  # noqa: FBT001
    put_object_type(client, "Purchase", fields={"id": "", "amount": ""}, keys={"purchaseId": "UNIQUE PROFILE id"})
    create_trigger(client)
    if not wrong:
        create_profile(client, FirstName="Ann")
        return
    with mock.patch.object(triggers, "on_change", side_effect=IndexError("no such row"), __module__="triggers"):
        create_profile(client, FirstName="Ann")


STORIES: dict[str, Story] = {
    "work-failed": Story(_work_failed, "its work failed: IndexError: no such row", ("CreateEventTrigger",)),
    "dead-letter": Story(_dead_letter, '{"id": 1} became a dead letter: No profile matches'),
    "dead-letter-queue-missing": Story(_dead_letter_queue_missing, "there is no such SQS queue"),
    "constant-source": Story(_constant_source, 'Source "source.full.name" is a constant'),
    "constant-unique-key": Story(_constant_unique_key, "since id is a constant"),
    "repeated-unique-value": Story(_repeated_unique_value, "bob@example.com"),
    "unreadable-timestamp": Story(_unreadable_timestamp, '"31/01/2024"'),
    "contact-record-apart": Story(_contact_record_apart, "another profile has the same _phone 2065550100"),
    "unknown-search-key": Story(_unknown_search_key, "did you mean _email?"),
    "rules-pending": Story(
        _rules_pending, "the rules are not in force before", ("UpdateDomainRequest.RuleBasedMatching",)
    ),
    "job-pending": Story(
        _job_pending, "before the first identity resolution job, which is planned for", ("GetSimilarProfiles",)
    ),
    "matches-outdated": Story(_matches_outdated, "profiles have changed since"),
    "trigger-attribute-unseen": Story(_trigger_attribute_unseen, "did you mean amount?", ("CreateEventTrigger",)),
    "trigger-without-integration": Story(
        _trigger_without_integration, "no integration names it", ("CreateEventTrigger",)
    ),
    "event-stream-stopped": Story(_event_stream_stopped, "its records are lost", ("CreateEventStream",)),
    "calculated-attribute-unseen": Story(
        _calculated_attribute_unseen, "did you mean prise?", ("CreateCalculatedAttributeDefinition",)
    ),
    "calculated-attribute-time-unreadable": Story(
        _calculated_attribute_time_unreadable, "cannot be read as EPOCHMILLI", ("Range.TimestampSource",)
    ),
    "segment-field-unseen": Story(_segment_field_unseen, "did you mean Attributes.tier?", ("CreateSegmentDefinition",)),
    "segment-date-unreadable": Story(
        _segment_date_unreadable, '"31.01.1990" cannot be read as a date by BEFORE', ("CreateSegmentDefinition",)
    ),
    "segment-stream-lost": Story(_segment_stream_lost, "its records are lost", ("PutSegmentSubscription",)),
    "filter-column-unseen": Story(_filter_column_unseen, "no item of the catalog has it", ("CreateRecommenderFilter",)),
}
"""The story of each kind of hint; the last member names what it needs of botocore."""
