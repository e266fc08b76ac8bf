"""What a segment is evaluated for: one profile, and the domain around it that answers what the profile does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.profiles.origins import Fields


class Subject(Protocol):
    """A profile, as far as segments read it."""

    @property
    def profile_id(self) -> str: ...  # noqa: D102  the class says it
    @property
    def fields(self) -> Fields: ...  # noqa: D102  # the class says it


class Context(Protocol):
    """What a segment asks about a profile."""

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        """Return whether the profile is in a source segment.

        Raises:
            CannotEvaluate: the source segment cannot be evaluated.

        """

    def calculated_value(
        self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject
    ) -> str | None:
        """Return the value of a calculated attribute, over another time range if `overrides` has one."""


class CannotEvaluate(Exception):
    """A segment cannot be evaluated (any more): a segment that it is built on is gone, or its SQL does not run."""


class SubjectInContext(NamedTuple):
    """One profile with the context in which a segment is evaluated for it."""

    subject: Subject
    context: Context
