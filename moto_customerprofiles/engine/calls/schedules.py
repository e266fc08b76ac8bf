"""Which of the calls that an injected fault matches it makes fail. All of it is our choice: AWS has no such faults."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Schedule:
    """Which of the matching calls fail.

    `times` is how many may fail at most, None for any number. `every` is the distance between two that fail, counted
    in matching calls. `rate` is the share of calls that fail, drawn from `seed`; None for all.
    """

    times: int | None = 1
    every: int = 1
    rate: float | None = None
    seed: int = 0

    def fires(self, number: int, fired: int) -> bool:
        """Return whether the matching call of a number, counted from 1, fails after `fired` others have failed.

        >>> [Schedule(times=2).fires(number, min(number - 1, 2)) for number in (1, 2, 3)]
        [True, True, False]
        >>> [number for number in range(1, 10) if Schedule(times=None, every=3).fires(number, 0)]
        [3, 6, 9]
        >>> [number for number in range(1, 10) if Schedule(times=None, rate=0.5, seed=7).fires(number, 0)]
        [2, 4, 7]
        """
        return not self.is_spent(fired) and number % self.every == 0 and self._is_drawn(number)

    def is_spent(self, fired: int) -> bool:
        """Return whether no further call fails after `fired` calls have failed.

        >>> Schedule(times=2).is_spent(2)
        True
        """
        return self.times is not None and fired >= self.times

    def _is_drawn(self, number: int) -> bool:
        # The draw depends on the number alone, so that calls of other threads cannot change it.
        return self.rate is None or Random(f"{self.seed}:{number}").random() < self.rate  # noqa: S311  # no secret
