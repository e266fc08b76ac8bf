"""How an identity resolution job grows, and how well it finds planted duplicates.

Run it with `python tests/benchmarks/matching.py [size ...]`. It prints, for each size, the seconds of a job and its
recall and precision over pairs of profiles, and the growth exponent between the smallest size and the largest.
"""

from __future__ import annotations

import math
import random
import sys
from datetime import datetime, timezone
from itertools import combinations
from time import perf_counter

from moto import mock_aws

from moto_customerprofiles import customerprofiles_backends
from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.profiles.fields import nest

SIZES = (1_000, 10_000, 100_000)
DUPLICATES = 0.2
MADE = datetime(2025, 1, 6, tzinfo=timezone.utc)
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvz"
_STREETS = ("Main Street", "Oak Avenue", "Hill Road", "Lake Drive", "Park Lane")

Fields = dict[str, str]


def customers(size: int, seed: int = 7) -> tuple[list[Candidate], list[int]]:
    """Make profiles of which a fifth describe a customer a second time; return them with the customer of each."""
    dice = random.Random(seed)
    originals = round(size * (1 - DUPLICATES))
    firsts = [_word(dice, 2) for _ in range(800)]
    lasts = [_word(dice, 3) for _ in range(8_000)]
    fields = [_customer(dice, number, dice.choice(firsts), dice.choice(lasts)) for number in range(originals)]
    owners = list(range(originals)) + [dice.randrange(originals) for _ in range(size - originals)]
    fields += [_distorted(dice, fields[owner]) for owner in owners[originals:]]
    return [Candidate(f"{number:032x}", number, MADE, one) for number, one in enumerate(fields)], owners


def _word(dice: random.Random, syllables: int) -> str:
    return "".join(dice.choice(_CONSONANTS) + dice.choice(_VOWELS) for _ in range(syllables)).title()


def _customer(dice: random.Random, number: int, first: str, last: str) -> Fields:
    phone = f"{dice.randrange(200, 999)}-{dice.randrange(200, 999)}-{dice.randrange(10_000):04}"
    return {
        "FirstName": first,
        "LastName": last,
        "EmailAddress": f"{first}_{last}{number}@example.com".lower(),
        "PhoneNumber": phone,
        "BirthDate": f"{dice.randrange(1940, 2005)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
        "Address.Address1": f"{dice.randrange(1, 999)} {dice.choice(_STREETS)}",
        "Address.City": dice.choice(("Seattle", "Portland", "Denver", "Austin")),
        "Address.PostalCode": f"{dice.randrange(10_000, 99_999)}",
    }


def _distorted(dice: random.Random, fields: Fields) -> Fields:
    """Describe a customer again, as another clerk would: a typo, other case, another phone format, gaps."""
    again = dict(fields)
    name = dice.choice(("FirstName", "LastName"))
    again[name] = _with_typo(dice, again[name])
    again["EmailAddress"] = dice.choice((str.upper, str.title, str))(again["EmailAddress"].replace("_", "."))
    again["PhoneNumber"] = "+1 (" + again["PhoneNumber"].replace("-", ") ", 1)
    for gap in dice.sample(("EmailAddress", "PhoneNumber", "BirthDate", "Address.Address1"), 2):
        del again[gap]
    return again


def _with_typo(dice: random.Random, text: str) -> str:
    at = dice.randrange(1, len(text) - 1)
    dropped, swapped = text[:at] + text[at + 1 :], text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return dice.choice((dropped, swapped, text.upper(), text))


def job(candidates: list[Candidate]) -> tuple[float, set[frozenset[str]]]:
    """Run an identity resolution job over these profiles; return its seconds and the pairs it put together."""
    with mock_aws():
        backend = customerprofiles_backends["123456789012"]["us-east-1"]
        backend.call("CreateDomain", DomainName="bench", DefaultExpirationDays=365, Matching={"Enabled": True})
        names = {
            backend.call("CreateProfile", DomainName="bench", **nest(candidate.fields))[
                "ProfileId"
            ]: candidate.profile_id
            for candidate in candidates
        }
        start = perf_counter()
        backend.call_hook("run_identity_resolution_job", domain_name="bench")
        seconds = perf_counter() - start
        snapshot = backend.world.domains.require("bench").identity_resolution.snapshot
    groups = [[names[each] for each in group.profile_ids] for group in (snapshot.groups if snapshot else ())]
    return seconds, {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def planted(candidates: list[Candidate], owners: list[int]) -> set[frozenset[str]]:
    """Return the pairs that describe one customer."""
    described: dict[int, list[str]] = {}
    for candidate, owner in zip(candidates, owners, strict=True):
        described.setdefault(owner, []).append(candidate.profile_id)
    return {frozenset(pair) for ids in described.values() for pair in combinations(ids, 2)}


def main(sizes: tuple[int, ...]) -> None:
    """Print the figures."""
    times = {}
    for size in sizes:
        candidates, owners = customers(size)
        times[size], found = job(candidates)
        true = planted(candidates, owners)
        recall, precision = len(found & true) / len(true), len(found & true) / len(found)
        print(f"{size:>9,} profiles {times[size]:8.2f} s   recall {recall:.3f}   precision {precision:.3f}")
    if len(sizes) > 1:
        exponent = math.log(times[sizes[-1]] / times[sizes[0]]) / math.log(sizes[-1] / sizes[0])
        print(f"growth exponent {exponent:.2f}")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
