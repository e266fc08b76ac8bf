"""The file in which a server keeps its state: one server at a time, and whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def replace_file(path: Path, text: str) -> None:
    """Write a file in one step: nobody ever sees half of it, and a failure leaves the former one and nothing else.

    A symbolic link stays one, and a file that is there keeps its mode.

    Raises:
        OSError: the file cannot be written.

    """
    place = path.resolve()
    with NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as file:
        try:
            file.write(text)
            file.flush()
            with suppress(FileNotFoundError):
                Path(file.name).chmod(place.stat().st_mode & 0o777)
            Path(file.name).replace(place)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


@contextmanager
def sole_use(path: Path) -> Iterator[None]:
    """Keep other servers from a state file while a block runs; the operating system frees it however this one ends.

    Raises:
        SystemExit: another server uses the file.

    """
    place = path.resolve()
    with place.with_name(f"{place.name}.lock").open("a", encoding="utf-8") as lock:
        if not _lock(lock.fileno()):
            sys.exit(f"Another server keeps its state in {path}: end it first, or choose another file for --state")
        yield


def _lock(file: int) -> bool:
    """Lock an open file for this process; return whether nobody else has."""
    try:
        if os.name == "nt":
            windows: Any = import_module("msvcrt")
            windows.locking(file, windows.LK_NBLCK, 1)
        else:
            posix: Any = import_module("fcntl")
            posix.flock(file, posix.LOCK_EX | posix.LOCK_NB)
    except OSError:
        return False
    return True
