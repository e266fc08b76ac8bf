"""What one small query of a SQL segment costs: in place, in a worker, and with a whole call around it.

Run it with `python tests/benchmarks/sql_segments.py [runs]`. It prints the median of each in milliseconds, and the
ratio to the first line: the query translated and run in DuckDB, without a worker.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from moto_customerprofiles.adapters.sql_workers import Workers  # as a script, the path comes first
from moto_customerprofiles.engine.segments.database import select
from moto_customerprofiles.engine.segments.spark.rules import read
from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.sql_box import answer_of, plan_request, run_request
from moto_customerprofiles.engine.segments.tables import Table
from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.state.world import World
from tests.support.facts import T0
from tests.support.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

QUERY = "SELECT profile_id FROM profile WHERE first_name LIKE 'A%' AND last_name > 'B'"
ROWS = [{"profile_id": f"p{n}", "first_name": "Ann", "last_name": "Carter"} for n in range(10)]
PEOPLE = Table(dict.fromkeys(("profile_id", "first_name", "last_name"), "VARCHAR"), ROWS)
TASK = Run(QUERY, T0, ids_only=True)


def milliseconds(act: Callable[[], object], runs: int) -> float:
    """Return the median of many runs, after one that does not count."""
    act()
    times = []
    for _ in range(runs):
        start = perf_counter()
        act()
        times.append(perf_counter() - start)
    return 1e3 * median(times)


def estimates(workers: Workers | None) -> Callable[[], object]:
    """Return a call of CreateSegmentEstimate in a world with ten profiles."""
    world = World("123456789012", "us-east-1", "aws", surroundings()._replace(outside=workers))
    if workers:
        world.settings.sql_segments = "worker"
    store = {"DefaultEncryptionKey": "k", "DataStore": {"Enabled": True}}
    perform(world, "CreateDomain", {"DomainName": "shop", "DefaultExpirationDays": 30, **store})
    for _ in range(10):
        perform(world, "CreateProfile", {"DomainName": "shop", "FirstName": "Ann", "LastName": "Carter"})
    request = {"DomainName": "shop", "SegmentSqlQuery": QUERY}
    return lambda: perform(world, "CreateSegmentEstimate", request)


def main(runs: int) -> None:
    """Print the table."""
    workers = Workers()
    laid = plan(QUERY).lay(lambda _: PEOPLE)
    translated = read(QUERY).translated(T0)
    rows: dict[str, Callable[[], object]] = {
        "translate and run": lambda: (read(QUERY).translated(T0), select(translated, laid)),
        "run in place": lambda: run(TASK, laid),
        "plan in a worker": lambda: workers.ask(plan_request(QUERY), 60),
        "run in a worker": lambda: answer_of(workers.ask(run_request(TASK, laid), 60)),
        "estimate in place": estimates(None),
        "estimate in a worker": estimates(workers),
    }
    first = None
    for name, act in rows.items():
        cost = milliseconds(act, runs)
        first = first or cost
        print(f"{name:>22}{cost:>10.2f} ms{cost / first:>8.2f}")
    workers.end()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
