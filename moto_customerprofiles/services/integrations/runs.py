"""Data that comes in through an integration: record by record, and what fails goes to the dead letters.

The reasons are those that the Administrator Guide lists for the dead-letter queue (enabling Customer Profiles), as far
as it has one for the case.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.flow_tasks import Dropped, compile_tasks
from moto_customerprofiles.engine.integrations.forms import UNSTRUCTURED
from moto_customerprofiles.engine.integrations.source_files import Unreadable
from moto_customerprofiles.engine.mapping.source_objects import LARGEST_OBJECT, check_size, parse_object
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.ingestion.dead_letters import add_dead_letter
from moto_customerprofiles.services.ingestion.intake import ingester_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moto_customerprofiles.entities.integrations import Integration
    from moto_customerprofiles.state.domain import Domain

_TOO_LARGE = f"Your data contains profile object larger than {LARGEST_OBJECT} bytes"
_NO_KEY = "The UNIQUE key or PROFILE key does not exist in the profile object"


class Run(NamedTuple):
    """What came of the records of one run: the unique keys of those taken in, and how many were not."""

    unique_keys: list[str]
    failed: int


def ingest_records(
    domain: Domain, integration: Integration, records: Iterable[str | Unreadable], event: str | None = None
) -> Run:
    """Take in records, given as JSON texts, as if the integration had brought them.

    Raises:
        BadRequest: no object type is known for them; `event` chooses among those of an event source. Or a task of the
            flow cannot be carried out, or terminates it.

    """
    name = _object_type(integration, event)
    put, passage = ingester_for(domain, name), _passage(integration)
    passed = (found for each in records if (found := _passed(each, passage)) is not None)
    outcomes = [_take_in(domain, name, put, each) for each in passed]
    keys = [key for key in outcomes if key is not None]
    return Run(keys, len(outcomes) - len(keys))


def _passed(record: str | Unreadable, passage: Callable[[str], str]) -> str | Unreadable | None:
    """Return what a flow makes of a record, None if the flow leaves it out; unreadable if a task fails on it."""
    if isinstance(record, Unreadable):
        return record
    try:
        return passage(record)
    except Dropped:
        return None
    except ValueError as reason:
        return Unreadable(record, str(reason))


def _take_in(domain: Domain, name: str, put: Callable[[str], str], record: str | Unreadable) -> str | None:
    """Take in one record and return its unique key; None if it has become a dead letter."""
    if isinstance(record, Unreadable):
        add_dead_letter(domain, name, record.text, record.reason, "Mend the record, or the tasks of the flow")
        return None
    before = len(domain.dead_letters)
    try:
        key = put(record)
    except BadRequest as refused:
        reason = _reason(domain, name, record, refused)
        add_dead_letter(domain, name, record, reason, "Mend the record, or the object type that reads it")
        return None
    return key if len(domain.dead_letters) == before else None  # a valid object may still find no place


def _object_type(integration: Integration, event: str | None) -> str:
    by_event = integration.object_type_names
    if by_event is not None:
        names = {by_event[each] for each in by_event if event in (None, each)}
        if len(names) != 1:
            raise BadRequest(f"Choose an event of integration {integration.name}: {', '.join(by_event)}")
        return names.pop()
    name = integration.object_type_name
    if name is None or name == UNSTRUCTURED:
        raise BadRequest(f"Integration {integration.name} has no object type that could read records")
    return name


def _passage(integration: Integration) -> Callable[[str], str]:
    """Return what the tasks of a flow that was defined here make of a record; without them it stays as it is."""
    tasks = integration.flow_definition.get("Tasks") if integration.flow_definition else None
    if not tasks:
        return lambda text: text
    passage = compile_tasks(tasks)

    def pass_on(text: str) -> str:
        try:
            record = parse_object(text)
        except BadRequest:
            return text  # what is no JSON object is refused further on
        return json.dumps(passage(record), ensure_ascii=False)

    return pass_on


def _reason(domain: Domain, name: str, text: str, refused: BadRequest) -> str:
    """Return the documented reason for a refusal; profiles refuse a readable object for want of its keys only."""
    try:
        check_size(text)
    except BadRequest:
        return _TOO_LARGE
    try:
        parse_object(text)
    except BadRequest as unreadable:
        return unreadable.message
    return refused.message if name in domain.domain_object_types else _NO_KEY
