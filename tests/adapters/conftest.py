"""What tests of the ways to the service share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from moto.core.botocore_stubber import BotocoreStubber

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest


@pytest.fixture
def seen_by_moto(monkeypatch: pytest.MonkeyPatch) -> list[AWSPreparedRequest]:
    """Return the requests that moto's own way is asked to serve in-process, as they come."""
    requests: list[AWSPreparedRequest] = []
    process = BotocoreStubber.process_request

    def spy(stubber: BotocoreStubber, request: Any) -> Any:
        requests.append(request)
        return process(stubber, request)

    monkeypatch.setattr(BotocoreStubber, "process_request", spy)
    return requests
