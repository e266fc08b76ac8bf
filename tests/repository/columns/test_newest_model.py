"""The names of the newest service model are those of the installed one, in every column that has it."""

from __future__ import annotations

import json

from moto_customerprofiles.wire.newest_model import FILE
from tests.support.columns import NEEDS_ALL
from tests.support.names import installed_names


@NEEDS_ALL
def test_names_are_those_of_the_installed_model() -> None:
    document = json.loads(FILE.read_text(encoding="utf-8"))
    del document["botocore"]

    assert installed_names() == document, "stale: run `make table`"
