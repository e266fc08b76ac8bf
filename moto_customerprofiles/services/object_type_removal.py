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
from moto_customerprofiles.services.profiles import lifecycle

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def remove_object_type(domain: Domain, name: str) -> None:
    """Remove an object type with all that its objects have left; its integrations stop."""
    domain.object_types.remove(name)
    integrations.stop(domain, name)
    for profile in [each for each in domain.profiles if _was_touched(each, name)]:
        _scrub(domain, profile, name)


def _scrub(domain: Domain, profile: Profile, object_type_name: str) -> None:
    """Remove from a profile what a type has left in it, and the profile itself if nothing else is there."""
    profiles, call, before = domain.profiles, domain.call, profile.fields
    for each in profile.objects_of(object_type_name):
        lifecycle.delete_object(domain, profile, each.key)
    fields, origins = _without(object_type_name, before, profile.origins)
    if len(fields) < len(before):
        profiles.write(profile, fields, origins, set(before) - set(fields))
    _scrub_standard_objects(domain, profile, object_type_name)
    if _is_left_over(profile):
        lifecycle.delete(domain, profile)
    elif len(fields) < len(before):
        domain.note(ProfileUpdated(profile.profile_id, call.now, call.caller_arn, before, fields))


def _was_touched(profile: Profile, object_type_name: str) -> bool:
    """Whether a type has left anything in a profile: an object, or a field of it or of another standard object."""
    writers = (profile.origins, *(standard.origins for standard in profile.standard_objects.values()))
    wrote = any(origin.source == object_type_name for origins in writers for origin in origins.values())
    return wrote or bool(profile.objects_of(object_type_name))


def _scrub_standard_objects(domain: Domain, profile: Profile, object_type_name: str) -> None:
    for standard in list(profile.standard_objects.values()):
        fields, origins = _without(object_type_name, standard.fields, standard.origins)
        if fields.keys() <= {standard_objects()[standard.object_type_name].id_field}:
            domain.profiles.remove_standard_object(profile, standard)
        elif len(fields) < len(standard.fields):
            domain.profiles.put_standard_object(profile, replace(standard, fields=fields, origins=origins))


def _without(source: str, fields: Fields, origins: Origins) -> tuple[dict[str, str], Origins]:
    gone = {path for path, origin in origins.items() if origin.source == source}
    kept = {path: origin for path, origin in origins.items() if path not in gone}
    return {path: text for path, text in fields.items() if path not in gone}, kept


def _is_left_over(profile: Profile) -> bool:
    """Whether ingestion made the profile, and nothing is left in it that would keep it."""
    is_manual = any(origin.is_manual for origin in profile.origins.values())
    return profile.is_inferred and not profile.objects and not profile.added_keys and not is_manual
