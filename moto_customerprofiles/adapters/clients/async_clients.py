"""What clients of aiobotocore, and so of aioboto3, need to await moto's responses. Imports nothing of moto.

The fast path answers an awaited call like any other. Where it steps aside, the call goes moto's way, whose responses
cannot be awaited: so the handler that moto gave the client is wrapped.
"""

from __future__ import annotations

from typing import Any

from aiobotocore.awsrequest import AioAWSResponse


class AwaitedResponse(AioAWSResponse):  # type: ignore[misc]  # aiobotocore has no types
    """A response whose body is awaited, though it is there already."""

    _content: bytes | None

    async def _content_prop(self) -> bytes:
        if self._content is None:
            self._content = b"".join(self.raw.stream())
        return self._content


class AwaitedStubber:
    """Stands where moto's handler of `before-send` stood, and lets its responses be awaited."""

    def __init__(self, stubber: Any) -> None:
        self._stubber = stubber

    def __eq__(self, other: object) -> bool:
        return other is self or other is self._stubber  # moto must find its handler here, not register it again

    def __hash__(self) -> int:
        return hash(self._stubber)

    def __call__(self, event_name: str, request: Any, **kwargs: Any) -> AwaitedResponse | None:
        """Return moto's response to a request; None, as moto does, if it is to go out to the network."""
        response = self._stubber(event_name, request, **kwargs)
        if response is None:
            return None
        # Until version 2.13, aiobotocore reads the headers as a socket gives them.
        response.raw.raw_headers = [(name.encode(), str(value).encode()) for name, value in response.headers.items()]
        return AwaitedResponse(response.url, response.status_code, response.headers, response.raw)
