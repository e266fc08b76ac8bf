"""Which profiles of a domain look like the same customer: the search of an identity resolution job.

To compare all pairs would take quadratic time, so profiles are compared only within blocks that share a key: an e-mail
address, a telephone number, a birth date with initials, or a name up to one typing error (two names one typing error
apart share a text that is one letter shorter than either, or is one of them). Within a block a profile is compared with
its next neighbours only, so that even a very common name costs little. Matching pairs are joined, the strongest first;
the confidence of a group is that of the weakest pair that joins it.

AWS documents match groups of two or more profiles with a confidence score and an id (API reference, GetMatches). How it
finds groups and ids is not public; ours depend on the profiles only, so that unchanged groups keep their ids.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.similarity import MATCH, score
from moto_customerprofiles.engine.matching.traits import Traits, traits_of
from moto_customerprofiles.engine.matching.union_find import UnionFind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from moto_customerprofiles.engine.matching.candidates import Age, Candidate

_NEIGHBOURS = 16
_LONGEST_NAME = 60  # the typing errors of a longer name take much memory and find nobody


class MatchGroup(NamedTuple):
    """Two or more profiles that look like the same customer, oldest first, with their confidence from 0 to 1.

    `ages` are those of the profiles.
    """

    match_id: str
    profile_ids: tuple[str, ...]
    confidence_score: float
    ages: tuple[Age, ...] = ()


class _Pair(NamedTuple):
    score: float
    left: int
    right: int


def find_match_groups(domain_name: str, candidates: Iterable[Candidate]) -> list[MatchGroup]:
    """Return the match groups among the profiles of a domain, in the order of `in_order`.

    >>> from datetime import datetime, timezone
    >>> from moto_customerprofiles.engine.matching.candidates import Candidate
    >>> made = datetime(2025, 1, 6, tzinfo=timezone.utc)
    >>> ann = Candidate("a", 1, made, {"EmailAddress": "ANN@x.com"})
    >>> find_match_groups("shop", [ann, Candidate("b", 2, made, {"EmailAddress": "ann@x.com"})])[0].confidence_score
    0.9
    """
    by_type: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_type[candidate.profile_type].append(candidate)
    return in_order(group for alike in by_type.values() for group in _groups(domain_name, alike))


def in_order(groups: Iterable[MatchGroup]) -> list[MatchGroup]:
    """Return groups in the order in which they are listed: by confidence, highest first, then by id."""
    return sorted(groups, key=lambda group: (-group.confidence_score, group.match_id))


def match_id(domain_name: str, profile_ids: Sequence[str]) -> str:
    """Return the id of a group, which depends on the domain and the group's members only."""
    text = f"ml|{domain_name}|{','.join(sorted(profile_ids))}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _groups(domain_name: str, candidates: list[Candidate]) -> Iterator[MatchGroup]:
    ranked = sorted(((traits_of(candidate.fields), candidate) for candidate in candidates), key=_rank)
    members: defaultdict[int, list[Candidate]] = defaultdict(list)
    pairs = sorted(_matching_pairs([traits for traits, _ in ranked]), key=lambda pair: (-pair.score, *pair[1:]))
    sets = UnionFind[int]()
    needed = [pair for pair in pairs if sets.union(pair.left, pair.right)]
    for position in {position for pair in needed for position in pair[1:]}:
        members[sets.find(position)].append(ranked[position][1])
    weakest = {
        sets.find(pair.left): pair.score for pair in needed
    }  # pairs are in descending order, so the last one stays
    for root, group in members.items():
        group.sort(key=lambda candidate: candidate.age)
        ids = tuple(candidate.profile_id for candidate in group)
        yield MatchGroup(match_id(domain_name, ids), ids, weakest[root], tuple(candidate.age for candidate in group))


def _rank(entry: tuple[Traits, Candidate]) -> tuple[object, ...]:
    """Return the key that sorts profiles so that the most probable pairs of any block are neighbours."""
    traits, candidate = entry
    return traits.last, traits.first, sorted(traits.emails), sorted(traits.phones), candidate.age


def _matching_pairs(ranked: Sequence[Traits]) -> Iterator[_Pair]:
    """Yield each matching pair once; profiles are given by their positions in `ranked`."""
    seen: set[int] = set()
    size = len(ranked)
    for block in _blocks(ranked):
        for index, left in enumerate(block):
            for right in block[index + 1 : index + 1 + _NEIGHBOURS]:
                pair = left * size + right
                if pair not in seen:
                    seen.add(pair)
                    if (likeness := score(ranked[left], ranked[right])) >= MATCH:
                        yield _Pair(likeness, left, right)


def _blocks(ranked: Sequence[Traits]) -> Iterator[list[int]]:
    """Yield the blocks of two or more profiles, each in the order of `ranked`."""
    exact: defaultdict[str, list[int]] = defaultdict(list)
    names: defaultdict[str, list[int]] = defaultdict(list)
    for position, traits in enumerate(ranked):
        for key in _exact_keys(traits):
            exact[key].append(position)
        if traits.first and traits.last:
            names[" ".join(sorted((traits.first, traits.last)))].append(position)
    yield from (block for blocks in (exact, names) for block in blocks.values() if len(block) > 1)
    for alike in _names_one_slip_apart(names):
        yield sorted(position for name in alike for position in names[name])


def _exact_keys(traits: Traits) -> Iterator[str]:
    yield from traits.emails
    yield from traits.phones
    if not (traits.first and traits.last) and (lone := traits.first or traits.last):
        yield f"name {lone}"
    initials = "".join(sorted(traits.first[:1] + traits.last[:1]))
    yield from (f"born {date} {initials}" for date in traits.birth_dates)


def _names_one_slip_apart(names: Iterable[str]) -> Iterator[list[str]]:
    """Return lists of names that share a text, themselves or without one letter."""
    first: dict[str, str] = {}
    shared: dict[str, list[str]] = {}
    for name in names:
        slips = len(name) if len(name) <= _LONGEST_NAME else 0
        shortened = {name[:index] + name[index + 1 :] for index in range(slips)}
        for text in (name, *shortened):
            if (other := first.setdefault(text, name)) is not name:
                shared.setdefault(text, [other]).append(name)
    return iter(shared.values())
