"""The requests of the last second, by operation, which the documented rates bound."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calls.rates import REQUESTS_PER_SECOND
from moto_customerprofiles.errors import Throttled
from moto_customerprofiles.state.calls.exclusive import Exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_SECOND = timedelta(seconds=1)


class RequestRates:
    """When the last requests of each operation were taken; a request that is refused does not count."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._exclusive = Exclusive()
        self._taken: defaultdict[str, deque[datetime]] = defaultdict(deque)

    def take(self, operation: str, rates: Mapping[str, int]) -> None:
        """Take a request, if fewer than its rate were taken in the second before it; `rates` go before documented ones.

        Raises:
            Throttled: as many as the rate were taken already.

        """
        rate = rates.get(operation) or REQUESTS_PER_SECOND.get(operation)
        if rate is None:
            return
        self._exclusive.run(self._take, operation, rate)

    def _take(self, operation: str, rate: int) -> None:
        now, taken = self._now(), self._taken[operation]
        while taken and not timedelta(0) <= now - taken[0] < _SECOND:  # a test may turn the clock back
            taken.popleft()
        if len(taken) >= rate:
            raise Throttled(
                f"Rate exceeded: {operation} takes {rate} requests a second; wait on the clock of the mock, give "
                "it another rate by the setting request_rates, or set strict_rates to False"
            )
        taken.append(now)
