"""Rule-based matching: what a rule compares, compiled from the domain's settings.

Rule n of the list is level n, and level 1 is the strongest. All attributes of a rule must be equal. E-mail, phone and
address stand for several fields each, which the selector names: under ONE_TO_ONE a field meets the same field of the
other profile, under MANY_TO_MANY any selected field meets any. (API reference, MatchingRule and
AttributeTypesSelector; Administrator Guide, "How rule-based identity resolution works".)

Where AWS is silent: values are equal as trimmed text, case counts; the address parts of a rule must be met by one
pair of addresses; the rules that hold when none are given are ours, as AWS does not publish its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, EMAILS, PHONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.origins import Fields

Key = tuple[object, ...]
"""What two profiles must share to match at a level."""

ONE_TO_ONE, MANY_TO_MANY = "ONE_TO_ONE", "MANY_TO_MANY"
SELECTED_FIELDS = {"MaillingAddress": "MailingAddress", "BusinessAddress": "BillingAddress"}
"""Names that the selector knows and the standard profile does not, with the field we read instead."""

DEFAULT_RULES = (
    ("FirstName", "LastName", "EmailAddress", "PhoneNumber"),
    ("FirstName", "LastName", "EmailAddress"),
    ("FirstName", "LastName", "PhoneNumber"),
    ("FirstName", "LastName", "BirthDate", "Address.Address"),
)
_STREET = tuple(f"Address{number}" for number in range(1, 5))
_ADDRESS = "Address"


class Selector(NamedTuple):
    """Which fields the attribute types stand for, and whether they may meet crosswise."""

    model: str
    fields: Mapping[str, Sequence[str]]


DEFAULT_SELECTOR = Selector(MANY_TO_MANY, {"EmailAddress": EMAILS, "PhoneNumber": PHONES, _ADDRESS: ADDRESSES})
NO_SELECTOR = Selector(ONE_TO_ONE, {})


class _Place(NamedTuple):
    """One place where a value may stand; places with equal labels may meet."""

    label: str
    paths: tuple[str, ...]


class Reading(NamedTuple):
    """What one level sees of one profile: the keys it matches by, and each single value, to know the common ones."""

    keys: frozenset[Key]
    values: frozenset[Key]


@dataclass(frozen=True)
class Level:
    """One rule, ready to read profiles."""

    parts: tuple[tuple[_Place, ...], ...]
    single_values: tuple[tuple[str, _Place], ...]

    def read(self, fields: Fields) -> Reading:
        """Read a profile; it has no keys when it lacks a value for any attribute of the rule."""
        parts = [_tokens(places, fields) for places in self.parts]
        values = frozenset((name, *token) for name, place in self.single_values for token in _tokens((place,), fields))
        return Reading(frozenset(product(*parts)), values)


@dataclass(frozen=True)
class RuleSet:
    """The levels that are tried, and up to which of them matching profiles are merged; 0 is never."""

    levels: tuple[Level, ...]
    merging_level: int = 0

    def read(self, fields: Fields) -> tuple[Reading, ...]:
        """Read a profile for each level.

        >>> rules = compile_rules([["LastName", "EmailAddress"]], NO_SELECTOR)
        >>> [len(reading.keys) for reading in rules.read({"LastName": "Doe", "EmailAddress": "a@x.com"})]
        [1]
        >>> [len(reading.keys) for reading in rules.read({"LastName": "Doe"})]
        [0]
        """
        return tuple(level.read(fields) for level in self.levels)


def compile_rules(
    rules: Sequence[Sequence[str]], selector: Selector, *, matching_level: int | None = None, merging_level: int = 0
) -> RuleSet:
    """Compile rules, strongest first; those above the matching level are never tried."""
    levels = tuple(_level(rule, selector) for rule in rules[:matching_level])
    return RuleSet(levels, merging_level)


def _level(rule: Sequence[str], selector: Selector) -> Level:
    names = tuple(dict.fromkeys(rule))
    address_parts = tuple(
        part for name in names for head, _, part in [name.partition(".")] if head == _ADDRESS and part
    )
    plain = [name for name in names if not name.startswith(f"{_ADDRESS}.")]
    parts = [tuple(_places(name, selector)) for name in plain]
    if address_parts:
        parts.append(tuple(_address_places(address_parts, selector)))
    single = [(name, place) for name in plain for place in _places(name, selector)]
    single += [(part, place) for part in address_parts for place in _address_places((part,), selector)]
    return Level(tuple(parts), tuple(single))


def _places(name: str, selector: Selector) -> Iterator[_Place]:
    for field in selector.fields.get(name) or (name,):
        yield _Place(_label(field, selector), (field,))


def _address_places(parts: tuple[str, ...], selector: Selector) -> Iterator[_Place]:
    for chosen in selector.fields.get(_ADDRESS) or (_ADDRESS,):
        field = SELECTED_FIELDS.get(chosen, chosen)
        yield _Place(_label(field, selector), tuple(f"{field}.{part}" for part in parts))


def _label(field: str, selector: Selector) -> str:
    return field if selector.model == ONE_TO_ONE else ""


def _tokens(places: Sequence[_Place], fields: Fields) -> frozenset[Key]:
    tokens = ((place.label, *(_value(path, fields) for path in place.paths)) for place in places)
    return frozenset(token for token in tokens if all(token[1:]))


def _value(path: str, fields: Fields) -> str:
    name, _, part = path.partition(".")
    if part == _ADDRESS and name in ADDRESSES:
        return " ".join(text for line in _STREET if (text := fields.get(f"{name}.{line}", "").strip()))
    return fields.get(path, "").strip()
