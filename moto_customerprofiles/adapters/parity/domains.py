"""The domains of a run: named by its prefix and tagged, so that a run finds what it made, and nothing else."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.calls import Disturbed, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.adapters.parity.calls import Caller

PREFIX = "moto-parity-"
TAG = "moto-customerprofiles-parity"
_TRIES = 5


class RunDomains:
    """Names domains before they are made, and deletes all of them that may be there."""

    def __init__(self, caller: Caller, run: str | None = None) -> None:
        self.caller = caller
        self.run = run or secrets.token_hex(4)
        self._count = 0
        self._maybe_there: list[str] = []

    @property
    def tags(self) -> dict[str, str]:
        """The tags of every domain of the run."""
        return {TAG: self.run}

    def new_name(self) -> str:
        """Return the name of a domain that is about to be made."""
        self._count += 1
        name = f"{PREFIX}{self.run}-{self._count}"
        self._maybe_there.append(name)
        return name

    def delete_all(self) -> list[str]:
        """Delete what the run has made and return the names of those that could not be deleted."""
        self._maybe_there = [name for name in self._maybe_there if not delete_domain(self.caller, name)]
        return [*self._maybe_there]


def left_overs(caller: Caller) -> Iterator[str]:
    """Yield the names of the domains of all runs: those that have the prefix and the tag of a run.

    Raises:
        Undecided: domains cannot be listed.

    """
    members: dict[str, Any] = {"MaxResults": 100}
    while True:
        page = caller.call("ListDomains", members).answer
        yield from (
            each["DomainName"]
            for each in page.get("Items", [])
            if each["DomainName"].startswith(PREFIX) and TAG in each.get("Tags", {})
        )
        if "NextToken" not in page:
            return
        members["NextToken"] = page["NextToken"]


def delete_domain(caller: Caller, name: str) -> bool:
    """Delete a domain of a run, and return whether it is gone; an interrupt has to wait for it."""
    for _ in range(_TRIES):
        try:
            outcome = caller.call("DeleteDomain", {"DomainName": name})
        except Disturbed:
            continue
        except Undecided:
            return False
        return outcome.code in (None, "ResourceNotFoundException")
    return False
