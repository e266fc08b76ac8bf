"""SQL segments against worked examples: one JSON file each, with its source and the members it must find."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.profiles.fields import flatten
from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.tables import ObjectRow, ProfileRow, Table, object_table, profile_table
from moto_customerprofiles.errors import BadRequest
from tests.fidelity.cases import Case, accepted, check_refusal, rejected, shared

pytestmark = pytest.mark.needs()  # the engine alone

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)


def _tables(name: str) -> dict[str, Table]:
    given = shared("segment_sql", name)
    profiles = [ProfileRow(profile_id, flatten(fields)) for profile_id, fields in given["profiles"].items()]
    orders = [ObjectRow(str(n), NOW, one["Object"], one["ProfileId"]) for n, one in enumerate(given["orders"])]
    return {"profile": profile_table(profiles), "orders": object_table(orders)}


@pytest.mark.parametrize("case", accepted("segment_sql"))
def test_query_finds_exactly_these_members(case: Case) -> None:
    tables, text = _tables(case["given"]), case["when"]["SegmentSqlQuery"]
    query = plan(text)
    query.check_tables(tables)

    answer = run(Run(text, NOW), query.lay(tables.__getitem__))

    assert case["then"]["members"] == answer.profile_ids


@pytest.mark.parametrize("case", rejected("segment_sql"))
def test_query_is_refused(case: Case) -> None:

    with pytest.raises(BadRequest) as caught:
        plan(case["when"]["SegmentSqlQuery"]).check_tables(_tables(case["given"]))

    check_refusal(case, caught.value.code, caught.value.message)
