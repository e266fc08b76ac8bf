"""All operations by sixteen threads at once, with neighbours that call back: nothing is lost or waits for ever."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.errors import ServiceError
from tests.support.properties.full_domain import HOOK_REQUESTS, REQUESTS, STREAMS, FullDomain, open_full_domain
from tests.support.properties.whole import check_whole

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS = 16
TOO_LONG = 60
TURNS = 8
LAST = "DeleteDomain"


def at_once(work: Callable[[int], object]) -> list[object]:
    """Let each thread do its work, and return what came of it; a dead lock is a failure."""
    pool, usual = ThreadPoolExecutor(THREADS), sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # seconds: threads take turns all the time
    futures = [pool.submit(work, number) for number in range(THREADS)]
    done, late = wait(futures, timeout=TOO_LONG)
    sys.setswitchinterval(usual)
    pool.shutdown(wait=not late)

    assert not late
    return [future.result() for future in futures if future in done]


def test_every_operation_may_be_called_by_many_threads_while_neighbours_call_back() -> None:
    full_domain = open_full_domain()
    heard = _let_neighbours_call_back(full_domain)
    together = Barrier(THREADS, timeout=TOO_LONG)
    succeeded: set[str] = set()

    def call_all(number: int) -> None:
        for names in _in_turns(number):
            together.wait()
            for name in names:
                with suppress(ServiceError):  # others may have made or deleted it already
                    full_domain.call(name) if name in REQUESTS else full_domain.call_hook(name)
                    succeeded.add(name)

    assert [None] * THREADS == at_once(call_all)
    assert len(succeeded) > 0.75 * len({*REQUESTS, *HOOK_REQUESTS})
    written = {"write_object"} if "$snapshot" in full_domain.ids else set()  # matches may be written, late
    assert {"put_record", "send_message"} | written <= heard.keys()


def _in_turns(number: int) -> list[list[str]]:
    """Name all operations and hooks in some order: those that make and ask, those that delete, the domain's end."""
    names = sorted([*REQUESTS, *HOOK_REQUESTS])
    random.Random(number).shuffle(names)  # noqa: S311  # no secret
    ends = [name for name in names if name.startswith("Delete")]
    return [[name for name in names if name not in ends], [name for name in ends if name != LAST], [LAST]]


def test_profiles_are_whole_and_no_object_is_lost_when_many_threads_put_and_merge() -> None:
    full_domain = open_full_domain()
    full_domain.call(
        "PutProfileObjectType", {**full_domain.params("PutProfileObjectType"), "MaxProfileObjectCount": 999}
    )
    shop = full_domain.world.domains.require("shop")

    def put_and_merge(number: int) -> None:
        for turn in range(TURNS):
            visit = {"id": f"{number}-{turn}", "customer": f"C-{(number + turn) % 5}", "email": f"{number}@x.org"}
            put = {"DomainName": "shop", "ObjectTypeName": "order", "Object": json.dumps(visit)}
            full_domain.call("PutProfileObject", put)
            with full_domain.world.enter():
                ids = [each.profile_id for each in shop.profiles]
            merge = {"DomainName": "shop", "MainProfileId": ids[turn % len(ids)], "ProfileIdsToBeMerged": ids[-1:]}
            with suppress(ServiceError):  # others may have merged it already
                full_domain.call("MergeProfiles", merge)

    assert [None] * THREADS == at_once(put_and_merge)
    held = {json.loads(each.text)["id"] for profile in shop.profiles for each in profile.objects}

    assert {f"{number}-{turn}" for number in range(THREADS) for turn in range(TURNS)} <= held
    check_whole(shop.profiles)


def test_no_update_is_lost() -> None:
    full_domain = open_full_domain()
    arn = REQUESTS["TagResource"]["resourceArn"]

    def update(number: int) -> None:
        for turn in range(2):
            full_domain.call("TagResource", {"resourceArn": arn, "tags": {f"{number}-{turn}": "x"}})
            full_domain.call(
                "UpdateProfile",
                {"DomainName": "shop", "ProfileId": full_domain.ids["$bob"], "Attributes": {f"a{number}-{turn}": "x"}},
            )

    at_once(update)
    expected = {f"{number}-{turn}" for number in range(THREADS) for turn in range(2)}
    found = full_domain.call("BatchGetProfile", {"DomainName": "shop", "ProfileIds": [full_domain.ids["$bob"]]})[
        "Profiles"
    ][0]

    assert expected <= full_domain.call("ListTagsForResource")["tags"].keys()
    assert {f"a{name}" for name in expected} <= found["Attributes"].keys()


@pytest.mark.rule("CLI-15")
def test_first_calls_that_race_for_one_key_make_one_profile() -> None:
    full_domain = open_full_domain()
    before = full_domain.call("GetDomain")["Stats"]["ProfileCount"]
    text = json.dumps({"id": "race", "customer": "A-77", "email": "race@x.org", "total": 1})

    def put(_: int) -> str:
        reply = full_domain.call("PutProfileObject", {**REQUESTS["PutProfileObject"], "Object": text})
        return str(reply["ProfileObjectUniqueKey"])

    assert 1 == len(set(at_once(put)))
    assert before + 1 == full_domain.call("GetDomain")["Stats"]["ProfileCount"]


@pytest.mark.rule("ADD-7")
def test_neighbours_may_call_back_and_receive_in_the_order_of_the_changes() -> None:
    full_domain = open_full_domain()
    _let_neighbours_call_back(full_domain)
    full_domain.neighbours.streams[STREAMS[0]].clear()
    bob = {"DomainName": "shop", "ProfileId": full_domain.ids["$bob"]}

    def update(number: int) -> None:
        full_domain.call("UpdateProfile", {**bob, "Attributes": {f"a{number}": "x"}})

    at_once(update)
    full_domain.world.deliver()
    heard = [json.loads(data) for _, data in full_domain.neighbours.streams[STREAMS[0]]]
    sizes = [len(each["Object"]["Attributes"]) for each in heard if each["EventType"] == "UPDATED"]

    assert THREADS == len(sizes)
    assert sorted(sizes) == sizes


def _let_neighbours_call_back(full_domain: FullDomain) -> Counter[str]:
    """Let whoever receives something ask the service, from this thread and from another, before it returns.

    The other thread gets an answer only if nobody holds the lock of the world meanwhile.
    """
    heard: Counter[str] = Counter()
    pool = ThreadPoolExecutor(1)

    def calling_back(tell: Callable[..., None]) -> Callable[..., None]:
        def notified(*what: object) -> None:
            full_domain.call("ListDomains")
            pool.submit(full_domain.call, "ListDomains").result(timeout=TOO_LONG)
            heard[tell.__name__] += 1
            tell(*what)

        return notified

    for name in ("put_record", "send_message", "write_object"):
        setattr(full_domain.neighbours, name, calling_back(getattr(full_domain.neighbours, name)))
    return heard
