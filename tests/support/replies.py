"""What callers receive: replies without boto3's additions, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def less_metadata(reply: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members that the service returned, without what boto3 adds about the response."""
    return {name: value for name, value in reply.items() if name != "ResponseMetadata"}


def refusal(call: Callable[..., object], /, *arguments: object, **members: object) -> tuple[str, str]:
    """Make a call that must fail, and return code and message of its error."""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **members)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


def error_code(call: Callable[..., object], /, *arguments: object, **members: object) -> str:
    """Make a call that must fail, and return the code of its error."""
    return refusal(call, *arguments, **members)[0]
