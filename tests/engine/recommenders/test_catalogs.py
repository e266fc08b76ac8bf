from __future__ import annotations

from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.catalogs import Catalog, check_metadata, describe
from moto_customerprofiles.engine.recommenders.columns import Columns, default_columns
from moto_customerprofiles.errors import BadRequest

TV = {
    "Id": "tv",
    "Name": "TV",
    "CreatedAt": "1700000000000",
    "UpdatedAt": "lately",
    "Attributes.a.b": "1",
    "Attributes.c": "2",
}


@pytest.mark.rule("REC-25")
def test_only_the_id_is_described_unless_columns_are_named() -> None:
    assert {"Id": "tv"} == describe("tv", TV, [])


@pytest.mark.rule("REC-25")
def test_named_columns_are_described_as_far_as_the_item_has_them() -> None:
    assert {"Id": "tv", "Name": "TV", "Attributes": {"a.b": "1"}} == describe(
        "tv", TV, ["Name", "Price", "Attributes.a.b"]
    )


@pytest.mark.rule("REC-27")
def test_times_are_moments_and_those_that_cannot_be_read_are_left_out() -> None:
    created = datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc)

    assert {"Id": "tv", "CreatedAt": created} == describe("tv", TV, ["CreatedAt", "UpdatedAt"])


@pytest.mark.rule("REC-25")
@pytest.mark.parametrize("name", ["name", "Colour", "EventType", "Attributes."])
def test_metadata_columns_must_be_members_of_an_item(name: str) -> None:
    with pytest.raises(BadRequest):
        check_metadata([name])


def test_the_words_of_a_choice_of_columns_are_worked_out_once() -> None:
    catalog = Catalog({"tv": TV})
    columns = Columns(default_columns(CATALOG_ITEM))

    assert catalog.words(columns) is catalog.words(Columns(default_columns(CATALOG_ITEM)))
