"""One domain: its configuration, its collections and all that it knows of customers."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from moto_customerprofiles.engine.values.pinned_lists import PinnedLists
from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from moto_customerprofiles.state.collection import Collection, Kind, Named, Tagged
from moto_customerprofiles.state.domain_objects import DomainObjects
from moto_customerprofiles.state.history import History
from moto_customerprofiles.state.identity_resolution import IdentityResolution
from moto_customerprofiles.state.invocations import Invocations
from moto_customerprofiles.state.profiles.profile_table import ProfileTable
from moto_customerprofiles.state.recommendation_source import RecommendationSource
from moto_customerprofiles.state.rule_matching import RuleMatching
from moto_customerprofiles.state.testing.deferred import Deferred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute, CalculatedStatistics
    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.entities.data_store import DataStore
    from moto_customerprofiles.entities.dead_letters import DeadLetter
    from moto_customerprofiles.entities.events import EventStream, EventTrigger
    from moto_customerprofiles.entities.integrations import Integration
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.recommenders import Recommender, RecommenderFilter
    from moto_customerprofiles.entities.segments import (
        SegmentDefinition,
        SegmentEstimate,
        SegmentSnapshot,
        SegmentStream,
        SegmentSubscription,
    )
    from moto_customerprofiles.entities.uploads import UploadJob
    from moto_customerprofiles.entities.workflows import Workflow
    from moto_customerprofiles.state.call import Call

T = TypeVar("T", bound=Named)

COLLECTIONS = {
    "event_streams": Kind("Event stream", arn_path="event-streams"),
    "integrations": Kind("Integration", arn_path="integrations", quota="integrations"),
    "workflows": Kind("Workflow", jobs=("integration_workflow",)),
    "layouts": Kind("Layout", arn_path="layouts"),
    "domain_object_types": Kind("Domain object type", arn_path="domain-object-types", quota="domain_object_types"),
    "object_types": Kind("Object type", arn_path="object-types", quota="object_types"),
    "calculated_attributes": Kind(
        "Calculated attribute definition", arn_path="calculated-attributes", jobs=("calculated_attribute",)
    ),
    "event_triggers": Kind("Event trigger", arn_path="event-triggers", quota="event_triggers"),
    "upload_jobs": Kind("Upload job", jobs=("upload_job",)),
    "recommenders": Kind(
        "Recommender", arn_path="recommenders", quota="recommenders", jobs=("recommender", "recommender_update")
    ),
    "recommender_filters": Kind(
        "Recommender filter",
        arn_path="recommender-filters",
        quota="recommender_filters",
        jobs=("recommender_filter",),
    ),
    "recommender_schemas": Kind("Recommender schema", arn_path="recommender-schemas", quota="recommender_schemas"),
    "segment_definitions": Kind("Segment definition", arn_path="segment-definitions"),
    "segment_estimates": Kind("Segment estimate", jobs=("segment_estimate",)),
    "segment_snapshots": Kind("Segment snapshot", jobs=("segment_snapshot",)),
    "segment_subscriptions": Kind(
        "Segment subscription", quota="segment_subscriptions", jobs=("segment_subscription",)
    ),
}
"""The collections of a domain by attribute; what has a path in ARNs can be tagged, and what has jobs follows them."""


def arn_paths() -> set[str]:
    """Return what may stand between the name of a domain and that of a resource in ARNs."""
    return {kind.arn_path for kind in COLLECTIONS.values() if kind.arn_path}


@lru_cache(maxsize=8)
def _later(now: datetime, days: int) -> datetime:
    """Return an instant so many days later: a single object for all that a load writes."""
    try:
        return now + timedelta(days=days)
    except OverflowError:  # the last days that there are
        return datetime.max.replace(tzinfo=now.tzinfo)


class Domain:
    """One domain. Its collections are attributes, its scalar configuration too; blocks are kept as sent.

    `taggable` are the collections by their paths in ARNs, `with_jobs` those whose things have jobs, by the kind of job.
    `moving` are the names in the latter of those whose jobs bring something about and may still move on. `upload_names`
    are the display names of the upload jobs, `given_up` the numbers of the chores that failed as a whole.
    """

    event_streams: Collection[EventStream]
    integrations: Collection[Integration]
    workflows: Collection[Workflow]
    layouts: Collection[ConfigDocument]
    domain_object_types: Collection[ConfigDocument]
    object_types: Collection[ObjectType]
    calculated_attributes: Collection[CalculatedAttribute]
    event_triggers: Collection[EventTrigger]
    upload_jobs: Collection[UploadJob]
    recommenders: Collection[Recommender]
    recommender_filters: Collection[RecommenderFilter]
    recommender_schemas: Collection[ConfigDocument]
    segment_definitions: Collection[SegmentDefinition]
    segment_estimates: Collection[SegmentEstimate]
    segment_snapshots: Collection[SegmentSnapshot]
    segment_subscriptions: Collection[SegmentSubscription]

    def __init__(self, call: Call, name: str, default_expiration_days: int) -> None:
        self.call = call
        self.name = name
        self.default_expiration_days = default_expiration_days
        self.default_encryption_key: str | None = None
        self.dead_letter_queue_url: str | None = None
        self.tags: dict[str, str] = {}
        self.created_at = self.last_updated_at = call.now
        self.taggable: dict[str, Collection[Tagged]] = {}
        self.with_jobs: dict[str, Collection[Tagged]] = {}
        for attribute, kind in COLLECTIONS.items():
            self._collect(attribute, kind)
        self.moving = [collection.moving for kind, collection in self.with_jobs.items() if JOB_KINDS[kind].end]
        self.data_store: DataStore | None = None
        self.segment_stream: SegmentStream | None = None
        self.upload_names: set[str] = set()
        self.dead_letters: list[DeadLetter] = []
        self.attribute_statistics: dict[tuple[str, str], CalculatedStatistics] = {}
        self.pinned_lists = PinnedLists()
        self.invocations = Invocations(call.journal)
        self.history = History(call, name)
        self.deferred = Deferred(call.journal)
        self.given_up: set[int] = set()
        self.profiles = ProfileTable(call, name)
        self.domain_objects = DomainObjects(call.journal)
        self.identity_resolution = IdentityResolution(call, name)
        self.rule_matching = RuleMatching()
        self.recommendation_source = RecommendationSource(self.profiles, self.domain_objects)

    @property
    def domain_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def data_store_enabled(self) -> bool:
        """Whether the data store is on, which SQL segments, recommenders and domain object types need."""
        return self.data_store is not None and self.data_store.enabled

    def arn(self, path: str = "") -> str:
        """Return the ARN of the domain, or of a resource in it."""
        return self.call.arn(f"domains/{self.name}{path and '/' + path}")

    def arn_in(self, collection: Collection[T], name: str) -> str:
        """Return the ARN of a resource by its name in a collection of the domain."""
        return self.arn(f"{collection.kind.arn_path}/{name}")

    def stats(self) -> dict[str, int]:
        """Return the counts of GetDomain's statistics, by AWS's names."""
        return self.profiles.counts.statistics()

    def retention(self, days: int | None = None) -> datetime:
        """Return when data written now expires; without a number of days, after those of the domain."""
        return _later(self.call.now, days or self.default_expiration_days)

    def note(self, change: Change) -> None:
        """Note what just happened, for the subscribers of changes."""
        self.call.noted.append((self.name, change))

    def configure(self, members: Mapping[str, object]) -> None:
        """Set attributes of the domain, in a way that a failing call takes back."""
        self.call.journal.assign(self, **members)

    def _collect(self, attribute: str, kind: Kind) -> None:
        # Entities of a kind without a path need not have tags; nobody finds them by ARN.
        collection: Collection[Tagged] = Collection(kind.of(self.name), self.call.journal, self.call.settings)
        setattr(self, attribute, collection)
        if kind.arn_path:
            self.taggable[kind.arn_path] = collection
        for job in kind.jobs:
            self.with_jobs[job] = collection
