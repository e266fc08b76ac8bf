"""Whatever constraint the model states, breaking it is a bad request that says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import perform, protocol
from moto_customerprofiles.wire.model import operation_model
from tests.support.properties.violations import smallest, violations

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

BUILT = sorted(name for name in OPERATIONS if operation_model(name).input_shape)


@pytest.mark.parametrize("name", BUILT)
def test_smallest_request_breaks_nothing(name: str) -> None:
    shape = operation_model(name).input_shape
    assert shape
    params = smallest(shape)

    assert protocol(name).validate(params) is None  # type: ignore[func-returns-value]  # it did not raise


@pytest.mark.rule(
    "G-3",
    "G-12",
    "OT-3",
    "OT-10",
    "OT-23",
    "OT-24",
    "OT-25",
    "OT-41",
    "OT-52",
    "P-1",
    "P-40",
    "CP-2",
    "SP-1",
    "SP-10",
    "BG-1",
    "DT-1",
    "M-1",
    "MG-1",
    "IN-C-9",
    "ID-C-5",
    "GEN-3a",
    "GEN-6",
    "G-6",
    "G-13",
    "GEN-8",
    "ID-D-10",
    "ID-D-12",
    "ID-D-20",
    "CA-1",
    "CA-3",
    "CA-8",
    "CA-12",
    "CA-30",
    "MEM-1",
    "UPL-1",
    "ET-1",
    "ET-6",
    "WF-6",
    "REC-9",
    "REC-19",
    "RSC-1",
    "RFI-1",
    "SEG-1",
    "SEG-13",
    "SEG-42",
    "LAY-2",
    "SUB-3",
    "SQL-6",
    "SNAP-1",
    "DOT-1",
)
@pytest.mark.parametrize("name", BUILT)
def test_each_broken_constraint_is_a_bad_request_that_names_the_path(name: str, world: World) -> None:
    shape = operation_model(name).input_shape
    assert shape
    broken = list(violations(shape))
    unnamed = [
        (each.path, each.constraint) for each in broken if f"at '{each.path}'" not in _answer(world, name, each.params)
    ]

    assert [] == unnamed


def _answer(world: World, name: str, params: dict[str, object]) -> str:
    try:
        perform(world, name, protocol(name).parser.accept((), params))
    except ServiceError as refused:
        return refused.message
    return ""


def test_most_operations_have_something_to_break() -> None:
    counts = {name: sum(1 for _ in violations(shape)) for name in BUILT if (shape := operation_model(name).input_shape)}

    assert all(counts.values())
