"""The account and the region of a request that names none: moto's usual ones."""

from __future__ import annotations

DEFAULT_ACCOUNT = "123456789012"
DEFAULT_REGION = "us-east-1"
DEFAULT_PLACE = f"{DEFAULT_ACCOUNT}/{DEFAULT_REGION}"
