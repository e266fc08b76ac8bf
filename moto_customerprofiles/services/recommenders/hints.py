"""Hints about filters of recommenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.recommenders.filters import compared_fields
from moto_customerprofiles.errors import did_you_mean, shown
from moto_customerprofiles.state.hints import found_hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.survey import Survey


@found_hint
def filter_column_unseen(survey: Survey) -> Iterator[Finding]:
    """Warn of a recommender filter over a column that no item of the catalog has had: nothing matches it."""
    seen = {path for fields in survey.domain.domain_objects.items().values() for path in fields}
    for each in survey.domain.recommender_filters if seen else ():
        for name in sorted(compared_fields(each.compiled, "Items") - seen):
            yield Finding(
                f"recommender filter {each.name}, column {shown(name)}",
                f"no item of the catalog has it{did_you_mean(name, seen)}",
                "Compare a column that the domain object type writes",
            )
