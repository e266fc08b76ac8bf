"""What DeleteProfileObjectType takes along: objects, their keys, and every field that the type wrote last.

The API reference says that objects and the fields populated by the type are deleted. That a field does not fall back
to an earlier value, and which profiles go as well, is our reading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.changes import ProfileUpdated
from moto_customerprofiles.services.integrations import integrations

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profile_store import ProfileStore


def remove_object_type(domain: Domain, name: str) -> None:
    """Forget an object type with all that its objects have left; its integrations stop."""
    domain.object_types.remove(name)
    integrations.stop(domain, name)
    _scrub(domain.profiles, name)


def _scrub(profiles: ProfileStore, object_type_name: str) -> None:
    for profile in [each for each in profiles if _was_touched(each, object_type_name)]:
        before = profile.fields
        for each in profile.objects_of(object_type_name):
            profiles.delete_object(profile, each.key)
        fields, origins = _without(object_type_name, before, profile.origins)
        if len(fields) < len(before):
            profiles.write(profile, fields, origins, set(before) - set(fields))
        _scrub_records(profiles, profile, object_type_name)
        if _is_left_over(profile):
            profiles.delete(profile)
        elif len(fields) < len(before):
            world = profiles.world
            profiles.note(ProfileUpdated(profile.profile_id, world.now, world.caller_arn, before, fields))


def _was_touched(profile: Profile, object_type_name: str) -> bool:
    """Whether a type has left anything in a profile: an object, or a field of it or of another standard object."""
    writers = (profile.origins, *(record.origins for record in profile.records.values()))
    wrote = any(origin.source == object_type_name for origins in writers for origin in origins.values())
    return wrote or bool(profile.objects_of(object_type_name))


def _scrub_records(profiles: ProfileStore, profile: Profile, object_type_name: str) -> None:
    for record in list(profile.records.values()):
        fields, origins = _without(object_type_name, record.fields, record.origins)
        if fields.keys() <= {standard_objects()[record.object_type_name].id_field}:
            profiles.remove_record(profile, record)
        elif len(fields) < len(record.fields):
            profiles.put_record(profile, replace(record, fields=fields, origins=origins))


def _without(source: str, fields: Fields, origins: Origins) -> tuple[dict[str, str], Origins]:
    gone = {path for path, origin in origins.items() if origin.source == source}
    kept = {path: origin for path, origin in origins.items() if path not in gone}
    return {path: text for path, text in fields.items() if path not in gone}, kept


def _is_left_over(profile: Profile) -> bool:
    """Whether ingestion made the profile, and nothing is left in it that would keep it."""
    is_manual = any(origin.is_manual for origin in profile.origins.values())
    return profile.is_inferred and not profile.objects and not profile.added_keys and not is_manual
