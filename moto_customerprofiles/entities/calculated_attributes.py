"""A calculated attribute with its past, and the statistics of an attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.calculated.default_attributes import TIME_DIFFERENCE_FROM_NOW
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import WithJob

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.attributes.statistics import Statistics
    from moto_customerprofiles.engine.calculated.calculations import Age
    from moto_customerprofiles.engine.calculated.definitions import Calculation
    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition
    from moto_customerprofiles.entities.jobs import Job

JOB = "calculated_attribute"
PROGRESS = dict(zip(statuses(JOB, "PREPARING"), (0, 50, 100), strict=True))
"""The statuses of a definition in their order, and the percentage that each stands for."""


@dataclass(frozen=True)
class CalculatedAttribute(WithJob):
    """A definition. `created_at` is None for a default one, whose `age` is that of the domain."""

    name: str
    attribute_details: t.AttributeDetailsUnionTypeDef
    calculation: Calculation
    age: Age
    job: Job
    fields_then: Mapping[str, FieldDefinition]
    created_at: datetime | None = None
    last_updated_at: datetime | None = None
    display_name: str | None = None
    description: str | None = None
    conditions: t.ConditionsTypeDef | None = None
    filter: t.FilterUnionTypeDef | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def calculated_attribute_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def object_type_name(self) -> str:
        """The name of the object type whose objects count."""
        return self.calculation.expression.object_type

    @property
    def statistic(self) -> str | None:
        """The statistic, if the service model knows it."""
        return None if self.counts_days else self.calculation.statistic

    @property
    def counts_days(self) -> bool:
        """Whether the value is the age of the profile, as that of the default attribute `_new_customer`."""
        return self.calculation.statistic == TIME_DIFFERENCE_FROM_NOW

    @property
    def use_historical_data(self) -> bool:
        """Whether objects count that were there before the definition."""
        return self.age.historical

    @property
    def status(self) -> str:
        """How far objects that were there before are taken in; values do not wait for it."""
        return self.job.status

    @property
    def readiness(self) -> dict[str, int]:
        """The status as a percentage."""
        return {"ProgressPercentage": PROGRESS[self.job.status]}


class CalculatedStatistics(NamedTuple):
    """Statistics, and when they were calculated."""

    statistics: Statistics
    calculated_at: datetime
