"""What a recommendation costs when 1,000 and 100,000 interactions are there.

Run it with `python tests/benchmarks/recommenders.py [interactions ...]`. For each number it prints, in milliseconds:
adding everything up for the first question; for each recipe, a question on data that has just changed by one
interaction, the change included; and the metrics of one training. Customers touch a hundred items each, of 500, the
popular ones more often.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.catalogs import Catalog
from moto_customerprofiles.engine.recommenders.columns import Columns, default_columns
from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext
from moto_customerprofiles.engine.recommenders.recipes import RECIPES
from moto_customerprofiles.engine.recommenders.recommending import RequestOptions, recommend
from moto_customerprofiles.engine.recommenders.training_metrics import training_metrics
from moto_customerprofiles.state.interaction_log import InteractionLog

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 100_000)
ITEMS = [f"item{number}" for number in range(500)]
PER_CUSTOMER = 100
QUESTIONS = 20
MONTH = 30 * 24 * 3600


def histories(size: int, seed: int = 7) -> dict[str, list[Interaction]]:
    """Make so many interactions of customers who prefer the first items."""
    dice = random.Random(seed)
    weights = [1 / (place + 5) for place in range(len(ITEMS))]
    made: dict[str, list[Interaction]] = {}
    for number in range(size // PER_CUSTOMER):
        touched = dice.choices(ITEMS, weights, k=PER_CUSTOMER)
        kinds = dice.choices(["view", "purchase"], [9, 1], k=PER_CUSTOMER)
        made[f"{number:032x}"] = [
            Interaction(dice.random() * MONTH, item, kind) for item, kind in zip(touched, kinds, strict=True)
        ]
    return made


def milliseconds(action: Callable[[], object]) -> float:
    """Time an action."""
    start = perf_counter()
    action()
    return (perf_counter() - start) * 1000


def questions(log: InteractionLog, catalog: Catalog) -> dict[str, float]:
    """Measure the mean time of a change and a question after it, for each recipe."""
    dice, events, columns = random.Random(8), EventWeights(), Columns(default_columns(CATALOG_ITEM))
    profiles = [*log.counts(events).contributions()]
    times = {}
    for recipe in RECIPES:
        total = 0.0
        for _ in range(QUESTIONS):
            profile, changed, item = dice.choice(profiles), dice.choice(profiles), dice.choice(ITEMS)

            start = perf_counter()
            log.put(changed, [*log.of(changed), Interaction(MONTH, item, "view")])
            context = RecommendationContext(log.counts(events), catalog, columns, profile, log.of(profile), item)
            recommend(recipe, context, RequestOptions(10, ITEMS[:50] if recipe.ranks_candidates else ()))
            total += perf_counter() - start
        times[recipe.name] = 1000 * total / QUESTIONS
    return times


def main(sizes: tuple[int, ...]) -> None:
    """Print the figures."""
    catalog = Catalog({item: {"Id": item, "Name": f"{item} of category {len(item)}"} for item in ITEMS})
    for size in sizes:
        log = InteractionLog()
        for profile, interactions in histories(size).items():
            log.put(profile, interactions)
        added_up = milliseconds(partial(log.counts, EventWeights()))
        print(f"{size:>9,} interactions: added up in {added_up:.1f} ms")
        for name, time in questions(log, catalog).items():
            print(f"{name:>34} {time:8.2f} ms")
        counts, columns = log.counts(EventWeights()), Columns(default_columns(CATALOG_ITEM))
        trained = milliseconds(partial(training_metrics, RECIPES[0], counts, catalog, columns))
        print(f"{'metrics of ' + RECIPES[0].name:>34} {trained:8.2f} ms")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
