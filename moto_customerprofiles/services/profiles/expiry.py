"""Data that reaches the end of its retention, and goes when the domain next catches up with the clock.

The Administrator Guide ("Customer Profiles data expiration") gives the terms.
"""

from __future__ import annotations

from functools import partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.changes import SERVICE, ObjectExpired, ProfileExpired
from moto_customerprofiles.services.failures import attempt

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def due(domain: Domain) -> datetime | None:
    """Return the next moment at which something of the domain may expire, None if nothing waits."""
    return domain.profiles.expiry.due()


def run(domain: Domain, now: datetime) -> None:  # noqa: ARG001  # the instant of the call does not matter here
    """Let all profiles expire whose time has come, or the parts of them."""
    moment, waiting = domain.profiles.expiry.pop()
    for profile in sorted(waiting, key=lambda profile: profile.sequence):
        if moment == profile.due_at and domain.profiles.get(profile.profile_id) is profile:
            attempt(domain, f"expiry of profile {profile.profile_id}", partial(_expire, domain, profile, moment))


def _expire(domain: Domain, profile: Profile, moment: datetime) -> None:
    profiles = domain.profiles
    if profile.expires_at <= moment:
        profiles.drop(profile)
        domain.note(ProfileExpired(profile.profile_id, moment, SERVICE, profile.fields))
        return
    _expire_parts(domain, profile, moment)
    domain.call.journal.assign(profile, due_at=None)
    profiles.expiry.plan(profile, min([profile.expires_at, *_next_ends(domain, profile)]))


def _expire_parts(domain: Domain, profile: Profile, moment: datetime) -> None:
    by_end = (part for _, part in domain.profiles.objects_by_end(profile).after(None))
    for part in [*takewhile(lambda part: part.expires_at <= moment, by_end)]:
        domain.profiles.detach(part)
        domain.note(
            ObjectExpired(profile.profile_id, moment, SERVICE, part.object_type_name, part.unique_key, part.text)
        )
    for standard in [*profile.standard_objects.values()]:
        if standard.expires_at <= moment:
            domain.profiles.remove_standard_object(profile, standard)


def _next_ends(domain: Domain, profile: Profile) -> list[datetime]:
    """Return when the next object of a profile expires, and when its other standard objects do."""
    objects = [each.expires_at for _, each in islice(domain.profiles.objects_by_end(profile).after(None), 1)]
    return objects + [standard.expires_at for standard in profile.standard_objects.values()]
