"""What a domain remembers of its ML-based matching; `services.matching.identity_resolution` changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.entities.identity_jobs import Outcome
from moto_customerprofiles.state.collection import Collection, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.identity_jobs import IdentityJob
    from moto_customerprofiles.entities.match_snapshots import MatchSnapshot
    from moto_customerprofiles.state.call import Call

_KIND = Kind("Identity resolution job")


class IdentityResolution:
    """The Matching block of a domain, its jobs, and the matches of the latest finished one.

    `current` is the id of the job that is pending or running, `has_run` is about the time since matching was enabled,
    `outcome` is how the next run ends. `searched` has the version of the profiles and the settings of merging at the
    end of the latest run: as long as they stay the same, a further run finds the same.
    """

    def __init__(self, call: Call, domain_name: str) -> None:
        self.settings: t.MatchingRequestTypeDef | None = None
        self.snapshot: MatchSnapshot | None = None
        self.jobs: Collection[IdentityJob] = Collection(_KIND.of(domain_name), call.journal, call.settings)
        self.current: str | None = None
        self.enabled_at: datetime | None = None
        self.has_run = False
        self.outcome = Outcome()
        self.searched: tuple[int, t.AutoMergingUnionTypeDef] | None = None

    @property
    def job(self) -> IdentityJob | None:
        """The job that is pending or running."""
        return self.jobs.get(self.current) if self.current else None
