"""A row that is added to one table works wherever the table's fact matters.

Each story is played in a fresh interpreter, in which a copy of a table with one more row stands in for the table before
anything else has read it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.support.places import ROOT


def story_result(story: str, change: str = "") -> Any:
    """Change a table by a statement, then play a story of `table_stories`; return what it tells."""
    stories = "tests.repository.tables.table_stories"
    code = f"{change}\nimport json\nfrom {stories} import {story}\nprint(json.dumps({story}()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "" == done.stderr
    return json.loads(done.stdout)


def with_row(module: str, table: str, row: str) -> str:
    """Return the statements that put an edited copy of a module in its place: its table begins with one more row."""
    name = f"moto_customerprofiles.engine.{module}"
    return f"""
import importlib.util, sys
spec = importlib.util.find_spec({name!r})
before, opening, after = spec.loader.get_source(spec.name).partition({table!r})
assert opening
sys.modules[spec.name] = importlib.util.module_from_spec(spec)
exec(compile(before + opening + {row!r} + after, spec.origin, "exec"), sys.modules[spec.name].__dict__)
"""


def test_one_more_row_is_one_more_predefined_key_of_the_profile() -> None:
    outcome = story_result(
        "key_of_the_profile",
        "from moto_customerprofiles.engine.profiles import predefined_keys as table\n"
        "row = table.ProfileKeyRow('_vat', 'NUMBER', ('Attributes.vat',), also_matches=('NAME',))\n"
        "table.PROFILE_KEY_ROWS = (*table.PROFILE_KEY_ROWS, row)",
    )

    assert {
        "a NUMBER joins": True,
        "a STRING joins": False,
        "a NAME joins": True,
        "found by": ["7", "007.0"],
        "found after the update by": ["8"],
        "explained": [[["8"], ["field Attributes.vat"]]],
        "found after the addition by": ["8", "99"],
    } == outcome


def test_one_more_index_is_one_more_predefined_key_of_a_standard_object() -> None:
    outcome = story_result(
        "key_of_a_standard_object",
        "from moto_customerprofiles.engine.profiles import standard_objects as table\n"
        "table._document()['objects']['_asset']['indexes']['_assetModel'] = 'ModelName'",
    )

    assert {
        "found by": ["T-800"],
        "found after the change by": ["T-1000"],
        "explained": [["T-1000"]],
        "an object joins": True,
    } == outcome


def test_key_that_no_table_has_is_refused() -> None:
    assert "Invalid key name: _vat: names with a leading underscore" in story_result("key_that_no_table_has")["refused"]


def test_one_more_row_is_one_more_operator_wherever_texts_are_compared() -> None:
    row = '"AS_LONG_AS": _alternatives(len, op.eq),'

    assert {
        "a segment holds": [True, False],
        "an explanation names it": "AS_LONG_AS",
        "a filter of calculated attributes holds": [True, False],
        "an event trigger fires": [True, False],
    } == story_result("operator", with_row("values.comparisons", "_STRINGS: dict[str, _Row] = {", row))


def test_one_more_row_is_one_more_content_type() -> None:
    row = '"FAX_NUMBER": lambda text: text.replace("-", ""),'
    change = with_row("profiles.normal_forms", "_NORMAL_FORMS: Mapping[str, Callable[[str], str]] = {", row)

    assert {"entry": ["fax:FAX_NUMBER", "12"], "as a predefined key": ["_fax", "FAX_NUMBER"]} == story_result(
        "content_type", change
    )
