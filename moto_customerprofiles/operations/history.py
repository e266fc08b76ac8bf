"""The history of a profile: what happened to it, to its objects and to its keys, and who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import Reply, operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.history import HistoryRecord
    from moto_customerprofiles.state.world import World


@operation("ListProfileHistoryRecords")
def list_profile_history_records(
    world: World, request: t.ListProfileHistoryRecordsRequestTypeDef
) -> Iterable[HistoryRecord]:
    """List what happened to a profile, newest first; filters are joined by "and"."""
    records = world.domain(request).history.of(request["ProfileId"])
    wanted = (request.get("ObjectTypeName"), request.get("ActionType"), request.get("PerformedBy"))
    return [record for record in records if _matches(record, wanted)]


@operation("GetProfileHistoryRecord")
def get_profile_history_record(world: World, request: t.GetProfileHistoryRecordRequestTypeDef) -> Reply:
    """Answer one record with its content: the profile, object or key that it tells of."""
    return world.domain(request).history.require(request["ProfileId"], request["Id"])


def _matches(record: HistoryRecord, wanted: tuple[str | None, ...]) -> bool:
    actual = (record.object_type_name, record.action_type, record.performed_by)
    return all(want in {None, have} for want, have in zip(wanted, actual, strict=True))
