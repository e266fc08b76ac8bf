"""Where moto's convention looks for the responses of a service; they stand in `adapters.responses`."""

from __future__ import annotations

from moto_customerprofiles.adapters.responses import CustomerProfilesResponse

__all__ = ["CustomerProfilesResponse"]
