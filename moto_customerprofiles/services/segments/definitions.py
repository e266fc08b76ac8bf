"""Segment definitions: what was asked for, checked and compiled once.

A definition never changes: it is deleted and created again (service model). Creating one evaluates nothing; that what
it names must exist at that time is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.groups import Uses, compile_segment
from moto_customerprofiles.engine.segments.limits import check_limits
from moto_customerprofiles.engine.segments.sort import calculated_in
from moto_customerprofiles.entities.segments import SegmentDefinition, Selection
from moto_customerprofiles.errors import BadRequest, among, does_not_exist
from moto_customerprofiles.services.data_store.switch import require_enabled
from moto_customerprofiles.services.segments import queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.groups import SegmentGroups
    from moto_customerprofiles.state.domain import Domain


def create(domain: Domain, request: t.CreateSegmentDefinitionRequestTypeDef) -> SegmentDefinition:
    """Check and remember a new segment."""
    name = request["SegmentDefinitionName"]
    domain.segment_definitions.check_room(name)
    sort = request.get("SegmentSort")
    _check_calculated(domain, calculated_in(sort) if sort else ())
    return domain.segment_definitions.add(
        SegmentDefinition(
            name=name,
            display_name=request["DisplayName"],
            segment_definition_arn=domain.arn_in(domain.segment_definitions, name),
            created_at=domain.call.now,
            selection=select(domain, request.get("SegmentGroups"), request.get("SegmentSqlQuery"), name),
            description=request.get("Description"),
            segment_sort=sort,
            tags=dict(request.get("Tags", {})),
        )
    )


def delete(domain: Domain, definition: SegmentDefinition) -> None:
    """Forget a segment with its subscription and snapshots; what is built on it breaks (Administrator Guide)."""
    domain.segment_definitions.remove(definition.name)
    if definition.name in domain.segment_subscriptions:
        domain.segment_subscriptions.remove(definition.name)
    for snapshot in domain.segment_snapshots:
        if snapshot.segment_definition_name == definition.name:
            domain.segment_snapshots.remove(snapshot.name)


def select(domain: Domain, groups: SegmentGroups | None, sql: str | None, name: str | None = None) -> Selection:
    """Check what a segment, or an estimate without a name, is to select; `BadRequest` unless it is one of the two."""
    if (groups is None) == (sql is None):
        groups_member = "SegmentQuery" if name is None else "SegmentGroups"
        given = "neither" if sql is None else "both"
        raise BadRequest(f"Exactly one of {groups_member} and SegmentSqlQuery must be given, and {given} is")
    if groups is None:
        return _sql_selection(domain, sql or "")
    segment = compile_segment(groups)
    for source in segment.uses.source_segments:
        if source not in domain.segment_definitions and source != name:
            raise BadRequest(
                does_not_exist("Source segment", source, f"domain {domain.name}")
                + among(source, domain.segment_definitions.by_name)
            )
    _check_calculated(domain, segment.uses.calculated_attributes)
    check_limits(name, segment.uses, lambda source: _uses(domain, source))
    return Selection(groups, segment)


def _sql_selection(domain: Domain, sql: str) -> Selection:
    require_enabled(domain)
    queries.check(domain, sql)
    return Selection(sql=sql)


def _uses(domain: Domain, name: str) -> Uses | None:
    definition = domain.segment_definitions.get(name)
    return None if definition is None else definition.selection.uses


def _check_calculated(domain: Domain, names: Iterable[str]) -> None:
    for name in sorted(names):
        if name not in domain.calculated_attributes:
            raise BadRequest(
                does_not_exist("Calculated attribute", name, f"domain {domain.name}")
                + among(name, domain.calculated_attributes.by_name)
            )
