"""The data store of a domain: the latest switch, and how far it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.job_kinds import statuses

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.entities.jobs import Job

JOB = "data_store"
PREPARING, READY = statuses(JOB, "0")
(OFF,) = statuses(JOB, "OFF")
_MESSAGES = {PREPARING: "Data store is being prepared", READY: "Data store is ready"}


@dataclass(frozen=True)
class DataStore:
    """The block as it was last sent, and when; once on, its job goes from 0 to 100 percent."""

    job: Job
    switched_at: datetime

    @property
    def enabled(self) -> bool:
        """Whether the data store is on."""
        return self.job.status != OFF

    @property
    def readiness(self) -> dict[str, object] | None:
        """How far the data store is; None while it is off. The texts are ours."""
        if not self.enabled:
            return None
        return {"ProgressPercentage": int(self.job.status), "Message": _MESSAGES[self.job.status]}
