"""When values of a key are equal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.profiles.normal_forms import CONTENT_TYPES, normal_form


@pytest.mark.rule("N-2", "N-3", "N-4", "N-5")
@pytest.mark.parametrize(
    ("content_type", "one", "other"),
    [
        ("PHONE_NUMBER", "+15551234567", "(555)-123-4567"),
        ("PHONE_NUMBER", "+1 (206) 345-7890", "2063457890"),
        ("PHONE_NUMBER", "555-010-0000", "+1-555-010-0000"),
        ("PHONE_NUMBER", "+11234567890", "1-123-456-7890"),
        ("PHONE_NUMBER", " Reception", "reception"),
        ("NAME", "John SMITH", " john  smith"),
        ("EMAIL_ADDRESS", "JOHN@example.com ", "john@example.com"),
        ("NUMBER", "1234", "01234"),
        ("NUMBER", "1234.0", "1.234e3"),
        ("NUMBER", "-0", "0"),
        ("NUMBER", "n/a ", "n/a"),
    ],
)
def test_equal_values(content_type: str, one: str, other: str) -> None:
    assert normal_form(content_type, one) == normal_form(content_type, other)


@pytest.mark.rule("N-1", "N-4", "N-5")
@pytest.mark.parametrize(
    ("content_type", "one", "other"),
    [
        ("STRING", "a", "A"),
        ("STRING", "a", "a "),
        ("PHONE_NUMBER", "5551234567", "5551234568"),
        ("PHONE_NUMBER", "+445551234567", "5551234567"),
        ("NUMBER", "12", "12.5"),
        ("NUMBER", "1e999999999", "1"),
        ("NUMBER", "100", "1"),
    ],
)
def test_different_values(content_type: str, one: str, other: str) -> None:
    assert normal_form(content_type, one) != normal_form(content_type, other)


@given(st.sampled_from(sorted(CONTENT_TYPES)), st.text(max_size=30))
def test_a_normal_form_is_its_own_normal_form_but_for_phones(content_type: str, text: str) -> None:
    once = normal_form(content_type, text)
    if content_type == "PHONE_NUMBER" and len(once) == 11:
        return  # a number of twelve digits less its first is none of eleven, yet a caller may write one

    assert once == normal_form(content_type, once)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20))
def test_numbers_keep_their_value(number: object) -> None:
    assert Decimal(str(number)) == Decimal(normal_form("NUMBER", str(number)))
