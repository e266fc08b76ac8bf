"""Building a domain from a scenario."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hooks.scenarios.calls import cut_to_input, write
from moto_customerprofiles.hooks.scenarios.sections import ALL_SECTIONS, CREATED, DATA, SECTIONS
from moto_customerprofiles.reactions import react
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.ingestion.domain_objects import put_domain_object
from moto_customerprofiles.services.ingestion.ingestion import ingest
from moto_customerprofiles.services.ingestion.object_types import type_for_objects
from moto_customerprofiles.services.views.profile_dumps import restore
from moto_customerprofiles.wire.model import members, operation_model
from moto_customerprofiles.wire.newest_model import why_absent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moto_customerprofiles.hooks.scenarios.calls import Document
    from moto_customerprofiles.services.views.profile_dumps import ProfileDump
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


def load_domain(world: World, name: str, document: Document) -> None:
    """Build a domain with all that a scenario has of it; `BadRequest` if something in it breaks a rule."""
    _check_sections(name, document)
    write(world, "CreateDomain", {**cut_to_input(document, "CreateDomain"), "DomainName": name})
    domain = world.domains.require(name)
    for section in SECTIONS:
        for key, properties in _named(document, section.name).items():
            write(world, section.write, {**properties, "DomainName": name, section.named_by: key})
    for object_type, sources in _listed(document, "DomainObjects").items():
        for source in sources:
            put_domain_object(domain, object_type, _text(source))
    react(world)
    for dump in cast("list[ProfileDump]", document.get("Portraits", [])):
        _restore(domain, dump)
        react(world)
    for profile in cast("list[Document]", document.get("Profiles", [])):
        _load_profile(world, name, profile)
    _load_objects(world, domain, _listed(document, "Objects"))
    consistency.settle(domain)


@contextmanager
def collector_resting() -> Iterator[None]:
    """Keep Python from looking for garbage in what only grows: a third of the time of a large load."""
    was_enabled = gc.isenabled()
    try:
        gc.disable()
        yield
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()  # what is new now stands with what is old, where the collector reads it again in due course
    finally:
        if was_enabled:
            gc.enable()


def _check_sections(name: str, document: Document) -> None:
    configuration = members(operation_model("CreateDomain").input_shape)
    known = {CREATED, *DATA, *configuration, *(section.name for section in SECTIONS)}
    if unknown := sorted(document.keys() - known):
        why = [f"; {why_absent(section.write)}" for section in ALL_SECTIONS if section.name in unknown]
        raise BadRequest(
            f"Unknown sections {unknown} in the scenario of domain {name}; there are {sorted(known)}{''.join(why)}"
        )


def _load_profile(world: World, name: str, document: Document) -> None:
    fields = {key: value for key, value in document.items() if key != "Keys"}
    created = write(world, "CreateProfile", {**fields, "DomainName": name})
    for key_name, values in _listed(document, "Keys").items():
        write(world, "AddProfileKey", {**created, "DomainName": name, "KeyName": key_name, "Values": values})
    react(world)


def _load_objects(world: World, domain: Domain, objects: Mapping[str, Iterable[object]]) -> None:
    """Ingest objects without the way through the protocol, which is most of what a call costs."""
    for name, sources in objects.items():
        object_type = type_for_objects(domain, name)
        for source in sources:
            ingest(domain, object_type, _text(source))
            react(world)


def _restore(domain: Domain, dump: ProfileDump) -> None:
    try:
        restore(domain, dump)
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise BadRequest(f"A portrait of domain {domain.name} is not one that was dumped: {broken!r}") from None


def _named(document: Document, section: str) -> dict[str, Document]:
    return cast("dict[str, Document]", document.get(section, {}))


def _listed(document: Document, section: str) -> dict[str, list[object]]:
    return cast("dict[str, list[object]]", document.get(section, {}))


def _text(source: object) -> str:
    return source if isinstance(source, str) else compact(source)
