"""What a domain has, area by area: counts, lists and single things, as the pages of a server show them."""

from __future__ import annotations

from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from moto_customerprofiles.errors import ResourceNotFound, does_not_exist
from moto_customerprofiles.hook import Natural, hook
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.services.views import area_lists
from moto_customerprofiles.services.views.configuration import configuration
from moto_customerprofiles.wire.operations import wire_operation

if TYPE_CHECKING:
    from moto_customerprofiles.services.views.area_lists import KeyRow, MatchItem, RecordRow
    from moto_customerprofiles.state.collection import Collection, Named
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


class AreaItems(TypedDict):
    """Some things of an area, and how many there are."""

    Total: int
    Items: list[dict[str, object]]


class _Area(NamedTuple):
    """A collection of a domain by its attribute, and the operation in whose form a thing of it is shown.

    The operation is not run, for it would move a job that counts how often it is polled. `members` are shown beside its
    reply: they have the names of the thing, and where they stand in it.
    """

    attribute: str
    operation: str
    members: dict[str, str]

    def collection(self, domain: Domain) -> Collection[Named]:
        found: Collection[Named] = attrgetter(self.attribute)(domain)
        return found


def _named(attribute: str, operation: str, member: str) -> _Area:
    return _Area(attribute, operation, {member: "name"})


_AREAS = {
    "object-types": _named("object_types", "GetProfileObjectType", "ObjectTypeName"),
    "calculated-attributes": _named(
        "calculated_attributes", "GetCalculatedAttributeDefinition", "CalculatedAttributeName"
    ),
    "segments": _named("segment_definitions", "GetSegmentDefinition", "SegmentDefinitionName"),
    "segment-snapshots": _Area(
        "segment_snapshots",
        "GetSegmentSnapshot",
        {"SnapshotId": "name", "SegmentDefinitionName": "segment_definition_name"},
    ),
    "segment-estimates": _named("segment_estimates", "GetSegmentEstimate", "EstimateId"),
    "segment-subscriptions": _named("segment_subscriptions", "GetSegmentSubscription", "SegmentDefinitionName"),
    "event-triggers": _named("event_triggers", "GetEventTrigger", "EventTriggerName"),
    "event-streams": _named("event_streams", "GetEventStream", "EventStreamName"),
    "integrations": _named("integrations", "GetIntegration", "Uri"),
    "workflows": _Area(
        "workflows",
        "GetWorkflow",
        {"WorkflowId": "name", "Uri": "uri", "ObjectTypeName": "purpose.object_type_name", "CreatedAt": "created_at"},
    ),
    "upload-jobs": _named("upload_jobs", "GetUploadJob", "JobId"),
    "identity-resolution-jobs": _named("identity_resolution.jobs", "GetIdentityResolutionJob", "JobId"),
    "recommenders": _named("recommenders", "GetRecommender", "RecommenderName"),
    "recommender-filters": _named("recommender_filters", "GetRecommenderFilter", "RecommenderFilterName"),
    "recommender-schemas": _named("recommender_schemas", "GetRecommenderSchema", "RecommenderSchemaName"),
    "domain-object-types": _named("domain_object_types", "GetDomainObjectType", "ObjectTypeName"),
    "layouts": _named("layouts", "GetDomainLayout", "LayoutDefinitionName"),
}
"""By name: the areas that are collections; those whose operation the installed botocore lacks are left out."""


@hook("GET", "domains/{domain_name}/areas")
def domain_areas(world: World, domain_name: str) -> dict[str, int | None]:
    """Return how many things a domain has in each area; None if only a search of all profiles could tell."""
    domain = world.domains.require(domain_name)
    counts = {name: len(area.collection(domain)) for name, area in _AREAS.items() if area.operation in OPERATIONS}
    return {
        "profiles": len(domain.profiles),
        "objects": domain.stats()["ObjectCount"],
        **counts,
        "matches": area_lists.match_count(domain),
        "invocations": len(domain.invocations),
        "history": len(domain.history),
        "dead-letters": len(domain.dead_letters),
    }


@hook("GET", "domains/{domain_name}/areas/{area}/items")
def area_items(world: World, domain_name: str, area: str, start: Natural = 0, count: Natural = 50) -> AreaItems:
    """List some things of an area, newest first, each as its Get operation shows it, and count all of them."""
    domain = world.domains.require(domain_name)
    if area in _LISTS:
        return _LISTS[area](domain, start, count)
    found = _area(area)
    collection = found.collection(domain)
    chosen = islice(reversed(list(collection)), start, start + count)
    return {"Total": len(collection), "Items": [_shown(world, found, domain, each) for each in chosen]}


@hook("GET", "domains/{domain_name}/areas/{area}/items/{item_name}")
def area_item(world: World, domain_name: str, area: str, item_name: str) -> dict[str, object]:
    """Return one thing of an area as its Get operation shows it."""
    domain = world.domains.require(domain_name)
    found = _area(area)
    return _shown(world, found, domain, found.collection(domain).require(item_name))


@hook("GET", "domains/{domain_name}/settings")
def domain_settings(world: World, domain_name: str) -> dict[str, object]:
    """Return a domain with its rules of matching, as GetDomain shows it."""
    domain = world.domains.require(domain_name)
    return wire_operation("GetDomain").project({**configuration(domain), "Stats": domain.stats()})  # type: ignore[no-any-return]  # by the model


