"""The names of the newest service model are those of the installed one, in the column that has it."""

from __future__ import annotations

import json

from packaging.version import Version

from moto_customerprofiles.wire.model import botocore_version
from moto_customerprofiles.wire.newest_model import FILE
from tests.support.names import installed_names


def test_names_are_those_of_the_installed_model() -> None:
    document = json.loads(FILE.read_text(encoding="utf-8"))
    newest, installed = document.pop("botocore"), installed_names()
    is_older = Version(botocore_version()) < Version(newest)

    assert (is_older and _is_part(installed, document)) or installed == document, "stale: run `make table`"


def _is_part(names: object, of_all: object) -> bool:
    """Return whether all names of one document, or text of names, are in another."""
    if isinstance(names, dict) and isinstance(of_all, dict):
        return all(key in of_all and _is_part(part, of_all[key]) for key, part in names.items())
    return set(str(names).split()) <= set(str(of_all).split())
