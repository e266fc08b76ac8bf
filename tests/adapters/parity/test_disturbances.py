"""Errors of the network and of the endpoint, throttling and interrupts: nothing is reported wrongly or left behind."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from moto_customerprofiles.adapters.parity.calls import Caller
from moto_customerprofiles.adapters.parity.domains import PREFIX, RunDomains, delete_domain, left_overs
from moto_customerprofiles.adapters.parity.playing import CONFIRMED, DIFFERS, UNDECIDED, Player
from moto_customerprofiles.adapters.parity.probes import chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.adapters.parity.probes import Probe

PROBES = chosen(["domains"])
OF_EACH_AREA = [*{probe.area: probe for probe in chosen([]) if not probe.needs_key}.values()]


def error(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "X")


THROTTLED = error("ThrottlingException", 429)
BROKEN = error("InternalServerException", 500)
DENIED = error("AccessDeniedException", 403)
LOST = ReadTimeoutError(endpoint_url="x")


class Faulty:
    """A client that raises an error before or after its n-th call, and from then on at every `every`-th."""

    def __init__(self, client: Any, raised: BaseException, nth: int, *, after: bool = False, every: int = 0) -> None:
        self.client, self.raised, self.nth = client, raised, nth
        self.after, self.every = after, every
        self.count = 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.client, name)

        def call(**members: Any) -> Any:
            self.count += 1
            late = self.count - self.nth
            is_faulty = late == 0 or (late > 0 and self.every and late % self.every == 0)
            if is_faulty and not self.after:
                raise self.raised
            answer = method(**members)
            if is_faulty:
                raise self.raised
            return answer

        return call


def player_of(client: Any) -> Player:
    caller = Caller(client, sleep=lambda _: None)
    return Player(caller, RunDomains(caller))


def kinds(client: Any) -> set[str]:
    return {player_of(client).play(probe).kind for probe in PROBES}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("raised", [THROTTLED, BROKEN, LOST], ids=["throttled", "broken", "lost"])
@pytest.mark.parametrize("every", [2, 3, 7])
def test_disturbed_calls_never_make_a_probe_differ(fake: Any, raised: Exception, every: int, after: bool) -> None:  # noqa: FBT001  # parameters of a test
    client = Faulty(fake, raised, 1, after=after and raised is not THROTTLED, every=every)

    assert DIFFERS not in kinds(client)


@pytest.mark.parametrize("raised", [THROTTLED, BROKEN, LOST], ids=["throttled", "broken", "lost"])
@pytest.mark.parametrize("nth", range(1, 8))
def test_one_disturbed_call_does_not_keep_a_probe_from_its_verdict(fake: Any, raised: Exception, nth: int) -> None:
    assert {CONFIRMED} == {player_of(Faulty(fake, raised, nth)).play(probe).kind for probe in PROBES}


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (DENIED, "no permission for profile:CreateDomain (AccessDeniedException)"),
        (THROTTLED, "CreateDomain: throttled, 6 times"),
        (BROKEN, "CreateDomain: server error (InternalServerException), in 4 runs"),
    ],
    ids=["denied", "throttled", "broken"],
)
def test_endpoint_that_never_serves_decides_nothing_and_the_reason_is_told(
    fake: Any, raised: Exception, reason: str
) -> None:
    verdict = player_of(Faulty(fake, raised, 1, every=1)).play(PROBES[0])

    assert (UNDECIDED, reason) == (verdict.kind, verdict.reason)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", range(1, 40))
def test_nothing_is_left_behind_by_an_interrupt_at_any_call(fake: Any, nth: int, after: bool) -> None:  # noqa: FBT001  # as above
    player = player_of(Faulty(fake, KeyboardInterrupt(), nth, after=after))
    try:
        for probe in PROBES:
            player.play(probe)
    except KeyboardInterrupt:
        pass
    finally:
        player.domains.delete_all()

    assert [] == fake.list_domains()["Items"]


@pytest.mark.parametrize("raised", [THROTTLED, BROKEN, LOST], ids=["throttled", "broken", "lost"])
@pytest.mark.parametrize("probe", OF_EACH_AREA, ids=lambda probe: probe.area)
def test_disturbed_calls_never_make_a_probe_of_any_area_differ(fake: Any, raised: Exception, probe: Probe) -> None:
    for nth in range(1, len(probe.operations) + 1):
        client = Faulty(fake, raised, nth, after=raised is not THROTTLED, every=5)

        assert DIFFERS != player_of(client).play(probe).kind


@pytest.mark.parametrize("probe", OF_EACH_AREA, ids=lambda probe: probe.area)
def test_nothing_of_any_area_is_left_behind_by_an_interrupt_at_any_call(fake: Any, probe: Probe) -> None:
    for nth in range(1, len(probe.operations)):
        player = player_of(Faulty(fake, KeyboardInterrupt(), nth, after=True))
        with suppress(KeyboardInterrupt):  # a probe that cannot be decided ends earlier
            player.play(probe)
        player.domains.delete_all()

        assert [] == fake.list_domains()["Items"]


def test_sweep_deletes_what_has_prefix_and_tag_and_nothing_else(fake: Any) -> None:
    caller = Caller(fake)
    domains = RunDomains(caller)
    made = domains.new_name()
    fake.create_domain(DomainName=made, DefaultExpirationDays=1, Tags=domains.tags)
    fake.create_domain(DomainName=f"{PREFIX}mine", DefaultExpirationDays=1)
    fake.create_domain(DomainName="shop", DefaultExpirationDays=1, Tags=domains.tags)
    found = [*left_overs(caller)]

    assert [made] == found
    assert delete_domain(caller, made)
    assert [f"{PREFIX}mine", "shop"] == [each["DomainName"] for each in fake.list_domains()["Items"]]


def test_calls_keep_to_their_rate(fake: Any) -> None:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    caller = Caller(fake, 5, sleep, lambda: clock[0])
    for _ in range(11):
        caller.call("ListDomains", {})

    assert 2.0 == pytest.approx(clock[0])


class Stale:
    """A client whose answers to reads are empty for the first times of asking, as of a service that takes its time."""

    def __init__(self, client: Any, times: int) -> None:
        self.client, self.times = client, times

    def __getattr__(self, name: str) -> Any:
        def call(**members: Any) -> Any:
            if name == "get_domain" and self.times > 0:
                self.times -= 1
                return {**self.client.get_domain(**members), "Tags": {}}
            return getattr(self.client, name)(**members)

        return call


@pytest.mark.parametrize(("patience", "kind"), [(30, CONFIRMED), (2, DIFFERS)])
def test_answer_that_comes_late_is_waited_for_until_patience_ends(fake: Any, patience: float, kind: str) -> None:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    caller = Caller(Stale(fake, 9 if kind == DIFFERS else 4), None, sleep, lambda: clock[0])
    player = Player(caller, RunDomains(caller), patience)
    [probe] = chosen(["tags_of_an_update_are_added"])

    assert kind == player.play(probe).kind
