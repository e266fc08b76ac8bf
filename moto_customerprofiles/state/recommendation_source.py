"""What recommenders feed on: the interactions and the catalogue of a domain, kept ready from one question to the next.

The store of profiles marks whose standard objects have changed. A question first reads the web events of those profiles
again and puts them into the log; all others cost it nothing. Marks outlive a call that fails, and those that it has
worked off come back: a profile is then read once too often and says what it said before. The catalogue is compared with
the one of the last question.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.catalogs import Catalog
from moto_customerprofiles.engine.recommenders.columns import EVENTS
from moto_customerprofiles.engine.recommenders.interaction_log import InteractionLog
from moto_customerprofiles.engine.recommenders.interactions import interactions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.recommenders.interactions import Interaction
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


class RecommendationSource:
    """The interactions and the catalogue of one domain, as recommenders read them."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._log = InteractionLog()
        self._catalog = Catalog({})

    def log(self) -> InteractionLog:
        """Return all interactions as they are now."""
        profiles = self._domain.profiles
        while profiles.changed_records:
            profile_id = profiles.changed_records.pop()
            profiles.journal.undo(partial(profiles.changed_records.add, profile_id))
            profile = profiles.get(profile_id)
            self._log.put(profile_id, _interactions(profile) if profile else ())
        return self._log

    def catalog(self) -> Catalog:
        """Return the catalogue as it is now."""
        items = self._domain.domain_objects.items()
        if items != self._catalog.items:
            self._catalog = Catalog(items)
        return self._catalog


def _interactions(profile: Profile) -> Iterator[Interaction]:
    for record in profile.records.values():
        if record.object_type_name == EVENTS:
            written = max((origin.at for origin in record.origins.values()), default=profile.created_at)
            yield from interactions_of(record.fields, written)
