"""How long the effects of calls take to show, when the fake is set to be eventually consistent.

The service answers before it is done, and AWS documents no times. Those of the preset `aws` are what public programs
that ran against the service waited for: the acceptance tests of AWS's solution for travellers and guests
(aws-solutions/unified-profile-for-travellers-and-guests-on-aws) and of aws-amplify/amplify-backend.
"""

from __future__ import annotations

from collections.abc import Mapping

from moto_customerprofiles.errors import did_you_mean

MOST_SECONDS = 10**9
"""No time that a test sets is longer: some thirty years; our choice."""

LOOKS = "looks"
"""The name under which a number of reading calls stands, for what has no time of its own."""

NEW_DOMAINS = "new_domains"
"""The kind for domains that take no object types yet; how long is not known, so it waits only where a test says so."""

AWS: Mapping[str, float] = {
    "contact_records": 300,
    "counts": 120,
    "deleted_names": 90,
    "deletion": 60,
    "ingestion": 1,
    "mapping": 10,
    "merge": 60,
    "search": 5,
    "stream": 7,
}
"""Seconds by kind of effect, as they were seen; where a range was seen, a moderate value, which is our choice."""

PRESETS: Mapping[str, Mapping[str, float]] = {"aws": AWS}


class Delays(dict[str, float]):
    """Delays by kind of effect, in seconds; under `looks`, how many reading calls all other kinds wait for."""

    def of(self, kind: str) -> tuple[float | None, int]:
        """Return the seconds that an effect waits, None if it waits for reading calls, and how many it waits for.

        >>> Delays(search=2, looks=3).of("search"), Delays(search=2, looks=3).of("merge"), Delays().of("merge")
        ((2, 0), (None, 3), (0, 0))
        """
        if kind in self or kind == NEW_DOMAINS:
            return self.get(kind, 0), 0
        looks = int(self.get(LOOKS, 0))
        return (None, looks) if looks else (0, 0)


def read_delays(given: object) -> Delays:
    """Read the setting `consistency`: a mapping of kinds to seconds, or the name of a preset.

    >>> read_delays({"search": 1.5})
    {'search': 1.5}
    >>> read_delays("aws")["merge"]
    60

    Raises:
        ValueError: an unknown name, with the names that are known, or no number of at least 0.

    """
    if isinstance(given, str):
        if given not in PRESETS:
            raise ValueError(f"consistency has no preset {given!r}, but {', '.join(map(repr, PRESETS))}")
        return Delays(PRESETS[given])
    if not isinstance(given, Mapping):
        raise ValueError(f"consistency is a mapping of kinds to seconds, or the name of a preset, not {given!r}")  # noqa: TRY004  # as all wrong settings
    known = {*AWS, LOOKS, NEW_DOMAINS}
    for name, value in given.items():
        if name not in known:
            raise ValueError(
                f"consistency has no {name!r}{did_you_mean(str(name), known)}; there are {', '.join(sorted(known))}"
            )
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_SECONDS:
            raise ValueError(f"consistency of {name} is a number from 0 to {MOST_SECONDS}, not {value!r:.100}")
    return Delays(given)
