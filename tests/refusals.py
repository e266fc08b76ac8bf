"""Calls that must be refused, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable


def refusal(call: Callable[..., object], /, *arguments: object, **members: object) -> tuple[str, str]:
    """Make a call that must fail, and answer code and message of its error."""
    with pytest.raises(ClientError) as refused:
        call(*arguments, **members)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


def error_code(call: Callable[..., object], /, *arguments: object, **members: object) -> str:
    """Make a call that must fail, and return the code of its error."""
    return refusal(call, *arguments, **members)[0]
