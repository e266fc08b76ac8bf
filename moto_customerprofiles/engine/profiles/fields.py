"""The fields of a profile as flat texts, and as the nested document of the API.

The package keeps the fields of a profile as one mapping of paths to texts: `{"FirstName": "Ann", "Address.City":
"Seattle", "Attributes.tier": "gold"}`. Each path is a value that a source can write on its own, so mapping, merging,
matching and segments need no special cases. The name of an attribute may contain dots: everything after `Attributes.`
is the name. EngagementPreferences is one value, kept as JSON text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.json_text import compact

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESSES = ("Address", "ShippingAddress", "MailingAddress", "BillingAddress")
EMAILS = ("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress")
PHONES = ("PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber")
NAMES = ("FirstName", "MiddleName", "LastName")
ATTRIBUTES = "Attributes"
ATTRIBUTE_PREFIX = f"{ATTRIBUTES}."
ENGAGEMENT_PREFERENCES = "EngagementPreferences"
MEMBERS = (
    "AccountNumber",
    "AdditionalInformation",
    "PartyType",
    "BusinessName",
    "FirstName",
    "MiddleName",
    "LastName",
    "BirthDate",
    "Gender",
    "PhoneNumber",
    "MobilePhoneNumber",
    "HomePhoneNumber",
    "BusinessPhoneNumber",
    "EmailAddress",
    "PersonalEmailAddress",
    "BusinessEmailAddress",
    "Address",
    "ShippingAddress",
    "MailingAddress",
    "BillingAddress",
    "Attributes",
    "PartyTypeString",
    "GenderString",
    "ProfileType",
    "EngagementPreferences",
)
"""The members of a profile that hold its fields, in the order of the API's Profile."""

ADDRESS_PARTS = (
    "Address1",
    "Address2",
    "Address3",
    "Address4",
    "City",
    "County",
    "State",
    "Province",
    "Country",
    "PostalCode",
)
TEXT_MEMBERS = tuple(name for name in MEMBERS if name not in {*ADDRESSES, ATTRIBUTES, ENGAGEMENT_PREFERENCES})
"""The members of a profile that hold one text each, in the order of the API's Profile."""

ADDRESS_PATHS = tuple(f"{address}.{part}" for address in ADDRESSES for part in ADDRESS_PARTS)
"""The paths of all parts of all addresses."""

_TEXT_PATHS = frozenset({*TEXT_MEMBERS, *ADDRESS_PATHS})
FREE_TEXT_OF = {"Gender": "GenderString", "PartyType": "PartyTypeString"}
"""The members that hold free text, by the members whose enumerations they stand in for."""

ENUMERATIONS = {
    "Gender": frozenset({"MALE", "FEMALE", "UNSPECIFIED"}),
    "PartyType": frozenset({"INDIVIDUAL", "BUSINESS", "OTHER"}),
    "ProfileType": frozenset({"ACCOUNT_PROFILE", "PROFILE"}),
}
"""The values of the members that take only some (service model, Gender, PartyType and ProfileType)."""

_PARTED = frozenset({*ADDRESSES, ATTRIBUTES})


def attribute_name(path: str) -> str:
    """Return the name of the custom attribute at a path, the empty text if the path is not that of an attribute.

    >>> attribute_name("Attributes.tier.name"), attribute_name("Attributes."), attribute_name("Gender")
    ('tier.name', '', '')
    """
    return path.removeprefix(ATTRIBUTE_PREFIX) if path.startswith(ATTRIBUTE_PREFIX) else ""


def is_text_path(path: str) -> bool:
    """Return whether a path names one text of a profile: a member, a part of an address or a custom attribute.

    >>> [is_text_path(path) for path in ("Gender", "Address.City", "Attributes.tier", "Address")]
    [True, True, True, False]
    """
    return path in _TEXT_PATHS or attribute_name(path) != ""


def flatten(document: Mapping[str, object]) -> dict[str, str]:
    """Return a profile document of the API as flat fields; empty texts stay, which a caller can read as removals.

    >>> flatten({"FirstName": "Ann", "Address": {"City": "Seattle"}})
    {'FirstName': 'Ann', 'Address.City': 'Seattle'}
    """
    fields: dict[str, str] = {}
    for name, value in document.items():
        if name in _PARTED and isinstance(value, dict):
            fields.update({f"{name}.{part}": text for part, text in value.items()})
        elif isinstance(value, str):
            fields[name] = value
        else:
            fields[name] = compact(value)
    return fields


def nest(fields: Mapping[str, str]) -> dict[str, object]:
    """Return flat fields as a new profile document of the API; the inverse of `flatten`.

    >>> nest({"FirstName": "Ann", "Attributes.a.b": "1"})
    {'FirstName': 'Ann', 'Attributes': {'a.b': '1'}}
    """
    document: dict[str, object] = {}
    parted: dict[str, dict[str, str]] = {}
    for path, text in fields.items():
        name, dot, part = path.partition(".")
        if dot and name in _PARTED:
            if name not in parted:
                document[name] = parted[name] = {}
            parted[name][part] = text
        elif name == ENGAGEMENT_PREFERENCES:
            document[name] = json.loads(text)
        else:
            document[name] = text
    return document


def profile_document(profile_id: str, fields: Mapping[str, str]) -> dict[str, object]:
    """Return a profile as the API writes it: the id first, then the members in the order of the API's Profile.

    >>> profile_document("7e", {"LastName": "Lee", "FirstName": "Ann"})
    {'ProfileId': '7e', 'FirstName': 'Ann', 'LastName': 'Lee'}
    """
    document = nest(fields)
    return {"ProfileId": profile_id} | {name: document[name] for name in MEMBERS if name in document}


def written(path: str, text: str) -> tuple[str | None, str]:
    """Return the path that a source's text for a path is written to, and the text that is written there.

    A gender goes to GenderString as it was sent, whatever it is: acceptance tests of AWS's solution for travellers and
    guests read it there. That a party type goes to PartyTypeString likewise, and that a ProfileType outside its
    enumeration goes nowhere (None), is our choice.

    >>> written("Gender", "Male"), written("ProfileType", "profile"), written("ProfileType", "VIP")
    (('GenderString', 'Male'), ('ProfileType', 'PROFILE'), (None, 'VIP'))
    """
    if path in FREE_TEXT_OF:
        return FREE_TEXT_OF[path], text
    values = ENUMERATIONS.get(path)
    if values is None:
        return path, text
    return (path, text.upper()) if text.upper() in values else (None, text)
