"""What recommenders read: the interactions and the catalogue of a domain, kept ready from one question to the next.

The table of profiles marks the profiles whose standard objects have changed. A question first reads the web events of
those again and puts them into the log; all others cost it nothing. A mark outlives a call that fails, and one that such
a call has worked off comes back: a profile is then read once too often, with the same result. A log that an interrupt
has left half written is written anew. The catalogue is compared with the one of the last question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.catalogs import Catalog
from moto_customerprofiles.engine.recommenders.columns import EVENTS
from moto_customerprofiles.engine.recommenders.interactions import interactions_of
from moto_customerprofiles.state.interaction_log import InteractionLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.recommenders.interactions import Interaction
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain_objects import DomainObjects
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable


class RecommendationSource:
    """The interactions and the catalogue of one domain, as recommenders read them."""

    def __init__(self, profiles: ProfileTable, domain_objects: DomainObjects) -> None:
        self._profiles = profiles
        self._domain_objects = domain_objects
        self._log = InteractionLog()
        self._is_half_written = False
        self._catalog = Catalog({})

    def log(self) -> InteractionLog:
        """Return all interactions as they are now."""
        changed = self._profiles.take_changed_standard_objects()
        if self._is_half_written:
            self._log = InteractionLog()
            changed = {profile.profile_id for profile in self._profiles}
        if changed:
            self._is_half_written = True
            for profile_id in changed:
                profile = self._profiles.get(profile_id)
                self._log.put(profile_id, _interactions(profile) if profile else ())
            self._is_half_written = False
        return self._log

    def catalog(self) -> Catalog:
        """Return the catalogue as it is now."""
        items = self._domain_objects.items()
        if items != self._catalog.items:
            self._catalog = Catalog(items)
        return self._catalog


def _interactions(profile: Profile) -> Iterator[Interaction]:
    for event in profile.standard_objects_of(EVENTS):
        written = max((origin.at for origin in event.origins.values()), default=profile.created_at)
        yield from interactions_of(event.fields, written)
