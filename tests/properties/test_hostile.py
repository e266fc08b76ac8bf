"""Whatever is sent: a reply, or an error of the model in its proper form; and what is refused has changed nothing."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.support.properties.full_domain import REQUESTS
from tests.support.properties.hostile import hostile, judge, raw_request, send, settle
from tests.support.properties.snapshot import differences, snapshot
from tests.support.properties.whole import check_whole

ROUND = len(REQUESTS)


@pytest.mark.parametrize("seed", range(8))
def test_spoilt_request_is_answered_in_proper_form(seed: int) -> None:
    full_domain = settle()
    faults = [verdict for raw in islice(hostile(full_domain, seed), 2 * ROUND) if (verdict := judge(raw))]

    assert [] == faults
    for domain in full_domain.world.domains:
        check_whole(domain.profiles)


@pytest.mark.parametrize("seed", range(100, 102))
def test_refused_request_leaves_no_trace(seed: int) -> None:
    full_domain = settle()
    requests = hostile(full_domain, seed)
    for _ in range(25):
        before = snapshot(full_domain.world)
        raw = next(requests)
        if send(raw)[0] != 200:
            assert [] == differences(before, snapshot(full_domain.world)), raw


def test_requests_are_good_before_they_are_spoilt() -> None:
    refused = []
    for name in REQUESTS:
        full_domain = settle()
        answer = send(raw_request(name, full_domain.params(name)))
        refused += [answer] if answer[0] != 200 else []

    assert [] == refused
