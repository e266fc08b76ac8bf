"""Many threads at once: calls that race for one customer end in one profile, no object is lost, and none is a crash."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.support.properties.full_domain import REQUESTS
from tests.support.properties.hostile import raw_request, settle

if TYPE_CHECKING:
    from tests.support.sockets import Wire

THREADS, CUSTOMERS = 16, 20
ORDER = {
    "Description": "d",
    "AllowProfileCreation": True,
    "Fields": {
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress"},
        "id": {"Source": "_source.id"},
    },
    "Keys": {
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        "order_id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
    },
}


def test_threads_that_put_objects_of_the_same_customers_make_one_profile_each(wire: Wire) -> None:
    wire.json("PUT", "/domains/shop/object-types/order", **ORDER)

    def put_orders(thread: int) -> set[int]:
        return {
            wire.json(
                "PUT",
                "/domains/shop/profiles/objects",
                ObjectTypeName="order",
                Object=json.dumps({"email": f"c{(customer + thread) % CUSTOMERS}@b.c", "id": f"{thread}-{customer}"}),
            ).status
            for customer in range(CUSTOMERS)
        }

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = set().union(*pool.map(put_orders, range(THREADS)))
    stats = wire.send("GET", "/domains/shop").document["Stats"]

    assert {200} == statuses
    assert (CUSTOMERS, THREADS * CUSTOMERS) == (stats["ProfileCount"], stats["ObjectCount"])


def test_threads_that_create_one_domain_make_it_once(wire: Wire) -> None:
    def create(_: int) -> int:
        return wire.json("POST", "/domains/office", DefaultExpirationDays=30).status

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = sorted(pool.map(create, range(THREADS)))

    assert [200] + [400] * (THREADS - 1) == statuses


def test_every_operation_may_be_called_by_many_threads_at_once(wire: Wire) -> None:
    full_domain = settle()
    names = sorted(REQUESTS.keys() - {"DeleteDomain"}, key=lambda name: name.startswith("Delete"))

    def call(name: str) -> int:
        return wire.send_raw(raw_request(name, full_domain.params(name))).status

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = Counter(pool.map(call, [*names, "DeleteDomain"]))

    assert statuses.keys() <= {200, 400, 404}
    assert statuses[200] > len(REQUESTS) / 2
