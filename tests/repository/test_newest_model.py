"""The names of the newest service model are those of the installed one, in every column that has it."""

from __future__ import annotations

import json

import pytest

from moto_customerprofiles.wire.newest_model import FILE, newest_model
from tests.repository.newest_model import names


@pytest.mark.needs(*sorted(newest_model().operations))
def test_names_are_those_of_the_installed_model() -> None:
    document = json.loads(FILE.read_text(encoding="utf-8"))
    del document["botocore"]

    assert names() == document, "stale: run `make table`"
