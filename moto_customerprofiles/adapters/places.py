"""The account and the region of a request that names none: moto's usual ones."""

from __future__ import annotations

DEFAULT_ACCOUNT = "123456789012"
DEFAULT_REGION = "us-east-1"
LOOK = "look"
"""The first part of the paths of pages; all other paths are those of hooks."""

PAGES = "/moto-api/customer-profiles/"
"""Where the pages of a server begin, and the hooks over HTTP."""
DEFAULT_PLACE = f"{DEFAULT_ACCOUNT}/{DEFAULT_REGION}"
