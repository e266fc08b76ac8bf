"""Snapshots: the members of a segment as a file on S3.

A snapshot evaluates its segment and writes its files when its job comes to its end. The Administrator Guide (exporting
segments) says that a test file is left beside the data; the keys of both are our choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segment_exports import WRITERS, export_answer, export_profiles
from moto_customerprofiles.engine.segments import CannotEvaluate
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.segment_evaluation import Evaluation

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segment_exports import Export
    from moto_customerprofiles.ports import NeighbourMissing, Neighbours
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job
    from moto_customerprofiles.state.segments import SegmentDefinition

_DESTINATION = re.compile(r"s3://(?P<bucket>[a-z0-9.-]{3,63})(/(?P<prefix>.*?))?/?", re.ASCII)
_TEST_FILE = ".customer-profiles-write-test"
_LONGEST_MESSAGE = 1000


@dataclass(frozen=True)
class SegmentSnapshot:
    """One snapshot of a segment; once COMPLETED, one of an SQL segment knows who was in it."""

    name: str
    segment_name: str
    job: Job
    created_at: datetime
    data_format: str
    bucket: str
    prefix: str
    destination_uri: str
    encryption_key: str | None = None
    role_arn: str | None = None
    status_message: str | None = None
    completed_at: datetime | None = None
    members: frozenset[str] = frozenset()

    @property
    def snapshot_id(self) -> str:
        """The id, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """How far the job is."""
        return self.job.status

    def key(self, *parts: str) -> str:
        """Spell the key of a file below the destination."""
        return "/".join(part for part in (self.prefix, *parts) if part)


def take(
    domain: Domain, definition: SegmentDefinition, request: t.CreateSegmentSnapshotRequestTypeDef
) -> SegmentSnapshot:
    """Begin a snapshot; BadRequest if its destination cannot be written."""
    _check_quota(domain)
    uri = request.get("DestinationUri", "")
    destination = _DESTINATION.fullmatch(uri)
    if destination is None:
        raise BadRequest("DestinationUri must be s3://bucket or s3://bucket/prefix")
    if not domain.world.neighbours.bucket_exists(destination["bucket"]):
        raise BadRequest(f"Bucket {destination['bucket']} of the DestinationUri does not exist")
    snapshot = SegmentSnapshot(
        domain.world.ids.hex(),
        definition.name,
        domain.world.begin("segment_snapshot", "IN_PROGRESS", "COMPLETED"),
        domain.world.now,
        request["DataFormat"],
        destination["bucket"],
        destination["prefix"] or "",
        uri,
        request.get("EncryptionKey"),
        request.get("RoleArn"),
    )
    return _completed(domain, domain.segment_snapshots.add(snapshot))


def look_at(domain: Domain, snapshot: SegmentSnapshot) -> SegmentSnapshot:
    """Answer a snapshot as it is found at this look, which may be its end."""
    if snapshot.job.is_over:
        return snapshot
    looked_at = replace(snapshot, job=domain.world.look(snapshot.job))
    return _completed(domain, domain.segment_snapshots.replace(looked_at))


def require(domain: Domain, definition: SegmentDefinition, snapshot_id: str) -> SegmentSnapshot:
    """Answer a snapshot of this segment; ResourceNotFound for one of another too."""
    snapshot = domain.segment_snapshots.require(snapshot_id)
    if snapshot.segment_name != definition.name:
        raise domain.segment_snapshots.kind.missing(snapshot_id)
    return snapshot


def last_completed(domain: Domain, segment_name: str) -> SegmentSnapshot | None:
    """Find the newest completed snapshot of a segment."""
    mine = [one for one in domain.segment_snapshots if one.segment_name == segment_name and one.completed_at]
    return mine[-1] if mine else None


def _check_quota(domain: Domain) -> None:
    limit = domain.world.settings.quotas.segment_snapshots_per_day
    today = [one for one in domain.segment_snapshots if one.created_at.date() == domain.world.now.date()]
    if domain.world.settings.enforce_quotas and len(today) >= limit:
        raise BadRequest(f"Limit of {limit} segment snapshots per day and domain exceeded")


def _completed(domain: Domain, snapshot: SegmentSnapshot) -> SegmentSnapshot:
    """Do what a snapshot is for, if its job is over."""
    if not snapshot.job.is_over:
        return snapshot
    try:
        _check_key(domain, snapshot)
        export, members = _export(domain, snapshot)
        _write(domain, snapshot, WRITERS[snapshot.data_format](export))
    except CannotEvaluate as failure:
        return domain.segment_snapshots.replace(_failed(snapshot, str(failure)))
    return domain.segment_snapshots.replace(replace(snapshot, completed_at=domain.world.now, members=members))


def _failed(snapshot: SegmentSnapshot, message: str) -> SegmentSnapshot:
    message = message[:_LONGEST_MESSAGE]
    return replace(snapshot, job=snapshot.job.ending("FAILED"), status_message=message, completed_at=None)


def _check_key(domain: Domain, snapshot: SegmentSnapshot) -> None:
    """Only of a key of this account and region can we tell that it does not exist."""
    world, key = domain.world, snapshot.encryption_key or ""
    here = f"arn:{world.partition}:kms:{world.region}:{world.account_id}:key/"
    if key.startswith(here) and not world.neighbours.kms_key_exists(key):
        raise CannotEvaluate(f"EncryptionKey {key} does not exist")


def _export(domain: Domain, snapshot: SegmentSnapshot) -> tuple[Export, frozenset[str]]:
    definition = domain.segment_definitions.require(snapshot.segment_name)
    evaluation = Evaluation(domain)
    if definition.selection.sql is None:
        return export_profiles(evaluation.members(definition.selection, definition.segment_sort)), frozenset()
    answer = evaluation.answer(definition.selection.sql)
    known = frozenset(profile_id for profile_id in answer.profile_ids if domain.profiles.get(profile_id))
    return export_answer(answer, known.__contains__), known


def _write(domain: Domain, snapshot: SegmentSnapshot, file: bytes) -> None:
    path = (domain.name, snapshot.segment_name, snapshot.name, f"part-00000.{snapshot.data_format.lower()}")
    for key, body in ((snapshot.key(_TEST_FILE), b""), (snapshot.key(*path), file)):
        domain.world.send(
            partial(_put, snapshot.bucket, key, body, snapshot.encryption_key),
            failed=partial(_lost, domain, snapshot.name),
        )


def _put(bucket: str, key: str, body: bytes, kms_key: str | None, neighbours: Neighbours) -> None:
    neighbours.write_object(bucket, key, body, kms_key)


def _lost(domain: Domain, snapshot_id: str, missing: NeighbourMissing) -> None:
    """Fail a snapshot whose bucket went between the check and the delivery."""
    snapshot = domain.segment_snapshots.get(snapshot_id)
    if snapshot is not None:
        domain.segment_snapshots.replace(_failed(snapshot, str(missing)))
