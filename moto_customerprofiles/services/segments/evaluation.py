"""Who is in a segment now.

An evaluation belongs to one instant: it remembers, while it evaluates one profile, which source segments were asked for
already, and for the whole time what the SQL segments among them answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.sort import sort_members
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.errors import does_not_exist
from moto_customerprofiles.services.attributes.calculated_values import calculated_value
from moto_customerprofiles.services.segments import queries

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.answers import SqlAnswer
    from moto_customerprofiles.engine.segments.subjects import Subject
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.entities.segments import SegmentDefinition, Selection
    from moto_customerprofiles.state.domain import Domain


class Evaluation:
    """Evaluates segments of a domain as it is at this instant; every method may raise `CannotEvaluate`."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._sql_members: dict[str, frozenset[str]] = {}
        self._looking_at = ""
        self._found: dict[str, bool] = {}
        self._visiting: list[str] = []

    def contains(self, selection: Selection, profile: Subject) -> bool:
        """Whether a profile is selected."""
        if selection.segment:
            return selection.segment.contains(profile, self)
        return profile.profile_id in self._members_by_sql(selection.sql or "")

    def members(self, selection: Selection, sort: t.SegmentSortUnionTypeDef | None = None) -> list[Profile]:
        """List the selected profiles: in the order of a sort or of the SQL, else as they were created."""
        if selection.sql is not None:
            answer = queries.answer(self._domain, selection.sql, ids_only=True)
            found = map(self._domain.profiles.get, answer.profile_ids)
            return [profile for profile in found if profile is not None]
        selected = [profile for profile in self._domain.profiles if self.contains(selection, profile)]
        return sort_members(sort, selected, self) if sort else selected

    def answer(self, sql: str) -> SqlAnswer:
        """Run the query of an SQL segment, and return all of its columns."""
        return queries.answer(self._domain, sql)

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        """Whether a profile is in a segment of the domain; a segment that is gone or built on itself has no answer."""
        if subject.profile_id != self._looking_at:
            self._looking_at, self._found = subject.profile_id, {}
        if segment_name not in self._found:
            self._found[segment_name] = self._visit(segment_name, subject)
        return self._found[segment_name]

    def calculated_value(
        self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject
    ) -> str | None:
        """Give the value of a calculated attribute, as GetCalculatedAttributeForProfile would."""
        profile = self._domain.profiles.get(subject.profile_id)
        return None if profile is None else calculated_value(self._domain, profile, name, overrides)

    def _visit(self, segment_name: str, subject: Subject) -> bool:
        if segment_name in self._visiting:
            raise CannotEvaluate(f"Segment {segment_name} is built on itself")
        self._visiting.append(segment_name)
        try:
            return self.contains(_require(self._domain, segment_name).selection, subject)
        finally:
            self._visiting.pop()

    def _members_by_sql(self, sql: str) -> frozenset[str]:
        if sql not in self._sql_members:
            self._sql_members[sql] = frozenset(queries.answer(self._domain, sql, ids_only=True).profile_ids)
        return self._sql_members[sql]


def _require(domain: Domain, name: str) -> SegmentDefinition:
    definition = domain.segment_definitions.get(name)
    if definition is None:
        raise CannotEvaluate(does_not_exist("Source segment", name))
    return definition
