"""Work grows as its things do: counted in instructions of the package, which no machine makes slower."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.columns import NEEDS_ALL
from tests.support.growth import BOUNDED, CASES, steps

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = NEEDS_ALL
FEW = 60
MOST = 2.35
"""Twice as many things may cost so much more: n log n, and what is paid once."""


def _instructions(call: Callable[[], object]) -> float:
    """Return how many instructions of the package a call runs."""
    count = 0

    def trace(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if "moto_customerprofiles" not in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def _few_and_many(name: str, few: int) -> list[float]:
    """Return what the work costs for few things and for twice as many, after what is done once in a process."""
    _, *measured = (steps(CASES[name], n, _instructions) for n in (3, few, 2 * few))
    return measured


@pytest.mark.parametrize("name", [name for name in CASES if name not in BOUNDED])
def test_work_grows_as_its_things_do(name: str) -> None:
    few, many = _few_and_many(name, FEW)

    assert few > 0
    assert many / few < MOST


@pytest.mark.parametrize("name", BOUNDED)
def test_what_grows_faster_is_known(name: str) -> None:
    """A pair that has been mended leaves the list."""
    few, many = _few_and_many(name, 2 * FEW)

    assert many / few >= MOST
