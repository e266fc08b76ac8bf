"""How probable it is that two profiles are the same customer, from 0 to 1.

AWS compares names, e-mail addresses, telephone numbers, addresses and birth dates with a model that is not public, and
calls 1 an exact match (Administrator Guide, "How identity resolution works"). This module is our own deterministic
replacement: each kind of evidence is for the pair (the gains add up like independent probabilities) or against it (the
doubts are multiplied). All documented pairs match; the weights are our choice and are defined in one table.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.engine.matching.traits import Traits

MATCH = 0.70
"""The score from which on two profiles match."""

_ALIKE = 0.90
_CLOSE_ADDRESS, _FAR_ADDRESS = 0.80, 0.40
_LEAST_KINDS_FOR_CERTAINTY = 2


class Evidence(NamedTuple):
    """What one kind of data says about a pair: a `gain` above 0 is for the pair, a `doubt` below 1 against it."""

    gain: float = 0.0
    doubt: float = 1.0


_SILENT = Evidence()
_FULL_NAME, _PART_OF_NAME = 0.75, 0.30
_SOFT_CONFLICT, _HARD_CONFLICT = Evidence(doubt=0.75), Evidence(doubt=0.60)
_SWAPPED, _MIDDLE_MISSING, _MIDDLE_DIFFERS = 0.95, 0.02, 0.05
_SAME_EMAIL, _NEAR_EMAIL, _OTHER_EMAIL = Evidence(0.90), Evidence(0.45), Evidence(doubt=0.95)
_SAME_PHONE, _OTHER_PHONE = Evidence(0.85), Evidence(doubt=0.90)
_SAME_ADDRESS, _OTHER_ADDRESS = 0.45, Evidence(doubt=0.97)
_SAME_BIRTH_DATE, _OTHER_BIRTH_DATE = Evidence(0.40), Evidence(doubt=0.70)


def score(left: Traits, right: Traits) -> float:
    """Return the score of a pair, which is symmetric.

    It is 1.0 only for profiles that agree in all they have and have at least two kinds of evidence.

    >>> from moto_customerprofiles.engine.matching.traits import traits_of
    >>> john = traits_of({"FirstName": "John", "LastName": "Doe"})
    >>> score(john, traits_of({"FirstName": "Jhn", "LastName": "Doe"}))
    0.7219
    """
    if left == right and left.kinds >= _LEAST_KINDS_FOR_CERTAINTY:
        return 1.0
    remaining, doubt = 1.0, 1.0
    for kind in _KINDS:
        evidence = kind(left, right)
        remaining *= 1 - evidence.gain
        doubt *= evidence.doubt
    return round((1 - remaining) * doubt, 4)


def _names(left: Traits, right: Traits) -> Evidence:
    if left.first and left.last and right.first and right.last:
        return _full_names(left, right)
    if left.first and right.first:
        return _lone_names(left.first, right.first)
    if left.last and right.last:
        return _lone_names(left.last, right.last)
    return _SILENT


def _full_names(left: Traits, right: Traits) -> Evidence:
    first, last = _first_names(left.first, right.first), _likeness(left.last, right.last)
    if first >= _ALIKE and last >= _ALIKE:
        return Evidence(_FULL_NAME * ((first + last) / 2 - _middle_names(left.middle, right.middle)))
    if _likeness(left.first, right.last) >= _ALIKE and _likeness(left.last, right.first) >= _ALIKE:
        return Evidence(_FULL_NAME * _SWAPPED)
    return _SOFT_CONFLICT if last >= _ALIKE else _HARD_CONFLICT


def _first_names(left: str, right: str) -> float:
    likeness = _likeness(left, right)
    return max(likeness, _ALIKE) if _is_initial(left, right) else likeness


def _middle_names(left: str, right: str) -> float:
    """Return by how much a pair of middle names lowers the likeness."""
    if left and right:
        return 0.0 if left == right or _is_initial(left, right) else _MIDDLE_DIFFERS
    return _MIDDLE_MISSING if left or right else 0.0


def _is_initial(left: str, right: str) -> bool:
    return 1 in (len(left), len(right)) and left[0] == right[0]


def _lone_names(left: str, right: str) -> Evidence:
    return Evidence(_PART_OF_NAME * likeness) if (likeness := _likeness(left, right)) >= _ALIKE else _SOFT_CONFLICT


def _emails(left: Traits, right: Traits) -> Evidence:
    if not (left.emails and right.emails):
        return _SILENT
    if left.emails & right.emails:
        return _SAME_EMAIL
    near = any(_is_near_email(one, other) for one in left.emails for other in right.emails)
    return _NEAR_EMAIL if near else _OTHER_EMAIL


def _is_near_email(left: str, right: str) -> bool:
    (left_local, _, left_domain), (right_local, _, right_domain) = left.partition("@"), right.partition("@")
    return left_domain == right_domain and _is_one_slip(left_local, right_local)


def _phones(left: Traits, right: Traits) -> Evidence:
    if not (left.phones and right.phones):
        return _SILENT
    if left.phones & right.phones:
        return _SAME_PHONE
    near = any(_is_one_slip(one, other) for one in left.phones for other in right.phones)
    return _SILENT if near else _OTHER_PHONE


def _addresses(left: Traits, right: Traits) -> Evidence:
    if not (left.addresses and right.addresses):
        return _SILENT
    overlap = max(len(a & b) / min(len(a), len(b)) for a in left.addresses for b in right.addresses)
    if overlap >= _CLOSE_ADDRESS:
        return Evidence(_SAME_ADDRESS * overlap)
    return _OTHER_ADDRESS if overlap < _FAR_ADDRESS else _SILENT


def _birth_dates(left: Traits, right: Traits) -> Evidence:
    if not (left.birth_dates and right.birth_dates):
        return _SILENT
    return _SAME_BIRTH_DATE if left.birth_dates & right.birth_dates else _OTHER_BIRTH_DATE


_KINDS = (_names, _emails, _phones, _addresses, _birth_dates)
_LABELS = ("name", "e-mail addresses", "telephone numbers", "addresses", "birth date")


def evidence(left: Traits, right: Traits) -> list[tuple[str, Evidence]]:
    """Return what each kind of data says about a pair, as `score` weighs it.

    >>> from moto_customerprofiles.engine.matching.traits import traits_of
    >>> ann = traits_of({"EmailAddress": "ann@x.com"})
    >>> evidence(ann, ann)[1]
    ('e-mail addresses', Evidence(gain=0.9, doubt=1.0))
    """
    return [(label, kind(left, right)) for label, kind in zip(_LABELS, _KINDS, strict=True)]


def _likeness(left: str, right: str) -> float:
    """Return the likeness of two names by Jaro-Winkler, 0 to 1."""
    return 1.0 if left == right else _measures()[0](left, right)


def _is_one_slip(left: str, right: str) -> bool:
    """Return whether one insertion, deletion, substitution or swap of neighbours turns one text into the other."""
    return abs(len(left) - len(right)) <= 1 and _measures()[1](left, right) <= 1


@cache
def _measures() -> tuple[Callable[[str, str], float], Callable[[str, str], int]]:
    """Return the measures of texts, which are imported when the first pair is scored: most users never score one."""
    from rapidfuzz.distance import OSA, JaroWinkler  # noqa: PLC0415  see the docstring

    return JaroWinkler.similarity, OSA.distance
