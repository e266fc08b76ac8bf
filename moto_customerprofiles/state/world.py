"""All that one account has in one region: its domains, its lock, its running call."""

from __future__ import annotations

from contextlib import contextmanager
from secrets import token_bytes
from threading import RLock
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import ResourceNotFound, shown
from moto_customerprofiles.state.call import Call
from moto_customerprofiles.state.calls.deliveries import Courier
from moto_customerprofiles.state.calls.interrupts import depth_of, is_held
from moto_customerprofiles.state.collection import Collection, Kind
from moto_customerprofiles.state.settings import Settings
from moto_customerprofiles.state.testing.faults import Faults
from moto_customerprofiles.state.testing.recorded_calls import RecordedCalls
from moto_customerprofiles.state.testing.request_rates import RequestRates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeVar

    from moto_customerprofiles.ports import Caller, Surroundings
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.outside_work import Results
    from moto_customerprofiles.state.testing.deferred import Wait

    T = TypeVar("T")


class _DomainKind(Kind):
    """The kind of domains; the error for a missing one has the words that a case webhook in production matches on."""

    __slots__ = ("_account_id",)

    def __init__(self, account_id: str) -> None:
        super().__init__("Domain", arn_path="domains", quota="domains")
        self._account_id = account_id

    def missing(self, name: str) -> ResourceNotFound:
        """Return the error for a domain that does not exist."""
        return ResourceNotFound(f"DomainName {shown(name)} is not found in account {self._account_id}")


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
        self._publish: Callable[[World], None] | None = None
        self.call.publish = self._publish_noted
        self._lock = RLock()
        self._is_in_block = False
        self._courier = Courier(self.call.outbox, lambda: self.call.neighbours, self.run, surroundings.tell_hint)

    def run(
        self,
        work: Callable[..., T],
        *args: Any,  # those of the work
        caller: Caller | None = None,
        publish: Callable[[World], None] | None = None,
        results: Results | None = None,
    ) -> T:
        """Run work with these arguments as one call: alone, at one instant, and wholly or not at all.

        An exception may come between any two instructions, even from the side: all is taken back then, or done if the
        call was past its end, and the lock is free. A second one may keep this from being finished; the next call does
        that.

        Args:
            work: what is run; its value is returned.
            args: what it is run with.
            caller: who calls, None for Python code.
            publish: hands the changes noted in the world to their subscribers; `Call.commit_batch` asks it to.
            results: those of work outside for which the call was interrupted before; None if it cannot be.

        Raises:
            RuntimeError: a call of this world runs in this thread already, as in the handler of a signal.

        """
        if is_held(self._lock):
            self._recover()
        try:
            try:
                self._lock.acquire()
                self.call.start(caller, results)
                self._publish = publish
                answer = work(*args)
                self.call.end()
                self._lock.release()
            except BaseException:
                self._settle()
                raise
        except BaseException:  # which may have come while a call that failed was being settled
            self._settle()
            raise
        return answer

    @contextmanager
    def enter(self, caller: Caller | None = None) -> Iterator[None]:
        """Run a block as one call. An interrupt at its very edge leaves the rest to the next call of this thread."""
        if is_held(self._lock):
            self._recover()
        try:
            self._lock.acquire()
            self._is_in_block, self._publish = True, None
            self.call.start(caller, None)
            yield
            self.call.end()
        finally:
            self._is_in_block = False
            self._settle()

    def _recover(self) -> None:
        """Finish what an interrupt has left of a call in this thread; refuse another call inside of a running one."""
        if depth_of(World.run, self) > 1 or self._is_in_block:
            raise RuntimeError(
                "A call of Customer Profiles runs in this thread: wait until it is done, then call again"
            )
        self._settle()

    def _settle(self) -> None:
        """Take back what a call has not committed, and let others run; can be repeated."""
        if is_held(self._lock):
            try:
                if self.call.is_open:
                    self.call.abandon()
            finally:
                self._lock.release()

    def domain(self, request: Mapping[str, object]) -> Domain:
        """Return the domain that a request names.

        Raises:
            ResourceNotFound: the world has no domain of this name.

        """
        return self.domains.require(str(request["DomainName"]))

    def deliver(self) -> None:
        """Send what is queued, in the order of the changes, unless another thread does so already."""
        self._courier.deliver()

    def _publish_noted(self) -> None:
        if self._publish is not None:
            self._publish(self)
