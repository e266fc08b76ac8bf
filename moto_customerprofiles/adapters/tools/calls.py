"""Assertions about the calls that a program has made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT
from moto_customerprofiles.adapters.tools.hooks_of_client import HooksOfClient
from moto_customerprofiles.engine.calls.recorded import failure_text, matching
from moto_customerprofiles.errors import did_you_mean
from moto_customerprofiles.wire.model import operation_names
from moto_customerprofiles.wire.newest_model import newest_model

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from moto_customerprofiles.engine.calls.recorded import RecordedCall


class Calls:
    """The recorded calls of the services that clients talk to; the fixture `customer_profiles_calls` is one.

    Calls are recorded from `record` on. Each attempt of a call that botocore tries again is a call of its own.

    Args:
        clients: clients, in-process or of a server, or backends.
        account_id: the account of the clients, if it is not moto's usual one.

    """

    def __init__(self, *clients: Any, account_id: str = DEFAULT_ACCOUNT) -> None:
        self._hooks = [HooksOfClient(client, account_id) for client in clients]

    def record(self) -> None:
        """Record all calls from now on."""
        for hooks in self._hooks:
            hooks.call("record_calls")

    def forget(self, *, stop: bool = False) -> None:
        """Forget the calls that were recorded; with `stop`, record no more."""
        for hooks in self._hooks:
            hooks.call("forget_recorded_calls", stop=stop)

    def all(self, operation: str | None = None, **parameters: object) -> list[RecordedCall]:
        """Return the recorded calls in the order in which they ended, or those with an operation and parameters."""
        calls = [call for hooks in self._hooks for call in hooks.call("recorded_calls")]
        calls.sort(key=lambda call: call["Number"])
        return calls if operation is None else matching(calls, _known(operation), parameters)

    def assert_called(self, operation: str, times: int | None = None, **parameters: object) -> list[RecordedCall]:
        """Assert that an operation was called with these parameters, and return the calls.

        Args:
            operation: the operation by AWS's name, such as `PutProfileObject`.
            times: how many calls there must be; by default at least one.
            parameters: parameters by AWS's names. Others may be anything; None expects that one is missing; documents
                are compared member by member, also with parameters that are JSON texts.

        Raises:
            AssertionError: there are no such calls, or not so many; the text has the calls that are nearest.
            ValueError: there is no such operation.

        """
        calls = self.all()
        found = matching(calls, _known(operation), parameters)
        if len(found) == times or (times is None and found):
            return found
        expected = "at least once" if times is None else _times(times)
        raise AssertionError(failure_text(calls, operation, parameters, expected))

    def assert_not_called(self, operation: str, **parameters: object) -> None:
        """Assert that an operation was not called with these parameters."""
        self.assert_called(operation, 0, **parameters)

    def export(self, path: str | os.PathLike[str]) -> None:
        """Write the recorded calls to a file, as JSON."""
        Path(path).write_text(to_json(self.all()), encoding="utf-8")


def to_json(calls: Sequence[RecordedCall]) -> str:
    """Return recorded calls as the text of a JSON list."""
    return json.dumps(calls, indent=2, ensure_ascii=False) + "\n"


def _times(count: int) -> str:
    return "never" if not count else "once" if count == 1 else f"{count} times"


def _known(operation: str) -> str:
    names = {*operation_names(), *newest_model().operations}
    if operation not in names:
        raise ValueError(f"There is no operation {operation}{did_you_mean(operation, sorted(names))}")
    return operation
