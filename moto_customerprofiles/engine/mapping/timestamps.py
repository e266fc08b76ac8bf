"""Read an object's own timestamp: `EpochMilli`, or a pattern of Java's SimpleDateFormat.

The Administrator Guide ("Mapping field definitions") names both forms, and AWS's solution for travellers and guests
writes `EPOCHMILLI` in capitals. Of Java's pattern letters, y M d H m s S, X and Z and quoted text are read. A format
with other letters of Java is accepted, but no text matches it, and the time of ingestion counts. A time without a
zone is UTC. Both are our choice.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.literals import epoch
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH_MILLI = "EpochMilli"

_TOKEN = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|([^A-Za-z'])", re.DOTALL)
_LONGEST = {"y": 4, "M": 2, "d": 2, "H": 2, "m": 2, "s": 2, "S": 9}
_ZONE = r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)"
_JAVAS_LETTERS = frozenset("GyYMLwWDdFEuaHkKhmsSzZX")
_MILLISECONDS = re.compile(r"-?\d+", re.ASCII)


def timestamp_reader(pattern: str) -> Callable[[str], datetime | None]:
    """Return a function that reads texts of this format, and returns None for a text that does not match.

    >>> timestamp_reader("EpochMilli")("1700000000000")
    datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc)
    >>> timestamp_reader("yyyy-MM-dd'T'HH:mm:ssX")("2025-01-01T02:00:00+02:00").isoformat()
    '2025-01-01T00:00:00+00:00'
    """
    if _is_epoch_milli(pattern):
        return _read_epoch_milli
    expression = _expression(pattern)
    if expression is None:
        return lambda _text: None

    def read(text: str) -> datetime | None:
        match = expression.fullmatch(text)
        return None if match is None else _moment(match.groupdict())

    return read


def is_readable(pattern: str) -> bool:
    """Return whether there is any text that is read by this format.

    >>> is_readable("yyyy-MM-dd"), is_readable("EEE, d MMM yyyy")
    (True, False)
    """
    return _is_epoch_milli(pattern) or _expression(pattern) is not None


def check_timestamp_format(pattern: str) -> None:
    """Check that a text is `EpochMilli`, in any case, or a pattern of Java's SimpleDateFormat.

    Raises:
        BadRequest: it is neither; the message names what Java does not know.

    >>> check_timestamp_format("EPOCHMILLI")
    >>> check_timestamp_format("yyyy-MM-dd'T'HH:mm:ss")

    """
    if _is_epoch_milli(pattern):
        return
    unquoted = re.sub(r"'[^']*'", "", pattern)
    wrong = [letter for letter in unquoted if letter.isascii() and letter.isalpha() and letter not in _JAVAS_LETTERS]
    if not wrong and "'" not in unquoted:
        return
    reason = f"{wrong[0]} is no pattern letter" if wrong else "a quote has no end"
    raise BadRequest(
        f"SourceLastUpdatedTimestampFormat {pattern[:100]} is neither {EPOCH_MILLI} nor a pattern of SimpleDateFormat: "
        f"{reason}; put plain text in quotes, as in yyyy-MM-dd'T'HH:mm:ss"
    )


def _is_epoch_milli(pattern: str) -> bool:
    return pattern.upper() == EPOCH_MILLI.upper()


def _read_epoch_milli(text: str) -> datetime | None:
    if not _MILLISECONDS.fullmatch(text):
        return None
    try:
        return epoch(int(text), milliseconds=True)
    except ValueError:  # more digits than Python reads
        return None


def _expression(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern as a regular expression, None if the pattern has a letter that is not read here."""
    tokens: list[tuple[str, str]] = [
        (match[2] or "", match[4] or (match[1] or "").replace("''", "'") or "'") for match in _TOKEN.finditer(pattern)
    ]
    parts: list[str] = []
    for (letters, literal), (following, _) in pairwise([*tokens, ("", "")]):
        if not letters:
            parts.append(re.escape(literal))
        elif letters[0] in "XZ" and _ZONE not in parts:
            parts.append(_ZONE)
        elif letters[0] in _LONGEST and f"(?P<{letters[0]}>" not in "".join(parts):
            parts.append(_digits(letters, touches_digits=following[:1] in _LONGEST))
        else:
            return None
    return re.compile("".join(parts), re.ASCII)


def _digits(letters: str, *, touches_digits: bool) -> str:
    count = str(len(letters)) if touches_digits else f"1,{max(len(letters), _LONGEST[letters[0]])}"
    return rf"(?P<{letters[0]}>\d{{{count}}})"


def _moment(parts: dict[str, str | None]) -> datetime | None:
    def number(letter: str, default: int) -> int:
        text = parts.get(letter)
        return default if text is None else int(text)

    year_text = parts.get("y") or "1970"
    try:
        local = datetime(
            int(year_text) + (2000 if len(year_text) <= 2 else 0),  # noqa: PLR2004  a year of two digits is of this century
            number("M", 1),
            number("d", 1),
            number("H", 0),
            number("m", 0),
            number("s", 0),
            tzinfo=timezone.utc,
        )
        return local + _fraction(parts.get("S")) - _offset(parts.get("zone"))
    except (ValueError, OverflowError):
        return None


def _fraction(text: str | None) -> timedelta:
    """Return the fraction of a second that S stands for.

    Up to three digits are milliseconds, as in Java; more digits are a decimal fraction.
    """
    if text is None:
        return timedelta()
    if len(text) <= 3:  # noqa: PLR2004  digits of a millisecond count
        return timedelta(milliseconds=int(text))
    return timedelta(microseconds=int(text.ljust(6, "0")[:6]))


def _offset(zone: str | None) -> timedelta:
    if zone is None or zone == "Z":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -offset if zone[0] == "-" else offset
