"""What putting an object and searching a profile cost, in a small domain and in a large one, and what a profile takes.

Run it with `python tests/benchmarks/ingestion.py`. A growth exponent of 0 means that the number of profiles does not
matter, of 1 that twice the profiles cost twice the time.
"""

from __future__ import annotations

import json
import tracemalloc
from math import log
from statistics import median
from time import perf_counter

from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.state.world import World
from tests.support.surroundings import Clock, surroundings

SIZES = (500, 20_000)
SAMPLES = 2_000

PROFILE_FIELDS = {
    "id": "AccountNumber",
    "first": "FirstName",
    "last": "LastName",
    "email": "EmailAddress",
    "phone": "PhoneNumber",
    "street": "Address.Address1",
    "city": "Address.City",
    "tier": "Attributes.tier",
}
CONTENT_TYPES = {"email": "EMAIL_ADDRESS", "phone": "PHONE_NUMBER"}


CUSTOMER = {
    "Description": "customers",
    "AllowProfileCreation": True,
    "Fields": {
        name: {
            "Source": f"_source.{name}",
            "Target": f"_profile.{path}",
            "ContentType": CONTENT_TYPES.get(name, "STRING"),
        }
        for name, path in PROFILE_FIELDS.items()
    },
    "Keys": {
        "customer": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
    },
}
"""An object type of eight fields, with a key of its own and the e-mail address."""


def empty_domain() -> World:
    """Make a domain with one object type."""
    world = World("123456789012", "us-east-1", "aws", surroundings(Clock()))
    perform(world, "CreateDomain", {"DomainName": "shop", "DefaultExpirationDays": 365})
    perform(world, "PutProfileObjectType", {"DomainName": "shop", "ObjectTypeName": "customer", **CUSTOMER})
    return world


def put(world: World, number: int) -> None:
    """Put the object of one customer."""
    source = {
        "id": f"C-{number:08}",
        "first": "Ann",
        "last": f"Lee{number}",
        "email": f"ann{number}@example.com",
        "phone": f"+1206{number:07}",
        "street": f"{number} Main St",
        "city": "Seattle",
        "tier": "gold",
    }
    perform(
        world, "PutProfileObject", {"DomainName": "shop", "ObjectTypeName": "customer", "Object": json.dumps(source)}
    )


def search(world: World, number: int) -> None:
    """Find one customer by telephone."""
    asked = {"DomainName": "shop", "KeyName": "_phone", "Values": [f"(206) {number:07}"]}
    if len(perform(world, "SearchProfiles", asked)["Items"]) != 1:
        raise ValueError(number)


def filled(size: int) -> World:
    """Make a domain with so many customers."""
    world = empty_domain()
    for number in range(size):
        put(world, number)
    return world


def times(size: int) -> dict[str, float]:
    """Time single calls in a domain of so many profiles: new customers, known ones, and searches."""
    world = filled(size)
    known = [number * 7919 % size for number in range(SAMPLES)]
    steps = {"search": search, "put, known": put}
    taken = {name: median([_seconds(step, world, number) for number in known]) for name, step in steps.items()}
    new = range(size, size + min(SAMPLES, size // 5))
    return taken | {"put, new": median([_seconds(put, world, number) for number in new])}


def _seconds(step: object, world: World, number: int) -> float:
    start = perf_counter()
    step(world, number)  # type: ignore[operator]  # one of the two above
    return perf_counter() - start


def bytes_per_profile(size: int = 5_000) -> float:
    """Measure what a profile of eight fields and two keys takes, less the text of its object."""
    world = empty_domain()
    put(world, 0)
    tracemalloc.start()
    for number in range(1, size + 1):
        put(world, number)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return taken / size - 200


def main() -> None:
    """Print the figures."""
    measured = {size: times(size) for size in SIZES}
    small, large = SIZES
    for name in measured[small]:
        one, other = measured[small][name], measured[large][name]
        exponent = log(other / one) / log(large / small)
        print(
            f"{name:<12} {one * 1e6:6.0f} us at {small:,}, {other * 1e6:6.0f} us at {large:,}: exponent {exponent:+.3f}"
        )
    print(f"a profile with its history takes about {bytes_per_profile():.0f} bytes besides the text of its object")


if __name__ == "__main__":
    main()
