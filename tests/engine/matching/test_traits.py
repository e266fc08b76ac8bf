from __future__ import annotations

import pytest

from moto_customerprofiles.engine.matching.traits import traits_of


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"FirstName": "José", "LastName": "O'Brien"}, ("jose", "", "obrien")),
        ({"FirstName": "Ana Carolina Silva"}, ("ana", "carolina", "silva")),
        ({"LastName": "Ana Silva"}, ("ana", "", "silva")),
        ({"FirstName": "Ana Carolina", "LastName": "Da Silva"}, ("ana", "carolina", "dasilva")),
        ({"LastName": "Silva"}, ("", "", "silva")),
        ({}, ("", "", "")),
    ],
)
def test_name_is_read_in_parts(fields: dict[str, str], expected: tuple[str, str, str]) -> None:
    assert expected == traits_of(fields)[:3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" JOHN_DOE+news@AnyCompany.com ", {"johndoe@anycompany.com"}),
        ("john@home@anycompany.com", {"johnhome@anycompany.com"}),
        ("no address", set()),
        ("@x.com", set()),
    ],
)
def test_email_is_normalised(text: str, expected: set[str]) -> None:
    assert expected == traits_of({"PersonalEmailAddress": text}).emails


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("555-010-0000", {"5550100000"}),
        ("+1 (555) 010-0000 x12", {"5550100000"}),
        ("0015550100000", {"5550100000"}),
        ("01115550100000", {"5550100000"}),
        ("00495551234", {"0495551234"}),
        ("010-0000", {"0100000"}),
        ("911", set()),
    ],
)
def test_phone_is_normalised(text: str, expected: set[str]) -> None:
    assert expected == traits_of({"HomePhoneNumber": text}).phones


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1980-3-4", {(1980, 3, 4)}),
        ("19800304", {(1980, 3, 4)}),
        ("1980-03-04T00:00:00Z", {(1980, 3, 4)}),
        ("03/04/1980", {(1980, 3, 4), (1980, 4, 3)}),
        ("25/12/1980", {(1980, 12, 25)}),
        ("1980-13-40", set()),
        ("in spring", set()),
    ],
)
def test_birth_date_is_read_in_every_sense_it_can_have(text: str, expected: set[tuple[int, int, int]]) -> None:
    assert expected == traits_of({"BirthDate": text}).birth_dates


def test_address_is_a_set_of_words_with_short_forms() -> None:
    fields = {
        "BillingAddress.Address1": "12 Main Street",
        "BillingAddress.City": "Seattle",
        "BillingAddress.State": "WA",
    }

    assert {frozenset({"12", "main", "st", "seattle"})} == traits_of(fields).addresses


def test_address_of_two_words_is_too_little() -> None:
    assert not traits_of({"Address.City": "New York"}).addresses
