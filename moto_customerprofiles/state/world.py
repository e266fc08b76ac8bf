"""All that one account has in one region: its domains, its lock, its running call."""

from __future__ import annotations

from collections import deque
from functools import partial
from secrets import token_bytes
from threading import Lock, RLock
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.ports import NeighbourFailed
from moto_customerprofiles.state.call import Call
from moto_customerprofiles.state.collection import Collection, Kind
from moto_customerprofiles.state.settings import Settings
from moto_customerprofiles.state.testing.faults import Faults
from moto_customerprofiles.state.testing.recorded_calls import RecordedCalls
from moto_customerprofiles.state.testing.request_rates import RequestRates

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.ports import Caller, Surroundings
    from moto_customerprofiles.state.call import Delivery
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.outside_work import Results
    from moto_customerprofiles.state.testing.deferred import Wait


MOST_KEPT = 10_000
"""So many messages are kept for a target that fails, the latest ones; our choice."""


class _DomainKind(Kind):
    """The kind of domains; the error for a missing one has the words that a case webhook in production matches on."""

    __slots__ = ("_account_id",)

    def __init__(self, account_id: str) -> None:
        super().__init__("Domain", arn_path="domains", quota="domains")
        self._account_id = account_id

    def missing(self, name: str) -> ResourceNotFound:
        """Return the error for a domain that does not exist."""
        return ResourceNotFound(f"DomainName {name} is not found in account {self._account_id}")


class World:
    """All that one account has in one region. `call` is what the running call sees, and what it has done so far."""

    def __init__(
        self, account_id: str, region: str, partition: str, surroundings: Surroundings, settings: Settings | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.call = Call(account_id, region, partition, surroundings, self.settings)
        self.domains: Collection[Domain] = Collection(_DomainKind(account_id), self.call.journal, self.settings)
        self.page_secret = token_bytes(16)
        self.held_names: dict[str, Wait] = {}
        self.faults = Faults()
        self.rates = RequestRates(surroundings.now)
        self.recorded_calls = RecordedCalls(is_on=self.settings.record_calls)
        self.wait = surroundings.wait
        self._tell = surroundings.tell_hint
        self._publish: Callable[[World], None] | None = None
        self.call.publish = self._publish_noted
        self._lock = RLock()
        self._delivering = Lock()
        self._kept: dict[str, deque[Delivery]] = {}

    def enter(
        self,
        caller: Caller | None = None,
        publish: Callable[[World], None] | None = None,
        results: Results | None = None,
    ) -> _Entered:
        """Run a block as one call: alone, at one instant, and wholly or not at all.

        `publish` hands the changes noted in the world to their subscribers; `Call.commit_batch` asks it to.
        `results` are those of the work outside for which the call was interrupted before; None if it cannot be.
        """
        return _Entered(self, caller, publish, results)

    def begin_call(
        self, caller: Caller | None, publish: Callable[[World], None] | None, results: Results | None
    ) -> None:
        """Wait until no other call runs, and start one."""
        self._lock.acquire()
        try:
            self.call.start(caller, results)
        except BaseException:  # the call never began, so nobody will end it
            self._lock.release()
            raise
        self._publish = publish

    def end_call(self, *, has_failed: bool) -> None:
        """Make all changes of the call permanent or take them back, and let others run."""
        try:
            if has_failed:
                self.call.abandon()
            else:
                self.call.commit()
        finally:
            self._lock.release()

    def domain(self, request: Mapping[str, object]) -> Domain:
        """Return the domain that a request names.

        Raises:
            ResourceNotFound: the world has no domain of this name.

        """
        return self.domains.require(str(request["DomainName"]))

    def deliver(self) -> None:
        """Send what is queued, in the order of the changes, unless another thread does so already.

        A neighbour may call back into this world while it receives (a Lambda function behind a stream, say), from this
        thread or another: so nobody waits here. The thread that delivers also takes what is queued meanwhile.
        """
        outbox, kept = self.call.outbox, self._kept
        if kept and self._delivering.acquire(blocking=False):
            try:
                self._send_kept()
            finally:
                self._delivering.release()
        while outbox and self._delivering.acquire(blocking=False):
            try:
                while outbox:
                    self._send(outbox.popleft())
            finally:
                self._delivering.release()

    def _publish_noted(self) -> None:
        if self._publish is not None:
            self._publish(self)

    def _send(self, delivery: Delivery) -> None:
        waiting = self._kept.get(delivery.target) if delivery.target else None
        if waiting is not None:  # the messages to one target keep their order
            waiting.append(delivery)
            return
        try:
            delivery.send(self.call.neighbours)
        except NeighbourFailed as failure:
            if delivery.target:
                self._kept[delivery.target] = deque([delivery], maxlen=MOST_KEPT)
            self._do(delivery.failed and partial(delivery.failed, failure))
        except Exception as error:  # noqa: BLE001  # the call has succeeded; sent again, the message would fail again
            ours = NeighbourFailed(self._tell_failure(error))
            self._do(delivery.failed and partial(delivery.failed, ours))
        else:
            self._do(delivery.succeeded)

    def _send_kept(self) -> None:
        """Send again what neighbours did not take, for each target until one message fails."""
        for target, waiting in list(self._kept.items()):
            while waiting and self._arrives(waiting[0]):
                waiting.popleft()
            if not waiting:
                del self._kept[target]

    def _arrives(self, delivery: Delivery) -> bool:
        """Send a message again, and return whether nothing of it is left to do."""
        if delivery.is_wanted and not delivery.is_wanted():
            return True
        try:
            delivery.send(self.call.neighbours)
        except NeighbourFailed:
            return False
        except Exception as error:  # noqa: BLE001  # see above
            self._tell_failure(error)
        else:
            self._do(delivery.recovered)
        return True

    def _do(self, what: Callable[[], None] | None) -> None:
        if what:
            try:
                with self.enter():
                    what()
            except Exception as error:  # noqa: BLE001  # the call has succeeded
                self._tell_failure(error)

    def _tell_failure(self, error: Exception) -> str:
        """Tell that a message to a neighbour, or what follows from it, failed for a reason of our own; return why."""
        reason = f"{type(error).__name__}: {error}"
        self._tell(f"A message to a neighbour failed: {reason}. Report it to moto-customerprofiles: this is a defect")
        return reason


class _Entered:
    """The block of one call; a class, since a generator costs more to enter."""

    __slots__ = ("_caller", "_publish", "_results", "_world")

    def __init__(
        self,
        world: World,
        caller: Caller | None,
        publish: Callable[[World], None] | None,
        results: Results | None,
    ) -> None:
        self._world = world
        self._caller = caller
        self._publish = publish
        self._results = results

    def __enter__(self) -> None:
        self._world.begin_call(self._caller, self._publish, self._results)

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._world.end_call(has_failed=error is not None)
