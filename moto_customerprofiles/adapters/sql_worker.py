"""The process in which a server runs the queries of SQL segments: `python -I -S -c ... <sys.path>`.

It reads requests from its standard input and writes replies to its standard output, until the former ends. It has no
environment, no more address space than it needs, and for each request only so much processor time, after which the
operating system ends it. `sql_workers` starts it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.sql_box import failure, reply_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

try:
    import resource
except ImportError:  # not on this operating system; the time limit of whoever asks remains
    resource = None  # type: ignore[assignment]  # so says the rest of this file

ADDRESS_SPACE = 4 * 2**30
"""Bytes: 2 GB for what DuckDB sorts and joins, the texts of a chunk, the rows, and the libraries; ours."""


MOST_PARTS = 10_000
"""Parts of a message; a request has one for each table and two more."""


def main(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until there are no more."""
    _limit_memory()
    while request := read_message(requests):
        seconds, *parts = request
        _limit_time(float(seconds))
        try:
            reply = reply_to(parts)
        except (MemoryError, RecursionError) as error:
            reply = failure(f"The query needs more than a worker has ({type(error).__name__})")
        write_message(replies, [reply])


def write_message(stream: BinaryIO, parts: Sequence[bytes]) -> None:
    """Write the number of parts and the length of each, and the parts after them."""
    numbers = [len(parts), *map(len, parts)]
    stream.write(b"".join(number.to_bytes(8, "big") for number in numbers))
    stream.writelines(parts)
    stream.flush()


def read_message(stream: BinaryIO) -> list[bytes]:
    """Read the parts of a message; none at the end of the stream, or if what comes is no message."""
    count = int.from_bytes(stream.read(8), "big")
    if not 0 < count <= MOST_PARTS:
        return []
    lengths = [int.from_bytes(stream.read(8), "big") for _ in range(count)]
    parts = [stream.read(length) for length in lengths]
    return parts if [*map(len, parts)] == lengths else []


def _limit_memory() -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Let the operating system end this process when it has used so many more seconds of a processor."""
    if resource is not None:
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 2, most))


if __name__ == "__main__":
    with os.fdopen(os.dup(1), "wb") as own:
        os.dup2(2, 1)  # a library that prints something must not write into a reply
        main(sys.stdin.buffer, own)
