"""What callers are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def less_metadata(reply: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members that the service answered, without what boto3 adds of the response."""
    return {name: value for name, value in reply.items() if name != "ResponseMetadata"}
