from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from moto_customerprofiles.engine.integrations.flow_definitions import check_flow, schedule_of
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0


def flow(connector: str = "S3", properties: tuple[str, ...] = ("S3",), rate: str | None = None) -> Any:
    """Make a flow definition; Any because tests also make wrong ones."""
    trigger: dict[str, object] = {"TriggerType": "OnDemand"}
    if rate is not None:
        trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": {"ScheduleExpression": rate}}}
    source: dict[str, object] = {
        "ConnectorType": connector,
        "SourceConnectorProperties": {each: {} for each in properties},
    }
    if connector != "S3":
        source["ConnectorProfileName"] = "sales"
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


@pytest.mark.rule("INT-24")
@pytest.mark.parametrize(("connector", "properties"), [("Salesforce", "Salesforce"), ("Servicenow", "ServiceNow")])
def test_connectors_but_s3_need_a_connector_profile(connector: str, properties: str) -> None:
    without = flow(connector, (properties,))
    del without["SourceFlowConfig"]["ConnectorProfileName"]
    with pytest.raises(BadRequest, match="requires a ConnectorProfileName"):
        check_flow(without)


@pytest.mark.rule("INT-25")
@pytest.mark.parametrize(
    "expression",
    [
        "gibberish",
        "",
        "rate(5)",
        "rate(0 minutes)",
        "rate(30 seconds)",
        "rate(-1 hours)",
        "cron()",
        "cron(0 9 * * ?)",
        "cron(0 9 * * * *)",
        "cron(60 9 ? * MON *)",
        "cron(0 24 ? * MON *)",
        "cron(0 9 ? * FUN *)",
        "cron(0/0 9 ? * MON *)",
        "cron(9-5 9 ? * MON *)",
        "cron(0 9 32 * ? *)",
        "at(2026-13-01T00:00:00)",
        "at(tomorrow)",
    ],
)
def test_what_is_no_schedule_is_refused(expression: str) -> None:
    with pytest.raises(BadRequest, match="ScheduleExpression"):
        check_flow(flow("Marketo", ("Marketo",), rate=expression))


@pytest.mark.rule("INT-25")
@pytest.mark.parametrize(
    "expression",
    [
        "rate (1 minute)",
        "rate(1minutes)",
        "cron(0 9 ? * MON-FRI *)",
        "cron(0,30 9-17 L * ? 2026-2030)",
        "cron(15 10 ? JAN,jul 6L *)",
        "cron(0/5 * * * ? *)",
        "cron(0 0 15W * ? *)",
        "cron(0 0 ? * 2#1 *)",
        "at(2026-12-01T08:30:00)",
    ],
)
def test_rates_crons_and_instants_are_schedules(expression: str) -> None:
    check_flow(flow("Marketo", ("Marketo",), rate=expression))


@pytest.mark.rule("INT-8")
def test_s3_is_not_read_more_often_by_cron_either() -> None:
    check_flow(flow(rate="cron(0/15 * * * ? *)"))
    with pytest.raises(BadRequest, match="15 minutes"):
        check_flow(flow(rate="cron(0/10 * * * ? *)"))


@pytest.mark.rule("INT-25")
@pytest.mark.parametrize("minutes", [0, -1])
def test_schedule_ends_after_its_start(minutes: int) -> None:
    scheduled = flow(rate="rate(1hour)")
    schedule = scheduled["TriggerConfig"]["TriggerProperties"]["Scheduled"]
    schedule.update(ScheduleStartTime=T0, ScheduleEndTime=T0 + timedelta(minutes=1))
    check_flow(scheduled)
    schedule["ScheduleEndTime"] = T0 + timedelta(minutes=minutes)
    with pytest.raises(BadRequest, match="ScheduleEndTime must be after ScheduleStartTime"):
        check_flow(scheduled)


def test_only_scheduled_flows_have_a_schedule() -> None:
    scheduled = flow(rate="rate(1hour)")
    on_demand = {**scheduled, "TriggerConfig": {**scheduled["TriggerConfig"], "TriggerType": "OnDemand"}}

    assert {"ScheduleExpression": "rate(1hour)"} == schedule_of(scheduled)
    assert schedule_of(on_demand) is None  # type: ignore[arg-type]  # a wider dict
