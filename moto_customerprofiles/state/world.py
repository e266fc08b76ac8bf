"""All that one account sees in one region: its domains, its lock, the instant of the running call."""

from __future__ import annotations

from collections import deque
from secrets import token_bytes
from sys import intern
from threading import Lock, RLock
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.ports import NeighbourMissing
from moto_customerprofiles.state.collection import Collection, Kind
from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.ports import Caller, Neighbours, Surroundings, Transition
    from moto_customerprofiles.state.domain import Domain


class Delivery(NamedTuple):
    """Something for a neighbour, and what to do here should the neighbour be missing."""

    send: Callable[[Neighbours], None]
    failed: Callable[[NeighbourMissing], None] | None
    succeeded: Callable[[], None] | None


class World:
    """All that one account sees in one region."""

    def __init__(
        self, account_id: str, region: str, partition: str, surroundings: Surroundings, settings: Settings | None = None
    ) -> None:
        self.account_id = account_id
        self.region = region
        self.partition = partition
        self.settings = settings or Settings()
        self.ids = surroundings.ids
        self.neighbours = surroundings.neighbours
        self.journal = Journal()
        self.domains: Collection[Domain] = Collection(
            Kind("Domain", arn_path="domains", quota="domains"), self.journal, self.settings
        )
        self.caller: Caller | None = None
        self._root_arn = f"arn:{partition}:iam::{account_id}:root"
        self.noted: deque[tuple[Domain, Change]] = deque()
        self._spread: Callable[[World], None] | None = None
        self.page_secret = token_bytes(16)
        self._surroundings = surroundings
        self.now = surroundings.now()
        self._lock = RLock()
        self._pending: list[Delivery] = []
        self._outbox: deque[Delivery] = deque()
        self._postman = Lock()

    def call(self, caller: Caller | None = None, spread: Callable[[World], None] | None = None) -> _Call:
        """Run one call: alone, at one instant, and wholly or not at all; `spread` lets its changes be heard of."""
        return _Call(self, caller, spread)

    def begin_call(self, caller: Caller | None, spread: Callable[[World], None] | None) -> None:
        """Wait until no other call runs, and let time stand still."""
        self._lock.acquire()
        try:
            self.now = self._surroundings.now()
        except BaseException:  # the call never began, so nobody will end it
            self._lock.release()
            raise
        self.caller = caller
        self._spread = spread

    def end_call(self, *, has_failed: bool) -> None:
        """Let all that has happened stand, or take it back, and let others run."""
        try:
            if has_failed:
                self._abandon()
            else:
                self.commit()
        finally:
            self._lock.release()

    @property
    def caller_arn(self) -> str:
        """The ARN of whoever calls; the account itself for a call made in Python."""
        if self.caller is None:
            return self._root_arn
        return intern(self.neighbours.identity(self.caller.access_key))  # every record of the history has it

    def commit(self) -> None:
        """Let all that has happened so far stand, whatever comes after it."""
        self.journal.commit()
        self._outbox.extend(self._pending)
        self._pending.clear()

    def commit_batch(self) -> None:
        """Let all that has happened so far be heard of and stand: for work too large to be taken back as a whole."""
        if self._spread is not None:
            self._spread(self)
        self.commit()

    def _abandon(self) -> None:
        self.journal.rollback()
        self.noted.clear()
        self._pending.clear()

    def domain(self, request: Mapping[str, object]) -> Domain:
        """Return the domain that a request names; `ResourceNotFound` if there is none."""
        return self.domains.require(str(request["DomainName"]))

    def arn(self, path: str) -> str:
        """Spell the ARN of something in this account and region."""
        return f"arn:{self.partition}:profile:{self.region}:{self.account_id}:{path}"

    def begin(self, kind: str, *path: str) -> Job:
        """Begin a job of a kind along a path of statuses."""
        return Job.begun(kind, path, self.now, self._surroundings.transition(kind))

    def pace(self, kind: str) -> Transition:
        """Return how fast a kind of job moves on."""
        return self._surroundings.transition(kind)

    def poll(self, job: Job) -> Job:
        """Return a job as it is found at this look."""
        return job.polled_at(self.now, self._surroundings.transition(job.kind))

    def is_stepwise(self, kind: str) -> bool:
        """Tell whether jobs of a kind take their time."""
        return self._surroundings.transition(kind).progression != "immediate"

    def peek(self, job: Job) -> Job:
        """Return a job as time has moved it, without the look being counted: what lists do."""
        transition = self._surroundings.transition(job.kind)
        return job if transition.progression == "manual" else job.polled_at(self.now, transition)

    def due(self, job: Job) -> datetime | None:
        """Return when a job moves on by itself, None if it does not."""
        return None if job.is_over else job.due(self._surroundings.transition(job.kind))

    def send(
        self,
        send: Callable[[Neighbours], None],
        *,
        failed: Callable[[NeighbourMissing], None] | None = None,
        succeeded: Callable[[], None] | None = None,
    ) -> None:
        """Queue something for a neighbour: it goes out once this call has succeeded and released its lock."""
        self._pending.append(Delivery(send, failed, succeeded))

    def deliver(self) -> None:
        """Hand out what is queued, in the order of the changes, unless somebody is at it already.

        A neighbour may call back into this world while it receives (a Lambda function behind a stream, say), from this
        thread or another: so nobody waits here. Whoever is delivering also takes what is queued meanwhile.
        """
        while self._outbox and self._postman.acquire(blocking=False):
            try:
                while self._outbox:
                    self._hand_out(self._outbox.popleft())
            finally:
                self._postman.release()

    def _hand_out(self, delivery: Delivery) -> None:
        try:
            delivery.send(self.neighbours)
        except NeighbourMissing as missing:
            if delivery.failed:
                with self.call():
                    delivery.failed(missing)
        else:
            if delivery.succeeded:
                with self.call():
                    delivery.succeeded()


class _Call:
    """One call of a world, from its beginning to its end: cheaper to enter than a generator is."""

    __slots__ = ("_caller", "_spread", "_world")

    def __init__(self, world: World, caller: Caller | None, spread: Callable[[World], None] | None) -> None:
        self._world = world
        self._caller = caller
        self._spread = spread

    def __enter__(self) -> None:
        self._world.begin_call(self._caller, self._spread)

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        self._world.end_call(has_failed=error is not None)
