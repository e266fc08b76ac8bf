"""Reading timestamps of objects."""

from __future__ import annotations

import pytest

from moto_customerprofiles.engine.mapping.timestamps import check_timestamp_format, timestamp_reader
from moto_customerprofiles.errors import BadRequest


@pytest.mark.rule("OT-30", "W-6")
@pytest.mark.parametrize(
    ("pattern", "text", "moment"),
    [
        ("EpochMilli", "1700000000123", "2023-11-14T22:13:20.123000+00:00"),
        ("yyyy-MM-dd", "2025-03-01", "2025-03-01T00:00:00+00:00"),
        ("yyyy-MM-dd", "2025-3-1", "2025-03-01T00:00:00+00:00"),
        ("yyyyMMddHHmmss", "20250301070809", "2025-03-01T07:08:09+00:00"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSSX", "2025-03-01T07:08:09.120Z", "2025-03-01T07:08:09.120000+00:00"),
        ("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "2025-03-01T07:08:09.120Z", "2025-03-01T07:08:09.120000+00:00"),
        ("yyyy-MM-dd'T'HH:mm:ssXXX", "2025-03-01T07:08:09+02:00", "2025-03-01T05:08:09+00:00"),
        ("yyyy-MM-dd HH:mm:ss Z", "2025-03-01 07:08:09 -0530", "2025-03-01T12:38:09+00:00"),
        ("yyyy-MM-dd HH:mm:ss.SSSS", "2025-03-01 07:08:09.1234", "2025-03-01T07:08:09.123400+00:00"),
        ("d/M/yyyy", "1/3/2025", "2025-03-01T00:00:00+00:00"),
        ("dd/MM/yy", "01/03/25", "2025-03-01T00:00:00+00:00"),
        ("yyyy 'o''clock' HH", "2025 o'clock 07", "2025-01-01T07:00:00+00:00"),
        ("yyyy-MM-dd HH:mm:ss.SSSSSS", "2025-03-01 07:08:09.123456", "2025-03-01T07:08:09.123456+00:00"),
    ],
)
def test_what_fits(pattern: str, text: str, moment: str) -> None:
    found = timestamp_reader(pattern)(text)

    assert found is not None
    assert moment == found.isoformat()


@pytest.mark.rule("W-6")
@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("EpochMilli", "yesterday"),
        ("EpochMilli", "9" * 30),
        ("EpochMilli", "1_000"),
        ("yyyyMMdd", "20253"),
        ("yyyy-MM-dd", "2025-13-01"),
        ("yyyy-MM-dd", "2025-03-01T00:00:00Z"),
        ("yyyy-MM-dd", "0000-01-01"),
        ("EEE, d MMM yyyy", "Sat, 1 Mar 2025"),
        ("yyyy-MM-dd'T'HH:mm:ssX", "9999-12-31T23:59:59-14:00"),
        ("yyyy yyyy", "2025 2025"),
        ("yyyy X Z", "2025 Z Z"),
    ],
)
def test_what_does_not_fit(pattern: str, text: str) -> None:
    assert timestamp_reader(pattern)(text) is None


@pytest.mark.rule("OT-30")
@pytest.mark.parametrize("spelling", ["EpochMilli", "EPOCHMILLI", "epochmilli"])
def test_milliseconds_are_read_however_their_format_is_spelt(spelling: str) -> None:
    check_timestamp_format(spelling)

    assert timestamp_reader("EpochMilli")("1700000000000") == timestamp_reader(spelling)("1700000000000")


@pytest.mark.rule("OT-30")
@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("not a pattern", "n is no pattern letter"),
        ("yyyy-MM-ddTHH:mm", "T is no pattern letter"),
        ("yyyy '", "a quote has no end"),
        ("ISO_8601", "I is no pattern letter"),
    ],
)
def test_what_java_does_not_know_is_no_pattern(pattern: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        check_timestamp_format(pattern)


@pytest.mark.rule("OT-30")
@pytest.mark.parametrize("pattern", ["EEE, d MMM yyyy", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "h 'o''clock' a, zzzz", ""])
def test_what_java_knows_is_a_pattern(pattern: str) -> None:
    check_timestamp_format(pattern)
