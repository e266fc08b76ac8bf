"""Messages to neighbours: queued by calls, sent after them, one after another, whatever becomes of one.

A message is taken from its queue after it was sent. So an interrupt between the two has it sent once more, as streams
and queues of AWS promise to deliver at least once.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.ports import NeighbourFailed
from moto_customerprofiles.state.calls.exclusive import Exclusive
from moto_customerprofiles.state.calls.interrupts import mistake_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from moto_customerprofiles.ports import Neighbours
    from moto_customerprofiles.state.journal import Journal

    class Run(Protocol):
        """Runs something as a call of its own."""

        def __call__(self, work: Callable[..., object], /, *args: object) -> object:
            """Run work with these arguments."""


MOST_KEPT = 10_000
"""So many messages are kept for a target that fails, the latest ones; our choice."""


class Delivery(NamedTuple):
    """A message to a neighbour, and what to do here when the neighbour has it or fails.

    A message with a `target` is kept if it fails, and sent again before the next one to the same target; `recovered`
    is done when it arrives then. One whose `is_wanted` is false by then is dropped.
    """

    send: Callable[[Neighbours], None]
    failed: Callable[[NeighbourFailed], None] | None
    succeeded: Callable[[], None] | None
    target: str | None = None
    recovered: Callable[[], None] | None = None
    is_wanted: Callable[[], bool] | None = None


class Outbox:
    """The messages of the running call, and `batches` of those of calls that have succeeded, one for each."""

    __slots__ = ("_journal", "_pending", "batches")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pending: deque[Delivery] = deque()
        self.batches: deque[deque[Delivery]] = deque()

    def put(self, delivery: Delivery) -> None:
        """Queue a message of the running call, which goes if the call fails."""
        if self._journal.is_on:
            self.note_length()
        self._pending.append(delivery)

    def put_at_once(self, delivery: Delivery) -> None:
        """Queue a message, whatever becomes of the running call."""
        self.batches.append(deque([delivery]))

    def note_length(self) -> None:
        """Note a step that takes back what is queued from here on."""
        self._journal.undo(partial(_cut, self._pending, len(self._pending)))

    def hand_over(self) -> None:
        """Let the messages of the running call be sent; if that is repeated, the batch is empty or the very same."""
        if self._pending:
            self.batches.append(self._pending)
            self._pending = deque()


def _cut(deliveries: deque[Delivery], length: int) -> None:
    while len(deliveries) > length:
        deliveries.pop()


class Courier:
    """Sends what calls have queued, one batch for each call. `run` runs what follows here as a call of its own.

    A message that fails, for whatever reason, fails for its sender only, by `Delivery.failed`. `tell` is told what
    nobody else can be: a failure without a sender, and one of what follows.

    A neighbour may call back into this world while it receives (a Lambda function behind a stream, say), from this
    thread or another: so nobody waits here. The thread that delivers also takes what is queued meanwhile.
    """

    __slots__ = ("_batches", "_kept", "_neighbours", "_run", "_tell", "turn")

    def __init__(
        self,
        outbox: Outbox,
        neighbours: Callable[[], Neighbours],
        run: Run,
        tell: Callable[[str], None],
    ) -> None:
        self._batches = outbox.batches
        self._neighbours = neighbours
        self._run = run
        self._tell = tell
        self._kept: dict[str, deque[Delivery]] = {}
        self.turn = Exclusive()

    def deliver(self) -> None:
        """Send what is queued, in the order of the changes, unless somebody does so already."""
        if self._kept:
            self.turn.run_if_free(self._send_kept)
        while self._batches and self.turn.run_if_free(self._send_queued):
            pass

    def _send_queued(self) -> None:
        while self._batches:
            batch = self._batches[0]
            while batch:
                self._send(batch[0])
                batch.popleft()
            self._batches.popleft()

    def _send(self, delivery: Delivery) -> None:
        waiting = self._kept.get(delivery.target) if delivery.target else None
        if waiting is not None:  # the messages to one target keep their order
            waiting.append(delivery)
            return
        failure = self._failure_of(delivery)
        if failure is None:
            self._follow(delivery.succeeded)
        elif delivery.failed:
            self._follow(delivery.failed, failure)

    def _failure_of(self, delivery: Delivery) -> NeighbourFailed | None:
        """Send a message, and return why it has failed; one that its neighbour may take later is kept."""
        error = mistake_of(delivery.send, self._neighbours())
        if isinstance(error, NeighbourFailed):
            if delivery.target:
                self._kept[delivery.target] = deque([delivery], maxlen=MOST_KEPT)
            return error
        return NeighbourFailed(self._told(error)) if error else None

    def _send_kept(self) -> None:
        """Send again what neighbours did not take, for each target until one message fails."""
        for target, waiting in list(self._kept.items()):
            while waiting and self._is_done(waiting[0]):
                waiting.popleft()
            if not waiting:
                del self._kept[target]

    def _is_done(self, delivery: Delivery) -> bool:
        """Send a message again, and return whether nothing of it is left to do."""
        if delivery.is_wanted and not delivery.is_wanted():
            return True
        error = mistake_of(delivery.send, self._neighbours())
        if isinstance(error, NeighbourFailed):
            return False
        if error:
            self._told(error)
        else:
            self._follow(delivery.recovered)
        return True

    def _follow(self, what: Callable[..., None] | None, *args: object) -> None:
        if what and (error := mistake_of(self._run, what, *args)):
            self._told(error)

    def _told(self, error: Exception) -> str:
        """Tell of a mistake, which would be the same the next time, and return its text."""
        text = f"{type(error).__name__}: {error}"
        self._tell(f"A message to a neighbour failed: {text}. Report it to moto-customerprofiles: this is a defect")
        return text
