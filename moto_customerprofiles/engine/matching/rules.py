"""Rule-based matching: what a rule compares, compiled from the settings of the domain.

Rule n of the list is level n, and level 1 is the strongest. All attributes of a rule must be equal. E-mail, phone and
address stand for several fields each, which the selector names: under ONE_TO_ONE a field is compared with the same
field of the other profile, under MANY_TO_MANY with any selected field (API reference, MatchingRule and
AttributeTypesSelector; Administrator Guide, "How rule-based identity resolution works").

Where AWS is silent: values are equal if their trimmed texts are, with case; the address parts of a rule must be equal
in one pair of addresses; the default rules are ours, because AWS does not publish its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, EMAILS, FREE_TEXT_OF, PHONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.origins import Fields

Key = tuple[object, ...]
"""What two profiles must share to match at a level."""

ONE_TO_ONE, MANY_TO_MANY = "ONE_TO_ONE", "MANY_TO_MANY"
SELECTED_FIELDS = {"MaillingAddress": "MailingAddress", "BusinessAddress": "BillingAddress"}
"""The names that the selector knows and the standard profile does not, with the field that is read instead."""

DEFAULT_RULES = (
    ("FirstName", "LastName", "EmailAddress", "PhoneNumber"),
    ("FirstName", "LastName", "EmailAddress"),
    ("FirstName", "LastName", "PhoneNumber"),
    ("FirstName", "LastName", "BirthDate", "Address.Address"),
)
_STREET = tuple(f"Address{number}" for number in range(1, 5))
_ADDRESS = "Address"


class Selector(NamedTuple):
    """The fields that the attribute types stand for, and the model by which they are compared."""

    model: str
    fields: Mapping[str, Sequence[str]]


DEFAULT_SELECTOR = Selector(MANY_TO_MANY, {"EmailAddress": EMAILS, "PhoneNumber": PHONES, _ADDRESS: ADDRESSES})
NO_SELECTOR = Selector(ONE_TO_ONE, {})


class _Location(NamedTuple):
    """One or more fields that are compared together; only locations with equal labels are compared."""

    label: str
    paths: tuple[str, ...]


class Reading(NamedTuple):
    """What one level reads of one profile: the keys by which it matches, and its single values, to find common ones."""

    keys: frozenset[Key]
    values: frozenset[Key]


@dataclass(frozen=True)
class Level:
    """One rule, compiled."""

    parts: tuple[tuple[_Location, ...], ...]
    single_values: tuple[tuple[str, _Location], ...]

    def read(self, fields: Fields) -> Reading:
        """Return what the level reads of a profile: no keys if an attribute of the rule has no value in the profile."""
        parts = [_tokens(locations, fields) for locations in self.parts]
        single = ((name, _tokens((location,), fields)) for name, location in self.single_values)
        values = frozenset((name, *token) for name, tokens in single for token in tokens)
        return Reading(frozenset(product(*parts)), values)


@dataclass(frozen=True)
class RuleSet:
    """The levels that are applied, and the last level that merges matching profiles, 0 if none does."""

    levels: tuple[Level, ...]
    merging_level: int = 0

    def read(self, fields: Fields) -> tuple[Reading, ...]:
        """Return what each level reads of a profile.

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
    """Return compiled rules, strongest first, up to the matching level."""
    levels = tuple(_level(rule, selector) for rule in rules[:matching_level])
    return RuleSet(levels, merging_level)


def _level(rule: Sequence[str], selector: Selector) -> Level:
    names = tuple(dict.fromkeys(rule))
    address_parts = tuple(
        part for name in names for head, _, part in [name.partition(".")] if head == _ADDRESS and part
    )
    plain = [name for name in names if not name.startswith(f"{_ADDRESS}.")]
    parts = [tuple(_locations(name, selector)) for name in plain]
    if address_parts:
        parts.append(tuple(_address_locations(address_parts, selector)))
    single = [(name, location) for name in plain for location in _locations(name, selector)]
    single += [(part, location) for part in address_parts for location in _address_locations((part,), selector)]
    return Level(tuple(parts), tuple(single))


def _locations(name: str, selector: Selector) -> Iterator[_Location]:
    for field in selector.fields.get(name) or (name,):
        yield _Location(_label(field, selector), (field,))


def _address_locations(parts: tuple[str, ...], selector: Selector) -> Iterator[_Location]:
    for chosen in selector.fields.get(_ADDRESS) or (_ADDRESS,):
        field = SELECTED_FIELDS.get(chosen, chosen)
        yield _Location(_label(field, selector), tuple(f"{field}.{part}" for part in parts))


def _label(field: str, selector: Selector) -> str:
    return field if selector.model == ONE_TO_ONE else ""


def _tokens(locations: Sequence[_Location], fields: Fields) -> frozenset[Key]:
    tokens = ((one.label, *(_value(path, fields) for path in one.paths)) for one in locations)
    return frozenset(token for token in tokens if all(token[1:]))


def _value(path: str, fields: Fields) -> str:
    name, _, part = path.partition(".")
    if part == _ADDRESS and name in ADDRESSES:
        return " ".join(text for line in _STREET if (text := fields.get(f"{name}.{line}", "").strip()))
    return (fields.get(path) or fields.get(FREE_TEXT_OF.get(path, ""), "")).strip()
