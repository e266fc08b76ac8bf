"""How many objects a profile may hold: in all, in bytes, and of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profile import ObjectKey, Profile, ProfileObject


def has_room(domain: Domain, profile: Profile, key: ObjectKey, text: str, limit: int | None) -> bool:
    """Whether an object may join a profile, by the quotas for objects and bytes per profile.

    `limit` is the number of objects that the type keeps: where the object drives out an older one, it finds room.
    """
    quotas = domain.world.settings.quotas
    if not domain.world.settings.enforce_quotas:
        return True
    replaced = domain.profiles.find_object(key)
    size = profile.size + len(text.encode()) - (replaced.size if replaced else 0)
    count = len(profile.objects) + (replaced is None)
    if count > quotas.objects_per_profile and limit is not None and len(profile.objects_of(key[0])) >= limit:
        count -= 1
    return count <= quotas.objects_per_profile and size <= quotas.bytes_per_profile


def oldest_beyond(profile: Profile, object_type_name: str, limit: int | None) -> list[ProfileObject]:
    """Name the oldest objects of a type beyond the limit of its kind; what happens to them is our choice."""
    if limit is None:
        return []
    objects = sorted(profile.objects_of(object_type_name), key=lambda each: (each.timestamp, each.sequence))
    return objects[: max(len(objects) - limit, 0)]
