"""The match groups of the latest finished job, as they were then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from moto_customerprofiles.engine.matching.groups import MatchGroup


class MatchSnapshot:
    """Match groups that nothing changes but the next job."""

    def __init__(self, generated_at: datetime, groups: Iterable[MatchGroup]) -> None:
        self.generated_at = generated_at
        self.groups = list(groups)
        self._by_id = {group.match_id: group for group in self.groups}
        self._by_profile = {profile_id: group for group in self.groups for profile_id in group.profile_ids}

    def group(self, match_id: str) -> MatchGroup | None:
        """Return the group of this id."""
        return self._by_id.get(match_id)

    def group_of(self, profile_id: str) -> MatchGroup | None:
        """Return the group that holds a profile."""
        return self._by_profile.get(profile_id)
