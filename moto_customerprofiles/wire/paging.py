"""Pages of a list, for all operations whose answer has a `NextToken`.

A token says after which item the next page begins, not how many items came before it: what is added, changed or removed
between two pages makes no other item come twice or not at all. It is signed for the list it belongs to: the operation
and its arguments. So no token has to be remembered, and none is good for another list, another world, or a world that
was reset.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.values.listings import Listing
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.values.listings import Key

DEFAULT_PAGE_SIZE = 100
_PAGING = ("NextToken", "MaxResults")
_SIGNATURE_LENGTH = 24
_SHOWN = 40
"""How many characters of a wrong token its refusal repeats."""


class Pager:
    """Cuts the answers of one paged operation into pages."""

    def __init__(self, operation: str, list_member: str, page_size: int = DEFAULT_PAGE_SIZE) -> None:
        self._operation = operation
        self._member = list_member
        self._page_size = page_size

    def page(self, answer: Any, params: Mapping[str, Any], secret: bytes) -> dict[str, Any]:
        """Return one page of an answer: a listing, or a mapping that holds one as its list.

        Raises:
            BadRequest: the request's token was not made for this list.
            TypeError: the operation did not return a listing, so that a page could not be told from where to go on.

        """
        reply = dict(answer) if isinstance(answer, dict) else {self._member: answer}
        listing = reply.get(self._member)
        if not isinstance(listing, Listing):
            raise TypeError(f"{self._operation} must return a Listing, not {type(listing).__name__}")
        size = params.get("MaxResults") or self._page_size
        reply[self._member], last = listing.page(self._key(params, secret), size)
        if last is not None:
            reply["NextToken"] = self._token(json.dumps(last, separators=(",", ":")), params, secret)
        return reply

    def _key(self, params: Mapping[str, Any], secret: bytes) -> Key | None:
        """Return the key of the item after which the page begins, None for the first page."""
        token = params.get("NextToken")
        if token is None:
            return None
        try:
            place = base64.urlsafe_b64decode(token.encode())[_SIGNATURE_LENGTH:].decode()
        except ValueError:  # of the alphabet, the padding or the encoding
            place = ""
        if not place or token != self._token(place, params, secret):
            raise BadRequest(
                f"NextToken {token[:_SHOWN]!r} was not returned for this list; "
                "a token is good for the operation and the arguments that it was returned for"
            )
        return json.loads(place)

    def _token(self, place: str, params: Mapping[str, Any], secret: bytes) -> str:
        arguments = sorted((name, repr(value)) for name, value in params.items() if name not in _PAGING)
        signed = f"{self._operation}{arguments}{place}".encode()
        signature = hashlib.blake2b(signed, key=secret, digest_size=_SIGNATURE_LENGTH).digest()
        return base64.urlsafe_b64encode(signature + place.encode()).decode()
