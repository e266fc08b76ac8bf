"""What one call costs, as multiples of botocore's own floor: the same call answered by a canned response.

Run it as `python tests/benchmarks/calls.py`. Ratios of medians of processor time, taken by turns in one process, so
that a busy machine slows both sides.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws
from moto.core.models import botocore_stubber

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES  # registers the service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Call = Callable[[Any], Any]

PROFILES = 2000
ROUNDS, BATCH = 40, 25
OBJECT_TYPE: dict[str, Any] = {
    "ObjectTypeName": "customer",
    "Description": "A customer",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id", "Target": "_profile.AccountNumber"},
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "name": {"Source": "_source.name", "Target": "_profile.FirstName", "ContentType": "NAME"},
    },
    "Keys": {"customerId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
}
CALLS: dict[str, Call] = {
    "get_domain": lambda client: client.get_domain(DomainName="shop"),
    "search_profiles": lambda client: client.search_profiles(
        DomainName="shop", KeyName="customerId", Values=[str(PROFILES // 2)]
    ),
    "put_profile_object": lambda client: client.put_profile_object(
        DomainName="shop", ObjectTypeName="customer", Object=_customer(PROFILES // 2)
    ),
    "create_profile": lambda client: client.create_profile(DomainName="shop", FirstName="Ann"),
    "list_domains": lambda client: client.list_domains(),
}


class _Raw(BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        if content := self.read():
            yield content


def _customer(number: int) -> str:
    return json.dumps({"id": str(number), "email": f"c{number}@example.com", "name": f"Name {number}"})


def _client() -> Any:
    return boto3.client(
        "customer-profiles", region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )


def _filled() -> Any:
    client = _client()
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    client.put_profile_object_type(DomainName="shop", **OBJECT_TYPE)
    for number in range(PROFILES):
        client.put_profile_object(DomainName="shop", ObjectTypeName="customer", Object=_customer(number))
    return client


def _canned(body: bytes) -> Any:
    """Return a client whose every call is answered by these bytes, before anything is sent."""
    with patch.dict(os.environ, {SWITCHES[0]: "off"}):
        client = _client()
    client.meta.events.unregister("before-send", botocore_stubber)
    headers: Any = {"Content-Type": "application/json"}
    client.meta.events.register("before-send", lambda request, **_: AWSResponse(request.url, 200, headers, _Raw(body)))
    return client


def response_of(client: Any, call: Call) -> Any:
    """Return the response with which a call is really answered, as botocore is about to parse it."""
    responses: list[Any] = []

    def listen(response_dict: Any, **_: object) -> None:
        responses.append(response_dict)

    client.meta.events.register("before-parse", listen)
    call(client)
    client.meta.events.unregister("before-parse", listen)  # it keeps the fast path off
    return responses[-1]


def _seconds(call: Call, client: Any) -> float:
    start = time.process_time()
    for _ in range(BATCH):
        call(client)
    return (time.process_time() - start) / BATCH


def ratio(client: Any, call: Call) -> tuple[float, float]:
    """Return the floor of a call in seconds, and the call as a multiple of it."""
    canned = _canned(response_of(client, call)["body"])
    samples = [(_seconds(call, canned), _seconds(call, client)) for _ in range(ROUNDS)]
    floor = statistics.median(first for first, _ in samples)
    return floor, statistics.median(second / first for first, second in samples)


def main() -> None:
    """Print the table."""
    with mock_aws():
        client = _filled()
        print(f"{'call':20} {'floor':>9} {'ours':>6}")
        for name, call in CALLS.items():
            floor, times = ratio(client, call)
            print(f"{name:20} {floor * 1e6:6.0f} us {times:6.2f}")


if __name__ == "__main__":
    main()
