"""One domain: its configuration, its collections and all that it knows of customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from moto_customerprofiles.state import calculated_attributes
from moto_customerprofiles.state.collection import Collection, Kind, Named
from moto_customerprofiles.state.domain_objects import DomainObjects
from moto_customerprofiles.state.event_triggers import Invocations
from moto_customerprofiles.state.history import History
from moto_customerprofiles.state.identity_resolution import IdentityResolution
from moto_customerprofiles.state.profile_store import ProfileStore
from moto_customerprofiles.state.recommendation_source import RecommendationSource
from moto_customerprofiles.state.rule_matching import RuleMatching
from moto_customerprofiles.state.segment_subscriptions import Schedules
from moto_customerprofiles.state.timed_jobs import TimedJobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from moto_customerprofiles.state.attribute_statistics import Calculated
    from moto_customerprofiles.state.calculated_attributes import CalculatedAttribute
    from moto_customerprofiles.state.changes import Change
    from moto_customerprofiles.state.data_store import DataStore
    from moto_customerprofiles.state.dead_letters import DeadLetter
    from moto_customerprofiles.state.event_streams import EventStream
    from moto_customerprofiles.state.event_triggers import CompiledTrigger
    from moto_customerprofiles.state.object_type import ObjectType
    from moto_customerprofiles.state.recommender import Recommender
    from moto_customerprofiles.state.recommender_filters import RecommenderFilter
    from moto_customerprofiles.state.record import Record
    from moto_customerprofiles.state.segment_estimates import SegmentEstimate
    from moto_customerprofiles.state.segment_snapshots import SegmentSnapshot
    from moto_customerprofiles.state.segment_streams import SegmentStream
    from moto_customerprofiles.state.segment_subscriptions import SegmentSubscription
    from moto_customerprofiles.state.segments import SegmentDefinition
    from moto_customerprofiles.state.uploads import UploadJob
    from moto_customerprofiles.state.workflows import Workflow
    from moto_customerprofiles.state.world import World

T = TypeVar("T", bound=Named)


class Chore(Protocol):
    """Work that falls due: expiry, jobs, schedules."""

    def due(self) -> datetime | None:
        """Answer when the next piece falls due, None if nothing is planned."""

    def run(self, now: datetime) -> None:
        """Do the piece that is due. `world.now` is the instant at which it fell due, `now` that of the call."""


class Domain:
    """One domain. Its collections are attributes, its scalar configuration too; blocks are kept as sent."""

    def __init__(self, world: World, name: str, default_expiration_days: int) -> None:
        self.world = world
        self.name = name
        self.default_expiration_days = default_expiration_days
        self.default_encryption_key: str | None = None
        self.dead_letter_queue_url: str | None = None
        self.tags: dict[str, str] = {}
        self.created_at = self.last_updated_at = world.now
        self.taggable: dict[str, Collection[Named]] = {}
        self.chores: list[Chore] = []
        self.history = History(world)
        self.event_streams: Collection[EventStream] = self._collection("Event stream", arn_path="event-streams")
        self.data_store: DataStore | None = None
        self.identity_resolution = IdentityResolution(self)
        self.rule_matching = RuleMatching(self)
        self.chores += [self.identity_resolution, self.rule_matching]
        self.attribute_statistics: dict[tuple[str, str], Calculated] = {}
        self.integrations: Collection[Record] = self._collection(
            "Integration", arn_path="integrations", quota="integrations"
        )
        self.workflows: Collection[Workflow] = self._collection("Workflow")
        self.layouts: Collection[Record] = self._collection("Layout", arn_path="layouts")
        self.domain_object_types: Collection[Record] = self._collection(
            "Domain object type", arn_path="domain-object-types", quota="domain_object_types"
        )
        self.domain_objects = DomainObjects(self)
        self.object_types: Collection[ObjectType] = self._collection(
            "Object type", arn_path="object-types", quota="object_types"
        )
        self.profiles = ProfileStore(self)
        self.chores.append(self.profiles.expiry)
        self.dead_letters: list[DeadLetter] = []
        self.calculated_attributes: Collection[CalculatedAttribute] = self._collection(
            "Calculated attribute definition", arn_path="calculated-attributes"
        )
        calculated_attributes.seed(self)
        self.event_triggers: Collection[Record] = self._collection(
            "Event trigger", arn_path="event-triggers", quota="event_triggers"
        )
        self.compiled_triggers: dict[str, CompiledTrigger] = {}
        self.invocations = Invocations(world)
        self.upload_jobs: Collection[UploadJob] = self._collection("Upload job")
        self.recommenders: Collection[Recommender] = self._collection(
            "Recommender", arn_path="recommenders", quota="recommenders"
        )
        self.recommender_filters: Collection[RecommenderFilter] = self._collection(
            "Recommender filter", arn_path="recommender-filters", quota="recommender_filters"
        )
        self.recommender_schemas: Collection[Record] = self._collection(
            "Recommender schema", arn_path="recommender-schemas", quota="recommender_schemas"
        )
        self.segment_definitions: Collection[SegmentDefinition] = self._collection(
            "Segment definition", arn_path="segment-definitions"
        )
        self.segment_estimates: Collection[SegmentEstimate] = self._collection("Segment estimate")
        self.segment_snapshots: Collection[SegmentSnapshot] = self._collection("Segment snapshot")
        self.segment_subscriptions: Collection[SegmentSubscription] = self._collection(
            "Segment subscription", quota="segment_subscriptions"
        )
        self.segment_stream: SegmentStream | None = None
        self.chores += [Schedules(self), TimedJobs(self)]
        self.recommendation_source = RecommendationSource(self)

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
        """Note what just happened, for whoever must hear of it."""
        self.world.noted.append((self, change))

    def configure(self, members: Mapping[str, object]) -> None:
        """Set attributes of the domain, in a way that a failing call takes back."""
        for attribute, value in members.items():
            self.world.journal.assign(self, attribute, value)

    def due_chores(self, now: datetime) -> Iterator[tuple[datetime, Chore]]:
        """Answer the chores that have fallen due, the earliest first, until none is left."""
        while True:
            planned = [(due, index) for index, chore in enumerate(self.chores) if (due := chore.due()) and due <= now]
            if not planned:
                return
            due, index = min(planned)
            yield due, self.chores[index]

    def _collection(self, label: str, *, arn_path: str = "", quota: str = "") -> Collection[T]:
        """Make a collection of this domain; one with a path is taggable by ARN."""
        kind = Kind(label, arn_path=arn_path, quota=quota, scope=f"domain {self.name}")
        collection: Collection[T] = Collection(kind, self.world.journal, self.world.settings)
        if arn_path:
            self.taggable[arn_path] = collection  # type: ignore[assignment]  # invariant, but only looked up in
        return collection
