from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.flow_tasks import compile_tasks

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


def test_other_tasks_change_nothing() -> None:
    mask: Task = {"TaskType": "Mask", "SourceFields": ["Id"], "ConnectorOperator": {"S3": "MASK_ALL"}}

    assert RECORD == compile_tasks([mask, move("Id", "sku", "MASK_ALL"), {"TaskType": "Filter", "SourceFields": []}])(
        RECORD
    )
