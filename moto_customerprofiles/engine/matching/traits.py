"""What identity resolution compares of a profile: name, e-mails, phones, addresses and birth date, normalized.

AWS names the compared fields (API reference, GetMatches; Administrator Guide, "How identity resolution works") and
gives pairs that must match: `JOHN_DOE@ANYCOMPANY.COM` and `johndoe@anycompany.com`, `555-010-0000` and
`+1-555-010-0000`. Its model is not public; the normal forms here are ours and meet those examples.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, EMAILS, PHONES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moto_customerprofiles.engine.profiles.origins import Fields

Date = tuple[int, int, int]

_COMPARED_PARTS = ("Address1", "Address2", "Address3", "Address4", "City", "PostalCode")
_ABBREVIATIONS = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "road": "rd",
    "boulevard": "blvd",
    "drive": "dr",
    "lane": "ln",
    "court": "ct",
    "square": "sq",
    "place": "pl",
    "highway": "hwy",
    "parkway": "pkwy",
    "apartment": "apt",
    "suite": "ste",
    "floor": "fl",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
}
_WORD = re.compile(r"[^\W_]+")
_EXTENSION = re.compile(r"(?:ext\.?|x|#)\s*\d+\s*$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SHORTEST_PHONE, _SUBSCRIBER_DIGITS, _LONGEST_NATIONAL = 7, 10, 11
_SHORTEST_ADDRESS = 3


class Traits(NamedTuple):
    """The normalized values of one profile; missing and unreadable ones are empty."""

    first: str
    middle: str
    last: str
    emails: frozenset[str]
    phones: frozenset[str]
    addresses: frozenset[frozenset[str]]
    birth_dates: frozenset[Date]

    @property
    def kinds(self) -> int:
        """The number of kinds of evidence that the profile has."""
        return sum(map(bool, (self.first or self.last, self.emails, self.phones, self.addresses, self.birth_dates)))


def traits_of(fields: Fields) -> Traits:
    """Return the normalized values of the fields that are compared.

    >>> traits = traits_of({"FirstName": "Zoë", "LastName": "O'Brien", "PhoneNumber": "+1 (555) 010-0000 ext. 7"})
    >>> traits.first, traits.last, sorted(traits.phones)
    ('zoe', 'obrien', ['5550100000'])
    """
    return Traits(
        *_name(fields),
        emails=_normal_forms(_email, (fields.get(name, "") for name in EMAILS)),
        phones=_normal_forms(_phone, (fields.get(name, "") for name in PHONES)),
        addresses=frozenset(filter(None, (_address(fields, name) for name in ADDRESSES))),
        birth_dates=_dates(fields.get("BirthDate", "")),
    )


def _words(text: str) -> list[str]:
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return _WORD.findall(plain.lower())


def _name(fields: Fields) -> tuple[str, str, str]:
    """Return first, middle and last name; more given names count as middle names, and a single full name is split."""
    first, middle, last = (_words(fields.get(name, "")) for name in ("FirstName", "MiddleName", "LastName"))
    if not (first and last):
        whole = first or last
        if len(whole) > 1:
            first, middle, last = whole[:1], whole[1:-1] + middle, whole[-1:]
    first, middle = first[:1], first[1:] + middle
    return "".join(first), "".join(middle), "".join(last)


def _normal_forms(normal_form: Callable[[str], str | None], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(form for text in texts if text and (form := normal_form(text)))


def _email(text: str) -> str | None:
    local, at, domain = text.strip().lower().rpartition("@")
    local = re.sub(r"[^a-z0-9]", "", local.partition("+")[0])
    return f"{local}@{domain}" if at and local and domain else None


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", _EXTENSION.sub("", text))
    if len(digits) > _LONGEST_NATIONAL:
        digits = re.sub("^(?:00|011)", "", digits)
    return digits[-_SUBSCRIBER_DIGITS:] if len(digits) >= _SHORTEST_PHONE else None


def _address(fields: Fields, name: str) -> frozenset[str]:
    words = (word for part in _COMPARED_PARTS for word in _words(fields.get(f"{name}.{part}", "")))
    tokens = frozenset(_ABBREVIATIONS.get(word, word) for word in words)
    return tokens if len(tokens) >= _SHORTEST_ADDRESS else frozenset()


def _dates(text: str) -> frozenset[Date]:
    """Return the dates that a text may mean: both of them if day and month cannot be told apart."""
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups() if part)
        readings = [(year, month, day)]
    elif found := _YEAR_LAST.fullmatch(text):
        one, other, year = map(int, found.groups())
        readings = [(year, one, other), (year, other, one)]
    else:
        readings = []
    return frozenset(date for date in readings if 1 <= date[1] <= 12 and 1 <= date[2] <= 31)  # noqa: PLR2004  a calendar
