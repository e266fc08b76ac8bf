"""Decisions of the fake, each with another one that it could have been, and the probes that must notice it."""

from __future__ import annotations

import operator as op
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from moto_customerprofiles.engine.calculated.aggregates import Statistic
from moto_customerprofiles.engine.matching import merging
from moto_customerprofiles.engine.recommenders import recipe_scores
from moto_customerprofiles.engine.values import comparisons
from moto_customerprofiles.engine.values.literals import moment, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager


class Flip(NamedTuple):
    """One decision taken otherwise: `instead` stands at `place`, which is `module:name` or `module:name[key]`.

    Modules are named from the package on. Exactly the `probes` must differ, and each must name one of the `rules` that
    the decision is part of. Both are texts with blanks.
    """

    rules: str
    place: str
    instead: Any
    probes: str

    @property
    def name(self) -> str:
        """The rules, and where the decision stands."""
        return f"{self.rules.replace(' ', ',')} {self.place.rpartition('.')[2]}"

    def taken(self) -> AbstractContextManager[object]:
        """Return a context in which the decision is taken otherwise."""
        module, _, rest = self.place.partition(":")
        name, _, key = rest.partition("[")
        holder, _, attribute = name.rpartition(".")
        owner: Any = import_module(f"moto_customerprofiles.{module}")
        if key:
            return mock.patch.dict(getattr(owner, name), {key.rstrip("]"): self.instead})
        return mock.patch.object(getattr(owner, holder) if holder else owner, attribute, self.instead)


def _nothing(*_: object, **__: object) -> None:
    """Stand for a check, and find nothing to refuse."""


def _alternatives(read: Callable[[str], Any], holds: Callable[[Any, Any], bool]) -> object:
    return comparisons._alternatives(read, holds)


def _without_ends(values: Sequence[str]) -> Callable[[str], bool]:
    within = comparisons._between(values)
    return lambda text: within(text) and text not in values


def _either_way(values: Sequence[str]) -> Callable[[str], bool]:
    return comparisons._between(sorted(values, key=lambda value: (number(value) or 0, value)))


def _never_if_missing(operator: str, values: Sequence[str]) -> Callable[[str | None], bool]:
    test = comparisons.comparison(operator, values)
    return lambda actual: bool(actual) and test(actual)


def _not_all(verdicts: Any) -> bool:
    return not all([*verdicts])


_UNITS = merging._units


def _last_first(profiles: Sequence[Any]) -> dict[str, list[Any]]:
    return _UNITS([profiles[0], *reversed(profiles[1:])])


def _replace_tags(_journal: object, tags: dict[str, str], added: Mapping[str, str]) -> None:
    tags.clear()
    tags.update(added)


