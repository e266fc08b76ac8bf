from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.segments.table_names import conflict, table_name

NAMES = st.from_regex(r"[a-zA-Z_][a-zA-Z_0-9-]{0,12}", fullmatch=True)


@pytest.mark.rule("SQL-7", "SQL-9")
@pytest.mark.parametrize(
    ("name", "of_domain", "expected"),
    [
        ("My-Type", False, "my_type"),
        ("_profile", False, "_profile_standard"),
        ("_webAnalytics", False, "_webanalytics_standard"),
        ("mything", True, "mything_domain"),
        ("_catalogItem", True, "_catalogitem_domain_standard"),
    ],
)
def test_tables_are_named_by_the_normal_name_and_the_kind(name: str, of_domain: bool, expected: str) -> None:  # noqa: FBT001  # a row
    assert expected == table_name(name, of_domain=of_domain)


@pytest.mark.rule("SQL-7", "DS-4")
def test_names_that_differ_in_case_and_hyphens_conflict() -> None:
    assert ("My-Type", "my_type") == conflict(["other", "My-Type", "my_type"])


def test_a_domain_type_does_not_conflict_with_a_type_of_the_same_normal_name() -> None:
    assert conflict(["my_type"], ["My-Type"]) is None


def test_a_type_that_spells_out_the_suffix_conflicts_with_the_domain_type() -> None:
    assert ("items_domain", "Items") == conflict(["items_domain"], ["Items"])


@given(st.lists(NAMES, unique=True, max_size=8))
def test_types_without_conflict_have_tables_of_their_own(names: list[str]) -> None:
    tables = {table_name(name) for name in names}

    assert (conflict(names) is None) == (len(tables) == len(names))
