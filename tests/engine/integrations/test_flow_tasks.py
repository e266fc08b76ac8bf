from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.integrations.flow_tasks import Dropped, compile_tasks
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from moto_customerprofiles.engine.integrations.flow_tasks import Task

RECORD: dict[str, object] = {"Id": 7, "Name": "Lamp", "Price": 3}


def keep(*fields: str) -> Task:
    return {"TaskType": "Filter", "SourceFields": fields, "ConnectorOperator": {"S3": "PROJECTION"}}


def move(source: str, destination: str | None = None, operator: str = "NO_OP") -> Task:
    task: Task = {"TaskType": "Map", "SourceFields": [source], "ConnectorOperator": {"S3": operator}}
    return task if destination is None else {**task, "DestinationField": destination}


def test_without_tasks_everything_passes() -> None:
    assert RECORD == compile_tasks([])(RECORD)


def test_projection_lets_its_fields_pass() -> None:
    assert {"Id": 7} == compile_tasks([keep("Id", "Unknown")])(RECORD)


def test_mapped_fields_pass_by_their_new_names() -> None:
    assert {"sku": 7, "Name": "Lamp"} == compile_tasks([move("Id", "sku"), move("Name")])(RECORD)


def test_what_is_not_projected_cannot_be_mapped() -> None:
    assert {"sku": 7} == compile_tasks([keep("Id"), move("Id", "sku"), move("Name", "title")])(RECORD)


def task(kind: str, operator: str | None, *fields: str, to: str | None = None, **properties: str) -> Task:
    made: Task = {"TaskType": kind, "SourceFields": fields, "TaskProperties": properties}
    if operator is not None:
        made["ConnectorOperator"] = {"S3": operator}
    return made if to is None else {**made, "DestinationField": to}


@pytest.mark.rule("INT-26")
@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (task("Mask", "MASK_ALL", "Name"), {"Name": "****"}),
        (task("Mask", "MASK_FIRST_N", "Name", MASK_LENGTH="2", MASK_VALUE="#"), {"Name": "##mp"}),
        (task("Mask", "MASK_LAST_N", "Name", MASK_LENGTH="9"), {"Name": "****"}),
        (task("Mask", "MASK_ALL", "Name", to="Hidden"), {"Name": "Lamp", "Hidden": "****"}),
        (task("Mask", "MASK_ALL", "Unknown"), {}),
        (task("Truncate", None, "Name", TRUNCATE_LENGTH="2"), {"Name": "La"}),
        (task("Truncate", "NO_OP", "Name", to="Short", TRUNCATE_LENGTH="1"), {"Short": "L"}),
        (task("Merge", None, "Id", "Name", to="Both"), {"Both": "7 Lamp"}),
        (task("Merge", None, "Id", "Name", to="Both", CONCAT_FORMAT="${Name}-${Id}"), {"Both": "Lamp-7"}),
        (task("Arithmetic", "ADDITION", "Id", "Price", to="Sum"), {"Sum": "10"}),
        (task("Arithmetic", "SUBTRACTION", "Id", "Price", to="x", MATH_OPERATION_FIELDS_ORDER="Price,Id"), {"x": "-4"}),
        (task("Arithmetic", "MULTIPLICATION", "Price", VALUE="1.5"), {"Price": "4.5"}),
        (task("Arithmetic", "DIVISION", "Price", VALUE="2"), {"Price": "1.5"}),
        (task("Arithmetic", "ADDITION", "Id", "Unknown", to="Sum"), {}),
        (task("Validate", "VALIDATE_NON_NULL", "Id"), {}),
    ],
)
def test_tasks_that_calculate_change_their_fields(made: Task, expected: dict[str, object]) -> None:
    assert {**RECORD, **expected} == compile_tasks([made])(RECORD)


