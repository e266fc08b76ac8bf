from __future__ import annotations

from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.segments.column_types import column_type
from moto_customerprofiles.engine.segments.tables import (
    ObjectRow,
    ProfileRow,
    object_table,
    profile_table,
    table_aliases,
    widened,
)
from tests.support.facts import T0

LATER = datetime(2026, 6, 2, tzinfo=timezone.utc)


def _objects(*documents: dict[str, object]) -> list[ObjectRow]:
    return [ObjectRow(str(number), T0, document, "p") for number, document in enumerate(documents)]


def _types(*documents: dict[str, object]) -> dict[str, object]:
    """The types of the columns that the documents make."""
    columns = object_table(_objects(*documents)).columns
    return {name: column_type(kind) for name, kind in list(columns.items())[4:]}


@pytest.mark.rule("SQL-9")
def test_table_of_profiles_has_its_short_names() -> None:
    assert {"_profile", "profile", "profiles", "profile_standard", "customerprofiles"} == set(table_aliases("_profile"))


@pytest.mark.rule("SQL-11")
def test_a_field_of_a_profile_has_two_spellings() -> None:
    table = profile_table([ProfileRow("p", {"FirstName": "Ann"})])

    assert ("Ann", "Ann") == (table.rows[0]["firstname"], table.rows[0]["first_name"])


@pytest.mark.rule("SQL-11")
def test_an_address_is_a_structure_and_columns() -> None:
    table = profile_table([ProfileRow("p", {"ShippingAddress.PostalCode": "98101"})])
    row = table.rows[0]

    assert "98101" == row["shipping_address_postal_code"] == row["shippingaddress_postalcode"]
    assert {"PostalCode": "98101"} == row["shipping_address"]


@pytest.mark.rule("SQL-11")
def test_every_column_of_profiles_is_text() -> None:
    columns = profile_table([ProfileRow("p", {"Attributes.points": "1"}, T0, T0)]).columns
    kinds = [set(kind.values()) if isinstance(kind, dict) else {kind} for kind in columns.values()]

    assert {"VARCHAR"} == set().union(*kinds)


def test_custom_attributes_that_differ_only_in_case_share_a_column() -> None:
    table = profile_table([ProfileRow("p", {"Attributes.tier": "a", "Attributes.Tier": "b"})])

    assert {"tier": "VARCHAR"} == table.columns["attributes"]


def test_an_attribute_has_all_of_its_name() -> None:
    assert {"a.b": "VARCHAR"} == profile_table([ProfileRow("p", {"Attributes.a.b": "1"})]).columns["attributes"]


def test_times_of_a_profile_are_texts_in_two_spellings() -> None:
    table = profile_table([ProfileRow("p", {}, T0, LATER), ProfileRow("q", {})])
    names = ("createdat", "created_at", "lastupdatedat", "last_updated_at")

    assert [T0.isoformat()] * 2 + [LATER.isoformat()] * 2 == [table.rows[0][name] for name in names]
    assert [None] * 4 == [table.rows[1][name] for name in names]
    assert ["VARCHAR"] * 4 == [table.columns[name] for name in names]


def test_attributes_that_a_query_names_are_added() -> None:
    table = widened(profile_table([]), ["tier"])

    assert {"tier": "VARCHAR"} == table.columns["attributes"]


@pytest.mark.rule("SQL-12")
def test_columns_of_objects_take_the_type_that_all_values_have() -> None:
    types = _types({"n": 1, "x": 1.5, "b": True, "t": "a"}, {"n": 2, "x": 2, "b": None, "t": "b"})

    assert {"n": "BIGINT", "x": "DOUBLE", "b": "BOOLEAN", "t": "VARCHAR"} == types


@pytest.mark.rule("SQL-12")
def test_values_that_disagree_make_a_column_text() -> None:
    assert {"n": "VARCHAR"} == _types({"n": 1}, {"n": "one"})
    assert {"n": "VARCHAR", "l": "VARCHAR"} == _types({"n": {"a": 1}, "l": [1]}, {"n": [1], "l": {"a": 1}})


@pytest.mark.rule("SQL-12")
def test_nested_objects_become_structures_and_arrays_lists() -> None:
    types = _types({"item": {"sku": "a"}, "sizes": [1, 2]}, {"item": {"price": 1.5}, "sizes": []})

    assert {"item": {"sku": "VARCHAR", "price": "DOUBLE"}, "sizes": ["BIGINT"]} == types
    assert {"sizes": ["DOUBLE"]} == _types({"sizes": [1, 2]}, {"sizes": [1.5]})


def test_null_alone_is_text_and_truth_alone_is_truth() -> None:
    assert {"n": "VARCHAR", "b": "BOOLEAN"} == _types({"n": None, "b": False})


def test_whole_numbers_beyond_64_bits_are_read_as_approximate() -> None:
    assert {"n": "DOUBLE"} == _types({"n": 2**63})


@pytest.mark.rule("SQL-12")
def test_keys_named_like_fixed_columns_are_dropped() -> None:
    table = object_table(_objects({"Profile_ID": "x", "ingestedAt": "y", "total": 1}))

    assert ["profileid", "profile_id", "profileobjectuniquekey", "ingestedat", "total"] == list(table.columns)
    assert [
        {"profileid": "p", "profile_id": "p", "profileobjectuniquekey": "0", "ingestedat": T0, "total": 1}
    ] == table.rows


@pytest.mark.rule("SQL-14")
def test_type_without_data_has_the_columns_of_its_definition() -> None:
    assert "VARCHAR" == object_table([], ["total"]).columns["total"]


def test_known_keys_are_added_to_those_with_data() -> None:
    columns = object_table(_objects({"total": 1}), ["Total", "day"]).columns

    assert {"total": "BIGINT", "day": "VARCHAR"} == dict(list(columns.items())[4:])


@pytest.mark.rule("SQL-13")
def test_objects_of_a_domain_type_have_no_profile() -> None:
    table = object_table([ObjectRow("1", T0, {"Id": "x"})], domain=True)

    assert ["profileobjectuniquekey", "ingestedat", "Id"] == list(table.columns)
