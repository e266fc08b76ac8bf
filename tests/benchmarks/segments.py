"""What segments cost: counting members, following changes live, and running SQL, over more and more profiles.

Run it with `python tests/benchmarks/segments.py [size ...]`. For each size it prints the microseconds per profile of an
estimate in groups and of one in SQL, the microseconds of one UpdateProfile while ten segments are followed and while
none is; then the growth exponent of each between the smallest and the largest size: 1 is linear, 0 is constant.
"""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from moto_customerprofiles.pipeline import perform  # as a script, the path comes first
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.state.world import World
from tests.support.surroundings import RecordedNeighbours, surroundings

SIZES = (1_000, 10_000, 100_000)
UPDATES = 200
STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/members"
COLUMNS = ("groups us/profile", "SQL us/profile", "update us", "followed us")


def _condition(operator: str, *values: str) -> dict[str, object]:
    return {"DimensionType": operator, "Values": list(values)}


BASE: dict[str, Any] = {
    "Groups": [{"Dimensions": [{"ProfileAttributes": {"Address": {"State": _condition("INCLUSIVE", "WA", "OR")}}}]}]
}
QUERY: dict[str, Any] = {
    "Include": "ALL",
    "Groups": [
        {
            "SourceSegments": [{"SegmentDefinitionName": "base"}],
            "Dimensions": [
                {
                    "ProfileAttributes": {
                        "BirthDate": _condition("AFTER", "1970-01-01"),
                        "Attributes": {
                            "points": _condition("GREATER_THAN", "100"),
                            "tier": _condition("EXCLUSIVE", "x"),
                        },
                    }
                },
                {"ProfileAttributes": {"EmailAddress": _condition("ENDS_WITH", "@example.com")}},
            ],
        },
        {
            "Type": "NONE",
            "Dimensions": [
                {"ProfileAttributes": {"LastName": _condition("INCLUSIVE", "{{_profile.Attributes.tier}}")}}
            ],
        },
    ],
}
SQL = (
    "SELECT profile_id FROM profile WHERE birth_date > '1970' AND attributes.points > '100'"
    " AND address_state IN ('WA', 'OR') AND email_address LIKE '%@example.com'"
)


class Shop:
    """A domain of so many profiles."""

    def __init__(self, size: int) -> None:
        neighbours = RecordedNeighbours()
        neighbours.streams[STREAM] = []
        self.world = World("123456789012", "us-east-1", "aws", surroundings(neighbours=neighbours))
        self.ask("CreateDomain", DefaultExpirationDays=365, DefaultEncryptionKey="k", DataStore={"Enabled": True})
        self.define("base", BASE)
        dice = random.Random(7)
        domain = self.world.domains.require("shop")
        for number in range(size):
            lifecycle.create(domain, _customer(dice, number))
        self.world.call.noted.clear()
        self.world.call.commit()
        self.ids = [profile.profile_id for profile in domain.profiles]

    def ask(self, operation: str, **params: object) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **params})

    def define(self, name: str, groups: dict[str, Any]) -> None:
        self.ask("CreateSegmentDefinition", SegmentDefinitionName=name, DisplayName=name, SegmentGroups=groups)

    def follow(self, count: int) -> None:
        role = "arn:aws:iam::123456789012:role/r"
        self.ask("AssociateStreamForSegments", DestinationArn=STREAM, DestinationRoleArn=role)
        for number in range(count):
            self.define(f"s{number}", QUERY)
            self.ask("PutSegmentSubscription", SegmentDefinitionName=f"s{number}")

    def update(self) -> float:
        """Return the seconds of one update, the mean of many."""
        dice = random.Random(3)
        start = perf_counter()
        for number in range(UPDATES):
            self.ask("UpdateProfile", ProfileId=dice.choice(self.ids), Attributes={"points": str(number)})
        return (perf_counter() - start) / UPDATES


def _customer(dice: random.Random, number: int) -> dict[str, str]:
    return {
        "FirstName": f"F{number}",
        "LastName": f"L{number % 997}",
        "EmailAddress": f"c{number}@{dice.choice(('example.com', 'corp.test'))}",
        "BirthDate": f"{dice.randrange(1940, 2005)}-01-01",
        "Address.State": dice.choice(("WA", "OR", "CA", "TX")),
        "Attributes.tier": dice.choice(("gold", "silver")),
        "Attributes.points": str(dice.randrange(2_000)),
    }


def measure(size: int) -> tuple[float, ...]:
    """Measure one size, in microseconds."""
    shop = Shop(size)
    times = [_seconds(shop, SegmentQuery=QUERY) / size, _seconds(shop, SegmentSqlQuery=SQL) / size, shop.update()]
    shop.follow(10)
    return tuple(1e6 * seconds for seconds in (*times, shop.update()))


def _seconds(shop: Shop, **query: object) -> float:
    start = perf_counter()
    shop.ask("CreateSegmentEstimate", **query)
    return perf_counter() - start


def main(sizes: list[int]) -> None:
    """Print the table."""
    print(f"{'profiles':>10}" + "".join(f"{name:>20}" for name in COLUMNS))
    measured = [measure(size) for size in sizes]
    for size, row in zip(sizes, measured, strict=True):
        print(f"{size:>10}" + "".join(f"{value:>20.1f}" for value in row))
    if len(sizes) > 1:
        step = math.log(sizes[-1] / sizes[0])
        total = (1.0, 1.0, 0.0, 0.0)  # of what is given per profile, the growth of the whole is one more
        growth = [
            math.log(last / first) / step + more
            for first, last, more in zip(measured[0], measured[-1], total, strict=True)
        ]
        print(f"{'growth':>10}" + "".join(f"{value:>20.2f}" for value in growth))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
