from __future__ import annotations

from datetime import datetime, timezone
from inspect import signature
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.hook import HOOKS
from tests.support.areas.workflows import create_workflow, get_workflow, workflow_steps
from tests.support.backends import hook
from tests.support.facts import aws_arn

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

URI = aws_arn("appflow", "flow/history")
START, END = datetime(2026, 5, 1, tzinfo=timezone.utc), datetime(2026, 5, 3, tzinfo=timezone.utc)

pytestmark = pytest.mark.usefixtures("domain")


@pytest.fixture(autouse=True)
def _stepwise(pace: Callable[..., None]) -> None:
    pace("integration_workflow", progression="manual", times=9)


@pytest.fixture
def workflow_id(client: CustomerProfilesClient) -> str:
    return create_workflow(client, Batches=[(START, END)])


def ask(name: str, workflow_id: str, **arguments: object) -> None:
    hook(name, domain_name="shop", workflow_id=workflow_id, **arguments)


@pytest.mark.rule("WF-6")
@pytest.mark.parametrize("status", ["IN_PROGRESS", "SPLIT", "RETRY", "CANCELLED"])
def test_workflow_is_held_at_a_status(client: CustomerProfilesClient, workflow_id: str, status: str) -> None:
    ask("set_workflow_status", workflow_id, status=status)

    assert status == get_workflow(client, workflow_id)["Status"]
    assert [status] == [step["Status"] for step in workflow_steps(client, workflow_id)]


@pytest.mark.rule("WF-6", "WF-9")
def test_failed_workflow_says_why(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("set_workflow_status", workflow_id, status="FAILED", message="Salesforce is closed")
    (item,) = client.list_workflows(DomainName="shop", Status="FAILED")["Items"]

    assert "Salesforce is closed" == get_workflow(client, workflow_id)["ErrorDescription"] == item["StatusDescription"]
    assert [] == client.list_integrations(DomainName="shop")["Items"]


def test_completed_workflow_has_made_its_integration(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("set_workflow_status", workflow_id, status="FAILED", message="Salesforce is closed")
    ask("set_workflow_status", workflow_id, status="COMPLETE")

    assert "ErrorDescription" not in get_workflow(client, workflow_id)
    assert [URI] == [item["Uri"] for item in client.list_integrations(DomainName="shop")["Items"]]


def test_one_step_is_held_at_a_status_of_its_own(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("set_workflow_status", workflow_id, status="RETRY", step=1, message="Second attempt")
    (step,) = workflow_steps(client, workflow_id)

    assert ("RETRY", "Second attempt") == (step["Status"], step["ExecutionMessage"])
    assert "NOT_STARTED" == get_workflow(client, workflow_id)["Status"]


def test_split_step_leaves_its_time_to_two_others(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("split_workflow_step", workflow_id)
    rows = [
        (step["FlowName"], step["Status"], step["BatchRecordsStartTime"][:10], step["BatchRecordsEndTime"][:10])
        for step in workflow_steps(client, workflow_id)
    ]

    assert [
        ("history_1", "SPLIT", "2026-05-01", "2026-05-03"),
        ("history_1_1", "NOT_STARTED", "2026-05-01", "2026-05-02"),
        ("history_1_2", "NOT_STARTED", "2026-05-02", "2026-05-03"),
    ] == rows


def test_part_of_a_split_step_can_be_split_but_the_step_itself_only_once(
    client: CustomerProfilesClient, workflow_id: str
) -> None:
    ask("split_workflow_step", workflow_id)
    ask("split_workflow_step", workflow_id, step=2)

    with pytest.raises(BadRequest, match=r"Step 1 of workflow .* is split already; split one of its parts"):
        ask("split_workflow_step", workflow_id)
    assert ["history_1", "history_1_1", "history_1_1_1", "history_1_1_2", "history_1_2"] == [
        step["FlowName"] for step in workflow_steps(client, workflow_id)
    ]


@pytest.mark.rule("WF-12")
def test_records_are_counted_for_step_and_workflow(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("add_workflow_records", workflow_id, count=3)
    ask("add_workflow_records", workflow_id, count=4)

    assert 7 == get_workflow(client, workflow_id)["Metrics"]["AppflowIntegration"]["RecordsProcessed"]
    assert [7] == [step["RecordsProcessed"] for step in workflow_steps(client, workflow_id)]


def test_completed_steps_are_counted(client: CustomerProfilesClient, workflow_id: str) -> None:
    ask("split_workflow_step", workflow_id)
    ask("set_workflow_status", workflow_id, status="COMPLETE", step=2)
    metrics = get_workflow(client, workflow_id)["Metrics"]["AppflowIntegration"]

    assert (1, 3) == (metrics["StepsCompleted"], metrics["TotalSteps"])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("set_workflow_status", {"status": "DONE"}),
        ("set_workflow_status", {"status": "RETRY", "step": 2}),
        ("split_workflow_step", {"step": 0}),
        ("add_workflow_records", {"count": 1, "step": 2}),
    ],
)
def test_what_a_workflow_cannot_do_is_refused(workflow_id: str, name: str, arguments: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        ask(name, workflow_id, **arguments)


@pytest.mark.parametrize(
    "name", [name for name, hook in HOOKS.items() if "workflow_id" in signature(hook.run).parameters]
)
def test_unknown_workflow_is_not_found(name: str) -> None:
    arguments: dict[str, dict[str, object]] = {
        "add_workflow_records": {"count": 1},
        "set_workflow_status": {"status": "RETRY"},
    }

    with pytest.raises(ResourceNotFound):
        ask(name, "0" * 32, **arguments.get(name, {}))