_ROWS = "engine.values.comparisons:ROWS"
_MODES = "engine.values.combining:_MODES"
_SEGMENTS = (
    Flip("SEG-26", f"{_ROWS}[EQUAL]", _alternatives(str, op.eq), "equal_compares_numbers"),
    Flip("SEG-26", f"{_ROWS}[LESS_THAN_OR_EQUAL]", _alternatives(number, op.lt), "less_than_or_equal_compares_numbers"),
    Flip(
        "SEG-26 SEG-36 RFI-10",
        f"{_ROWS}[GREATER_THAN]",
        _alternatives(str, op.gt),
        "a_dynamic_value_may_be_calculated greater_than_compares_numbers greater_than_leaves_the_same_number_out "
        "two_rules_and_a_condition",
    ),
    Flip("SEG-27", f"{_ROWS}[BEFORE]", _alternatives(moment, op.le), "before_a_date_is_strict"),
    Flip("SEG-27", f"{_ROWS}[AFTER]", _alternatives(moment, op.lt), "after_a_date"),
    Flip("SEG-27", f"{_ROWS}[ON]", _alternatives(moment, op.eq), "on_a_date_ignores_the_time"),
    Flip("SEG-31", f"{_ROWS}[BETWEEN]", _without_ends, "between_two_numbers"),
    Flip("SEG-31", f"{_ROWS}[BETWEEN]", _either_way, "a_reversed_pair_is_empty"),
    Flip("SEG-25", f"{_ROWS}[CONTAINS]", _alternatives(str, str.startswith), "contains"),
    Flip("SEG-32", f"{_ROWS}[LIST_CONTAINS_ALL]", comparisons._list_contains, "list_contains_all"),
    Flip("SEG-32", f"{_ROWS}[LIST_CONTAINS]", comparisons._list_contains_all, "list_contains_any"),
    Flip(
        "SEG-34",
        "engine.segments.dimensions:comparison",
        _never_if_missing,
        "excluding_account_profiles_keeps_those_without_type exclusive_is_none_of_them_and_keeps_the_missing "
        "not_between_keeps_the_missing",
    ),
    Flip(
        "SEG-14 SEG-16 SEG-17",
        f"{_MODES}[NONE]",
        _not_all,
        "none_of_the_dimensions none_of_the_groups none_of_the_source_segments",
    ),
    Flip(
        "SEG-14 SEG-16 SEG-17 SEG-22",
        f"{_MODES}[ANY]",
        all,
        "any_dimension any_group any_source_segment long_lists_are_split_into_dimensions_of_any "
        "source_segments_without_type_are_alternatives",
    ),
    Flip(
        "SEG-10 SEG-18 SEG-19",
        "engine.segments.groups:_everybody",
        lambda _: False,
        "a_group_of_none_of_no_dimensions_is_everybody a_group_without_dimensions_is_everybody "
        "an_empty_group_is_everybody no_groups_are_everybody",
    ),
    Flip(
        "SEG-40", "engine.segments.dimensions:_check_range", _nothing, "a_range_that_ends_before_it_begins_is_refused"
    ),
    Flip(
        "SEG-31 CA-32",
        "engine.values.comparisons:_check_pair",
        _nothing,
        "between_one_value_is_refused a_range_of_one_value_is_refused",
    ),
    Flip(
        "SEG-30 CA-33",
        "engine.values.comparisons:_check_all",
        _nothing,
        "a_relative_date_is_refused a_relative_date_in_a_filter_is_refused",
    ),
    Flip(
        "SEG-36 SEG-37",
        "engine.segments.dimensions:is_dynamic",
        lambda _: False,
        "a_dynamic_value_is_the_profiles_own a_dynamic_value_may_be_calculated a_literal_beside_a_dynamic_value_counts",
    ),
)

_STATISTICS = "engine.calculated.aggregates:STATISTICS"
_CALCULATED_ATTRIBUTES = (
    Flip(
        "CA-43",
        f"{_STATISTICS}[MAX_OCCURRENCE]",
        Statistic(lambda found: max(found, key=found.count)),
        "channels_max_occurrence",
    ),
    Flip("CA-43", f"{_STATISTICS}[FIRST_OCCURRENCE]", Statistic(op.itemgetter(-1)), "channels_first_occurrence"),
    Flip("CA-43", f"{_STATISTICS}[LAST_OCCURRENCE]", Statistic(op.itemgetter(0)), "channels_last_occurrence"),
    Flip("CA-44", f"{_STATISTICS}[RECENT_OCCURRENCES]", Statistic(",".join), "channels_recent_occurrences_of_3"),
    Flip("CA-44", "engine.calculated.expressions:PLACES", 2, "the_average_of_three_is_rounded"),
    Flip("CA-44", "engine.calculated.expressions:plain", str, "numbers_are_written_plainly"),
    Flip("CA-44", "engine.calculated.aggregates:VALUE_LIMIT", 100, "long_values_are_cut"),
    Flip(
        "CA-45",
        "engine.calculated.calculations:meets",
        lambda value, _operator, limit: value > limit,
        "a_threshold_on_texts",
    ),
    Flip(
        "CA-8",
        "engine.calculated.definitions:timestamp_source",
        _nothing,
        "a_timestamp_of_another_type_is_refused an_unknown_timestamp_format_is_refused",
    ),
    Flip(
        "CA-10", "engine.calculated.definitions:window_of", _nothing, "a_window_that_ends_before_it_starts_is_refused"
    ),
    Flip(
        "CA-4 CA-5",
        "engine.calculated.definitions:_check_attributes",
        _nothing,
        "an_attribute_that_does_not_occur_is_refused an_attribute_that_is_not_listed_is_refused "
        "three_attributes_is_refused",
    ),
)

