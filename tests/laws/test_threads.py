"""All operations by sixteen threads at once, with neighbours that call back: nothing is lost or waits for ever."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.errors import ServiceError
from tests.laws.town import REQUESTS, STREAMS, Town, open_town

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 16
TOO_LONG = 60


def at_once(work: Callable[[int], object]) -> list[object]:
    """Let each thread do its work, and answer what came of it; a dead lock is a failure."""
    pool = ThreadPoolExecutor(THREADS)
    futures = [pool.submit(work, number) for number in range(THREADS)]
    done, late = wait(futures, timeout=TOO_LONG)
    pool.shutdown(wait=not late)

    assert not late
    return [future.result() for future in futures if future in done]


def test_every_operation_may_be_called_by_many_threads() -> None:
    town = open_town()

    def call_all(number: int) -> None:
        names = sorted(REQUESTS)
        random.Random(number).shuffle(names)  # noqa: S311  # no secret
        for name in names:
            try:
                town.call(name)
            except ServiceError:  # noqa: PERF203  # others have deleted what it needs
                continue

    assert [None] * THREADS == at_once(call_all)


def test_no_update_is_lost() -> None:
    town = open_town()
    arn = REQUESTS["TagResource"]["resourceArn"]

    def update(number: int) -> None:
        for turn in range(2):
            town.call("TagResource", {"resourceArn": arn, "tags": {f"{number}-{turn}": "x"}})
            town.call(
                "UpdateProfile",
                {"DomainName": "shop", "ProfileId": town.told["$bob"], "Attributes": {f"a{number}-{turn}": "x"}},
            )

    at_once(update)
    expected = {f"{number}-{turn}" for number in range(THREADS) for turn in range(2)}
    found = town.call("BatchGetProfile", {"DomainName": "shop", "ProfileIds": [town.told["$bob"]]})["Profiles"][0]

    assert expected <= town.call("ListTagsForResource")["tags"].keys()
    assert {f"a{name}" for name in expected} <= found["Attributes"].keys()


@pytest.mark.rule("CLI-15")
def test_first_calls_that_race_for_one_key_make_one_profile() -> None:
    town = open_town()
    before = town.call("GetDomain")["Stats"]["ProfileCount"]
    text = json.dumps({"id": "race", "customer": "A-77", "email": "race@x.org", "total": 1})

    def put(_: int) -> str:
        reply = town.call("PutProfileObject", {**REQUESTS["PutProfileObject"], "Object": text})
        return str(reply["ProfileObjectUniqueKey"])

    assert 1 == len(set(at_once(put)))
    assert before + 1 == town.call("GetDomain")["Stats"]["ProfileCount"]


@pytest.mark.rule("ADD-7")
def test_neighbours_may_call_back_and_hear_in_the_order_of_the_changes() -> None:
    town = open_town()
    _let_streams_call_back(town)
    town.neighbours.streams[STREAMS[0]].clear()
    bob = {"DomainName": "shop", "ProfileId": town.told["$bob"]}

    def update(number: int) -> None:
        town.call("UpdateProfile", {**bob, "Attributes": {f"a{number}": "x"}})

    at_once(update)
    town.world.deliver()
    heard = [json.loads(data) for _, data in town.neighbours.streams[STREAMS[0]]]
    sizes = [len(each["Object"]["Attributes"]) for each in heard if each["EventType"] == "UPDATED"]

    assert len(sizes) == THREADS
    assert sorted(sizes) == sizes


def _let_streams_call_back(town: Town) -> None:
    """Let whoever receives a record ask the service, from this thread and from another, before it has the record."""
    put, pool = town.neighbours.put_record, ThreadPoolExecutor(1)

    def put_record(stream_arn: str, partition_key: str, data: bytes) -> None:
        town.call("GetDomain")
        pool.submit(town.call, "ListDomains").result(timeout=TOO_LONG)
        put(stream_arn, partition_key, data)

    town.neighbours.put_record = put_record  # type: ignore[method-assign]  # this one's neighbours alone
