"""What a recommender filter means: which fields it may compare, what its placeholders take, which items it keeps.

The meaning is that of Amazon Personalize (Developer Guide, filter expressions), and so is the grammar. Rules between
pipes are applied one after another. INCLUDE keeps the items that match, EXCLUDE removes them; a missing value matches
nothing. A field that holds several values, as a JSON list or between commas, matches if any of them does; NOT IN holds
if none is in the list. Interactions are those of the customer of the request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.columns import EVENTS, loosely, profile_columns
from moto_customerprofiles.engine.recommenders.filter_checks import check_expression
from moto_customerprofiles.engine.recommenders.grammar import parse
from moto_customerprofiles.engine.values.comparisons import items_comparison
from moto_customerprofiles.engine.values.literals import as_list
from moto_customerprofiles.errors import BadRequest, among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.engine.recommenders.columns import Schema
    from moto_customerprofiles.engine.recommenders.grammar import Condition, Expression, Rule, Value
    from moto_customerprofiles.engine.recommenders.interactions import Interaction

    _Values = Mapping[str, Sequence[str]]
    _RowsOf = Callable[[str], Sequence[Fields]]

_ROWS = {
    "IN": ("INCLUSIVE",),
    "NOT IN": ("EXCLUSIVE",),
    "=": ("INCLUSIVE", "EQUAL"),  # as numbers where both sides are numbers
    "!=": ("LESS_THAN", "GREATER_THAN"),
    "<": ("LESS_THAN",),
    "<=": ("LESS_THAN_OR_EQUAL",),
    ">": ("GREATER_THAN",),
    ">=": ("GREATER_THAN_OR_EQUAL",),
}
"""The operators of the table of comparisons, of which any must hold, by the operators of the language."""

_PART = re.compile(r'\s*"([^"]*)"\s*(?:,|\Z)|([^,]*)(?:,|\Z)')


class Facts(NamedTuple):
    """What filters compare: items of the catalog, and the customer's fields, interactions and current item."""

    fields_of: Callable[[str], Fields]
    customer: Fields
    own: Sequence[Interaction] = ()
    current: str | None = None


@dataclass(frozen=True)
class Filter:
    """A filter expression that fits a schema; its fields have the names of their columns."""

    expression: Expression

    def keeper(self, values: Mapping[str, str], facts: Facts) -> Callable[[Iterable[str]], list[str]]:
        """Return the function that filters a list of item ids with these values of the placeholders.

        Raises:
            BadRequest: a value is missing that an INCLUDE rule or the condition needs, or has no placeholder. An
                EXCLUDE rule without its values is left out.

        """
        parts = {name: split_values(text) for name, text in values.items()}
        self._check(parts)
        condition = self.expression.condition
        if condition is not None and not _test(condition, parts)(facts.customer):
            return list
        rules = [
            _rule(rule, parts, facts)
            for rule in self.expression.rules
            if rule.action == "INCLUDE" or _placeholders(rule) <= parts.keys()
        ]

        def keep(items: Iterable[str]) -> list[str]:
            return [item for item in items if all(rule(item) for rule in rules)]

        return keep

    def _check(self, values: Mapping[str, object]) -> None:
        rules, condition = self.expression
        known = frozenset().union(*map(_placeholders, rules), _names(condition))
        needed = frozenset().union(
            *(_placeholders(rule) for rule in rules if rule.action == "INCLUDE"), _names(condition)
        )
        if missing := sorted(needed - values.keys()):
            raise BadRequest(
                f"The filter needs a value for ${missing[0]}: give it in Values of the filter, without the $"
            )
        if extra := sorted(values.keys() - known):
            raise BadRequest(f"The filter has no placeholder ${extra[0]}, which Values names{among(extra[0], known)}")


