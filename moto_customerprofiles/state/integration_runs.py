"""Data that comes in through an integration: record by record, and what fails goes to the dead letters.

The reasons are those that the Administrator Guide lists for the dead-letter queue (enabling Customer Profiles), as far
as it has one for the case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, cast

from moto_customerprofiles.engine.flow_tasks import Task, compile_tasks
from moto_customerprofiles.engine.integrations import UNSTRUCTURED
from moto_customerprofiles.engine.source_files import Unreadable, read_file
from moto_customerprofiles.engine.source_objects import LARGEST_OBJECT, check_size, parse_object
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import NeighbourMissing
from moto_customerprofiles.state.dead_letters import bury
from moto_customerprofiles.state.intake import way_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from moto_customerprofiles.engine.flow_definitions import FlowDefinition
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.record import Record

_TOO_LARGE = f"Your data contains profile object larger than {LARGEST_OBJECT} bytes"
_NO_KEY = "The UNIQUE key or PROFILE key does not exist in the profile object"


class Run(NamedTuple):
    """What came of the records of one run: the unique keys of those taken in, and how many were not."""

    unique_keys: list[str]
    failed: int


def ingest_records(
    domain: Domain, integration: Record, records: Iterable[str | Unreadable], event: str | None = None
) -> Run:
    """Take in records, given as JSON texts, as if the integration had brought them.

    Raises:
        BadRequest: no object type can be told for them; `event` chooses among those of an event source.

    """
    name = _object_type(integration, event)
    put = way_in(domain, name)
    passage = _passage(integration)
    keys: list[str] = []
    before = len(domain.dead_letters)
    for record in records:
        buried = len(domain.dead_letters)
        if isinstance(record, Unreadable):
            bury(domain, name, record.text, record.reason)
            continue
        text = passage(record)
        try:
            key = put(text)
        except BadRequest as refused:
            bury(domain, name, text, _reason(domain, name, text, refused))
            continue
        if len(domain.dead_letters) == buried:  # a valid object may still find no place
            keys.append(key)
    return Run(keys, len(domain.dead_letters) - before)


def files_of(domain: Domain, integration: Record) -> Iterator[str | Unreadable]:
    """Answer the records of all files in the bucket of an integration, file after file.

    Raises:
        BadRequest: the integration has no bucket, or S3 does not have it.

    """
    bucket, prefix = _bucket(integration)
    neighbours = domain.world.neighbours
    try:
        for key in neighbours.list_objects(bucket, prefix):
            yield from read_file(neighbours.read_object(bucket, key))
    except NeighbourMissing as missing:
        raise BadRequest(str(missing)) from None


def _object_type(integration: Record, event: str | None) -> str:
    by_event = integration.member("ObjectTypeNames")
    if isinstance(by_event, dict):
        names = {by_event[event]} if event in by_event else set(by_event.values()) if event is None else set()
        if len(names) != 1:
            raise BadRequest(f"Choose an event of integration {integration.name}: {', '.join(by_event)}")
        return str(names.pop())
    name = integration.member("ObjectTypeName")
    if not isinstance(name, str) or name == UNSTRUCTURED:
        raise BadRequest(f"Integration {integration.name} has no object type that could read records")
    return name


def _passage(integration: Record) -> Callable[[str], str]:
    """Answer what the tasks of a flow that was defined here make of a record; without them it stays as it is."""
    flow = integration.member("FlowDefinition")
    tasks = cast("list[Task]", flow.get("Tasks") or []) if isinstance(flow, dict) else []
    if not tasks:
        return lambda text: text
    passage = compile_tasks(tasks)

    def pass_on(text: str) -> str:
        try:
            return json.dumps(passage(parse_object(text)), ensure_ascii=False)
        except BadRequest:
            return text  # what is no JSON object is refused further on

    return pass_on


def _reason(domain: Domain, name: str, text: str, refused: BadRequest) -> str:
    """Answer the documented reason for a refusal; profiles refuse a readable object for want of its keys only."""
    try:
        check_size(text)
    except BadRequest:
        return _TOO_LARGE
    try:
        parse_object(text)
    except BadRequest as unreadable:
        return unreadable.message
    return refused.message if name in domain.domain_object_types else _NO_KEY


def _bucket(integration: Record) -> tuple[str, str]:
    flow = cast("FlowDefinition | None", integration.member("FlowDefinition"))
    if flow is not None:
        properties: Mapping[str, str] = cast(
            "Mapping[str, str]", flow["SourceFlowConfig"]["SourceConnectorProperties"].get("S3", {})
        )
        bucket, prefix = properties.get("BucketName", ""), properties.get("BucketPrefix", "")
    else:
        scheme, _, place = integration.name.partition("://")
        bucket, _, prefix = place.partition("/") if scheme == "s3" else ("", "", "")
    if not bucket:
        raise BadRequest(f"Integration {integration.name} does not read from a bucket")
    return bucket, prefix
