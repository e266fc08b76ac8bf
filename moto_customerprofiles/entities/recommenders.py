"""A recommender, its versions and its latest update, and a filter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import WithJob
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.recommenders.filters import Filter
    from moto_customerprofiles.entities.jobs import Job

PENDING, _, ACTIVE = statuses("recommender", "PENDING")
STOPPING, INACTIVE = statuses("recommender", "STOPPING")
STARTING, _ = statuses("recommender", "STARTING")
DELETING, GONE = statuses("recommender", "DELETING")
FAILED = "FAILED"
"""The statuses of recommenders, and of their filters as far as they have them; nobody sees one that is `GONE`."""


@dataclass(frozen=True)
class Version:
    """What one training made: a configuration, and how well it did."""

    recommender_version_name: str
    config: t.RecommenderConfigUnionTypeDef | None
    time: datetime
    metrics: Mapping[str, float]


@dataclass(frozen=True)
class Update:
    """The latest update: the configuration that it leads to, and the version, which it may have to train first."""

    recommender_config: t.RecommenderConfigUnionTypeDef | None
    recommender_version_name: str | None
    job: Job
    created_at: datetime
    last_updated_at: datetime
    trains: bool
    is_applied: bool = False
    failure_reason: str | None = None

    @property
    def status(self) -> str:
        """Where the update stands."""
        return self.job.status


@dataclass(frozen=True)
class Recommender(WithJob):
    """One recommender. `versions` are in the order of their training, `training_metrics` those that are to be shown."""

    name: str
    recommender_arn: str
    recommender_recipe_name: str
    job: Job
    created_at: datetime
    last_updated_at: datetime
    recommender_schema_name: str | None = None
    recommender_config: t.RecommenderConfigUnionTypeDef | None = None
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    active_recommender_version_name: str | None = None
    latest_recommender_update: Update | None = None
    failure_reason: str | None = None
    training_metrics: Sequence[Version] | None = None

    @property
    def recommender_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def recipe_name(self) -> str:
        """The recipe, as lists call it."""
        return self.recommender_recipe_name

    @property
    def status(self) -> str:
        """Where the recommender stands."""
        return self.job.status

    @property
    def is_moving(self) -> bool:
        """Whether the job of the recommender, or that of its latest update, may still move on."""
        update = self.latest_recommender_update
        return not self.job.is_over or (update is not None and not update.job.is_over)

    @property
    def config(self) -> t.RecommenderConfigUnionTypeDef:
        """The configuration, empty if none was given."""
        return self.recommender_config or {}

    def version(self, name: str) -> Version:
        """Return the version of this name; `BadRequest` if there is none."""
        found = next((version for version in self.versions if version.recommender_version_name == name), None)
        if found is None:
            known = [version.recommender_version_name for version in self.versions]
            raise BadRequest(f"Recommender {self.name} has no version {shown(name)}{among(name, known)}")
        return found

    def new_version_name(self, at: datetime) -> str:
        """Name a version by the time of its training (a pattern of the model), or seconds later if that is taken."""
        taken = {version.recommender_version_name for version in self.versions}
        while (name := f"{self.name}/{at:%Y-%m-%dT%H-%M-%SZ}") in taken:
            at += timedelta(seconds=1)
        return name

    def with_metrics(self, count: int) -> Recommender:
        """Show the metrics of the newest versions, newest first; none unless they are asked for (our choice)."""
        return replace(self, training_metrics=self.versions[::-1][:count]) if count else self


@dataclass(frozen=True)
class RecommenderFilter(WithJob):
    """One filter: its expression as sent, and what that comes to."""

    name: str
    recommender_filter_arn: str
    recommender_filter_expression: str
    compiled: Filter
    job: Job
    created_at: datetime
    recommender_schema_name: str | None = None
    description: str | None = None
    failure_reason: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def recommender_filter_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """Where the filter stands."""
        return self.job.status
