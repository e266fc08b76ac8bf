"""How many calls are left half done, or leave the lock held, when real signals interrupt them. None, it must be.

Run it as `python -m tests.benchmarks.interrupts 10000`. Each signal comes at another time of a PutProfileObject
by boto3, in a domain with an event stream; the handler raises `TimeoutError` and `KeyboardInterrupt` by turns.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import time
from collections import Counter
from itertools import cycle
from typing import TYPE_CHECKING

import boto3
from moto import mock_aws

from moto_customerprofiles.adapters.plugin import register
from moto_customerprofiles.state.calls.interrupts import is_held
from tests.support.backends import the_backend
from tests.support.crm import Crm
from tests.support.facts import REGION, aws_arn
from tests.support.properties.whole import check_waiting, check_whole

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOP = "shop"
_LOOKS = 100
"""So many interrupts come between two looks at the whole domain."""


def _raise(*_: object) -> None:
    raise next(_exceptions)


_exceptions = cycle([TimeoutError, KeyboardInterrupt])


def _interrupted(call: Callable[[], object], seconds: float) -> str:
    """Interrupt a call after some time, and return what became of it."""
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        call()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except (TimeoutError, KeyboardInterrupt) as error:
        return type(error).__name__
    return "in time"


def _is_whole() -> bool:
    domain = the_backend().world.domains.require(_SHOP)
    try:
        check_whole(domain.profiles)
        check_waiting(domain.profiles)
    except (AssertionError, KeyError):
        return False
    return True


@mock_aws
def main(count: int, seed: int = 0) -> None:
    """Interrupt so many calls, and print what became of them."""
    boto3.client("kinesis", region_name=REGION).create_stream(StreamName="changes", ShardCount=1)
    client = boto3.client("customer-profiles", region_name=REGION)
    client.create_domain(DomainName=_SHOP, DefaultExpirationDays=30)
    Crm(client, _SHOP)
    client.create_event_stream(DomainName=_SHOP, EventStreamName="changes", Uri=aws_arn("kinesis", "stream/changes"))
    chosen = random.Random(seed)  # no secret
    world, results = the_backend().world, Counter[str]()

    def put(number: int) -> object:
        text = json.dumps({"id": number, "customer": f"C-{number % 50}", "email": f"{number % 70}@example.com"})
        return client.put_profile_object(DomainName=_SHOP, ObjectTypeName="Crm", Object=text)

    began = time.perf_counter()
    for number in range(_LOOKS):
        put(number)
    usual = (time.perf_counter() - began) / _LOOKS
    before = signal.signal(signal.SIGALRM, _raise)
    try:
        for number in range(count):
            results[_interrupted(lambda: put(number % 300), max(chosen.uniform(0, usual), 1e-6))] += 1  # noqa: B023
            results["lock held"] += is_held(world._lock)
            if number % _LOOKS == 0:
                results["torn"] += not _is_whole()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    put(0)
    results["torn"] += not _is_whole()
    print(f"{usual * 1e6:.0f} microseconds for a call; {dict(results)}")


if __name__ == "__main__":
    register()
    main(*map(int, sys.argv[1:]))
