"""The history of a profile: what happened to it, to its objects and to its keys, and who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from moto_customerprofiles.operation import operation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.history import HistoryRecord
    from moto_customerprofiles.state.world import World

_FILTERS: tuple[tuple[Literal["ObjectTypeName", "ActionType", "PerformedBy"], str], ...] = (
    ("ObjectTypeName", "object_type_name"),
    ("ActionType", "action_type"),
    ("PerformedBy", "performed_by"),
)


@operation("ListProfileHistoryRecords")
def list_profile_history_records(
    world: World, request: t.ListProfileHistoryRecordsRequestTypeDef
) -> Listing[HistoryRecord]:
    """List what happened to a profile, newest first; filters are joined by "and"."""
    records = world.domain(request).history.of(request["ProfileId"])
    wanted = [(attribute, request[name]) for name, attribute in _FILTERS if name in request]
    if not wanted:
        return records
    return records.where(lambda record: all(getattr(record, attribute) == value for attribute, value in wanted))


@operation("GetProfileHistoryRecord")
def get_profile_history_record(world: World, request: t.GetProfileHistoryRecordRequestTypeDef) -> HistoryRecord:
    """Return one record with its content: the profile, object or key that it is about."""
    return world.domain(request).history.require(request["ProfileId"], request["Id"])
