from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moto_customerprofiles.engine.calculated.expressions import (
    Expression,
    Reference,
    element_text,
    parse_expression,
    parse_reference,
    quotient,
)
from moto_customerprofiles.engine.values.literals import plain
from moto_customerprofiles.errors import BadRequest

kinds = st.from_regex(r"[a-zA-Z_][a-zA-Z_0-9-]{0,8}", fullmatch=True)
names = st.from_regex(r"[a-zA-Z0-9_.-]{1,12}", fullmatch=True)
signs = st.sampled_from("+-*/")
blanks = st.sampled_from(["", " ", "   "])
numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3)


@pytest.mark.rule("CA-5")
@given(kinds, names)
def test_one_attribute_is_an_expression(kind: str, name: str) -> None:
    assert Expression(kind, (name,)) == parse_expression(f"{{{kind}.{name}}}")


@pytest.mark.rule("CA-5")
@given(kinds, names, names, signs, blanks, blanks)
def test_two_attributes_are_joined_by_a_sign(kind: str, one: str, other: str, sign: str, left: str, right: str) -> None:
    text = f"{{{kind}.{one}}}{left}{sign}{right}{{{kind}.{other}}}"

    assert Expression(kind, (one, other), sign) == parse_expression(text)


@pytest.mark.rule("CA-5")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "CTR.channel",
        "{CTR}",
        "{.channel}",
        "{CTR.}",
        "{A.x} % {A.y}",
        "{A.x} +",
        "{A.x} {A.y}",
        "{A.x} + {A.y} + {A.z}",
        "{A.x} + 5",
        "({A.x})",
        "{1A.x}",
        "{A.x}{A.y}",
    ],
)
def test_other_text_is_no_expression(text: str) -> None:
    with pytest.raises(BadRequest) as refused:
        parse_expression(text)

    assert f"'{text}'" in refused.value.message


@given(st.text(alphabet="{}AB.x+-*/ ", max_size=14))
def test_what_parses_is_written_back_as_it_was(text: str) -> None:
    try:
        found = parse_expression(text)
    except BadRequest:
        return
    operands = [f"{{{found.object_type}.{name}}}" for name in found.attributes]

    assert text.replace(" ", "") == (found.sign or "").join(operands)


@pytest.mark.rule("CA-5")
def test_two_object_types_are_refused() -> None:
    with pytest.raises(BadRequest) as refused:
        parse_expression("{A.x} + {B.y}")

    assert "more than one object type" in refused.value.message


@pytest.mark.rule("CA-5")
def test_the_name_of_an_attribute_may_hold_dots() -> None:
    assert Reference("CTR", "agent.id") == parse_reference("{CTR.agent.id}")


@pytest.mark.parametrize("text", ["CTR.agent", "{CTR}", "{CTR.a} + {CTR.b}"])
def test_a_reference_is_one_attribute(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_reference(text)


@given(numbers, numbers, signs)
def test_arithmetic_is_exact_but_for_quotients(left: Decimal, right: Decimal, sign: str) -> None:
    assume(right or sign != "/")
    one, other = Fraction(left), Fraction(right)
    plainly = {"+": one + other, "-": one - other, "*": one * other, "/": one / other if other else None}[sign]
    assert plainly is not None

    element = Expression("T", ("a", "b"), sign).element({"a": str(left), "b": str(right)}.get)

    assert element is not None
    assert Fraction(element) == (Fraction(round(plainly * 10**6), 10**6) if sign == "/" else plainly)


@pytest.mark.rule("CA-43")
@pytest.mark.parametrize(
    "pair", [{"a": 1}, {"a": 1, "b": None}, {"a": 1, "b": ""}, {"a": 1, "b": "n/a"}, {"a": 1, "b": True}]
)
def test_an_object_without_two_numbers_has_no_element(pair: dict[str, object]) -> None:
    assert Expression("T", ("a", "b"), "+").element(pair.get) is None


@pytest.mark.rule("CA-43", "ID-EX-41")
def test_division_by_zero_has_no_element() -> None:
    assert Expression("T", ("a", "b"), "/").element({"a": 1, "b": "0.0"}.get) is None


@pytest.mark.rule("CA-43")
def test_dates_in_arithmetic_are_milliseconds() -> None:
    call = {"end": "2025-01-06T12:01:00.500Z", "start": "2025-01-06T12:00:00Z"}

    assert "60500" == Expression("CTR", ("end", "start"), "-").element(call.get)


def test_dates_in_arithmetic_are_exact_however_far_away() -> None:
    far = {"end": "9999-12-31T23:59:59.999999Z", "start": "0"}

    assert "253402300799999.999" == Expression("CTR", ("end", "start"), "-").element(far.get)


@pytest.mark.rule("CA-44")
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (24144, "24144"),
        (449.0, "449"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        ("1.50", "1.50"),
        (True, "true"),
        (False, "false"),
        ({"a": [1, "é"]}, '{"a":[1,"é"]}'),
        ([], "[]"),
        (None, None),
        ("", None),
    ],
)
def test_elements_are_written_plainly(value: object, text: str | None) -> None:
    assert text == element_text(value)


@given(numbers)
def test_numbers_have_neither_exponent_nor_zeros_at_their_end(value: Decimal) -> None:
    text = plain(value)

    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


@pytest.mark.rule("CA-44")
def test_quotients_are_rounded_half_to_even() -> None:
    assert [Decimal("0.000002"), Decimal("0.000004")] == [
        quotient(Decimal("0.0000025"), 1),
        quotient(Decimal("0.0000035"), 1),
    ]
