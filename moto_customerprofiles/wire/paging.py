"""Pages of a list, for all operations whose answer has a `NextToken`.

A token says where the next page begins and is signed for the list it belongs to: the operation and its arguments. So
no token has to be remembered, and none is good for another list, another world, or a world that was reset.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_PAGE_SIZE = 100
_PAGING = ("NextToken", "MaxResults")
_SIGNATURE_LENGTH = 24


class Pager:
    """Cuts the answers of one paged operation into pages."""

    def __init__(self, operation: str, list_member: str, page_size: int = DEFAULT_PAGE_SIZE) -> None:
        self._operation = operation
        self._member = list_member
        self._page_size = page_size

    def page(self, answer: Any, params: Mapping[str, Any], secret: bytes) -> dict[str, Any]:
        """Return one page of an answer: a mapping that holds the whole list, or just all items.

        Raises:
            BadRequest: the request's token was not made for this list.

        """
        reply = dict(answer) if isinstance(answer, dict) else {self._member: answer}
        items = reply.get(self._member) or ()
        start = self._start(params, secret)
        end = start + (params.get("MaxResults") or self._page_size)
        if not isinstance(items, list | tuple):
            items = list(items)
        reply[self._member] = items[start:end]
        if end < len(items):
            reply["NextToken"] = self._token(end, params, secret)
        return reply

    def _start(self, params: Mapping[str, Any], secret: bytes) -> int:
        token = params.get("NextToken")
        if token is None:
            return 0
        try:
            start = int(base64.urlsafe_b64decode(token.encode())[_SIGNATURE_LENGTH:])
        except (ValueError, binascii.Error):
            start = 0
        if start <= 0 or token != self._token(start, params, secret):
            raise BadRequest("NextToken is not valid for this request")
        return start

    def _token(self, start: int, params: Mapping[str, Any], secret: bytes) -> str:
        arguments = sorted((name, repr(value)) for name, value in params.items() if name not in _PAGING)
        signed = f"{self._operation}{arguments}{start}".encode()
        signature = hashlib.blake2b(signed, key=secret, digest_size=_SIGNATURE_LENGTH).digest()
        return base64.urlsafe_b64encode(signature + str(start).encode()).decode()
