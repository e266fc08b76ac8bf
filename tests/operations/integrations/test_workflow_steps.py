"""The steps of integration workflows: the spans of time that they fetch, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.workflows import FLOW, create_workflow, days, workflow_steps
from tests.support.facts import T0, aws_arn
from tests.support.replies import error_code

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

URI = aws_arn("appflow", "flow/history")

pytestmark = pytest.mark.usefixtures("domain", "frozen")


@pytest.mark.rule("WF-3")
@pytest.mark.parametrize("pairs", [[(0, 0)], [(1, 0)], [(0, 2), (1, 3)]])
def test_senseless_batches_are_refused(client: CustomerProfilesClient, pairs: list[tuple[int, int]]) -> None:
    batches = [(days(start), days(end)) for start, end in pairs]

    assert "BadRequestException" == error_code(create_workflow, client, Batches=batches)


@pytest.mark.rule("WF-5", "WF-8")
def test_each_batch_is_a_step(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client, Batches=[(days(-2), days(-1)), (days(-1), days(0))])
    first, second = workflow_steps(client, workflow_id)

    assert {
        "FlowName": "history_1",
        "Status": "COMPLETE",
        "ExecutionMessage": "Completed",
        "RecordsProcessed": 0,
        "BatchRecordsStartTime": "2025-01-04T12:00:00Z",
        "BatchRecordsEndTime": "2025-01-05T12:00:00Z",
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
    } == first
    assert "history_2" == second["FlowName"]


@pytest.mark.rule("WF-5")
def test_long_history_is_fetched_in_several_steps(client: CustomerProfilesClient) -> None:
    schedule = {"ScheduleExpression": "rate(1hour)", "FirstExecutionFrom": days(-100)}
    trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": schedule}}
    workflow_id = create_workflow(client, {**FLOW, "TriggerConfig": trigger})
    spans = [
        (each["BatchRecordsStartTime"], each["BatchRecordsEndTime"]) for each in workflow_steps(client, workflow_id)
    ]

    assert [
        ("2024-09-28T12:00:00Z", "2024-11-27T12:00:00Z"),
        ("2024-11-27T12:00:00Z", "2025-01-06T12:00:00Z"),
    ] == spans


@pytest.mark.usefixtures("stepwise_workflows")
def test_steps_stand_where_the_workflow_stands(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    (step,) = workflow_steps(client, workflow_id)

    assert ("IN_PROGRESS", "In progress") == (step["Status"], step["ExecutionMessage"])
    assert ["IN_PROGRESS"] == [item["Status"] for item in client.list_workflows(DomainName="shop")["Items"]]
    assert (
        0
        == client.get_workflow(DomainName="shop", WorkflowId=workflow_id)["Metrics"]["AppflowIntegration"][
            "RecordsProcessed"
        ]
    )
