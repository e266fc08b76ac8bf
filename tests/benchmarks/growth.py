"""How processor time grows with the things that a user has many of: `python -m tests.benchmarks.growth`.

Each pair of work and things is measured at n, 2n and 4n; printed are the times and the exponents between them, 1 for
work that grows as its things do.
"""

from __future__ import annotations

import gc
import math
import sys
import time
from typing import TYPE_CHECKING

from tests.support.growth import CASES, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.growth import Case

_SHORTEST, _MOST, _RUNS = 0.02, 4000, 3


def _processor_time(call: Callable[[], object]) -> float:
    """Return the processor time of a call, less Python's search for garbage, which reads all that a test keeps."""
    gc.collect()
    gc.disable()
    begun = time.process_time()
    call()
    taken = time.process_time() - begun
    gc.enable()
    return taken


def _best(case: Case, n: int) -> float:
    return min(steps(case, n, _processor_time) for _ in range(_RUNS))


def main(names: list[str]) -> None:
    """Print a line for each pair, or for those whose name has one of the words given."""
    for name, case in CASES.items():
        if names and not any(word in name for word in names):
            continue
        n, first = 250, _best(case, 250)
        while first < _SHORTEST and n < _MOST:
            n *= 2
            first = _best(case, n)
        second, fourth = _best(case, 2 * n), _best(case, 4 * n)
        exponents = f"{math.log2(second / first):.2f} {math.log2(fourth / second):.2f}"
        sys.stdout.write(f"{name:60} n={n:5} {first:.3f} {second:.3f} {fourth:.3f} s, exponents {exponents}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
