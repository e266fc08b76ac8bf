"""Requests that nobody should send, over a socket: a reply or a modelled error, unless the server refuses them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tests.support.properties.hostile import hostile, judge, settle

if TYPE_CHECKING:
    from tests.support.sockets import Wire

COUNT = 230  # two rounds of all operations


def test_spoilt_request_over_a_socket_is_answered_in_proper_form(wire: Wire) -> None:
    requests = islice(hostile(settle(), seed=1), COUNT)
    faults = [verdict for raw in requests if (verdict := judge(raw, wire.answer))]

    assert [] == faults
    assert 200 == wire.send("GET", "/domains").status
