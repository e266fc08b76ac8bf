"""Where the fields, keys and objects of a profile come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.texts import profile_text
from moto_customerprofiles.engine.profiles.keys import is_hidden, name_of, profile_entries, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.explanations import documents as e
    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.engine.profiles.origins import Fields, Origin, Origins
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject, StandardObject
    from moto_customerprofiles.state.domain import Domain


def explain_profile(domain: Domain, profile_id: str) -> e.ExplainedProfile:
    """Return the explanation of a profile, found by its id or by that of one that was merged into it.

    Raises:
        ResourceNotFound: there is no such profile.

    """
    profile = domain.profiles.survivors.of(profile_id)
    if profile is None:
        raise domain.profiles.survivors.missing(profile_id)
    explained: e.ExplainedProfile = {
        "ProfileId": profile.profile_id,
        "CreatedAt": profile.created_at.isoformat(),
        "LastUpdatedAt": profile.last_updated_at.isoformat(),
        "ExpiresAt": profile.expires_at.isoformat(),
        "Fields": _fields(profile.fields, profile.origins),
        "Keys": _keys(profile),
        "Objects": [_object(each) for each in sorted(profile.objects, key=lambda each: each.sequence)],
        "StandardObjects": [
            _standard_object(each) for each in sorted(profile.standard_objects.values(), key=lambda each: each.sequence)
        ],
        "MergedProfileIds": domain.profiles.survivors.ids_of(profile),
        "Text": "",
    }
    return {**explained, "Text": profile_text(explained)}


def explain_writer(origin: Origin | None) -> e.Writer | None:
    """Describe who wrote a value."""
    if origin is None:
        return None
    return {"Source": origin.source, "Priority": origin.priority, "At": origin.at.isoformat()}


def _fields(fields: Fields, origins: Origins) -> list[e.ExplainedField]:
    return [{"Path": path, "Value": text, "Writer": explain_writer(origins.get(path))} for path, text in fields.items()]


def _keys(profile: Profile) -> list[e.ExplainedEntry]:
    brought: dict[KeyEntry, list[str]] = {}
    for entry, source in _brought(profile):
        brought.setdefault(entry, []).append(source)
    deleted: dict[KeyEntry, list[str]] = {entry: [] for entry in profile.hidden_keys if entry not in brought}
    entries = sorted({**brought, **deleted}.items(), key=lambda pair: (name_of(pair[0][0]), str(pair[0][1])))
    return [
        {
            "KeyName": name_of(entry[0]),
            "Values": values_of(entry),
            "BroughtBy": list(dict.fromkeys(sources)),
            "IsDeleted": not sources,
        }
        for entry, sources in entries
        if not is_hidden(entry[0])
    ]


def _brought(profile: Profile) -> Iterator[tuple[KeyEntry, str]]:
    """Return each key entry with each of its sources: a field, an object, a standard object, or an added key.

    A key that was deleted by hand is no longer brought by fields and standard objects.
    """
    for path in profile.fields:
        for entry in profile_entries(profile.fields, [path]):
            if entry not in profile.hidden_keys:
                yield entry, f"field {path}"
    for each in profile.objects:
        for entry in each.all_entries:
            yield entry, f"object {each.object_type_name} {each.unique_key}"
    for standard in profile.standard_objects.values():
        for entry in standard.index_entries - profile.hidden_keys:
            yield entry, f"standard object {standard.object_type_name} {standard.unique_key}"
    for entry in profile.added_keys:
        yield entry, "AddProfileKey or a merge"


def _object(profile_object: ProfileObject) -> e.ExplainedPart:
    return {
        "ObjectTypeName": profile_object.object_type_name,
        "ProfileObjectUniqueKey": profile_object.unique_key,
        "Object": profile_object.text,
        "At": profile_object.ingested_at.isoformat(),
        "ExpiresAt": profile_object.expires_at.isoformat(),
        "CreatedProfile": profile_object.created_profile,
        "Fields": [],
    }


def _standard_object(standard: StandardObject) -> e.ExplainedPart:
    return {
        "ObjectTypeName": standard.object_type_name,
        "ProfileObjectUniqueKey": standard.unique_key,
        "Object": standard.text,
        "At": standard.saved_at.isoformat(),
        "ExpiresAt": standard.expires_at.isoformat(),
        "CreatedProfile": False,
        "Fields": _fields(standard.fields, standard.origins),
    }
