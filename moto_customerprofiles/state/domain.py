"""One domain: its configuration, its collections and all that it knows of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.services.attributes import calculated_attributes
from moto_customerprofiles.services.matching.identity_resolution import IdentityResolution
from moto_customerprofiles.services.matching.rule_matching import RuleMatching
from moto_customerprofiles.services.segments.following import Schedules
from moto_customerprofiles.services.timed_jobs import TimedJobs
from moto_customerprofiles.state.collection import Collection, Kind, Tagged
from moto_customerprofiles.state.domain_objects import DomainObjects
from moto_customerprofiles.state.event_trigger_invocations import Invocations
from moto_customerprofiles.state.history import History
from moto_customerprofiles.state.profile_store import ProfileStore
from moto_customerprofiles.state.recommendation_source import RecommendationSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute, CalculatedStatistics
    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.entities.data_store import DataStore
    from moto_customerprofiles.entities.dead_letters import DeadLetter
    from moto_customerprofiles.entities.events import EventStream
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
    from moto_customerprofiles.services.events.triggers import CompiledTrigger
    from moto_customerprofiles.state.world import World


class Chore(Protocol):
    """Work that falls due: expiry, jobs, schedules."""

    def due(self) -> datetime | None:
        """Return when the next piece falls due, None if nothing is planned."""

    def run(self, now: datetime) -> None:
        """Do the piece that is due. `world.now` is the instant at which it fell due, `now` that of the call."""


_COLLECTIONS = {
    "event_streams": Kind("Event stream", arn_path="event-streams"),
    "integrations": Kind("Integration", arn_path="integrations", quota="integrations"),
    "workflows": Kind("Workflow"),
    "layouts": Kind("Layout", arn_path="layouts"),
    "domain_object_types": Kind("Domain object type", arn_path="domain-object-types", quota="domain_object_types"),
    "object_types": Kind("Object type", arn_path="object-types", quota="object_types"),
    "calculated_attributes": Kind("Calculated attribute definition", arn_path="calculated-attributes"),
    "event_triggers": Kind("Event trigger", arn_path="event-triggers", quota="event_triggers"),
    "upload_jobs": Kind("Upload job"),
    "recommenders": Kind("Recommender", arn_path="recommenders", quota="recommenders"),
    "recommender_filters": Kind("Recommender filter", arn_path="recommender-filters", quota="recommender_filters"),
    "recommender_schemas": Kind("Recommender schema", arn_path="recommender-schemas", quota="recommender_schemas"),
    "segment_definitions": Kind("Segment definition", arn_path="segment-definitions"),
    "segment_estimates": Kind("Segment estimate"),
    "segment_snapshots": Kind("Segment snapshot"),
    "segment_subscriptions": Kind("Segment subscription", quota="segment_subscriptions"),
}
"""The collections of a domain by attribute; what has a path in ARNs can be tagged."""


class Domain:
    """One domain. Its collections are attributes, its scalar configuration too; blocks are kept as sent."""

    event_streams: Collection[EventStream]
    integrations: Collection[ConfigDocument]
    workflows: Collection[Workflow]
    layouts: Collection[ConfigDocument]
    domain_object_types: Collection[ConfigDocument]
    object_types: Collection[ObjectType]
    calculated_attributes: Collection[CalculatedAttribute]
    event_triggers: Collection[ConfigDocument]
    upload_jobs: Collection[UploadJob]
    recommenders: Collection[Recommender]
    recommender_filters: Collection[RecommenderFilter]
    recommender_schemas: Collection[ConfigDocument]
    segment_definitions: Collection[SegmentDefinition]
    segment_estimates: Collection[SegmentEstimate]
    segment_snapshots: Collection[SegmentSnapshot]
    segment_subscriptions: Collection[SegmentSubscription]

    def __init__(self, world: World, name: str, default_expiration_days: int) -> None:
        self.world = world
        self.name = name
        self.default_expiration_days = default_expiration_days
        self.default_encryption_key: str | None = None
        self.dead_letter_queue_url: str | None = None
        self.tags: dict[str, str] = {}
        self.created_at = self.last_updated_at = world.now
        self.taggable: dict[str, Collection[Tagged]] = {}
        for attribute, kind in _COLLECTIONS.items():
            self._collect(attribute, kind)
        self.data_store: DataStore | None = None
        self.segment_stream: SegmentStream | None = None
        self.dead_letters: list[DeadLetter] = []
        self.attribute_statistics: dict[tuple[str, str], CalculatedStatistics] = {}
        self.compiled_triggers: dict[str, CompiledTrigger] = {}
        self.invocations = Invocations(world)
        self.history = History(world)
        self.profiles = ProfileStore(self)
        self.domain_objects = DomainObjects(self)
        self.identity_resolution = IdentityResolution(self)
        self.rule_matching = RuleMatching(self)
        self.recommendation_source = RecommendationSource(self)
        self.chores: list[Chore] = [
            self.identity_resolution,
            self.rule_matching,
            self.profiles.expiry,
            Schedules(self),
            TimedJobs(self),
        ]
        calculated_attributes.seed(self)

    @property
    def domain_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def data_store_enabled(self) -> bool:
        """Whether the data store is on, which SQL segments, recommenders and domain object types need."""
        return self.data_store is not None and self.data_store.enabled

    def arn(self, path: str = "") -> str:
        """Spell the ARN of the domain, or of something in it."""
        return self.world.arn(f"domains/{self.name}{path and '/' + path}")

    def stats(self) -> dict[str, int]:
        """Count what the domain holds, in the terms of GetDomain's statistics."""
        return self.profiles.counts.statistics()

    def note(self, change: Change) -> None:
        """Note what just happened, for the subscribers of changes."""
        self.world.noted.append((self, change))

    def configure(self, members: Mapping[str, object]) -> None:
        """Set attributes of the domain, in a way that a failing call takes back."""
        self.world.journal.assign(self, **members)

    def due_chores(self, now: datetime) -> Iterator[tuple[datetime, Chore]]:
        """Return the chores that have fallen due, the earliest first, until none is left."""
        while True:
            planned = [(due, index) for index, chore in enumerate(self.chores) if (due := chore.due()) and due <= now]
            if not planned:
                return
            due, index = min(planned)
            yield due, self.chores[index]

    def _collect(self, attribute: str, kind: Kind) -> None:
        # Entities of a kind without a path need not wear tags; nobody looks them up by ARN.
        collection: Collection[Tagged] = Collection(kind.of(self.name), self.world.journal, self.world.settings)
        setattr(self, attribute, collection)
        if kind.arn_path:
            self.taggable[kind.arn_path] = collection