_MATCHING = (
    Flip(
        "RB-7 RB-8",
        "engine.matching.rules:_label",
        lambda _field, _selector: "",
        "matching_level_one_never_tries_the_account_number one_to_one_falls_through_to_the_account_number",
    ),
    Flip("RB-5", "engine.matching.rules:_label", lambda field, _selector: field, "many_to_many_meets_any_email_type"),
    Flip("MG-14", "engine.matching.merging:_DECIDED_BY", {}, "merge_takes_a_gender_string_with_the_gender"),
)

_MERGES_EVENTS_AND_UPLOADS = (
    Flip("M-4", "engine.matching.merging:_units", _last_first, "the_first_of_the_list_fills_a_gap"),
    Flip("ET-7", "engine.events.trigger_limits:_period", _nothing, "a_period_without_a_maximum_is_refused"),
    Flip(
        "UPL-5",
        "engine.uploads.plans:_key_column",
        lambda columns, _unique_key: next(iter(columns.values())),
        "a_unique_key_that_names_nothing_is_refused",
    ),
)

_SCORES = "engine.recommenders.recipe_scores:SCORES"
_ASKED = "services.recommenders.recommendations"
_RECOMMENDERS = (
    Flip("ALG-5", f"{_SCORES}[trending-now]", recipe_scores.popular_items, "trending_now"),
    Flip("ALG-6", f"{_SCORES}[frequently-paired-items]", recipe_scores.similar_items, "paired_with_the_television"),
    Flip("ALG-7", f"{_SCORES}[similar-items]", recipe_scores.frequently_paired_items, "similar_to_the_television"),
    Flip("ALG-10", f"{_SCORES}[personalized-ranking]", recipe_scores.popular_items, "candidates_in_personal_order"),
    Flip(
        "ALG-9 EX-54",
        "engine.recommenders.recipe_scores:PURCHASE",
        "bought",
        "for_the_buyer_of_a_cable for_the_buyer_of_a_television",
    ),
    Flip(
        "ALG-1",
        "engine.recommenders.event_weights:EventWeights.weights",
        lambda self: (1.0,) * max(1, len(self)),
        "event_weights",
    ),
    Flip(
        "ALG-13",
        "engine.recommenders.diversity:Cap.most",
        lambda self, _returned: self.target,
        "two_fifths_of_each_category",
    ),
    Flip(
        "ALG-12",
        "engine.recommenders.recommending:promoted",
        lambda items, *_: [*items],
        "a_promotion_of_furniture",
    ),
    Flip("REC-25", f"{_ASKED}:check_metadata", _nothing, "an_unknown_metadata_column_is_refused"),
    Flip(
        "EX-62 REC-23",
        f"{_ASKED}:check_question",
        _nothing,
        "a_ranking_without_candidates_is_refused pairs_without_an_item_is_refused "
        "similar_items_without_an_item_is_refused",
    ),
)

_KEY_RULES = "engine.mapping.key_rules"
_INGESTION = (
    Flip(
        "W-3 W-4",
        "engine.mapping.precedence:wins",
        lambda _new, _old: True,
        "manual_values_are_protected source_priority timestamps_and_limits",
    ),
    Flip("OT-82", "engine.mapping.precedence:_LOWEST", 0, "source_priority"),
    Flip(
        "OT-49",
        f"{_KEY_RULES}:_check_for_an_unconditional_key",
        _nothing,
        "tickets_without_an_unconditional_key_is_refused",
    ),
    Flip("OT-51", f"{_KEY_RULES}:_check_identifiers_of_targets", _nothing, "asset_registration"),
    Flip("DT-1", "engine.mapping.detection:_unique", _nothing, "detection"),
)

_DOMAINS_AND_DATA_STORE = (
    Flip("ID-D-43", "operations.domains:add_tags", _replace_tags, "tags_of_an_update_are_added"),
    Flip(
        "ID-D-50",
        "services.consistency:shown_stats",
        lambda _domain: {},
        "statistics_of_an_empty_domain_are_zeros",
    ),
    Flip("EX-64", "engine.integrations.data_store:check_key", _nothing, "a_data_store_without_key_is_refused"),
    Flip("DS-4", "services.data_store.switch:check_names", _nothing, "names_that_become_one_is_refused"),
)

FLIPS = (
    *_SEGMENTS,
    *_CALCULATED_ATTRIBUTES,
    *_MATCHING,
    *_MERGES_EVENTS_AND_UPLOADS,
    *_RECOMMENDERS,
    *_INGESTION,
    *_DOMAINS_AND_DATA_STORE,
)
