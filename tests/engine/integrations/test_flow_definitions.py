from __future__ import annotations

from typing import Any

import pytest

from moto_customerprofiles.engine.integrations.flow_definitions import check_flow, schedule_of
from moto_customerprofiles.errors import BadRequest


def flow(connector: str = "S3", properties: tuple[str, ...] = ("S3",), rate: str | None = None) -> Any:
    """Make a flow definition; Any because tests also make wrong ones."""
    trigger: dict[str, object] = {"TriggerType": "OnDemand"}
    if rate is not None:
        trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": {"ScheduleExpression": rate}}}
    source = {"ConnectorType": connector, "SourceConnectorProperties": {each: {} for each in properties}}
    return {"FlowName": "f", "SourceFlowConfig": source, "TriggerConfig": trigger}


@pytest.mark.rule("INT-8")
@pytest.mark.parametrize(
    ("connector", "properties"),
    [
        ("S3", "S3"),
        ("Salesforce", "Salesforce"),
        ("Marketo", "Marketo"),
        ("Zendesk", "Zendesk"),
        ("Servicenow", "ServiceNow"),
    ],
)
def test_connector_and_properties_agree(connector: str, properties: str) -> None:
    check_flow(flow(connector, (properties,)))

    with pytest.raises(BadRequest):
        check_flow(flow(connector, ()))


@pytest.mark.rule("INT-8")
@pytest.mark.parametrize("properties", [("Marketo",), ("S3", "Marketo")])
def test_other_properties_than_the_connectors_are_refused(properties: tuple[str, ...]) -> None:
    with pytest.raises(BadRequest, match=r"SourceConnectorProperties\.S3"):
        check_flow(flow("S3", properties))


@pytest.mark.rule("INT-8")
@pytest.mark.parametrize("properties", [{}, {"TriggerProperties": {}}])
def test_scheduled_trigger_needs_a_schedule(properties: dict[str, object]) -> None:
    scheduled = flow()
    scheduled["TriggerConfig"] = {"TriggerType": "Scheduled", **properties}

    with pytest.raises(BadRequest):
        check_flow(scheduled)


@pytest.mark.parametrize("rate", ["rate(15minutes)", "rate(1hour)", "rate (1 days)", "cron(0 * * * ? *)"])
def test_quarter_of_an_hour_is_slow_enough_for_s3(rate: str) -> None:
    check_flow(flow(rate=rate))


@pytest.mark.rule("INT-8")
@pytest.mark.parametrize("rate", ["rate(14minutes)", "rate(1minute)", "rate( 5 minutes )", "rate(0hours)"])
def test_s3_is_not_read_more_often_than_every_quarter_of_an_hour(rate: str) -> None:
    with pytest.raises(BadRequest):
        check_flow(flow(rate=rate))


def test_other_sources_may_be_read_more_often() -> None:
    check_flow(flow("Marketo", ("Marketo",), rate="rate(5minutes)"))


def test_only_scheduled_flows_have_a_schedule() -> None:
    scheduled = flow(rate="rate(1hour)")
    on_demand = {**scheduled, "TriggerConfig": {**scheduled["TriggerConfig"], "TriggerType": "OnDemand"}}

    assert {"ScheduleExpression": "rate(1hour)"} == schedule_of(scheduled)
    assert schedule_of(on_demand) is None  # type: ignore[arg-type]  # a wider dict
