from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.similarity import MATCH, score
from moto_customerprofiles.engine.matching.traits import traits_of

Fields = dict[str, str]

JOHN: Fields = {"FirstName": "John", "LastName": "Doe"}
JHN: Fields = {"FirstName": "Jhn", "LastName": "Doe"}
STRANGER: Fields = {"FirstName": "Xavier", "LastName": "Ng"}
EMAIL: Fields = {"EmailAddress": "JOHN_DOE@ANYCOMPANY.COM"}
SAME_EMAIL: Fields = {"BusinessEmailAddress": "johndoe@anycompany.com"}
PHONE: Fields = {"PhoneNumber": "555-010-0000"}
SAME_PHONE: Fields = {"MobilePhoneNumber": "+1-555-010-0000"}
STREET: Fields = {"Address.Address1": "12 Main Street", "Address.City": "Seattle", "Address.PostalCode": "98101"}
ST: Fields = {"MailingAddress.Address1": "12 Main St", "MailingAddress.City": "Seattle"}
ANA: Fields = {"FirstName": "Ana", "LastName": "Silva"}
FAMILY: Fields = {**JOHN, "EmailAddress": "doefamily@anyemail.com", "PhoneNumber": "555-555-5555"}

PAIRS: dict[str, tuple[Fields, Fields, float]] = {
    "a typo in the name": (JOHN, JHN, 0.7219),
    "the same name": (JOHN, JOHN, 0.75),
    "the same e-mail, spelt otherwise": (EMAIL, SAME_EMAIL, 0.90),
    "the same phone, spelt otherwise": (PHONE, SAME_PHONE, 0.85),
    "all three variants": (JOHN | EMAIL | PHONE, JHN | SAME_EMAIL | SAME_PHONE, 0.9958),
    "a middle name too much": (ANA | {"MiddleName": "Carolina"} | STREET, ANA | ST, 0.8542),
    "a middle name in the first": (ANA | {"FirstName": "Ana Carolina"} | STREET, ANA | ST, 0.8542),
    "a full name in one field": ({"FirstName": "Ana Carolina Silva"} | STREET, ANA | ST, 0.8542),
    "the same name, all else differs": (
        {**JOHN, "EmailAddress": "a@x.com", "PhoneNumber": "5550100000"},
        {**JOHN, "EmailAddress": "bcd@x.com", "PhoneNumber": "5559999999"},
        0.6412,
    ),
    "a shared phone of strangers": (JOHN | PHONE, STRANGER | PHONE, 0.51),
    "a shared phone in a family": (JOHN | PHONE, {"FirstName": "Xavier", "LastName": "Doe"} | PHONE, 0.6375),
    "a shared e-mail of strangers": (JOHN | EMAIL, STRANGER | EMAIL, 0.54),
    "one birth date in two formats": (JOHN | {"BirthDate": "1980-03-04"}, JOHN | {"BirthDate": "04/03/1980"}, 0.85),
    "another birth date": (JOHN | {"BirthDate": "1980-03-04"}, JOHN | {"BirthDate": "1981-03-04"}, 0.525),
    "two kinds alike": (JOHN | EMAIL, JOHN | SAME_EMAIL, 1.0),
    "swapped letters": (
        {"FirstName": "Michael", "LastName": "Smith"},
        {"FirstName": "Micheal", "LastName": "Smith"},
        0.7393,
    ),
    "swapped names": (JOHN, {"FirstName": "Doe", "LastName": "John"}, 0.7125),
    "a last name that is another's first": (JOHN | PHONE, {"FirstName": "Doe", "LastName": "Smith"} | PHONE, 0.51),
    "a first name beside a last name": ({"FirstName": "John"} | PHONE, {"LastName": "Doe"} | PHONE, 0.85),
    "another first name": ({"FirstName": "Mary", "LastName": "Doe"}, {"FirstName": "Mark", "LastName": "Doe"}, 0.0),
    "a phone that is one digit off": (FAMILY, FAMILY | {"PhoneNumber": "555-555-5556"}, 0.975),
    "a phone that is two digits off": (FAMILY, FAMILY | {"PhoneNumber": "555-555-5566"}, 0.8775),
    "another member of the family": (FAMILY, FAMILY | {"FirstName": "Jane"}, 0.7388),
    "a member with another phone": (FAMILY | {"PhoneNumber": "555-555-5556"}, FAMILY | {"FirstName": "Jane"}, 0.675),
    "an initial for the first name": (JOHN, {"FirstName": "J", "LastName": "Doe"}, 0.7125),
    "an initial for the middle name": (ANA | {"MiddleName": "C"}, ANA | {"MiddleName": "Carolina"}, 0.75),
    "different middle names": (ANA | {"MiddleName": "Maria"}, ANA | {"MiddleName": "Carolina"}, 0.7125),
    "a last name alone": ({"LastName": "Silva"}, ANA, 0.30),
    "another last name alone": ({"LastName": "Okonkwo"} | PHONE, {"LastName": "Silva"} | PHONE, 0.6375),
    "one letter off in the e-mail": (
        {**JOHN, "EmailAddress": "jdoe@x.com"},
        {**JOHN, "EmailAddress": "jdoes@x.com"},
        0.8625,
    ),
    "one letter off in the e-mail, at another host": (
        {**JOHN, "EmailAddress": "jdoe@x.com"},
        {**JOHN, "EmailAddress": "jdoes@y.com"},
        0.7125,
    ),
    "an address with four words of five": (
        JOHN | {"Address.Address1": "12 Main Street Seattle 98101"},
        JOHN | {"Address.Address1": "12 Main Street Seattle 98102"},
        0.84,
    ),
    "another address": (
        JOHN | STREET,
        {**JOHN, "Address.Address1": "9 Oak Avenue", "Address.City": "Austin"},
        0.7275,
    ),
    "nothing to compare": ({"AccountNumber": "1"}, {"AccountNumber": "1"}, 0.0),
}


