"""Hints about segments: fields that no profile has, dates that cannot be read, a stream that is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate, SubjectInContext
from moto_customerprofiles.errors import did_you_mean, shown
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.state.hints import found_hint
from moto_customerprofiles.state.survey import MOST_OBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.segments.dimensions import Condition
    from moto_customerprofiles.state.survey import Survey


@found_hint
def segment_field_unseen(survey: Survey) -> Iterator[Finding]:
    """Warn of a segment over a field that no profile has had."""
    seen = {path for profile in survey.profiles for path in profile.fields}
    for definition in survey.domain.segment_definitions if seen else ():
        for path in sorted(definition.selection.uses.profile_attributes - seen):
            yield Finding(
                f"segment {definition.name}, field {shown(path)}",
                f"no profile has it{did_you_mean(path, seen)}",
                "Let a mapping or CreateProfile write the field; a custom field stands below Attributes",
            )


@found_hint
def segment_date_unreadable(survey: Survey) -> Iterator[Finding]:
    """Warn of a date that a segment cannot read: such a value meets neither BEFORE nor AFTER, ON nor BETWEEN."""
    context = Evaluation(survey.domain)
    for definition in survey.domain.segment_definitions:
        segment = definition.selection.segment
        for condition in segment.conditions if segment else ():
            if condition.compares_dates and (value := _unread(condition, survey, context)):
                yield Finding(
                    f"segment {definition.name}, {condition.kind.label} {shown(condition.name)}",
                    f'"{shown(value)}" cannot be read as a date by {condition.operator}',
                    "Write dates as ISO 8601, such as 2024-01-31 or 2024-01-31T10:00:00Z, or as epoch numbers",
                )


def _unread(condition: Condition, survey: Survey, context: Evaluation) -> str | None:
    for profile in survey.profiles[:MOST_OBJECTS]:
        try:
            value = condition.actual(SubjectInContext(profile, context))
        except CannotEvaluate:
            return None
        if value and condition.cannot_read(value):
            return value
    return None


@found_hint
def segment_stream_lost(survey: Survey) -> Iterator[Finding]:
    """Warn of a stream of segments whose records nobody can read: its Kinesis stream is gone."""
    stream = survey.domain.segment_stream
    if stream is not None and stream.state == "UNHEALTHY":
        yield Finding(
            f"stream of segments {shown(stream.destination_arn)}",
            f"its records are lost: {stream.failure_reason}",
            "Create the Kinesis stream again, in the account and region of the domain",
        )
