"""What the tasks of a flow make of a record: whether it passes, with which fields, and under which names.

The service model (Task, ConnectorOperator) names the types of tasks, their operators and properties. How they work
together is our choice. Filters read the record as it came: all of them must hold. A PROJECTION then lets only its
source fields pass. Mask, Truncate, Arithmetic, Merge and Validate tasks follow in their order, and Maps last: with any
Map, a field passes under the name of its destination field, or because a task that calculates names it as its
destination. A Map with the operator of another task does both. No task is passed over: one that cannot be carried out
is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from moto_customerprofiles.engine.integrations import task_values
from moto_customerprofiles.engine.integrations.task_values import ARITHMETIC, COMPARISONS, MASKS, VALIDATIONS
from moto_customerprofiles.engine.values.literals import as_text
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NO_OP = "NO_OP"
_TERMINATE = frozenset({"terminateflow", "terminate"})


class Task(TypedDict, total=False):
    """The members of a task that this package uses."""

    TaskType: str
    SourceFields: Sequence[str]
    DestinationField: str
    ConnectorOperator: Mapping[str, str]
    TaskProperties: Mapping[str, str]


class Dropped(Exception):
    """A record does not pass the flow, as a Filter or Validate task wants it."""


Change = Callable[[dict[str, object]], None]
"""Changes a record in place, or raises `Dropped`, `ValueError` or `BadRequest`."""


class Passage(NamedTuple):
    """The compiled tasks: filters, the fields that pass, changes in their order, and new names of fields.

    None for `projected` and `renamed` lets all fields pass.
    """

    filters: tuple[Change, ...]
    projected: frozenset[str] | None
    changes: tuple[Change, ...]
    renamed: Mapping[str, str] | None

    def __call__(self, record: Mapping[str, object]) -> dict[str, object]:
        """Return the part of a record that passes.

        Raises:
            Dropped: the record does not pass.
            ValueError: a task cannot be carried out on this record; the message says why.
            BadRequest: a Validate task terminates the flow.

        """
        source = dict(record)
        for condition in self.filters:
            condition(source)
        passing = {name: value for name, value in source.items() if self.projected is None or name in self.projected}
        for change in self.changes:
            change(passing)
        if self.renamed is None:
            return passing
        return {new: passing[old] for new, old in self.renamed.items() if old in passing}


def compile_tasks(tasks: Sequence[Task]) -> Passage:
    """Return the compiled tasks of a flow.

    Raises:
        BadRequest: a task cannot be carried out; the message says which and why.

    >>> keep = {"TaskType": "Filter", "SourceFields": ["Id", "Name"], "ConnectorOperator": {"S3": "PROJECTION"}}
    >>> move = {"TaskType": "Map", "SourceFields": ["Id"], "DestinationField": "sku"}
    >>> move["ConnectorOperator"] = {"S3": "NO_OP"}
    >>> compile_tasks([keep, move])({"Id": 7, "Name": "Lamp", "Secret": 1})
    {'sku': 7}

    """
    projections: list[frozenset[str]] = []
    filters: list[Change] = []
    changes: list[Change] = []
    for number, task in enumerate(tasks, 1):
        operator = _operator(number, task)
        if task["TaskType"] == "Filter" and operator == "PROJECTION":
            projections.append(frozenset(task["SourceFields"]))
        elif task["TaskType"] == "Filter":
            filters.append(_condition(number, task, operator))
        elif task["TaskType"] != "Map" or operator != _NO_OP:
            changes.append(_change(number, task, operator))
    projected = frozenset.intersection(*projections) if projections else None
    return Passage(tuple(filters), projected, tuple(changes), _names(tasks))


def _operator(number: int, task: Task) -> str:
    """Return the operator of a task, and check that its source fields are as many as it takes."""
    operators = {*task.get("ConnectorOperator", {}).values()} or {_NO_OP}
    if len(operators) > 1:
        raise _refuse(number, task, "has several operators")
    (operator,) = operators
    several = operator == "PROJECTION" or task["TaskType"] in ("Merge", "Arithmetic") or operator in ARITHMETIC
    if not several and len(task["SourceFields"]) != 1:
        raise _refuse(number, task, "needs one source field")
    return operator


def _names(tasks: Iterable[Task]) -> dict[str, str] | None:
    """Return old names by new ones; None without a Map."""
    maps = [task for task in tasks if task["TaskType"] == "Map"]
    if not maps:
        return None
    mapped = {task.get("DestinationField", task["SourceFields"][0]): _result(task) for task in maps}
    made = (task["DestinationField"] for task in tasks if _makes_a_field(task))
    return mapped | {name: name for name in made if name not in mapped.values() and name not in mapped}


def _makes_a_field(task: Task) -> bool:
    return "DestinationField" in task and task["TaskType"] in ("Arithmetic", "Mask", "Merge", "Truncate")


def _result(task: Task) -> str:
    """Return the field that holds what a Map passes on: a Map that also changes its value has it at its destination."""
    plain = {*task.get("ConnectorOperator", {}).values()} <= {_NO_OP}
    return task["SourceFields"][0] if plain else _destination(task)


def _destination(task: Task) -> str:
    return task.get("DestinationField") or task["SourceFields"][0]


def _condition(number: int, task: Task, operator: str) -> Change:
    if operator not in COMPARISONS:
        raise _refuse(number, task, f"has the operator {operator}")
    (field,), properties = task["SourceFields"], task.get("TaskProperties", {})
    _try(number, task, lambda: task_values.holds(operator, properties, ""))

    def check(record: dict[str, object]) -> None:
        if not task_values.holds(operator, properties, record.get(field)):
            raise Dropped

    return check


def _change(number: int, task: Task, operator: str) -> Change:
    kind = task["TaskType"]
    if kind in ("Validate", "Map") and operator in VALIDATIONS:
        return _validation(number, task, operator)
    if kind == "Merge" and operator == _NO_OP:
        return _merge(task)
    if kind in ("Arithmetic", "Map") and operator in ARITHMETIC:
        return _arithmetic(number, task, operator)
    properties = task.get("TaskProperties", {})
    if kind in ("Mask", "Map") and operator in MASKS:
        _try(number, task, lambda: task_values.mask(operator, properties, ""))
        return _on_text(task, lambda text: task_values.mask(operator, properties, text))
    if kind == "Truncate" and operator == _NO_OP:
        length = _try(number, task, lambda: task_values.whole_number(properties, "TRUNCATE_LENGTH"))
        return _on_text(task, lambda text: text[:length])
    raise _refuse(number, task, f"has the operator {operator}")


def _on_text(task: Task, make: Callable[[str], str]) -> Change:
    """Return a change of one value; one that is absent stays so."""
    (field,), destination = task["SourceFields"], _destination(task)

    def change(record: dict[str, object]) -> None:
        text = as_text(record.get(field))
        if text is not None:
            record[destination] = make(text)

    return change


def _merge(task: Task) -> Change:
    fields, layout = task["SourceFields"], task.get("TaskProperties", {}).get("CONCAT_FORMAT")

    def change(record: dict[str, object]) -> None:
        record[_destination(task)] = task_values.merge({name: record.get(name) for name in fields}, layout)

    return change


def _arithmetic(number: int, task: Task, operator: str) -> Change:
    """Return a calculation over the source fields, in the order of MATH_OPERATION_FIELDS_ORDER, and VALUE if given."""
    properties = task.get("TaskProperties", {})
    order = properties.get("MATH_OPERATION_FIELDS_ORDER")
    fields = [name.strip() for name in order.split(",")] if order else [*task["SourceFields"]]
    more = [properties["VALUE"]] if "VALUE" in properties else []
    if len(fields) + len(more) < 2:  # noqa: PLR2004  # the operands of an operation
        raise _refuse(number, task, "needs two values")

    def change(record: dict[str, object]) -> None:
        values = [record.get(name) for name in fields]
        if all(value is not None for value in values):
            record[_destination(task)] = _try_record(task, lambda: task_values.calculate(operator, [*values, *more]))

    return change


def _validation(number: int, task: Task, operator: str) -> Change:
    (field,) = task["SourceFields"]
    action = task.get("TaskProperties", {}).get("VALIDATION_ACTION", "DropRecord")

    def check(record: dict[str, object]) -> None:
        if task_values.is_valid(operator, record.get(field)):
            return
        if action.replace("_", "").lower() in _TERMINATE:
            raise BadRequest(f"Task {number} of the flow terminates it: a record fails {operator}")
        raise Dropped

    return check


def _try(number: int, task: Task, make: Callable[[], object]) -> int:
    try:
        made = make()
    except ValueError as reason:
        raise _refuse(number, task, str(reason)) from None
    return made if isinstance(made, int) else 0


def _try_record(task: Task, make: Callable[[], str]) -> str:
    try:
        return make()
    except ValueError as reason:
        raise ValueError(f"{task['TaskType']} task on {', '.join(task['SourceFields'])}: {reason}") from None


def _refuse(number: int, task: Task, reason: str) -> BadRequest:
    return BadRequest(f"Task {number} of the flow, a {task['TaskType']}, cannot be carried out: it {reason}")
