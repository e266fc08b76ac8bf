"""Faults that a test injects, with what makes the test fail if it never met them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT
from moto_customerprofiles.adapters.tools.hooks_of_client import HooksOfClient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.hooks.faults import InjectedFault


class Faults:
    """Injects faults into the service that a client talks to; the fixture `customer_profiles_faults` is one.

    Args:
        client: a client, in-process or of a server, or a backend.
        account_id: the account of the client, if it is not moto's usual one.

    """

    def __init__(self, client: Any, account_id: str = DEFAULT_ACCOUNT) -> None:
        self._hooks = HooksOfClient(client, account_id)

    def inject(  # noqa: PLR0913  # each has a default
        self,
        error: str | None = None,
        message: str | None = None,
        *,
        operation: str | None = None,
        area: str | None = None,
        domain_name: str | None = None,
        parameters: Mapping[str, object] | None = None,
        times: int | None = None,
        every: int | None = None,
        rate: float | None = None,
        seed: int = 0,
        when: Literal["before", "after"] = "before",
        delay: float = 0,
        sleep: bool = False,
        must_fire: bool | None = None,
    ) -> str:
        """Let coming calls fail, lose their connection or take time, and return the id of the fault.

        The arguments are those of the hook `inject_fault`, which describes them: `inject("ThrottlingException",
        operation="PutProfileObject", times=2)`.

        Raises:
            BadRequest: an unknown name, with the nearest one, or a number out of its range.

        """
        fault_id: str = self._hooks.call(
            "inject_fault",
            error=error,
            message=message,
            operation=operation,
            area=area,
            domain_name=domain_name,
            parameters=parameters,
            times=times,
            every=every,
            rate=rate,
            seed=seed,
            when=when,
            delay=delay,
            sleep=sleep,
            must_fire=must_fire,
        )
        return fault_id

    def injected(self) -> list[InjectedFault]:
        """Return the injected faults, oldest first, with how many calls each has matched and made fail."""
        faults: list[InjectedFault] = self._hooks.call("injected_faults")
        return faults

    def remove(self, fault_id: str) -> None:
        """Remove a fault, which fires no more."""
        self._hooks.call("remove_fault", fault_id=fault_id)

    def clear(self) -> None:
        """Remove all faults."""
        self._hooks.call("remove_faults")

    def assert_fired(self) -> None:
        """Assert that each fault which must fire has fired at least once.

        Raises:
            AssertionError: faults that never fired, with how many calls each has matched.

        """
        idle = [fault for fault in self.injected() if fault["MustFire"] and not fault["Fired"]]
        if idle:
            raise AssertionError("\n".join(["these injected faults never fired:", *map(_line, idle)]))


def _line(fault: InjectedFault) -> str:
    asked = {name: value for name, value in fault["Request"].items() if value not in (0, False, "before")}
    given = ", ".join(f"{name}={value!r}" for name, value in asked.items())
    return f"  inject({given}) matched {fault['Matched']} calls"