def compile_filter(text: str, schema: Schema) -> Filter:
    """Return a filter that fits a schema.

    Raises:
        BadRequest: the text is not an expression, or does not fit the schema.

    >>> from moto_customerprofiles.engine.recommenders.columns import columns_of
    >>> cheap = compile_filter("INCLUDE ItemID WHERE Items.PRICE < $most", columns_of(None))
    >>> catalog = {"tv": {"Price": "500"}, "hdmi": {"Price": "10"}}
    >>> cheap.keeper({"most": "100"}, Facts(catalog.__getitem__, customer={}))(["tv", "hdmi"])
    ['hdmi']

    """
    items, events = schema[CATALOG_ITEM], schema[EVENTS]
    columns = {"Items": items, "CurrentItem": items, "Interactions": events, "CurrentUser": profile_columns()}
    return Filter(check_expression(parse(text), columns))


def compared_fields(compiled: Filter, dataset: str) -> frozenset[str]:
    """Return the fields of a data set that the rules of a filter compare."""
    alternatives = (all_ for rule in compiled.expression.rules for all_ in rule.alternatives)
    return frozenset(each.field for all_ in alternatives for each in all_ if each.dataset == dataset)


def split_values(text: str) -> list[str]:
    """Return the parts of a placeholder's value between commas; a part in double quotes may contain commas.

    >>> split_values('"tv, radio", hdmi')
    ['tv, radio', 'hdmi']
    """
    return [part for quoted, bare in _PART.findall(text) if (part := quoted or bare.strip())]


def _rule(rule: Rule, values: _Values, facts: Facts) -> Callable[[str], bool]:
    """Return the test that a rule makes of an item's id; its values are read once."""
    alternatives = [[_test(condition, values) for condition in conditions] for conditions in rule.alternatives]
    rows_of = _ROWS_OF[rule.alternatives[0][0].dataset](facts)
    wanted = rule.action == "INCLUDE"

    def passes(item: str) -> bool:
        rows = rows_of(item)
        return any(all(test(row) for test in tests) for row in rows for tests in alternatives) == wanted

    return passes


def _test(condition: Condition, values: _Values) -> Callable[[Fields], bool]:
    """Return the test that a condition makes of one item, one interaction or the customer."""
    column, is_event = condition.field, condition.dataset == "Interactions"
    wanted = [text.lower() if is_event else text for value in condition.values for text in _texts(value, values)]
    is_any = any(value.kind == "any" for value in condition.values)
    tests = [items_comparison(row, wanted) for row in _ROWS[condition.operator]]

    def test(fields: Fields) -> bool:
        text = fields.get(column) or _loosely_called(column, fields)
        if is_any:
            return condition.operator != "NOT IN"
        return bool(text) and any(holds(_parts(text, is_event=is_event)) for holds in tests)

    return test


def _texts(value: Value, values: _Values) -> Sequence[str]:
    return values[value.text] if value.kind == "placeholder" else [value.text]


def _loosely_called(column: str, fields: Fields) -> str:
    """Return the text of a custom attribute whose name differs from the filter's only in case, underscores and dots."""
    if not column.lower().startswith("attributes"):
        return ""
    return next((text for name, text in fields.items() if loosely(name) == loosely(column)), "")


def _parts(text: str, *, is_event: bool) -> list[str]:
    return [text] if is_event else [text, *as_list(text)]


def _of_items(facts: Facts) -> _RowsOf:
    return lambda item: [facts.fields_of(item)]


def _of_current_item(facts: Facts) -> _RowsOf:
    current = [facts.fields_of(facts.current)] if facts.current is not None else []
    return lambda _: current


def _of_interactions(facts: Facts) -> _RowsOf:
    rows: dict[str, list[Fields]] = {}
    for interaction in facts.own:
        rows.setdefault(interaction.item, []).append({"EventType": interaction.event_type.lower()})
    return lambda item: rows.get(item, [])


_ROWS_OF: Mapping[str, Callable[[Facts], _RowsOf]] = {
    "Items": _of_items,
    "CurrentItem": _of_current_item,
    "Interactions": _of_interactions,
}
"""What the rules of each dataset read: an item matches if one of its rows does."""


def _placeholders(rule: Rule) -> frozenset[str]:
    return frozenset().union(*(_names(condition) for conditions in rule.alternatives for condition in conditions))


def _names(condition: Condition | None) -> frozenset[str]:
    values = condition.values if condition else ()
    return frozenset(value.text for value in values if value.kind == "placeholder")
