"""Where moto's convention looks for the backends of a service; they stand in `adapters.models`."""

from __future__ import annotations

from moto_customerprofiles.adapters.models import CustomerProfilesBackend, customerprofiles_backends
from moto_customerprofiles.adapters.recent_calls import RecentCall

__all__ = ["CustomerProfilesBackend", "RecentCall", "customerprofiles_backends"]
