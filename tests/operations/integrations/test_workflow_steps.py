"""The steps of integration workflows: the spans of time that they fetch, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.workflows import FLOW, NOW, create, days, steps
from tests.support.facts import aws_arn
from tests.support.replies import error_code

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

URI = aws_arn("appflow", "flow/history")

pytestmark = pytest.mark.usefixtures("domain", "in_june")


@pytest.mark.rule("WF-3")
@pytest.mark.parametrize("pairs", [[(0, 0)], [(1, 0)], [(0, 2), (1, 3)]])
def test_senseless_batches_are_refused(client: CustomerProfilesClient, pairs: list[tuple[int, int]]) -> None:
    batches = [(days(start), days(end)) for start, end in pairs]

    assert "BadRequestException" == error_code(create, client, Batches=batches)


@pytest.mark.rule("WF-5", "WF-8")
def test_each_batch_is_a_step(client: CustomerProfilesClient) -> None:
    workflow_id = create(client, Batches=[(days(-2), days(-1)), (days(-1), days(0))])
    first, second = steps(client, workflow_id)

    assert {
        "FlowName": "history_1",
        "Status": "COMPLETE",
        "ExecutionMessage": "Completed",
        "RecordsProcessed": 0,
        "BatchRecordsStartTime": "2026-05-30T00:00:00Z",
        "BatchRecordsEndTime": "2026-05-31T00:00:00Z",
        "CreatedAt": NOW,
        "LastUpdatedAt": NOW,
    } == first
    assert "history_2" == second["FlowName"]


@pytest.mark.rule("WF-5")
def test_long_history_is_fetched_in_several_steps(client: CustomerProfilesClient) -> None:
    schedule = {"ScheduleExpression": "rate(1hour)", "FirstExecutionFrom": days(-100)}
    trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": schedule}}
    workflow_id = create(client, {**FLOW, "TriggerConfig": trigger})
    spans = [(each["BatchRecordsStartTime"], each["BatchRecordsEndTime"]) for each in steps(client, workflow_id)]

    assert [
        ("2026-02-21T00:00:00Z", "2026-04-22T00:00:00Z"),
        ("2026-04-22T00:00:00Z", "2026-06-01T00:00:00Z"),
    ] == spans


@pytest.mark.usefixtures("stepwise_workflows")
def test_steps_stand_where_the_workflow_stands(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    (step,) = steps(client, workflow_id)

    assert ("IN_PROGRESS", "In progress") == (step["Status"], step["ExecutionMessage"])
    assert (
        0
        == client.get_workflow(DomainName="shop", WorkflowId=workflow_id)["Metrics"]["AppflowIntegration"][
            "RecordsProcessed"
        ]
    )
