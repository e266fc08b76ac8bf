"""How many requests that nobody should send are answered with anything but a modelled reply. None, it must be.

python -m tests.benchmarks.hostile 100000 [seed] [--socket]

Without `--socket` they go to the dispatch function, as moto hands them over; with it, to a server on loopback.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections import Counter
from contextlib import contextmanager, nullcontext
from http import HTTPStatus
from typing import TYPE_CHECKING

from moto_customerprofiles.adapters.plugin import register
from tests.support.properties.hostile import Answer, Raw, hostile, judge, send, settle
from tests.support.properties.whole import check_whole
from tests.support.sockets import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 230
"""Requests, until the full domain is seen to be whole and built anew."""


def main(count: int, seed: int = 0, answer: Callable[[Raw], Answer] = send) -> None:
    """Send so many requests, and print what was answered wrongly, and which answers took longest."""
    full_domain = settle()
    requests = hostile(full_domain, seed)
    faults: Counter[str] = Counter()
    slow: list[tuple[float, Raw]] = []
    statuses: Counter[str] = Counter()
    for number in range(count):
        if number % ROUNDS == 0:
            for domain in full_domain.world.domains:
                check_whole(domain.profiles)
            full_domain = settle()
        raw = next(requests)
        begin = time.perf_counter()
        verdict = judge(raw, lambda each: _counted(answer(each), statuses))
        slow = sorted([*slow, (time.perf_counter() - begin, raw)], key=lambda each: -each[0])[:5]
        if verdict:
            if not faults[verdict.fault]:
                print(verdict.fault, raw.method, raw.path[:80], raw.query[:80], raw.body[:500])
            faults[verdict.fault] += 1
    print(f"{count} requests, {sum(faults.values())} answered wrongly; {dict(statuses)}")
    for took, raw in slow:
        print(f"{took * 1000:.0f} ms {raw.method} {raw.path[:80]} {raw.body[:120]!r}")


@contextmanager
def served() -> Iterator[Callable[[Raw], Answer]]:
    """Return what sends a request to a server on loopback."""
    logging.getLogger("werkzeug").disabled = True
    register()
    with serving() as wire:
        yield wire.answer


def _counted(answer: Answer, statuses: Counter[str]) -> Answer:
    status, headers, _ = answer
    code = {name.lower(): value for name, value in headers.items()}.get("x-amzn-errortype")
    statuses[code or ("success" if status == HTTPStatus.OK else f"{status} by the server")] += 1
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("--socket", action="store_true", help="send them to a server on loopback")
    given = parser.parse_args()
    with served() if given.socket else nullcontext(send) as way:
        main(given.count, given.seed, way)
