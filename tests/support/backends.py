"""The backend that the tests' clients talk to, for tests that ask it what no client can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles import customerprofiles_backends
from tests.support.facts import ACCOUNT, REGION

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


def the_backend() -> CustomerProfilesBackend:
    """Return the backend of the one account and region."""
    return customerprofiles_backends[ACCOUNT][REGION]


def hook(name: str, /, *arguments: Any, **named: Any) -> Any:
    """Call a hook as a method of the backend."""
    return getattr(the_backend(), name)(*arguments, **named)
