"""A moto backend that fakes Amazon Connect Customer Profiles.

Importing the package registers the service with moto: `mock_aws`, moto's server and its proxy serve it from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.adapters.plugin import register
from moto_customerprofiles.config import mock_config

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.models import customerprofiles_backends

__all__ = ["customerprofiles_backends", "mock_config", "register"]

register()


def __getattr__(name: str) -> object:
    if name == "customerprofiles_backends":  # not imported above: moto may be half loaded at that moment
        from moto_customerprofiles.adapters.models import customerprofiles_backends  # noqa: PLC0415  # as said

        return customerprofiles_backends
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
