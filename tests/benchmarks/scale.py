"""One domain of very many profiles: what loading, keeping, searching, putting, estimating and matching cost.

Run it as `python -m tests.benchmarks.scale [PROFILES]`, by default 100,000; a million takes minutes and gigabytes.
Everything is measured at a tenth of the size, too. A growth exponent of 0 means that the number of profiles does not
matter, of 1 that twice the profiles cost twice the time; what is measured for each profile should have 0.
"""

from __future__ import annotations

import json
import os
import sys
from math import log10
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from moto_customerprofiles.engine.profiles.fields import nest
from moto_customerprofiles.pipeline import perform, perform_hook
from moto_customerprofiles.state.world import World
from tests.benchmarks.ingestion import CUSTOMER, put, search
from tests.benchmarks.matching import customers
from tests.support.surroundings import Clock, surroundings

PROFILES = 100_000
MATCHED = 200_000
SAMPLES = 500


def condition(operator: str, *values: str) -> dict[str, Any]:
    """Describe one condition of a segment."""
    return {"DimensionType": operator, "Values": list(values)}


CITY = {"Address": {"City": condition("INCLUSIVE", "Seattle")}}
ONE_CONDITION: dict[str, Any] = {"Groups": [{"Dimensions": [{"ProfileAttributes": CITY}]}]}
SIX_CONDITIONS: dict[str, Any] = {
    "Include": "ALL",
    "Groups": [
        {
            "Dimensions": [
                {"ProfileAttributes": {**CITY, "LastName": condition("BEGINS_WITH", "Lee")}},
                {"ProfileAttributes": {"EmailAddress": condition("ENDS_WITH", "@example.com")}},
                {"ProfileAttributes": {"Attributes": {"tier": condition("EXCLUSIVE", "silver")}}},
            ]
        },
        {
            "Type": "NONE",
            "Dimensions": [
                {"ProfileAttributes": {"FirstName": condition("INCLUSIVE", "{{_profile.LastName}}")}},
                {"ProfileAttributes": {"PhoneNumber": condition("CONTAINS", "ext")}},
            ],
        },
    ],
}
"""Both select those in Seattle."""


def source(number: int) -> str:
    """Write the object of one customer; every third lives in Seattle."""
    return json.dumps(
        {
            "id": f"C-{number:08}",
            "first": "Ann",
            "last": f"Lee{number}",
            "email": f"ann{number}@example.com",
            "phone": f"+1206{number:07}",
            "street": f"{number} Main St",
            "city": "Portland" if number % 3 else "Seattle",
            "tier": "gold",
        }
    )


def scenario(size: int) -> dict[str, Any]:
    """Describe a domain of so many customers; the objects are written as they are loaded."""
    objects = [source(number) for number in range(size)]
    return {
        "shop": {"DefaultExpirationDays": 365, "ObjectTypes": {"customer": CUSTOMER}, "Objects": {"customer": objects}}
    }


def resident() -> int:
    """Return how many bytes of memory this process has in use."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def new_world() -> World:
    """Make a world that knows nothing of moto."""
    return World("123456789012", "us-east-1", "aws", surroundings(Clock()))


def seconds(step: Any, *args: Any) -> float:
    """Measure the processor time of one step."""
    start = process_time()
    step(*args)
    return process_time() - start


def estimate(world: World, query: dict[str, Any]) -> float:
    """Measure the estimate of a segment per profile, and see that it has found every third."""
    start = process_time()
    asked = perform(world, "CreateSegmentEstimate", {"DomainName": "shop", "SegmentQuery": query})
    taken = process_time() - start
    found = perform(world, "GetSegmentEstimate", {"DomainName": "shop", "EstimateId": asked["EstimateId"]})
    size = len(world.domains.require("shop").profiles)
    if int(found["Estimate"]) != len(range(0, size, 3)):
        raise ValueError(found)
    return taken / size * 1e6


def figures(size: int) -> dict[str, float]:
    """Measure a domain of so many profiles."""
    described, world = scenario(size), new_world()
    before = resident()
    loaded = seconds(lambda: perform_hook(world, "load_scenario", scenario=described))
    taken = resident() - before
    known = [number * 7919 % size for number in range(SAMPLES)]
    return {
        "load, us per object": loaded / size * 1e6,
        "memory, bytes per profile": taken / size,
        "search, us": median(seconds(search, world, number) for number in known) * 1e6,
        "segment of 1 condition, us per profile": estimate(world, ONE_CONDITION),
        "segment of 6 conditions, us per profile": estimate(world, SIX_CONDITIONS),
        "put a known object, us": median(seconds(put, world, number) for number in known) * 1e6,
        "put a new object, us": median(seconds(put, world, size + number) for number in range(SAMPLES)) * 1e6,
    }


def matching(size: int) -> dict[str, float]:
    """Measure an identity resolution job over so many profiles, a fifth of which describe a customer again."""
    world, profiles = new_world(), [nest(each.fields) for each in customers(size)[0]]
    shop = {"DefaultExpirationDays": 365, "Matching": {"Enabled": True}, "Profiles": profiles}
    perform_hook(world, "load_scenario", scenario={"shop": shop})
    job = seconds(lambda: perform_hook(world, "run_identity_resolution_job", domain_name="shop"))
    return {"identity job, us per profile": job / size * 1e6}


def table(title: str, small: dict[str, float], large: dict[str, float], sizes: tuple[int, int]) -> None:
    """Print the figures of both sizes, and how they grow."""
    print(f"{title:40} {sizes[0]:>10,} {sizes[1]:>10,}  exponent")
    for name, one in small.items():
        other = large[name]
        print(f"{name:40} {one:10.1f} {other:10.1f}  {log10(other / one) / log10(sizes[1] / sizes[0]):+8.2f}")


def main() -> None:
    """Print the tables."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else PROFILES
    for title, measure, large in (
        ("identity resolution", matching, min(MATCHED, size)),
        ("one domain", figures, size),
    ):
        sizes = (large // 10, large)
        with get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:  # a process each, for the sake of its memory
            small, great = fresh.map(measure, sizes, chunksize=1)
        table(title, small, great, sizes)


if __name__ == "__main__":
    main()
