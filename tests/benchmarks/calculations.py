"""What reading one calculated attribute costs: in a small domain, in a large one, and with many objects out of reach.

Run it with `python tests/benchmarks/calculations.py`. It prints the time of one read and the ratio between the domains.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.ports import Surroundings, Transition
from moto_customerprofiles.state.world import World

if TYPE_CHECKING:
    from moto_customerprofiles.ports import Neighbours

SIZES = (1_000, 100_000)
READ = 50
"""Objects of the profile whose value is read."""


class Ids:
    """Fresh identifiers."""

    def hex(self) -> str:
        """Return 32 hex digits."""
        return uuid4().hex

    def uuid(self) -> str:
        """Return a UUID."""
        return str(uuid4())


class Clock:
    """A clock that stands still until it is wound."""

    time = datetime(2025, 1, 6, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time


def domain(objects: int, old: int = 0) -> tuple[World, str]:
    """Make a domain of so many orders, ten for each customer but the one who is read; `old` ones of hers are old."""
    clock, nobody = Clock(), cast("Neighbours", None)
    world = World("1", "us-east-1", "aws", Surroundings(clock, Ids(), lambda _: Transition("immediate"), nobody))
    world.settings.enforce_quotas = False
    perform(world, "CreateDomain", {"DomainName": "shop", "DefaultExpirationDays": 365})
    perform(world, "PutProfileObjectType", _orders())
    perform(world, "CreateCalculatedAttributeDefinition", _spent())
    for number in range(old):
        _put(world, f"old{number}", "ann")
    clock.time += timedelta(days=40)
    for number in range(objects):
        _put(world, str(number), "ann" if number < READ else f"c{number // 10}")
    return world, next(iter(world.domains.require("shop").profiles)).profile_id


def _orders() -> dict[str, object]:
    return {
        "DomainName": "shop",
        "ObjectTypeName": "order",
        "Description": "Orders",
        "AllowProfileCreation": True,
        "Fields": {name: {"Source": f"_source.{name}"} for name in ("id", "customer", "price")},
        "Keys": {
            "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    }


def _spent() -> dict[str, object]:
    return {
        "DomainName": "shop",
        "CalculatedAttributeName": "spent",
        "AttributeDetails": {"Attributes": [{"Name": "price"}], "Expression": "{order.price}"},
        "Statistic": "SUM",
        "Conditions": {"Range": {"Value": 30, "Unit": "DAYS"}},
    }


def _put(world: World, number: str, customer: str) -> None:
    text = json.dumps({"id": number, "customer": customer, "price": 9.5})
    perform(world, "PutProfileObject", {"DomainName": "shop", "ObjectTypeName": "order", "Object": text})


def seconds(world: World, profile_id: str, times: int = 300) -> float:
    """Time one read, all of it: checks, calculation, reply."""
    asked = {"DomainName": "shop", "ProfileId": profile_id, "CalculatedAttributeName": "spent"}
    taken = []
    for _ in range(times):
        start = perf_counter()
        reply = perform(world, "GetCalculatedAttributeForProfile", asked)
        taken.append(perf_counter() - start)
        if reply["Value"] != str(READ * 9.5).removesuffix(".0"):
            raise ValueError(reply)
    return median(taken)


def main() -> None:
    """Print the figures."""
    times = {size: seconds(*domain(size)) for size in SIZES}
    for size, time in times.items():
        print(f"{size:>9,} objects in the domain, {READ} of the profile: {time * 1e6:7.0f} us a read")
    print(f"ratio {times[SIZES[-1]] / times[SIZES[0]]:.2f}")
    late = seconds(*domain(SIZES[0], old=900))
    print(f"{READ} of the profile in the window and 900 before it: {late * 1e6:7.0f} us a read")


if __name__ == "__main__":
    main()
