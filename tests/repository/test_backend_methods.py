"""The methods of a backend have types, all of them."""

from __future__ import annotations

from tests.repository.backend_methods import FILE, declarations, parts
from tests.support.columns import NEEDS_ALL


@NEEDS_ALL
def test_every_operation_and_hook_is_declared() -> None:
    assert declarations() == parts(FILE.read_text(encoding="utf-8"))[1], "run `make table`"
