"""Recommendations: what a recommender reads, and what the caller wants of the reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from moto_customerprofiles.engine.recommenders.catalogs import check_metadata, describe
from moto_customerprofiles.engine.recommenders.filters import Facts
from moto_customerprofiles.engine.recommenders.promotions import Promotion
from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME, check_question, current_item
from moto_customerprofiles.engine.recommenders.recommending import RequestOptions, recommend
from moto_customerprofiles.engine.recommenders.rules import compile_config
from moto_customerprofiles.engine.recommenders.training_metrics import training_metrics
from moto_customerprofiles.entities.jobs import check_status
from moto_customerprofiles.entities.recommenders import ACTIVE
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, shown
from moto_customerprofiles.services.profiles.search import check_key_names, fields_of_key, search
from moto_customerprofiles.services.recommenders.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.engine.recommenders.diversity import Cap
    from moto_customerprofiles.engine.recommenders.rules import Tuning
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.entities.recommenders import Recommender
    from moto_customerprofiles.state.domain import Domain

    Keep = Callable[[Iterable[str]], list[str]]
    _Named = t.RecommenderFilterTypeDef | t.RecommenderPromotionalFilterTypeDef

_EVERY_PLACE = 100


class Question(NamedTuple):
    """What a caller asks a recommender for; the two operations that ask have other names for the same members."""

    limit: int
    context: Mapping[str, str]
    candidates: Sequence[str]
    filters: Sequence[t.RecommenderFilterTypeDef]
    promotions: Sequence[t.RecommenderPromotionalFilterTypeDef]
    diversity: t.RecommendationDiversityConfigTypeDef | None
    columns: Sequence[str]


def question_of(members: Mapping[str, object]) -> Question:
    """Return the question that the members of a GetProfileRecommendations request ask."""
    request = cast("t.GetProfileRecommendationsRequestTypeDef", members)
    return Question(
        limit=request.get("MaxResults", 10),
        context=request.get("Context", {}),
        candidates=request.get("CandidateIds", ()),
        filters=request.get("RecommenderFilters", ()),
        promotions=request.get("RecommenderPromotionalFilters", ()),
        diversity=request.get("DiversityConfig"),
        columns=request.get("MetadataConfig", {}).get("MetadataColumns", ()),
    )


def only_profile(domain: Domain, key_name: str, values: Sequence[str]) -> Profile:
    """Find the one profile of a key.

    Raises:
        ResourceNotFound: no profile has these values, or the domain does not define the key.
        BadRequest: several profiles have them, or they are not "one value for each field of the search key" (service
            model, SearchRecommendationsRequest).

    """
    _check_values(domain, key_name, values)
    terms: list[Term] = [{"KeyName": key_name, "Values": values}]
    check_key_names(domain, terms)
    found = list(search(domain.profiles, terms, match_all=False))
    if not found:
        raise ResourceNotFound(f"No profile has this {key_name}: KeyValues are {shown(', '.join(values))}")
    if len(found) > 1:
        raise BadRequest(
            f"{len(found)} profiles have this {key_name}, and one is wanted: KeyValues are {shown(', '.join(values))}"
        )
    return found[0].profile


def _check_values(domain: Domain, key_name: str, values: Sequence[str]) -> None:
    forms = fields_of_key(domain, key_name)
    if forms and all(len(values) != len(fields) for fields in forms):
        wanted = " or ".join(f"{len(fields)} ({', '.join(fields)})" for fields in forms)
        raise BadRequest(f"KeyValues needs one value for each field of key {key_name}: {wanted}, not {len(values)}")


def ask(domain: Domain, recommender: Recommender, profile: Profile, question: Question) -> list[dict[str, object]]:
    """Return recommendations for a profile, as the API writes them; `BadRequest` for a question that makes no sense."""
    check_status("Recommender", recommender, "recommending", ACTIVE)
    recipe = BY_NAME[recommender.recommender_recipe_name]
    check_question(recipe, current_item(question.context), question.candidates)
    check_metadata(question.columns)
    context, options = prepare(domain, recommender, profile, question)
    return [
        {"CatalogItem": describe(each.item, context.catalog.fields(each.item), question.columns), "Score": each.score}
        for each in recommend(recipe, context, options)
    ]


def prepare(
    domain: Domain, recommender: Recommender, profile: Profile, question: Question
) -> tuple[RecommendationContext, RequestOptions]:
    """Return what a recommender reads for a question, and what the question asks for."""
    tuning, item = _tuning(domain, recommender), current_item(question.context)
    context = _context(domain, tuning, profile.profile_id, item)
    facts = Facts(context.catalog.fields, profile.fields, context.own, item)
    return context, RequestOptions(
        question.limit,
        question.candidates,
        _keep(domain, recommender, question.filters[0], facts) if question.filters else list,
        _caps(tuning, question),
        _promotion(domain, recommender, question.promotions[0], facts) if question.promotions else None,
    )


def measure(domain: Domain, recommender: Recommender) -> dict[str, float]:
    """Return the metrics of a recommender on the present data."""
    source, tuning = domain.recommendation_source, _tuning(domain, recommender)
    recipe, counts = BY_NAME[recommender.recommender_recipe_name], source.log().counts(tuning.events)
    return training_metrics(recipe, counts, source.catalog(), tuning.columns)


def _tuning(domain: Domain, recommender: Recommender) -> Tuning:
    return compile_config(recommender.config, schema_of(domain, recommender.recommender_schema_name))


def _context(domain: Domain, tuning: Tuning, profile_id: str, item: str | None) -> RecommendationContext:
    source = domain.recommendation_source
    log = source.log()
    return RecommendationContext(
        log.counts(tuning.events), source.catalog(), tuning.columns, profile_id, log.of(profile_id), item
    )


def _keep(domain: Domain, recommender: Recommender, named: _Named, facts: Facts) -> Keep:
    """Find the filter that a question names and hold it ready; it must be active and of the recommender's schema."""
    if "Name" not in named:
        raise BadRequest("A filter of RecommenderFilters needs a Name: that of CreateRecommenderFilter")
    found = domain.recommender_filters.require(named["Name"])
    check_status("Recommender filter", found, "recommending", ACTIVE)
    if found.recommender_schema_name != recommender.recommender_schema_name:
        raise BadRequest(f"Recommender filter {found.name} has not the schema of recommender {recommender.name}")
    return found.compiled.keeper(named.get("Values", {}), facts)


def _promotion(
    domain: Domain, recommender: Recommender, named: t.RecommenderPromotionalFilterTypeDef, facts: Facts
) -> Promotion:
    """Hold a promotion ready; one without a percentage may take every place, which is our choice."""
    return Promotion(_keep(domain, recommender, named, facts), named.get("PercentPromotedItems", _EVERY_PLACE))


def _caps(tuning: Tuning, question: Question) -> list[Cap]:
    """Work out the caps, which count only if the question switches them on."""
    diversity = question.diversity
    if diversity is None or not diversity["Enabled"]:
        return []
    return [rule.cap(diversity.get("Values", {})) for rule in tuning.caps]