@pytest.mark.rule("INT-26")
@pytest.mark.parametrize(
    ("made", "passes"),
    [
        (task("Filter", "GREATER_THAN", "Price", VALUE="3"), False),
        (task("Filter", "GREATER_THAN_OR_EQUAL_TO", "Price", VALUE="3.0"), True),
        (task("Filter", "LESS_THAN", "Id", VALUE="10"), True),
        (task("Filter", "LESS_THAN_OR_EQUAL_TO", "Id", VALUE="6"), False),
        (task("Filter", "EQUAL_TO", "Name", VALUES="Sofa, Lamp"), True),
        (task("Filter", "EQUAL_TO", "Name", VALUE="Sofa"), False),
        (task("Filter", "NOT_EQUAL_TO", "Name", VALUES="Sofa,Lamp"), False),
        (task("Filter", "NOT_EQUAL_TO", "Unknown", VALUE="x"), True),
        (task("Filter", "EQUAL_TO", "Unknown", VALUE="x"), False),
        (task("Filter", "CONTAINS", "Name", VALUE="am"), True),
        (task("Filter", "BETWEEN", "Price", LOWER_BOUND="1", UPPER_BOUND="2"), False),
        (task("Filter", "BETWEEN", "At", LOWER_BOUND="2025-01-01", UPPER_BOUND="1767225600"), True),
        (task("Validate", "VALIDATE_NON_NULL", "Unknown"), False),
        (task("Validate", "VALIDATE_NON_ZERO", "Zero"), False),
        (task("Validate", "VALIDATE_NON_NEGATIVE", "Price"), True),
        (task("Validate", "VALIDATE_NON_NEGATIVE", "Debt", VALIDATION_ACTION="DropRecord"), False),
        (task("Validate", "VALIDATE_NUMERIC", "Name"), False),
        (task("Map", "VALIDATE_NUMERIC", "Id"), True),
    ],
)
def test_filters_and_validations_decide_whether_a_record_passes(made: Task, *, passes: bool) -> None:
    passage = compile_tasks([made])
    record = {**RECORD, "At": "2025-06-01T00:00:00Z", "Zero": 0, "Debt": "-1"}
    try:
        passed = bool(passage(record))
    except Dropped:
        passed = False

    assert passes == passed


@pytest.mark.rule("INT-26")
def test_tasks_follow_one_another_before_fields_are_mapped() -> None:
    tasks = [
        move("Name", "title"),
        keep("Id", "Name"),
        task("Filter", "EQUAL_TO", "Price", VALUE="3"),
        task("Truncate", None, "Name", TRUNCATE_LENGTH="3"),
        task("Mask", "MASK_LAST_N", "Name", MASK_LENGTH="1"),
        task("Merge", None, "Id", "Name", to="label"),
        move("Id", "hidden", "MASK_ALL"),
    ]

    assert {"title": "La*", "label": "7 La*", "hidden": "*"} == compile_tasks(tasks)(RECORD)


@pytest.mark.rule("INT-26")
def test_validation_may_terminate_the_flow() -> None:
    passage = compile_tasks([task("Validate", "VALIDATE_NUMERIC", "Name", VALIDATION_ACTION="TerminateFlow")])
    with pytest.raises(BadRequest, match="Task 1 of the flow terminates it"):
        passage(RECORD)


@pytest.mark.rule("INT-26")
@pytest.mark.parametrize("value", ["Lamp", "0"])
def test_calculation_without_a_result_fails_its_record(value: str) -> None:
    passage = compile_tasks([task("Arithmetic", "DIVISION", "Price", "Other")])
    with pytest.raises(ValueError, match="Arithmetic task on Price, Other"):
        passage({**RECORD, "Other": value})


@pytest.mark.rule("INT-26")
@pytest.mark.parametrize(
    "made",
    [
        task("Filter", None),
        task("Filter", None, "Id"),
        task("Filter", "LESS_THAN", "Id"),
        task("Filter", "BETWEEN", "Id", LOWER_BOUND="1"),
        task("Filter", "ADDITION", "Id", "Price"),
        task("Mask", None, "Id"),
        task("Mask", "MASK_FIRST_N", "Id"),
        task("Mask", "MASK_LAST_N", "Id", MASK_LENGTH="many"),
        task("Mask", "MASK_ALL", "Id", "Name"),
        task("Truncate", None, "Name"),
        task("Arithmetic", "ADDITION", "Id"),
        task("Arithmetic", None, "Id", "Price"),
        task("Map", "PROJECTION", "Id"),
        task("Map", "NO_OP", "Id", "Name"),
        {**task("Map", "NO_OP", "Id"), "ConnectorOperator": {"S3": "NO_OP", "Zendesk": "MASK_ALL"}},
    ],
)
def test_no_task_is_passed_over_in_silence(made: Task) -> None:
    with pytest.raises(BadRequest, match=r"Task 2 of the flow, a .*, cannot be carried out"):
        compile_tasks([move("Id"), made])