@pytest.mark.rule("ML-20", "ML-21", "ID-EX-8")
@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_pair_has_its_score(pair: tuple[Fields, Fields, float]) -> None:
    left, right, expected = pair

    assert expected == score(traits_of(left), traits_of(right))


@pytest.mark.rule("ML-20")
@pytest.mark.parametrize("name", ["AccountNumber", "BusinessName", "Gender", "Attributes.tier"])
def test_field_that_is_not_compared_says_nothing(name: str) -> None:
    assert score(traits_of(JOHN), traits_of(JOHN)) == score(
        traits_of(JOHN | {name: "a"}), traits_of(JOHN | {name: "b"})
    )


def test_threshold_lies_between_typo_and_shared_phone_of_strangers() -> None:
    assert 0.6375 < MATCH < 0.7125


_PROFILES = st.fixed_dictionaries(
    {},
    optional={
        "FirstName": st.sampled_from(["John", "Jhn", "J", "Ana", "Ana Maria", "Doe"]),
        "MiddleName": st.sampled_from(["M", "Maria", "Carl"]),
        "LastName": st.sampled_from(["Doe", "Deo", "Silva", "John"]),
        "EmailAddress": st.sampled_from(["a.b@x.com", "AB@x.com", "abc@x.com", "zz@y.org", "none"]),
        "PhoneNumber": st.sampled_from(["555-010-0000", "+15550100000", "5550100001", "12"]),
        "BirthDate": st.sampled_from(["1980-03-04", "04/03/1980", "19800304", "soon"]),
        "Address.Address1": st.sampled_from(["12 Main Street", "12 Main St Apt 4", "7 Oak Ave Floor 2"]),
    },
)


@given(_PROFILES, _PROFILES)
def test_score_is_symmetric_and_between_0_and_1(left: Fields, right: Fields) -> None:
    there, back = score(traits_of(left), traits_of(right)), score(traits_of(right), traits_of(left))

    assert 0 <= there == back <= 1
