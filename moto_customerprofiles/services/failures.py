"""Work that the package does by itself and that fails: it ends its own job or resource, and nothing else.

Such work is what falls due, what reacts to a change, and the end of a job. Whatever the reason of a failure, the call
in which it comes up goes on, and the domain with it; AWS has no such failures, so all of this is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.errors import ServiceError, shown
from moto_customerprofiles.state.hints import noted_hint

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.state.domain import Domain


def attempt(domain: Domain, what: str, work: Callable[[], object]) -> str | None:
    """Do work wholly or not at all; return why it failed, None if it has not. A hint tells of a failure."""
    error = domain.call.attempt(work)
    if error is None:
        return None
    reason = described(error)
    work_failed(domain, what, reason)
    return reason


def described(error: Exception) -> str:
    """Return an error as a reason of a failure; never empty.

    >>> described(IndexError("no such row"))
    'IndexError: no such row'
    """
    return error.message if isinstance(error, ServiceError) else f"{type(error).__name__}: {error}"


@noted_hint
def work_failed(what: str, reason: str) -> Finding:
    """Warn of work of the package itself that failed: what falls due, the end of a job, a reaction to a change.

    The call in which it came up has succeeded, and only what the hint names has failed.
    """
    return Finding(what, f"its work failed: {shown(reason)}", "Report it to moto-customerprofiles: this is a defect")
