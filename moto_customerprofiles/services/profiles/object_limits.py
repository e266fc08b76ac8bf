"""How many objects a profile may hold: in all, in bytes, and of one type; and which one makes room for another.

The Administrator Guide ("Customer Profiles data limits") says which object goes when a profile has as many as it may
have. That a type's own limit is kept at every moment, and that a profile with too many bytes takes no more, is our
choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.templates import default_count

if TYPE_CHECKING:
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject, StandardObject
    from moto_customerprofiles.state.domain import Domain


def has_room(
    domain: Domain, profile: Profile, former: ProfileObject | None, text: str, object_type: ObjectType
) -> bool:
    """Whether an object may join a profile, by the quotas for objects and bytes per profile.

    `former` is the object of the same key that the profile has, if it has one. Where there are as many objects as there
    may be, another one may make room.
    """
    settings = domain.call.settings
    if not settings.enforce_quotas:
        return True
    size = profile.size + len(text.encode()) - (former.size if former else 0)
    is_full = former is None and len(profile.objects) >= settings.quotas.objects_per_profile
    if size > settings.quotas.bytes_per_profile:
        return False
    return not is_full or _evicted(domain, profile, object_type) is not None


def beyond_limits(
    domain: Domain, profile: Profile, newest: ProfileObject, object_type: ObjectType
) -> list[ProfileObject]:
    """Name the objects that go now that a profile has a new one of a type, of which the newest itself is none."""
    settings, gone = domain.call.settings, oldest_beyond(domain, profile, object_type)
    if gone or not settings.enforce_quotas or len(profile.objects) <= settings.quotas.objects_per_profile:
        return gone
    evicted = _evicted(domain, profile, object_type, newest)
    return [evicted] if evicted else []


def oldest_beyond(domain: Domain, profile: Profile, object_type: ObjectType) -> list[ProfileObject]:
    """Name the oldest objects of a type beyond its limit; what happens to them is our choice."""
    limit = limit_of(domain, object_type)
    if limit is None or not domain.call.settings.cap_object_counts:
        return []
    objects = sorted(profile.objects_of(object_type.name), key=_age)
    return objects[: max(len(objects) - limit, 0)]


def oldest_standard_beyond(domain: Domain, profile: Profile, kind: str) -> list[StandardObject]:
    """Name the standard objects of a kind beyond its default count, those first to which nothing came for longest."""
    limit = default_count(kind, domain.created_at)
    if limit is None or not domain.call.settings.cap_object_counts:
        return []
    objects = sorted(profile.standard_objects_of(kind), key=lambda each: (each.saved_at, each.turn))
    return objects[: max(len(objects) - limit, 0)]


def limit_of(domain: Domain, object_type: ObjectType) -> int | None:
    """Return how many objects of a type a profile keeps: what was set, or the default of the type's template."""
    return object_type.max_profile_object_count or default_count(object_type.definition.template_id, domain.created_at)


def _evicted(
    domain: Domain, profile: Profile, incoming: ObjectType, newest: ProfileObject | None = None
) -> ProfileObject | None:
    """Return the object that makes room in a full profile: the oldest of the type that is furthest over its limit.

    Types without a limit are never over; where no type is, the oldest object of the incoming type goes. None if the
    profile has no such object.
    """
    limits = [(each.name, limit_of(domain, each)) for each in domain.object_types]
    over = [(len(profile.objects_of(name)) - limit, name) for name, limit in limits if limit is not None]
    most, name = max(over, default=(0, ""))
    objects = profile.objects_of(name if most > 0 else incoming.name)
    return min((each for each in objects if each is not newest), key=_age, default=None)


def _age(each: ProfileObject) -> tuple[object, int]:
    return each.timestamp, each.sequence
