from __future__ import annotations

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.grammar import (
    COMPARATORS,
    DATASETS,
    LANGUAGE,
    Condition,
    Expression,
    Rule,
    Value,
    parse,
)
from moto_customerprofiles.errors import BadRequest

NAMES = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=8)
TEXTS = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), max_size=8).filter(
    lambda text: text != "*"
)
VALUES = st.one_of(
    st.builds(Value, st.just("text"), TEXTS),
    st.builds(Value, st.just("number"), st.decimals(-1000, 1000, places=2).map(lambda number: f"{number:f}")),
    st.builds(Value, st.just("placeholder"), NAMES),
    st.just(Value("any", "*")),
)
FIELDS = st.lists(NAMES, min_size=1, max_size=3).map(".".join)
DATASET_NAMES = st.sampled_from(["Items", "Interactions", "CurrentItem", "CurrentUser"])
CONDITIONS = st.one_of(
    st.builds(Condition, DATASET_NAMES, FIELDS, st.sampled_from(COMPARATORS), st.tuples(VALUES)),
    st.builds(
        Condition,
        DATASET_NAMES,
        FIELDS,
        st.sampled_from(["IN", "NOT IN"]),
        st.lists(VALUES, min_size=1, max_size=3).map(tuple),
    ),
)
ALTERNATIVES = st.lists(st.lists(CONDITIONS, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple)
RULES = st.builds(Rule, st.sampled_from(["INCLUDE", "EXCLUDE"]), ALTERNATIVES)
EXPRESSIONS = st.builds(Expression, st.lists(RULES, min_size=1, max_size=3).map(tuple), st.none() | CONDITIONS)


@pytest.mark.rule("RFI-2")
@given(EXPRESSIONS)
def test_what_is_printed_is_parsed_again(expression: Expression) -> None:
    assert expression == parse(str(expression))


@given(
    st.text(max_size=30)
    | st.lists(
        st.sampled_from(["INCLUDE", "ItemID", "WHERE", "Items.Id", "=", '"a"', "(", ")", "IN", "*", "IF", ","])
    ).map(" ".join)
)
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with contextlib.suppress(BadRequest):
        assert parse(text) == parse(str(parse(text)))


@pytest.mark.rule("RFI-4")
def test_and_binds_tighter_than_or() -> None:
    (rule,) = parse('INCLUDE ItemID WHERE Items.A = "1" OR Items.B = "2" AND Items.C = "3"').rules

    assert [["A"], ["B", "C"]] == [[condition.field for condition in conditions] for conditions in rule.alternatives]


@pytest.mark.rule("RFI-3")
def test_keywords_and_datasets_may_be_written_in_any_case() -> None:
    assert parse('INCLUDE ItemID WHERE Items.A NOT IN ("x") IF CurrentUser.B = 1') == parse(
        'include itemid where ITEMS.A not in ("x") if currentuser.B = 1'
    )


@pytest.mark.rule("RFI-3")
@pytest.mark.parametrize(("synonym", "dataset"), [("_catalogItem", "Items"), ("_webAnalytics", "Interactions")])
def test_a_dataset_may_be_called_by_its_object(synonym: str, dataset: str) -> None:
    assert parse(f'EXCLUDE ItemID WHERE {dataset}.A = "x"') == parse(f'EXCLUDE ItemID WHERE {synonym}.A = "x"')


def test_all_datasets_of_the_language_are_known() -> None:
    assert {"items", "interactions", "currentitem", "currentuser", "_catalogitem", "_webanalytics"} == set(DATASETS)


def test_rules_stand_between_pipes_and_blanks_do_not_matter() -> None:
    text = 'INCLUDE ItemID WHERE Items.A<=1|EXCLUDE ItemID WHERE Items.B IN("x","y")'

    assert ["INCLUDE", "EXCLUDE"] == [rule.action for rule in parse(text).rules]


@pytest.mark.parametrize("value", ["*", '"*"'])
def test_a_star_is_any_value_with_and_without_quotes(value: str) -> None:
    (rule,) = parse(f"EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ({value})").rules

    assert (Value("any", "*"),) == rule.alternatives[0][0].values


@pytest.mark.rule("RFI-2", "RFI-11")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "INCLUDE",
        "KEEP ItemID WHERE Items.A = 1",
        "INCLUDE Items WHERE Items.A = 1",
        "INCLUDE ItemID Items.A = 1",
        "INCLUDE ItemID WHERE A = 1",
        "INCLUDE ItemID WHERE Things.A = 1",
        "INCLUDE ItemID WHERE Items.A",
        "INCLUDE ItemID WHERE Items.A == 1",
        "INCLUDE ItemID WHERE Items.A IN ()",
        'INCLUDE ItemID WHERE Items.A IN ("x" "y")',
        'INCLUDE ItemID WHERE Items.A IN ("x"',
        'INCLUDE ItemID WHERE Items.A NOT ("x")',
        'INCLUDE ItemID WHERE Items.A = "x',
        "INCLUDE ItemID WHERE Items.A = x",
        "INCLUDE ItemID WHERE Items.A = 1 |",
        "INCLUDE ItemID WHERE Items.A = 1 AND",
        "INCLUDE ItemID WHERE Items.A = 1 IF",
        "INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.B = 1 IF CurrentUser.C = 1",
        "INCLUDE ItemID WHERE Items.A = 1 IF CurrentUser.B = 1 | EXCLUDE ItemID WHERE Items.C = 1",
        "INCLUDE ItemID WHERE Items.A = $" + "p" * 51,
        "INCLUDE ItemID WHERE Items.A = 1;",
    ],
)
def test_what_is_not_of_the_language_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        parse(text)


def test_a_refusal_says_where_and_what_was_expected() -> None:
    with pytest.raises(BadRequest) as refused:
        parse("INCLUDE ItemID WHERE Items.A LIKE 1")

    where = "Invalid filter expression at character 30 of RecommenderFilterExpression"
    assert f"{where}: expected IN, found LIKE 1. {LANGUAGE}" == refused.value.message
