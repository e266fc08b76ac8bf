"""How many objects a profile may hold: in all, in bytes, and of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.state.settings import Settings


def has_room(
    settings: Settings, profile: Profile, former: ProfileObject | None, text: str, object_type: ObjectType
) -> bool:
    """Whether an object may join a profile, by the quotas for objects and bytes per profile.

    `former` is the object of the same key that the profile has, if it has one. Where the type keeps a number of objects
    only, and this one drives out an older one, it finds room.
    """
    limit = object_type.max_profile_object_count
    if not settings.enforce_quotas:
        return True
    size = profile.size + len(text.encode()) - (former.size if former else 0)
    count, most = len(profile.objects) + (former is None), settings.quotas.objects_per_profile
    if count > most and limit is not None and len(profile.objects_of(object_type.name)) >= limit:
        count -= 1
    return count <= most and size <= settings.quotas.bytes_per_profile


def oldest_beyond(profile: Profile, object_type_name: str, limit: int | None) -> list[ProfileObject]:
    """Name the oldest objects of a type beyond the limit of its kind; what happens to them is our choice."""
    if limit is None:
        return []
    objects = sorted(profile.objects_of(object_type_name), key=lambda each: (each.timestamp, each.sequence))
    return objects[: max(len(objects) - limit, 0)]
