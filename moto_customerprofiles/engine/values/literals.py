"""Read a number, a moment or a list from a text: the one definition for all comparisons.

Every value of a profile is a text; these readers define which texts are numbers, dates or lists, and return None for
the others. Which syntaxes of dates are read is our choice: AWS publishes only that the console sends
`2024-01-01T00:00:00Z` (Administrator Guide, customer segments), so we read ISO 8601 and the epoch numbers that contact
records contain.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from moto_customerprofiles.engine.values.paths import text_of

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EPOCH_DIGITS = re.compile(r"[0-9]{9,14}")
_MILLISECONDS_FROM = 12
_ISO = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})([.,](?P<fraction>[0-9]+))?)?"
    r"(Z|(?P<sign>[+-])(?P<off_hours>[0-9]{2}):?(?P<off_minutes>[0-9]{2})?)?)?"
)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def number(text: str) -> Decimal | None:
    """Return a decimal number exactly, None if the text is not a number.

    >>> number("1500.0") == number("1.5e3")
    True
    """
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def plain(value: Decimal) -> str:
    """Return a number in digits, without exponent, without zeros after the last decimal and without a negative zero.

    >>> plain(Decimal("1.50E+3")), plain(Decimal("10.50")), plain(Decimal("-0"))
    ('1500', '10.5', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def moment(text: str) -> datetime | None:
    """Return an instant in UTC, None if the text is not one.

    The text is an ISO 8601 date or date-time, epoch seconds (9 to 11 digits) or epoch milliseconds (12 to 14 digits).

    >>> moment("2024-01-01T01:30:00+01:00")
    datetime.datetime(2024, 1, 1, 0, 30, tzinfo=datetime.timezone.utc)
    """
    if _EPOCH_DIGITS.fullmatch(text):
        return epoch(int(text), milliseconds=len(text) >= _MILLISECONDS_FROM)
    found = _ISO.fullmatch(text)
    return None if found is None else _iso(found)


def last_moment(text: str) -> datetime | None:
    """Return the last instant that a text stands for: the end of the day for a date, else the instant itself.

    >>> str(last_moment("2024-01-01")), str(last_moment("2024-01-01T10:00:00Z"))
    ('2024-01-01 23:59:59.999999+00:00', '2024-01-01 10:00:00+00:00')
    """
    instant = moment(text)
    if instant is None or not _DAY.fullmatch(text):
        return instant
    return instant.replace(hour=23, minute=59, second=59, microsecond=999_999)


def epoch(count: Decimal | int, *, milliseconds: bool) -> datetime | None:
    """Return the instant so many seconds or milliseconds after 1970, to the microsecond; None outside the calendar.

    >>> epoch(1_000, milliseconds=True)
    datetime.datetime(1970, 1, 1, 0, 0, 1, tzinfo=datetime.timezone.utc)
    """
    try:
        return EPOCH + timedelta(microseconds=int(count * (1_000 if milliseconds else 1_000_000)))
    except OverflowError:
        return None


def as_text(value: object) -> str | None:
    """Return a JSON value as the text that is compared, None for null.

    >>> as_text(True), as_text(1.5), as_text({"a": 1})
    ('true', '1.5', '{"a":1}')
    """
    return None if value is None else text_of(value)


def as_list(text: str) -> list[str]:
    """Return a text as a list: the items of a JSON array, else the parts between commas without the blanks around them.

    >>> as_list('["a", 1]'), as_list("a, b")
    (['a', '1'], ['a', 'b'])
    """
    if text.startswith("["):
        try:
            items = json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return [item for item in map(as_text, items) if item is not None]
    return [part for part in map(str.strip, text.split(",")) if part]


def _iso(found: re.Match[str]) -> datetime | None:
    parts = found.groupdict("0")
    micros = int(parts["fraction"][:6].ljust(6, "0"))
    offset = timedelta(hours=int(parts["off_hours"]), minutes=int(parts["off_minutes"]))
    try:
        day = datetime.strptime(parts["day"], "%Y-%m-%d").replace(tzinfo=timezone.utc)
        clock = day.replace(
            hour=int(parts["hour"]), minute=int(parts["minute"]), second=int(parts["second"]), microsecond=micros
        )
        return clock + offset if parts["sign"] == "-" else clock - offset
    except (ValueError, OverflowError):
        return None
