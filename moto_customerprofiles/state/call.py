"""What the running call of a world sees, and what it has done so far."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from functools import partial
from sys import intern
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.state.calls.deliveries import Delivery, Outbox
from moto_customerprofiles.state.calls.interrupts import mistake_of
from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.outside_work import MOST_REPEATS, OutsideWork, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.explanations.hints import Hint, HintKey
    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.ports import Caller, Ids, NeighbourFailed, Neighbours, Surroundings, Transition
    from moto_customerprofiles.state.outside_work import Results
    from moto_customerprofiles.state.settings import Settings


class Call:
    """The running call of a world. A world has one object for all its calls, since they run one after another.

    `now` is the instant of the call, `noted` the changes that are still to be published, each with the name of its
    domain. `outbox` holds what is to be sent to neighbours; `World.deliver` empties it. `publish` hands the noted
    changes to their subscribers. `hints` are those that calls have noted, in their order. `is_open` is true from the
    start of a call until all of it is committed or taken back; a call that finds it true at its own start first takes
    back what an interrupt has left of the call before.
    """

    publish: Callable[[], None]

    def __init__(
        self, account_id: str, region: str, partition: str, surroundings: Surroundings, settings: Settings
    ) -> None:
        self.account_id = account_id
        self.region = region
        self.partition = partition
        self.settings = settings
        self.ids = surroundings.ids
        self.neighbours = surroundings.neighbours
        self.journal = Journal()
        self.now = surroundings.now()
        self.caller: Caller | None = None
        self.noted: deque[tuple[str, Change]] = deque()
        self.outbox = Outbox(self.journal)
        self.is_open = False
        self.hints: dict[HintKey, Hint] = {}
        self.checks_neighbours = True
        self._clock = surroundings.now
        self._tell_hint = surroundings.tell_hint
        self._outside = surroundings.outside
        self._results: Results | None = None
        self._transition = surroundings.transition
        self._root_arn = f"arn:{partition}:iam::{account_id}:root"
        self._own_ids = surroundings.ids

    def start(self, caller: Caller | None, results: Results | None) -> None:
        """Read the clock, once for the whole call; `results` are those of work done outside for it before."""
        if self.is_open:
            self.abandon()
        self.is_open = True
        self.now = self._clock()
        self.caller = caller
        self._results = results

    @contextmanager
    def at(self, instant: datetime) -> Iterator[None]:
        """Run a block as if the call had come at another instant."""
        now, self.now = self.now, instant
        try:
            yield
        finally:
            self.now = now

    @contextmanager
    def unchecked_neighbours(self) -> Iterator[None]:
        """Run a block that may name streams, queues and buckets that are not there, as a scenario may."""
        before, self.checks_neighbours = self.checks_neighbours, False
        try:
            yield
        finally:
            self.checks_neighbours = before

    @contextmanager
    def with_ids(self, ids: Ids) -> Iterator[None]:
        """Run a block that takes its ids from another source."""
        before, self.ids = self.ids, ids
        try:
            yield
        finally:
            self.ids = before

    @property
    def caller_arn(self) -> str:
        """The ARN of the caller; that of the account for a call made in Python."""
        if self.caller is None:
            return self._root_arn
        return intern(self.neighbours.identity(self.caller.access_key))  # every record of the history has it

    def arn(self, path: str) -> str:
        """Return the ARN of a resource in this account and region."""
        return f"arn:{self.partition}:profile:{self.region}:{self.account_id}:{path}"

    def begin(self, kind: str, first: str) -> Job:
        """Return a new job of a kind on the path that begins with a status."""
        return Job.begun(kind, statuses(kind, first), self.now, self._transition(kind))

    def pace(self, kind: str) -> Transition:
        """Return how fast a kind of job moves on."""
        return self._transition(kind)

    def is_stepwise(self, kind: str) -> bool:
        """Return whether jobs of a kind take time."""
        return self._transition(kind).progression != "immediate"

    def poll(self, job: Job) -> Job:
        """Return a job as it is now; the poll counts for jobs that move on by polls."""
        return job.polled_at(self.now, self._transition(job.kind))

    def peek(self, job: Job) -> Job:
        """Return a job as time has moved it, without counting a poll: what lists do."""
        transition = self._transition(job.kind)
        return job if transition.progression == "manual" else job.polled_at(self.now, transition)

    def due(self, job: Job) -> datetime | None:
        """Return when a job moves on by itself, None if it does not."""
        return None if job.is_over else job.due(self._transition(job.kind))

    def send(
        self,
        send: Callable[[Neighbours], None],
        *,
        failed: Callable[[NeighbourFailed], None] | None = None,
        succeeded: Callable[[], None] | None = None,
        target: str | None = None,
        recovered: Callable[[], None] | None = None,
        is_wanted: Callable[[], bool] | None = None,
    ) -> None:
        """Queue a message to a neighbour, which is delivered after the call has succeeded and released its lock."""
        self.outbox.put(Delivery(send, failed, succeeded, target, recovered, is_wanted))

    def note_hint(self, hint: Hint, *, lasts: bool = False) -> None:
        """Note a hint, unless it is known, and have it told after the call; a call that fails keeps those that last."""
        if hint.key in self.hints:
            return
        told = Delivery(lambda _: self._tell_hint(hint.text), None, None)
        if lasts:
            self.hints[hint.key] = hint
            self.outbox.put_at_once(told)
        else:
            self.journal.put(self.hints, hint.key, hint)
            self.outbox.put(told)

    def commit(self) -> None:
        """Make all changes so far permanent, whatever happens to the rest of the call."""
        self.journal.commit()  # from here on, an interrupt finds the call done
        self.outbox.hand_over()

    def commit_batch(self) -> None:
        """Publish all changes so far and make them permanent: for work too large to be taken back as a whole."""
        self.publish()
        self.commit()
        self._results = None  # a repetition of the call would do again what is permanent now

    @property
    def works_outside(self) -> bool:
        """Whether long work is to be done outside of this process."""
        outside, wanted = self._outside, self.settings.sql_segments
        return outside is not None and (wanted == "worker" or (wanted == "auto" and outside.is_preferred))

    def ask_outside(self, key: Iterable[str], request: Sequence[bytes], seconds: float) -> bytes:
        """Return the reply of a process beside this one to a request, which `key` identifies.

        Raises:
            OutsideWork: there is no reply yet; the call is to be repeated when there is.
            RuntimeError: the surroundings have no such process.

        """
        outside, results = self._outside, self._results
        if outside is None:
            raise RuntimeError("The surroundings of this world have nothing outside")
        work = partial(outside.ask, request, seconds)
        if results is None:
            return work()
        name = key_of(key)
        if name in results:
            return results[name]
        if len(results) >= MOST_REPEATS:
            return work()
        raise OutsideWork(name, work, results)

    def attempt(self, work: Callable[[], object]) -> Exception | None:
        """Do work wholly or not at all; return why it failed, with its changes taken back, None if it has not.

        Raises:
            Exception: the journal is off, so that nothing can be taken back.

        """
        if not self.journal.is_on:
            work()
            return None
        mark, noted = self.journal.mark(), len(self.noted)
        error = mistake_of(work)
        if error is not None:
            self.journal.rollback(mark)
            while len(self.noted) > noted:
                self.noted.pop()
        return error

    def end(self) -> None:
        """Make all changes permanent: the call has succeeded."""
        self.commit()
        self.is_open = False

    def abandon(self) -> None:
        """Take back all changes since the last commit, and forget what was noted and queued since; can be repeated.

        Raises:
            BaseException: a step of the journal failed, or an interrupt came; what was left is taken back all the same.

        """
        try:
            self.journal.rollback()
        finally:
            if self.journal.is_empty:  # else an interrupt came between two steps
                self._forget_the_rest()

    def _forget_the_rest(self) -> None:
        """Forget what the journal does not take back, when it has taken back all else."""
        self.noted.clear()
        self.ids, self.checks_neighbours, self.journal.is_on = self._own_ids, True, True
        self.outbox.hand_over()  # what was queued before the last commit, if an interrupt came then
        self.is_open = False

    def undo_all(self, step: Callable[[], object]) -> None:
        """Note one step that takes back all changes of what follows with the journal off, and its messages."""
        self.journal.undo(step)
        self.outbox.note_length()
