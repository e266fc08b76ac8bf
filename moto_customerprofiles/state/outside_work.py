"""Work that is done outside of the lock: a call gives way to it, and is then run again with the result at hand.

A call that raises `OutsideWork` is taken back as a failed one is, so nothing of it is seen. The work is done with no
lock held, and the pipeline repeats the call, which now finds the result. Only a result for the very same request is
used: if others have changed what the request was made of, the call gives way again.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Results = dict[bytes, bytes]
    """What was found outside so far for one call, by request."""

MOST_REPEATS = 8
"""How often one call gives way; after that it waits with the lock held, so that it comes to its end. Ours."""


class OutsideWork(BaseException):
    """A call cannot go on before some work is done; no failure, so that no handler of errors takes it for one."""

    def __init__(self, key: bytes, work: Callable[[], bytes], results: Results) -> None:
        super().__init__("a call gives way to work outside of the lock")
        self._key = key
        self._work = work
        self._results = results

    def done(self) -> Results:
        """Do the work, and return all results that the repeated call needs."""
        return {**self._results, self._key: self._work()}


def key_of(parts: Iterable[str]) -> bytes:
    """Return a key that is different for different requests.

    >>> key_of(["ab", "c"]) == key_of(["a", "bc"])
    False
    """
    digest = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.digest()