@hook("GET", "domains/{domain_name}/keys")
def domain_keys(world: World, domain_name: str) -> list[KeyRow]:
    """List the keys that a domain can be searched by: those of its object types, then the predefined ones."""
    return area_lists.key_rows(world.domains.require(domain_name))


@hook("GET", "domains/{domain_name}/matches/{kind}/{match_id}")
def match_group(world: World, domain_name: str, kind: str, match_id: str) -> MatchItem:
    """Return a match group with its profiles; the kind is `rule-based` or `ML-based`."""
    found = area_lists.match_item(world.domains.require(domain_name), kind, match_id)
    if found is None:
        raise ResourceNotFound(does_not_exist("Match group", match_id))
    return found


@hook("GET", "domains/{domain_name}/profiles/{profile_id}/matches")
def profile_matches(world: World, domain_name: str, profile_id: str) -> list[MatchItem]:
    """List the match groups that hold a profile."""
    return area_lists.matches_of(world.domains.require(domain_name), profile_id)


@hook("GET", "domains/{domain_name}/profiles/{profile_id}/history")
def profile_history(
    world: World, domain_name: str, profile_id: str, start: Natural = 0, count: Natural = 50
) -> list[RecordRow]:
    """List records of the history of a profile, newest first, also of one that is gone."""
    return area_lists.record_rows(world.domains.require(domain_name), profile_id, start, count)


@hook("GET", "domains/{domain_name}/profiles/{profile_id}/calculated-attributes")
def profile_values(world: World, domain_name: str, profile_id: str) -> list[dict[str, object]]:
    """List the values that a profile has of the calculated attributes, as the service lists them."""
    reply = _reply(world, "ListCalculatedAttributesForProfile", {"DomainName": domain_name, "ProfileId": profile_id})
    items: list[dict[str, object]] = reply["Items"]  # type: ignore[assignment]  # a list by the model
    return items


def is_there(world: World, domain_name: str, area: str, name: str) -> bool:
    """Tell whether a domain has a thing of this name in an area, so that a page can link to it."""
    domain = world.domains.get(domain_name)
    if domain is None:
        return False
    if area == "profiles":
        return domain.profiles.survivors.of(name) is not None
    if area == "history":
        return name in domain.history
    return area in _AREAS and _AREAS[area].operation in OPERATIONS and name in _AREAS[area].collection(domain)


def _objects(domain: Domain, start: Natural, count: Natural) -> AreaItems:
    return {
        "Total": domain.stats()["ObjectCount"],
        "Items": [dict(each) for each in area_lists.object_rows(domain, start, count)],
    }


def _matches(domain: Domain, start: Natural, count: Natural) -> AreaItems:
    total, items = area_lists.match_items(domain, start, count)
    return {"Total": total, "Items": [dict(each) for each in items]}


def _history(domain: Domain, start: Natural, count: Natural) -> AreaItems:
    rows = area_lists.history_rows(domain, start, count)
    return {"Total": len(domain.history), "Items": [dict(each) for each in rows]}


def _letters(domain: Domain, start: Natural, count: Natural) -> AreaItems:
    items: list[dict[str, object]] = [
        {"ObjectTypeName": each.object_type_name, "Object": each.text, "Reason": each.reason, "At": each.at.isoformat()}
        for each in islice(reversed(domain.dead_letters), start, start + count)
    ]
    return {"Total": len(domain.dead_letters), "Items": items}


def _invocations(domain: Domain, start: Natural, count: Natural) -> AreaItems:
    items: list[dict[str, object]] = [
        {
            "EventTriggerName": each.event_trigger_name,
            "IntegrationUri": each.integration_uri,
            "ProfileId": each.profile_id,
            "ObjectTypeName": each.object_type_name,
            "ProfileObjectUniqueKey": each.profile_object_unique_key,
            "InvokedAt": each.invoked_at.isoformat(),
        }
        for each in islice(reversed(domain.invocations.all()), start, start + count)
    ]
    return {"Total": len(domain.invocations), "Items": items}


_LISTS = {
    "objects": _objects,
    "matches": _matches,
    "history": _history,
    "dead-letters": _letters,
    "invocations": _invocations,
}
"""By name: the areas that are no collections, and how some of their things are listed."""


def _area(name: str) -> _Area:
    if name not in _AREAS or _AREAS[name].operation not in OPERATIONS:
        raise ResourceNotFound(does_not_exist("Area", name))
    return _AREAS[name]


def _shown(world: World, area: _Area, domain: Domain, thing: Named) -> dict[str, object]:
    members = {member: attrgetter(attribute)(thing) for member, attribute in area.members.items()}
    if area.attribute == "object_types":  # whose names and keys GetProfileObjectType has to find, and which have no job
        return _reply(world, area.operation, {"DomainName": domain.name, **members})
    return {**wire_operation(area.operation).project(thing), **members}


def _reply(world: World, operation: str, params: dict[str, object]) -> dict[str, object]:
    if operation not in OPERATIONS:
        return {"Items": []}
    wire = wire_operation(operation, OPERATIONS[operation].page_size)
    answer = wire.page(OPERATIONS[operation].run(world, params), params, world.page_secret)
    reply: dict[str, object] = wire.project(answer)
    return reply
