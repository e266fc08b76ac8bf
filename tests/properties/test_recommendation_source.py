"""What recommenders count, kept up to date, is what a look at every profile counts, whatever happened in between."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.state.recommendation_source import RecommendationSource
from tests.support.surroundings import Clock, RecordedNeighbours, new_world

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain

EVENT = {
    "ObjectTypeName": "event",
    "Description": "web events",
    "AllowProfileCreation": True,
    "ExpirationDays": 2,
    "Fields": {
        "user": {"Source": "_source.user", "Target": "_profile.FirstName"},
        "id": {"Source": "_source.id"},
        "item": {"Source": "_source.item", "Target": "_webAnalytics.Item.Id"},
    },
    "Keys": {
        "user": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["user"]}],
        "id": [{"StandardIdentifiers": ["UNIQUE", "WEB_ANALYTICS"], "FieldNames": ["id"]}],
    },
}
NAMES = st.sampled_from("abc")
WHO = st.integers(0, 2)
EVENTS = st.fixed_dictionaries({"user": NAMES, "item": NAMES, "id": NAMES}).map(json.dumps)
STEPS = st.one_of(
    st.tuples(st.just("PutProfileObject"), EVENTS.map(lambda text: {"ObjectTypeName": "event", "Object": text})),
    st.tuples(st.just("PutProfileObject"), EVENTS.map(lambda text: {"ObjectTypeName": "event", "Object": text})),
    st.tuples(st.just("DeleteProfile"), st.just({}), WHO),
    st.tuples(st.just("MergeProfiles"), st.just({}), WHO, WHO),
    st.tuples(st.just("DeleteProfileObject"), st.just({"ObjectTypeName": "_webAnalytics"}), WHO),
    st.tuples(st.just("DeleteProfileObjectType"), st.just({"ObjectTypeName": "event"})),
    st.tuples(st.just("PutProfileObjectType"), st.just(EVENT)),
    st.tuples(st.just("wait"), st.just({"days": 1})),
)


class Shop:
    """A domain of web events, and the profiles that it ever had."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.world = new_world(self.clock, RecordedNeighbours())
        self.ask("CreateDomain", DefaultExpirationDays=30)
        self.ask("PutProfileObjectType", **EVENT)
        self.ever: list[str] = []

    @property
    def domain(self) -> Domain:
        return self.world.domains.require("shop")

    def ask(self, operation: str, **params: object) -> None:
        perform(self.world, operation, {"DomainName": "shop", **params})

    def step(self, operation: str, params: Any, *who: int) -> None:
        if operation == "wait":
            self.clock.wind(**params)
            return
        with suppress(ServiceError):
            self.ask(operation, **params, **self._whom(operation, who))
        self.ever += [profile.profile_id for profile in self.domain.profiles if profile.profile_id not in self.ever]

    def _whom(self, operation: str, who: tuple[int, ...]) -> dict[str, Any]:
        ids = [self.ever[one] if one < len(self.ever) else "0" * 32 for one in who]
        if operation == "MergeProfiles":
            return {"MainProfileId": ids[0], "ProfileIdsToBeMerged": [ids[1]]}
        if operation == "DeleteProfileObject":
            profile = self.domain.profiles.get(ids[0])
            keys = [each.unique_key for each in profile.standard_objects.values()] if profile else []
            return {"ProfileId": ids[0], "ProfileObjectUniqueKey": (keys or ["none"])[0]}
        return {"ProfileId": ids[0]} if ids else {}

    def counted(self, source: RecommendationSource) -> dict[str, Any]:
        log = source.log()
        counts = {item: log.counts(EventWeights()).popularity(item) for item in "abc"}
        return {**counts, **{profile_id: log.of(profile_id) for profile_id in self.ever}}


@given(st.lists(STEPS, min_size=4, max_size=12))
def test_counts_kept_up_to_date_are_those_of_all_profiles(steps: list[Any]) -> None:
    shop = Shop()
    for step in steps:
        shop.step(*step)
        kept = shop.counted(shop.domain.recommendation_source)
        shop.domain.profiles._changed_standard_objects.update(shop.ever)

        assert shop.counted(RecommendationSource(shop.domain.profiles, shop.domain.domain_objects)) == kept
