"""Whole domains as one readable document: loaded before a test, dumped after it, or kept between two runs of a server.

A scenario maps names of domains to what is in them, in the API's own words:

    shop:
      DefaultExpirationDays: 365
      ObjectTypes: {customer: {Description: ..., Fields: ..., Keys: ...}}
      Segments: {vip: {DisplayName: ..., SegmentGroups: ...}}
      Profiles: [{FirstName: Ann, Keys: {loyaltyId: [L-1]}}]
      Objects: {customer: [{id: C-1, email: ann@example.com}]}

`Objects` are ingested as by PutProfileObject, in bulk. A dump has `Portraits` in the place of Profiles and Objects: the
profiles as they are, with their ids, objects, keys and times.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING, NamedTuple, cast

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hook import hook
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.reactions import react
from moto_customerprofiles.state.ingestion import ingest
from moto_customerprofiles.state.object_type import type_for_objects
from moto_customerprofiles.state.portraits import portray, restore
from moto_customerprofiles.wire.model import members, operation_model
from moto_customerprofiles.wire.operations import wire_operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.portraits import Portrait
    from moto_customerprofiles.state.world import World

    Document = dict[str, object]


class Section(NamedTuple):
    """One kind of configuration: its place in a scenario, and the operations that write and read one of it."""

    name: str
    arn_path: str
    named_by: str
    write: str
    read: str


SECTIONS = (
    Section("DomainObjectTypes", "domain-object-types", "ObjectTypeName", "PutDomainObjectType", "GetDomainObjectType"),
    Section("ObjectTypes", "object-types", "ObjectTypeName", "PutProfileObjectType", "GetProfileObjectType"),
    Section(
        "CalculatedAttributes",
        "calculated-attributes",
        "CalculatedAttributeName",
        "CreateCalculatedAttributeDefinition",
        "GetCalculatedAttributeDefinition",
    ),
    Section(
        "Segments",
        "segment-definitions",
        "SegmentDefinitionName",
        "CreateSegmentDefinition",
        "GetSegmentDefinition",
    ),
    Section("Layouts", "layouts", "LayoutDefinitionName", "CreateDomainLayout", "GetDomainLayout"),
    Section("EventTriggers", "event-triggers", "EventTriggerName", "CreateEventTrigger", "GetEventTrigger"),
    Section("Integrations", "integrations", "Uri", "PutIntegration", "GetIntegration"),
    Section(
        "RecommenderSchemas",
        "recommender-schemas",
        "RecommenderSchemaName",
        "CreateRecommenderSchema",
        "GetRecommenderSchema",
    ),
    Section(
        "RecommenderFilters",
        "recommender-filters",
        "RecommenderFilterName",
        "CreateRecommenderFilter",
        "GetRecommenderFilter",
    ),
    Section("Recommenders", "recommenders", "RecommenderName", "CreateRecommender", "GetRecommender"),
)
_DATA = ("Profiles", "Objects", "DomainObjects", "Portraits")
_CREATED = "CreatedAt"
_FROM_TEMPLATE = ("Fields", "Keys", "AllowProfileCreation", "SourceLastUpdatedTimestampFormat")


@hook("POST", "scenarios")
def load_scenario(world: World, scenario: Mapping[str, Document]) -> dict[str, object]:
    """Load the domains of a scenario, all or none of them; answers how many profiles each has.

    Raises:
        BadRequest: a domain exists already, a section is unknown, or something in it breaks a rule.

    """
    _check_form(scenario)
    loaded: list[str] = []
    with world.journal.off(), _collector_resting():  # nothing is taken back step by step, but whole domains are
        try:
            for name, document in scenario.items():
                world.domains.check_room(name)
                loaded.append(name)
                _load(world, name, document)
        except BaseException:
            for name in loaded:
                if name in world.domains:
                    world.domains.remove(name)
            raise
    return {name: {"ProfileCount": len(world.domains.require(name).profiles)} for name in loaded}


@hook("GET", "scenarios")
def dump_scenario(world: World, domain_names: Iterable[str] | None = None) -> dict[str, object]:
    """Answer domains as a scenario, by default all of them. History, jobs and their results are not part of it."""
    names = [domain.name for domain in world.domains] if domain_names is None else domain_names
    return {name: _dump(world, world.domains.require(name)) for name in names}


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Keep Python from looking for garbage in what only grows: a third of the time of a large load."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # what is new now stands with what is old, where it is looked at again in due course
        if was_enabled:
            gc.enable()


def _check_form(scenario: object) -> None:
    """Refuse what is no scenario at all; what is in its sections, the operations check."""
    documents = scenario.values() if isinstance(scenario, dict) else [None]
    for document in documents:
        if not isinstance(document, dict):
            raise BadRequest("A scenario maps names of domains to what is in them")
        lists = [document.get(name, []) for name in ("Profiles", "Portraits")]
        lists += [each for name in ("Objects", "DomainObjects") for each in _values(document.get(name, {}))]
        mappings = [each for section in SECTIONS for each in _values(document.get(section.name, {}))]
        mappings += [each for each in lists[0] if isinstance(lists[0], list)]
        lists += [
            each for profile in mappings if isinstance(profile, dict) for each in _values(profile.get("Keys", {}))
        ]
        if not all(isinstance(each, list) for each in lists) or not all(isinstance(each, dict) for each in mappings):
            raise BadRequest("Sections of configuration map names to documents, Profiles and Objects list documents")


def _values(section: object) -> list[object]:
    return list(section.values()) if isinstance(section, dict) else [None]


def _load(world: World, name: str, document: Document) -> None:
    known = (
        {section.name for section in SECTIONS}
        | {_CREATED, *_DATA}
        | members(operation_model("CreateDomain").input_shape).keys()
    )
    if unknown := sorted(document.keys() - known):
        raise BadRequest(f"Unknown sections {unknown} in the scenario of domain {name}; there are {sorted(known)}")
    _write(world, "CreateDomain", {**_own(document, "CreateDomain"), "DomainName": name})
    domain = world.domains.require(name)
    for section in SECTIONS:
        for key, properties in _named(document, section.name).items():
            _write(world, section.write, {**properties, "DomainName": name, section.named_by: key})
    for object_type, sources in _listed(document, "DomainObjects").items():
        for source in sources:
            domain.domain_objects.put(object_type, _text(source))
    react(world)
    for portrait in cast("list[Portrait]", document.get("Portraits", [])):
        _restore(domain, portrait)
        react(world)
    for profile in cast("list[Document]", document.get("Profiles", [])):
        _load_profile(world, name, profile)
    _load_objects(world, domain, _listed(document, "Objects"))


def _restore(domain: Domain, portrait: Portrait) -> None:
    try:
        restore(domain, portrait)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise BadRequest(f"A portrait of domain {domain.name} is not one that was dumped: {broken!r}") from None


def _named(document: Document, section: str) -> dict[str, Document]:
    return cast("dict[str, Document]", document.get(section, {}))


def _listed(document: Document, section: str) -> dict[str, list[object]]:
    return cast("dict[str, list[object]]", document.get(section, {}))


def _load_profile(world: World, name: str, document: Document) -> None:
    fields = {key: value for key, value in document.items() if key != "Keys"}
    created = _write(world, "CreateProfile", {**fields, "DomainName": name})
    for key_name, values in _listed(document, "Keys").items():
        _write(world, "AddProfileKey", {**created, "DomainName": name, "KeyName": key_name, "Values": values})
    react(world)


def _load_objects(world: World, domain: Domain, objects: Mapping[str, Iterable[object]]) -> None:
    """Ingest objects without the way through the protocol, which is most of what a call costs."""
    for name, sources in objects.items():
        object_type = type_for_objects(domain, name)
        for source in sources:
            ingest(domain, object_type, _text(source))
            react(world)


def _write(world: World, operation: str, document: Document) -> Document:
    """Perform an operation as part of the load, with all checks of a call, at the time that the document names."""
    wire = wire_operation(operation, OPERATIONS[operation].page_size)
    params = wire.parser.accept((), {name: value for name, value in document.items() if name != _CREATED})
    wire.validate(params)
    now, world.now = world.now, _time(str(document[_CREATED])) if _CREATED in document else world.now
    try:
        reply: Document = wire.project(OPERATIONS[operation].run(world, params))
    finally:
        world.now = now
    return reply


def _read(world: World, operation: str, identity: Document) -> Document:
    wire = wire_operation(operation, OPERATIONS[operation].page_size)
    reply: Document = wire.project(OPERATIONS[operation].run(world, identity))
    return reply


def _own(document: Document, operation: str) -> Document:
    """Keep what an operation takes; no tags are answered as an empty mapping, which no operation takes."""
    taken = members(operation_model(operation).input_shape)
    kept = {name: value for name, value in document.items() if name in taken and (name, value) != ("Tags", {})}
    return {**kept, **({_CREATED: document[_CREATED]} if _CREATED in document else {})}


def _dump(world: World, domain: Domain) -> Document:
    dumped = _own(_read(world, "GetDomain", {"DomainName": domain.name}), "CreateDomain")
    dumped.pop("DomainName")
    for section in SECTIONS:
        entries = dict(_dump_section(world, domain, section))
        if entries:
            dumped[section.name] = entries
    kinds = [each.name for each in domain.domain_object_types]
    catalogue = {kind: [json.loads(each.text) for each in domain.domain_objects.of(kind)] for kind in kinds}
    if catalogue:
        dumped["DomainObjects"] = catalogue
    dumped["Portraits"] = [portray(profile) for profile in domain.profiles]
    plain: Document = json.loads(json.dumps(dumped, default=_iso))
    return plain


def _dump_section(world: World, domain: Domain, section: Section) -> Iterator[tuple[str, Document]]:
    for entity in domain.taggable[section.arn_path]:
        if getattr(entity, "is_implicit", False) or getattr(entity, "created_at", None) is None:
            continue  # a template that was merely used, a default attribute: both come back by themselves
        reply = _read(world, section.read, {"DomainName": domain.name, section.named_by: entity.name})
        document = _own(reply, section.write)
        left_out = {"DomainName", section.named_by, *(_FROM_TEMPLATE if "TemplateId" in document else ())}
        yield entity.name, {name: value for name, value in document.items() if name not in left_out}


def _text(source: object) -> str:
    return source if isinstance(source, str) else _encode(source)


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadRequest(f"CreatedAt must be an ISO 8601 time, not {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"A scenario cannot carry {value!r}")
