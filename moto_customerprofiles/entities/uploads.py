"""An upload job and what it has done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.jobs import WithJob

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.uploads.records import Failed
    from moto_customerprofiles.entities.jobs import Job


@dataclass(frozen=True)
class Results:
    """How many records created a profile, updated one, or failed."""

    updated_records: int = 0
    created_records: int = 0
    failed_records: int = 0


@dataclass(frozen=True)
class UploadJob(WithJob):
    """One upload job; its name is its id."""

    name: str
    display_name: str
    fields: Mapping[str, t.ObjectTypeFieldTypeDef]
    unique_key: str
    data_expiry: int
    job: Job
    created_at: datetime
    client_token: str
    status_reason: str | None = None
    completed_at: datetime | None = None
    results_summary: Results | None = None
    failures: tuple[Failed, ...] = ()
    """Why the first records failed, or the file as a whole, for tests that wonder."""

    @property
    def job_id(self) -> str:
        """The id, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """Where the job stands."""
        return self.job.status
