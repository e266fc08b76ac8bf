from __future__ import annotations

import pytest

from moto_customerprofiles.engine.values.combining import combined


@pytest.mark.parametrize(
    ("how", "verdicts"),
    [("ALL", (True, False, False)), ("ANY", (True, True, False)), ("NONE", (False, False, True))],
)
def test_tests_are_joined_as_said(how: str, verdicts: tuple[bool, ...]) -> None:
    """Of two tests, `a7` meets both, `7` one and `-` none."""
    test = combined(how, [str.isalnum, str.isidentifier])

    assert verdicts == tuple(test(text) for text in ("a7", "7", "-"))
