"""What the tasks of a flow make of a record: which fields pass, and under which names.

The API reference (Task) has seven types of tasks. Two of them decide what reaches a profile and are carried out: a
Filter with the operator PROJECTION lets only its source fields pass, and a Map with NO_OP passes one field under the
name of its destination field. The others calculate, mask and validate, which is left to AppFlow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Task(TypedDict, total=False):
    """The members of a task that this package uses."""

    TaskType: str
    SourceFields: Sequence[str]
    DestinationField: str
    ConnectorOperator: Mapping[str, str]


class Passage(NamedTuple):
    """Which fields of a record pass, and their new names; None lets all fields pass."""

    projected: frozenset[str] | None
    renamed: Mapping[str, str] | None

    def __call__(self, record: Mapping[str, object]) -> dict[str, object]:
        """Return the part of a record that passes."""
        passing = {name: value for name, value in record.items() if self.projected is None or name in self.projected}
        if self.renamed is None:
            return passing
        return {new: passing[old] for new, old in self.renamed.items() if old in passing}


def compile_tasks(tasks: Sequence[Task]) -> Passage:
    """Return the compiled tasks of a flow.

    >>> keep = {"TaskType": "Filter", "SourceFields": ["Id", "Name"], "ConnectorOperator": {"S3": "PROJECTION"}}
    >>> move = {"TaskType": "Map", "SourceFields": ["Id"], "DestinationField": "sku"}
    >>> move["ConnectorOperator"] = {"S3": "NO_OP"}
    >>> compile_tasks([keep, move])({"Id": 7, "Name": "Lamp", "Secret": 1})
    {'sku': 7}
    """
    projections = [frozenset(task["SourceFields"]) for task in tasks if _is(task, "Filter", "PROJECTION")]
    maps = [task for task in tasks if _is(task, "Map", "NO_OP") and len(task["SourceFields"]) == 1]
    return Passage(
        frozenset.intersection(*projections) if projections else None,
        {task.get("DestinationField", task["SourceFields"][0]): task["SourceFields"][0] for task in maps} or None,
    )


def _is(task: Task, task_type: str, operator: str) -> bool:
    return task["TaskType"] == task_type and operator in task.get("ConnectorOperator", {}).values()
