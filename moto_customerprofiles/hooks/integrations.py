"""Integrations in the hands of a test: bring records in, read a bucket, fill the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.hook import hook
from moto_customerprofiles.services.ingestion import domain_objects
from moto_customerprofiles.services.integrations.files import files_of
from moto_customerprofiles.services.integrations.runs import Run, ingest_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moto_customerprofiles.state.world import World


class Outcome(TypedDict):
    """What came of records: the unique keys of those taken in, and how many were not."""

    ProfileObjectUniqueKeys: list[str]
    Failed: int


@hook("POST", "domains/{domain_name}/integrations/records")
def ingest_integration(
    world: World, domain_name: str, uri: str, records: Sequence[object], event: str | None = None
) -> Outcome:
    """Take in records as if an integration had brought them; what fails goes to the dead letters.

    A record is a JSON object or its text. An event source with several object types needs the `event` that chooses one.
    """
    domain = world.domains.require(domain_name)
    return _answer(ingest_records(domain, domain.integrations.require(uri), map(_text, records), event))


@hook("POST", "domains/{domain_name}/integrations/run")
def run_integration(world: World, domain_name: str, uri: str) -> Outcome:
    """Read all CSV and JSON files below the prefix of an integration's bucket, and take in their records."""
    domain = world.domains.require(domain_name)
    integration = domain.integrations.require(uri)
    return _answer(ingest_records(domain, integration, files_of(domain, integration)))


@hook("POST", "domains/{domain_name}/domain-objects/{object_type_name}")
def put_domain_object(world: World, domain_name: str, object_type_name: str, source: Mapping[str, object] | str) -> str:
    """Put an object of a domain object type, given as a JSON object or its text, and return its unique key."""
    return domain_objects.put_domain_object(world.domains.require(domain_name), object_type_name, _text(source))


def _text(record: object) -> str:
    return record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)


def _answer(run: Run) -> Outcome:
    return {"ProfileObjectUniqueKeys": run.unique_keys, "Failed": run.failed}
