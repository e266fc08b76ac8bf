"""A decision that is taken otherwise is noticed by the probes of its rules, and by no other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from botocore import xform_name

from moto_customerprofiles.adapters.parity.calls import Caller, Outcome
from moto_customerprofiles.adapters.parity.domains import RunDomains
from moto_customerprofiles.adapters.parity.playing import CONFIRMED, DIFFERS, Player
from moto_customerprofiles.adapters.parity.probes import all_probes
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import perform, protocol
from tests.adapters.parity.flips import FLIPS, Flip
from tests.support.columns import NEEDS_ALL
from tests.support.facts import aws_arn
from tests.support.surroundings import new_world

PROBES = {probe.name: probe for probe in all_probes()}


class _DirectCaller(Caller):
    """Calls operations of a world of its own, below the protocol: all probes are played in a fraction of the time."""

    def __init__(self) -> None:
        super().__init__(SimpleNamespace(**{xform_name(name): name for name in OPERATIONS}))
        self._world = new_world()

    def _try(self, operation: str, method: Any, members: dict[str, Any]) -> tuple[Outcome | None, str]:
        del method
        try:
            return Outcome(perform(self._world, operation, protocol(operation).parser.accept((), members))), ""
        except ServiceError as error:
            return Outcome({}, error.code, error.message), ""


def _kinds() -> dict[str, str]:
    """Return the verdicts of all probes against the fake as it is now."""
    caller = _DirectCaller()
    player = Player(caller, RunDomains(caller), kms_key=aws_arn("kms", "key/k"))
    return {name: player.play(probe).kind for name, probe in PROBES.items()}


@NEEDS_ALL
def test_fake_as_it_is_confirms_all_probes() -> None:
    assert dict.fromkeys(PROBES, CONFIRMED) == _kinds()


@NEEDS_ALL
@pytest.mark.parametrize("flip", FLIPS, ids=[flip.name for flip in FLIPS])
def test_decision_taken_otherwise_is_noticed_by_its_probes_alone(flip: Flip) -> None:
    with flip.taken():
        kinds = _kinds()

    assert dict.fromkeys(flip.probes.split(), DIFFERS) == {
        name: kind for name, kind in kinds.items() if kind != CONFIRMED
    }


def test_probes_that_notice_a_flip_name_one_of_its_rules() -> None:
    named = [(flip.name, probe) for flip in FLIPS for probe in flip.probes.split()]
    rules = {flip.name: {*flip.rules.split()} for flip in FLIPS}

    assert [] == [(flip, probe) for flip, probe in named if rules[flip].isdisjoint(PROBES[probe].rules)]


def test_flips_are_of_all_areas_of_probes_and_at_least_thirty() -> None:
    areas = {PROBES[probe].area for flip in FLIPS for probe in flip.probes.split()}

    assert {probe.area for probe in all_probes()} == areas
    assert len(FLIPS) >= 30
