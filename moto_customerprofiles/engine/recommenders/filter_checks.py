"""What makes a filter expression invalid although it can be parsed (Amazon Personalize, filter expressions)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.columns import column_called
from moto_customerprofiles.engine.recommenders.grammar import LANGUAGE, Condition, Expression, Rule
from moto_customerprofiles.engine.values.literals import number
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_FIELDS = 10
_NUMERIC = frozenset({"!=", "<", "<=", ">", ">="})


def check_expression(expression: Expression, columns: Mapping[str, Sequence[str]]) -> Expression:
    """Return the expression with each field under the name of its column; `columns` are the columns of each dataset.

    Raises:
        BadRequest: the expression compares what may not be compared, or too many fields.

    >>> from moto_customerprofiles.engine.recommenders.grammar import parse
    >>> expression = parse("INCLUDE ItemID WHERE Items.PRICE < 10")
    >>> print(check_expression(expression, {"Items": ["Price"]}))
    INCLUDE ItemID WHERE Items.Price < 10

    """
    resolved = Expression(
        tuple(_rule(rule, columns) for rule in expression.rules),
        expression.condition and _customer_condition(expression.condition, columns),
    )
    fields = {(condition.dataset, condition.field) for condition in _conditions(resolved)}
    if len(fields) > MOST_FIELDS:
        raise BadRequest(f"A filter may use at most {MOST_FIELDS} fields, this one uses {len(fields)}")
    return resolved


def _rule(rule: Rule, columns: Mapping[str, Sequence[str]]) -> Rule:
    dataset = rule.alternatives[0][0].dataset
    if dataset == "CurrentUser":
        raise BadRequest(f"CurrentUser may be asked only after IF, and stands in a rule of the filter. {LANGUAGE}")
    for condition in (condition for conditions in rule.alternatives for condition in conditions):
        if condition.dataset != dataset:
            raise BadRequest(f"The conditions of one rule must ask one dataset, not {dataset} and {condition.dataset}")
    return Rule(rule.action, tuple(tuple(_condition(one, columns) for one in all_) for all_ in rule.alternatives))


def _customer_condition(condition: Condition, columns: Mapping[str, Sequence[str]]) -> Condition:
    if condition.dataset != "CurrentUser":
        raise BadRequest(
            f"Only CurrentUser may be asked after IF, and not {condition.dataset}.{shown(condition.field)}. {LANGUAGE}"
        )
    return _condition(condition, columns)


def _condition(condition: Condition, columns: Mapping[str, Sequence[str]]) -> Condition:
    column = column_called(columns[condition.dataset], condition.field)
    if column is None:
        raise BadRequest(
            f"{condition.dataset}.{shown(condition.field)} is not a column of the schema"
            f"{among(condition.field, columns[condition.dataset])}"
        )
    _check_values(condition)
    if condition.dataset == "Interactions":
        _check_event_type(column, condition)
    elif any(value.kind == "any" for value in condition.values):
        raise BadRequest(f"* may stand only for an event type, and not for {condition.dataset}.{condition.field}")
    return condition._replace(field=column)


def _check_event_type(column: str, condition: Condition) -> None:
    if column != "EventType":
        raise BadRequest(
            f"Interactions may be asked only for their event type, not for {column}: Interactions.EventType"
        )
    if condition.operator in _NUMERIC:
        raise BadRequest(f"{condition.operator} compares numbers; an event type is none: use IN, NOT IN or =")


def _check_values(condition: Condition) -> None:
    for value in condition.values:
        if value.kind == "placeholder" and condition.operator == "NOT IN":
            raise BadRequest(f"${value.text} must not stand after NOT IN: write the values out")
        if value.kind == "text" and condition.operator in _NUMERIC and number(value.text) is None:
            raise BadRequest(f'{condition.operator} compares numbers; "{shown(value.text)}" is none')


def _conditions(expression: Expression) -> Iterator[Condition]:
    for rule in expression.rules:
        for conditions in rule.alternatives:
            yield from conditions
    if expression.condition is not None:
        yield expression.condition
