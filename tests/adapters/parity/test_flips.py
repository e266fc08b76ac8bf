"""A decision that is taken otherwise is noticed by the probes of its rules, and by no other."""

from __future__ import annotations

import pytest

from moto_customerprofiles.adapters.command_line.endpoints import fake_client
from moto_customerprofiles.adapters.parity.playing import CONFIRMED, DIFFERS, UNDECIDED
from moto_customerprofiles.adapters.parity.probes import all_probes
from moto_customerprofiles.wire.newest_model import newest_model
from tests.adapters.parity.conftest import player_of
from tests.adapters.parity.flips import FLIPS, Flip
from tests.support.facts import aws_arn
from tests.support.names import absent_names

KEY = aws_arn("kms", "key/k")
PROBES = {probe.name: probe for probe in all_probes()}
STEP = 4


def sample(number: int, flip: Flip) -> list[str]:
    """Return the probes of a flip, and every fourth of all; the flips take turns, so that all are played."""
    return [*dict.fromkeys([*flip.probes.split(), *[*PROBES][number % STEP :: STEP]])]


@pytest.mark.needs(*sorted(newest_model().operations))
@pytest.mark.parametrize(("number", "flip"), [*enumerate(FLIPS)], ids=[flip.name for flip in FLIPS])
def test_decision_taken_otherwise_is_noticed_by_its_probes_alone(number: int, flip: Flip) -> None:
    with flip.taken(), fake_client() as client:
        player = player_of(client)
        player.kms_key = KEY
        kinds = {name: player.play(PROBES[name]).kind for name in sample(number, flip)}

    if absent_names():  # a model between the lowest and the newest refuses some preparations
        kinds = {name: kind for name, kind in kinds.items() if kind != UNDECIDED}
    differ = {*flip.probes.split()}
    assert {name: DIFFERS if name in differ else CONFIRMED for name in kinds} == kinds


def test_probes_that_notice_a_flip_name_one_of_its_rules() -> None:
    named = [(flip.name, probe) for flip in FLIPS for probe in flip.probes.split()]
    rules = {flip.name: {*flip.rules.split()} for flip in FLIPS}

    assert [] == [(flip, probe) for flip, probe in named if rules[flip].isdisjoint(PROBES[probe].rules)]


def test_flips_are_of_all_areas_of_probes_and_at_least_thirty() -> None:
    areas = {PROBES[probe].area for flip in FLIPS for probe in flip.probes.split()}

    assert {probe.area for probe in all_probes()} == areas
    assert len(FLIPS) >= 30
