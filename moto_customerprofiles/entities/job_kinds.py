"""All kinds of jobs: the statuses of each in their order, and what its end brings about.

A new kind is a new row here. What the words under `end` say is done by a driver of the services, and the package is not
imported while a kind with an end has none (`services.chores`).
"""

from __future__ import annotations

from typing import NamedTuple


class JobKind(NamedTuple):
    """One kind of job.

    `paths` are the ways that such a job takes, each with its statuses in order; no two begin with the same status.
    `end` says what happens when a job is over, None if its status is all that changes.
    """

    paths: tuple[tuple[str, ...], ...]
    end: str | None = None


JOB_KINDS: dict[str, JobKind] = {
    "calculated_attribute": JobKind((("PREPARING", "IN_PROGRESS", "COMPLETED"),)),
    "data_store": JobKind((("0", "100"), ("OFF",)), "statistics of attributes are calculated from then on"),
    "identity_resolution_job": JobKind(
        (("PREPROCESSING", "FIND_MATCHING", "MERGING", "COMPLETED"),), "matches are kept, and merged or exported"
    ),
    "integration_workflow": JobKind((("NOT_STARTED", "IN_PROGRESS", "COMPLETE"),), "the integration is made"),
    "recommender": JobKind(
        (
            ("PENDING", "IN_PROGRESS", "ACTIVE"),
            ("STOPPING", "INACTIVE"),
            ("STARTING", "ACTIVE"),
            ("DELETING", "DELETED"),
        ),
        "the first version is trained, or the recommender is gone",
    ),
    "recommender_filter": JobKind(
        (("PENDING", "IN_PROGRESS", "ACTIVE"), ("DELETING", "DELETED")), "the filter is gone"
    ),
    "recommender_update": JobKind((("PENDING", "IN_PROGRESS", "ACTIVE"),), "the update takes effect"),
    "rule_based_matching": JobKind((("IN_PROGRESS", "ACTIVE"),), "the rules are in force, and their matches exported"),
    "segment_estimate": JobKind((("RUNNING", "SUCCEEDED"),)),
    "segment_snapshot": JobKind((("IN_PROGRESS", "COMPLETED"),), "the segment is evaluated, and its files written"),
    "segment_subscription": JobKind((("STARTING", "RUNNING"),), "the baseline is taken"),
    "upload_job": JobKind((("CREATED",), ("IN_PROGRESS", "SUCCEEDED")), "the file is imported"),
}
"""The kinds of jobs by their names, which moto's state manager knows with the prefix `customerprofiles::`."""


def statuses(kind: str, first: str) -> tuple[str, ...]:
    """Return the statuses of a job of a kind in their order, by the first of them.

    >>> statuses("upload_job", "IN_PROGRESS")
    ('IN_PROGRESS', 'SUCCEEDED')

    Raises:
        ValueError: no job of this kind begins with this status.

    """
    for path in JOB_KINDS[kind].paths:
        if path[0] == first:
            return path
    raise ValueError(f"No {kind} begins with status {first}")
