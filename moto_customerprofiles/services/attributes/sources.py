"""The attributes of a type's objects, wherever its objects are kept: in profiles, beside them or in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES, MEMBERS, nest
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.attributes.values import Observation
    from moto_customerprofiles.state.domain import Domain


def observations(domain: Domain, object_type_name: str) -> Iterator[Observation]:
    """Return all objects of a type as they were put, each with the time of its ingestion.

    For `_profile` these are the single fields of the profiles, custom ones by their bare name and by their path; for
    other standard objects they are what was gathered in them, with the time of the latest contribution.

    Raises:
        ResourceNotFound: there is no such type.

    """
    if object_type_name == PROFILE:
        return _fields(domain)
    if object_type_name in standard_objects():
        return _standard_objects(domain, object_type_name)
    if object_type_name in domain.domain_object_types:
        return ((each.source, each.ingested_at) for each in domain.domain_objects.of(object_type_name))
    domain.object_types.require(object_type_name)
    objects = (each for profile in domain.profiles for each in profile.objects_of(object_type_name))
    return ((each.source, each.ingested_at) for each in objects)


def _fields(domain: Domain) -> Iterator[Observation]:
    for profile in domain.profiles:
        for path, text in profile.fields.items():
            origin = profile.origins.get(path)
            yield _document(path, text), origin.at if origin else profile.last_updated_at


def _document(path: str, text: str) -> dict[str, object]:
    document = nest({path: text})
    bare = path.removeprefix(f"{ATTRIBUTES}.")
    return document if bare == path or bare in MEMBERS else {bare: text, **document}


def _standard_objects(domain: Domain, kind: str) -> Iterator[Observation]:
    for profile in domain.profiles:
        for standard in profile.standard_objects_of(kind):
            document = {name: value for name, value in standard.document.items() if value}
            yield document, max((origin.at for origin in standard.origins.values()), default=profile.last_updated_at)
