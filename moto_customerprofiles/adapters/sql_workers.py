"""The processes that run queries of SQL segments for a server: started at first use, kept, and ended at their limits.

Whatever a query does, it does it to one of them: a query that runs too long, fills its memory or crashes ends its
process, and the next query starts another. `sql_worker` says what such a process may use.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock, Timer
from typing import TYPE_CHECKING

from moto_customerprofiles.adapters.sql_worker import read_message, write_message
from moto_customerprofiles.engine.segments.sql_box import failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

MOST_WORKERS = 4
"""How many queries run at once; the others wait. Ours."""
GRACE = 1.0
"""Seconds that a query is given to stop by itself at its limit, before its process is ended."""
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); import runpy;"
    " runpy.run_module('moto_customerprofiles.adapters.sql_worker', run_name='__main__')"
)
_PACKAGES = str(Path(__file__).parents[2])


class Worker:
    """One process."""

    def __init__(self) -> None:
        paths = [*dict.fromkeys([_PACKAGES, *(path for path in sys.path if path)])]
        self._process = subprocess.Popen(  # noqa: S603  our own program, and no shell
            [sys.executable, "-I", "-S", "-c", _START, json.dumps(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=os.path.abspath(os.sep),  # noqa: PTH100  the root, on every operating system
            start_new_session=True,  # an interrupt at the terminal is the server's to handle
        )
        self._is_late = False

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def ask(self, request: Sequence[bytes], seconds: float) -> bytes:
        """Return the reply to a request; one that says what happened if the process did not live to give it."""
        alarm = Timer(seconds + GRACE, self._time_out)
        alarm.daemon = True
        alarm.start()
        try:
            write_message(self._input, [str(seconds).encode(), *request])
            reply = read_message(self._output)
        except (OSError, OverflowError, MemoryError):  # it ended while it was being asked, or replied nonsense
            reply = []
        finally:
            alarm.cancel()
        return reply[0] if reply else self._last_words(seconds)

    def is_alive(self) -> bool:
        """Whether it can be asked again."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        with suppress(OSError):  # what was left to be written has no reader
            self._input.close()

    def _time_out(self) -> None:
        self._is_late = True
        self._process.kill()

    def _last_words(self, seconds: float) -> bytes:
        self.end()
        if self._is_late or self._process.returncode == -_SIGXCPU:
            return failure(f"The query is not done after {seconds:g} seconds")
        return failure("The query ended its process, most likely because it needs more memory than there is")

    @property
    def _input(self) -> BinaryIO:
        return self._process.stdin  # type: ignore[return-value]  # a pipe, as asked for

    @property
    def _output(self) -> BinaryIO:
        return self._process.stdout  # type: ignore[return-value]  # a pipe, as asked for


class Workers:
    """All processes of one process: the world's `Outside`."""

    def __init__(self) -> None:
        self._is_serving = False
        self.forget()

    @property
    def is_preferred(self) -> bool:
        """Whether this process is a server's."""
        return self._is_serving

    def serve(self) -> None:
        """Note that this process is a server's."""
        self._is_serving = True

    def ask(self, request: Sequence[bytes], seconds: float) -> bytes:
        """Return the reply of a process to a request; waits while all of them are at work."""
        with self._room:
            worker = self._take()
            try:
                return worker.ask(request, seconds)
            except BaseException:  # an interrupt: the reply is still to come, so that nobody else may ask
                worker.end()
                raise
            finally:
                self._give_back(worker)

    @property
    def idle(self) -> list[Worker]:
        """The processes that wait for a request."""
        return list(self._idle)

    def end(self) -> None:
        """End the processes that are idle."""
        while self._idle:
            self._idle.pop().end()

    def forget(self) -> None:
        """Start without any process: those of a parent are its own."""
        self._idle: list[Worker] = []
        self._lock = Lock()
        self._room = BoundedSemaphore(MOST_WORKERS)

    def _take(self) -> Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive():
                    return worker
                worker.end()
        return Worker()

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            if worker.is_alive():
                self._idle.append(worker)


def _environment() -> dict[str, str]:
    """Return nothing, but for Windows, where no process starts without the root of the system."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


_SIGXCPU = 24
"""The signal of a process at the end of its processor time."""

workers = Workers()
atexit.register(workers.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=workers.forget)
