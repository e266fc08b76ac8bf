"""Where moto's convention looks for the backends of a service; they stand in `adapters.models`."""

from __future__ import annotations

from moto_customerprofiles.adapters.models import CustomerProfilesBackend, RecentCall, customerprofiles_backends

__all__ = ["CustomerProfilesBackend", "RecentCall", "customerprofiles_backends"]
