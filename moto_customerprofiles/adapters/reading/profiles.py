"""Some profiles of a domain with their objects, read over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.reading.configuration import plain
from moto_customerprofiles.adapters.reading.made_up import People, personal_paths
from moto_customerprofiles.hooks.scenarios.calls import cut_to_input

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.adapters.reading.configuration import Reader

    Document = dict[str, Any]

OPERATIONS = ("SearchProfiles", "ListProfileObjects")
"""What reading profiles calls besides."""

_STANDARD = "_"
"""Names of standard objects begin so: they are made of other objects."""


def read_profiles(
    reader: Reader, domain_name: str, document: Document, term: tuple[str, str], most: int, people: People | None
) -> Document:
    """Return the members of a scenario for the profiles that a search finds, at most so many.

    A profile that has objects comes back by them: `Objects` has these, `Profiles` the others. `people` replaces
    personal data, None keeps it.
    """
    key_name, value = term
    profiles: list[Document] = []
    objects: dict[str, list[Any]] = {}
    for number, profile in enumerate(_found(reader, domain_name, key_name, value)):
        if number == most:
            reader.note(f"More than {most} profiles have {key_name} {value}; the others were left out")
            break
        held = list(_objects(reader, domain_name, document, profile["ProfileId"]))
        for type_name, text in held:
            paths = personal_paths(document.get("ObjectTypes", {}).get(type_name, {}))
            objects.setdefault(type_name, []).append((people or _Kept()).object(text, paths))
        if not held:
            fields = cut_to_input(profile, "CreateProfile")
            profiles.append(plain((people or _Kept()).profile(fields)))
    if objects:
        reader.note("Profiles with objects come back by their objects: values that were entered by hand are not there")
    return {name: part for name, part in (("Profiles", profiles), ("Objects", objects)) if part}


class _Kept(People):
    """Real people as they are."""

    def value(self, kind: str, text: str) -> str:  # noqa: ARG002  # as of made-up people
        return text


def _found(reader: Reader, domain_name: str, key_name: str, value: str) -> Iterator[Document]:
    members = {"DomainName": domain_name, "KeyName": key_name, "Values": [value], "MaxResults": 100}
    return reader.all_pages("SearchProfiles", members)


def _objects(reader: Reader, domain_name: str, document: Document, profile_id: str) -> Iterator[tuple[str, str]]:
    """Return type and text of the objects of a profile, those put last first, as the API lists them."""
    for type_name in document.get("ObjectTypes", {}):
        if type_name.startswith(_STANDARD):
            continue
        members = {"DomainName": domain_name, "ObjectTypeName": type_name, "ProfileId": profile_id, "MaxResults": 100}
        for item in reversed([*reader.all_pages("ListProfileObjects", members)]):
            yield type_name, item["Object"]
