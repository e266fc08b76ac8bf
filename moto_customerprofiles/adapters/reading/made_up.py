"""Made-up people in the place of real ones, the same made-up value for the same real one.

What is personal is told by the field of a profile that holds it, by the target and the content type of a field of an
object type, by the name of a member of an object, and by its form (an e-mail address, a telephone number). Numbers are
counted in the order in which values come up, so that nothing of a real value is left in its replacement. All of it is
our choice.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Document = dict[str, Any]

_FIRST = tuple(
    "Ada Ben Cleo Dara Eli Faye Gus Hana Ivo June Kofi Lena Milo Nora Otis Pia Quin Rosa Sami Tess".split()  # noqa: SIM905  # a line to read
)
_STREETS = ["Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine", "Willow"]
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?<>()[]\"'"
_PHONE = re.compile(r"\+\d[\d ().-]{6,}\d")  # in international form; other numbers may be anything
_PERSONAL_NAME = re.compile(r"(first|last|middle|full|sur|given|family|customer|contact)?_?name", re.IGNORECASE)
_ADDRESS = re.compile(r"address_?line|address_?\d|street|city|county|province|postal|zip", re.IGNORECASE)
_BIRTH = re.compile(r"birth|dob", re.IGNORECASE)
_PLACES = ("Address1", "Address2", "Address3", "Address4", "City", "County", "PostalCode", "Province", "State")
_NATIONAL, _LINE = 10, 10_000


class People:
    """The made-up values of one run."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}

    def profile(self, profile: Mapping[str, Any]) -> Document:
        """Return a profile of made-up people: names, birth date, addresses, e-mails, telephones."""
        return {member: self._profile_value(member, value) for member, value in profile.items()}

    def object(self, text: str, paths: Mapping[str, str]) -> Any:
        """Return an object of made-up people; `paths` are the kinds of values by their dotted paths."""
        return self._inside(json.loads(text), "", paths)

    def value(self, kind: str, text: str) -> str:
        """Return the made-up value for a real one of a kind: name, email, phone, place or birth."""
        if not text.strip():
            return text
        match kind:
            case "email":
                return f"person{self._number(kind, text.strip().lower())}@example.com"
            case "phone":
                return self._phone(text)
            case "birth":
                return "1980-01-01"
            case "place":
                number = self._number(kind, text.strip().lower())
                return f"{_STREETS[number % len(_STREETS)]} {number}"
            case _:
                return " ".join(self._word(word) for word in text.split())

    def within(self, text: str) -> str:
        """Return a text with made-up e-mail addresses and telephone numbers in the place of those in it."""
        text = _WORD.sub(lambda found: self._word_or_email(found.group()), text)
        return _PHONE.sub(lambda found: self.value("phone", found.group()), text)

    def _word_or_email(self, word: str) -> str:
        bare = word.strip(_AROUND)
        return word.replace(bare, self.value("email", bare)) if _EMAIL.fullmatch(bare) else word

    def _number(self, kind: str, real: str) -> int:
        return self._known.setdefault((kind, real), len([1 for known, _ in self._known if known == kind]) + 1)

    def _word(self, word: str) -> str:
        number = self._number("name", word.lower()) - 1
        made = _FIRST[number % len(_FIRST)] + (str(number // len(_FIRST) + 1) if number >= len(_FIRST) else "")
        return made.upper() if word.isupper() and len(word) > 1 else made.lower() if word.islower() else made

    def _phone(self, text: str) -> str:
        """Return the text with the last seven digits of its number made up, spaced and bracketed as before."""
        digits = re.sub(r"\D", "", text)[-_NATIONAL:]
        line = f"555{self._number('phone', digits) % _LINE:04d}"
        places = [place for place, character in enumerate(text) if character.isdigit()][-len(line) :]
        made = list(text)
        for place, digit in zip(places, line[-len(places) :], strict=True):
            made[place] = digit
        return "".join(made)

    def _profile_value(self, member: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: self.value("place", each) if name in _PLACES else self._other(name, each)
                for name, each in value.items()
            }
        kind = kind_of_field(member)
        return self.value(kind, value) if kind and isinstance(value, str) else value

    def _inside(self, value: Any, path: str, paths: Mapping[str, str]) -> Any:
        if isinstance(value, dict):
            return {name: self._inside(each, f"{path}.{name}" if path else name, paths) for name, each in value.items()}
        if isinstance(value, list):
            return [self._inside(each, path, paths) for each in value]
        if isinstance(value, int) and not isinstance(value, bool) and paths.get(path) == "phone":
            return int(self._phone(str(value)))
        if not isinstance(value, str):
            return value
        kind = paths.get(path)
        return self.value(kind, value) if kind else self._other(path.rpartition(".")[2], value)

    def _other(self, name: str, value: Any) -> Any:
        """Return a value that no field of a profile is made of: made up if its name or its form is personal."""
        if not isinstance(value, str):
            return value
        kind = kind_of_name(name)
        return self.value(kind, value) if kind else self.within(value)


def kind_of_field(field: str) -> str | None:
    """Return the kind of the values of a field of a profile, None if they are not personal.

    >>> kind_of_field("BusinessEmailAddress"), kind_of_field("ShippingAddress.City"), kind_of_field("AccountNumber")
    ('email', 'place', None)
    """
    first, _, part = field.partition(".")
    if part:
        return "place" if part in _PLACES else None
    if first.endswith("EmailAddress"):
        return "email"
    if first.endswith("PhoneNumber"):
        return "phone"
    if first == "BirthDate":
        return "birth"
    return "name" if first in {"FirstName", "MiddleName", "LastName", "BusinessName"} else None


def kind_of_name(name: str) -> str | None:
    """Return the kind of the values that a member of an object has by its name, None if that says nothing.

    >>> kind_of_name("firstName"), kind_of_name("zip"), kind_of_name("e_mail"), kind_of_name("color")
    ('name', 'place', 'email', None)
    """
    if re.search(r"e_?-?mail", name, re.IGNORECASE):
        return "email"
    if re.search(r"phone|mobile", name, re.IGNORECASE):
        return "phone"
    if _BIRTH.search(name):
        return "birth"
    if _ADDRESS.search(name):
        return "place"
    return "name" if _PERSONAL_NAME.fullmatch(name) else None


def personal_paths(object_type: Mapping[str, Any]) -> dict[str, str]:
    """Return the kinds of the values of an object type's sources, by their dotted paths."""
    fields: Iterable[Mapping[str, str]] = object_type.get("Fields", {}).values()
    kinds = {"EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone", "NAME": "name"}
    found = {}
    for field in fields:
        source, target = field.get("Source", ""), field.get("Target", "")
        kind = kind_of_field(target.removeprefix("_profile.")) if target.startswith("_profile.") else None
        kind = kind or kinds.get(field.get("ContentType", ""))
        if kind and source.startswith("_source."):
            found[source.removeprefix("_source.").replace("[]", "")] = kind
    return found
