"""Snapshots: the members of a segment as a file on S3.

A snapshot evaluates its segment and writes its files when its job comes to its end. The Administrator Guide (exporting
segments) says that a test file is left beside the data; the keys of both are our choice.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.exports import WRITERS, export_answer, export_profiles
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.segments import SegmentSnapshot
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, does_not_exist, shown
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.exports import Export
    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.entities.segments import SegmentDefinition
    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.domain import Domain

JOB = "segment_snapshot"
_DESTINATION = re.compile(r"s3://(?P<bucket>[a-z0-9.-]{3,63})(/(?P<prefix>.*?))?/?", re.ASCII)
_TEST_FILE = ".customer-profiles-write-test"


def create(
    domain: Domain, definition: SegmentDefinition, request: t.CreateSegmentSnapshotRequestTypeDef
) -> SegmentSnapshot:
    """Begin a snapshot; `BadRequest` if its destination cannot be written."""
    call = domain.call
    today = [one for one in domain.segment_snapshots if one.created_at.date() == call.now.date()]
    call.settings.check_room("segment_snapshots_per_day", len(today), per="day and domain")
    uri = request.get("DestinationUri")
    if uri is None:
        raise BadRequest("DestinationUri is missing: give s3://bucket or s3://bucket/prefix")
    destination = _DESTINATION.fullmatch(uri)
    if destination is None:
        raise BadRequest(f"DestinationUri must be s3://bucket or s3://bucket/prefix, and not {shown(uri)}")
    if not call.neighbours.bucket_exists(destination["bucket"]):
        raise BadRequest(
            does_not_exist("Bucket", f"{destination['bucket']} of the DestinationUri") + ": create it in S3 first"
        )
    snapshot = SegmentSnapshot(
        name=call.ids.hex(),
        segment_definition_name=definition.name,
        job=call.begin(JOB, "IN_PROGRESS"),
        created_at=call.now,
        data_format=request["DataFormat"],
        bucket=destination["bucket"],
        prefix=destination["prefix"] or "",
        requested_uri=uri,
        encryption_key=request.get("EncryptionKey"),
        role_arn=request.get("RoleArn"),
    )
    driver.move(domain, domain.segment_snapshots.add(snapshot), snapshot.job)
    return domain.segment_snapshots.require(snapshot.name)


def require(domain: Domain, definition: SegmentDefinition, snapshot_id: str) -> SegmentSnapshot:
    """Return a snapshot of this segment; `ResourceNotFound` for one of another too."""
    snapshot = domain.segment_snapshots.require(snapshot_id)
    if snapshot.segment_definition_name != definition.name:
        missing = does_not_exist("Segment snapshot", snapshot_id, f"segment {definition.name}")
        raise ResourceNotFound(f"{missing}: it is one of segment {snapshot.segment_definition_name}")
    return snapshot


def last_completed(domain: Domain, segment_name: str) -> SegmentSnapshot | None:
    """Find the newest completed snapshot of a segment."""
    mine = [one for one in domain.segment_snapshots if one.segment_definition_name == segment_name]
    return next((snapshot for snapshot in reversed(mine) if snapshot.completed_at), None)


def _apply_status(domain: Domain, snapshot: SegmentSnapshot, job: Job) -> SegmentSnapshot:
    """Store a snapshot with its job as that now is; at its end, its files are written."""
    placed = replace(snapshot, job=job)
    return domain.segment_snapshots.replace(_exported(domain, placed) if job.is_over else placed)


def _exported(domain: Domain, snapshot: SegmentSnapshot) -> SegmentSnapshot:
    try:
        _check_key(domain, snapshot)
        export, members = _export(domain, snapshot)
        _write(domain, snapshot, WRITERS[snapshot.data_format](export))
    except CannotEvaluate as failure:
        return _failed(snapshot, str(failure))
    return replace(snapshot, completed_at=domain.call.now, members=members)


def _failed(snapshot: SegmentSnapshot, message: str) -> SegmentSnapshot:
    message = cut(message, "GetSegmentSnapshotResponse.StatusMessage")
    return replace(snapshot, job=snapshot.job.ending("FAILED"), status_message=message, completed_at=None)


def _check_key(domain: Domain, snapshot: SegmentSnapshot) -> None:
    """Only of a key of this account and region can we tell that it does not exist."""
    call, key = domain.call, snapshot.encryption_key or ""
    here = f"arn:{call.partition}:kms:{call.region}:{call.account_id}:key/"
    if key.startswith(here) and not call.neighbours.kms_key_exists(key):
        raise CannotEvaluate(does_not_exist("EncryptionKey", key))


def _export(domain: Domain, snapshot: SegmentSnapshot) -> tuple[Export, frozenset[str]]:
    definition = domain.segment_definitions.require(snapshot.segment_definition_name)
    evaluation = Evaluation(domain)
    if definition.selection.sql is None:
        return export_profiles(evaluation.members(definition.selection, definition.segment_sort)), frozenset()
    answer = evaluation.answer(definition.selection.sql)
    known = frozenset(profile_id for profile_id in answer.profile_ids if domain.profiles.get(profile_id))
    return export_answer(answer, known.__contains__), known


def _write(domain: Domain, snapshot: SegmentSnapshot, file: bytes) -> None:
    path = (domain.name, snapshot.segment_definition_name, snapshot.name, f"part-00000.{snapshot.data_format.lower()}")
    _put(domain, snapshot, snapshot.key(_TEST_FILE), b"")
    _put(domain, snapshot, snapshot.key(*path), file)


def _put(domain: Domain, snapshot: SegmentSnapshot, key: str, body: bytes) -> None:
    domain.call.send(
        lambda neighbours: neighbours.write_object(snapshot.bucket, key, body, snapshot.encryption_key),
        failed=partial(_lost, domain, snapshot.name),
    )


def _lost(domain: Domain, snapshot_id: str, failure: NeighbourFailed) -> None:
    """Fail a snapshot whose file the bucket did not take; another snapshot may succeed."""
    snapshot = domain.segment_snapshots.get(snapshot_id)
    if snapshot is not None:
        domain.segment_snapshots.replace(_failed(snapshot, str(failure)))


def _fail(domain: Domain, snapshot: SegmentSnapshot, reason: str) -> None:
    domain.segment_snapshots.replace(_failed(replace(snapshot, job=snapshot.job.ended(domain.call.now)), reason))


driver = JobDriver(JOB, _apply_status, _fail)
