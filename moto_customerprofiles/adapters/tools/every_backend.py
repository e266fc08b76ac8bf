"""All accounts and regions of the mock at once, for recording the calls of a test wherever they go."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from moto.core.config import default_user_config

from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.plugin import SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


class EveryBackend:
    """Calls a hook of every account and region that is in use."""

    def call_hook(self, hook_name: str, **arguments: object) -> list[Any]:
        """Return the items that the hooks answer, one after the other."""
        answers = [backend.call_hook(hook_name, **arguments) for backend in _backends()]
        return [item for answer in answers if isinstance(answer, list) for item in answer]


@contextmanager
def recording() -> Iterator[EveryBackend]:
    """Record the calls of all accounts and regions while the block runs, also of those that are first used in it."""
    configured: Any = default_user_config
    settings = {**configured.get(SERVICE, {}), "record_calls": True}
    every = EveryBackend()
    with patch.dict(configured, {SERVICE: settings}):
        every.call_hook("forget_recorded_calls")
        every.call_hook("record_calls")
        yield every
        every.call_hook("forget_recorded_calls", stop=True)


def _backends() -> list[CustomerProfilesBackend]:
    return [backend for regions in list(customerprofiles_backends.values()) for backend in list(regions.values())]
