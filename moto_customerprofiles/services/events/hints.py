"""Hints about event triggers and event streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.events.triggers import readers
from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.errors import BadRequest, shown
from moto_customerprofiles.services.events.triggers import integration_of, sources_of
from moto_customerprofiles.state.hints import found_hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moto_customerprofiles.engine.events.triggers import Reader
    from moto_customerprofiles.entities.events import EventTrigger
    from moto_customerprofiles.state.survey import Survey


@found_hint
def trigger_attribute_unseen(survey: Survey) -> Iterator[Finding]:
    """Warn of an event trigger over an attribute that no object has had: only a negation can hold for it."""
    for trigger in survey.domain.event_triggers:
        documents = survey.documents_of(trigger.object_type_name)
        for name, read in _readers(survey, trigger).items() if documents else ():
            if not any(read(document) for document in documents):
                near = survey.nearest_path(name, documents)
                yield Finding(
                    f"event trigger {trigger.name}, attribute {shown(name)}",
                    f"no object of type {trigger.object_type_name} has it{near}",
                    "Name a member of the objects by Source, as a path without _source, or a field by FieldName",
                )


def _readers(survey: Survey, trigger: EventTrigger) -> Mapping[str, Reader]:
    try:
        sources = sources_of(survey.domain, trigger.object_type_name)
        return dict(readers(trigger.event_trigger_conditions, sources))
    except BadRequest:  # the object type has lost a field that the trigger reads
        return {}


@found_hint
def trigger_without_integration(survey: Survey) -> Iterator[Finding]:
    """Warn of an event trigger that no integration names: it does nothing (Administrator Guide, event triggers)."""
    for trigger in survey.domain.event_triggers:
        if integration_of(survey.domain, trigger.name) is None:
            yield Finding(
                f"event trigger {trigger.name}",
                "no integration names it, so that it does nothing",
                "Call PutIntegration with the trigger in EventTriggerNames and the ARN of a campaign as Uri",
            )


@found_hint
def event_stream_stopped(survey: Survey) -> Iterator[Finding]:
    """Warn of an event stream whose records nobody can read: its Kinesis stream is gone."""
    for stream in survey.domain.event_streams:
        if not stream.is_running:
            yield Finding(
                f"event stream {stream.name}",
                f"its records are lost: {stream.destination.message}",
                "Create the Kinesis stream again, in the account and region of the domain",
            )
