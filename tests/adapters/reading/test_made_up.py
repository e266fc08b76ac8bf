"""Made-up people: nothing real is left, and the same real value has the same made-up one everywhere."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.adapters.reading.made_up import People, personal_paths

TYPE = {
    "Fields": {
        "mail": {"Source": "_source.contact.reach", "ContentType": "EMAIL_ADDRESS"},
        "tel": {"Source": "_source.lines[].no", "Target": "_profile.MobilePhoneNumber"},
        "who": {"Source": "_source.who", "Target": "_profile.LastName"},
    }
}


@pytest.mark.rule("SCN-3")
def test_same_person_is_the_same_in_profiles_and_objects() -> None:
    people = People()
    profile = people.profile(
        {"FirstName": "Ann", "LastName": "SMITH", "EmailAddress": "Ann@Corp.org", "PhoneNumber": "+12063457890"}
    )
    text = {
        "contact": {"reach": "ann@corp.org"},
        "lines": [{"no": "(206) 345-7890"}],
        "who": "smith",
        "fullName": "Ann Smith",
    }
    made = people.object(json.dumps(text), personal_paths(TYPE))

    assert profile["EmailAddress"] == made["contact"]["reach"]
    assert re.sub(r"\D", "", profile["PhoneNumber"])[-10:] == re.sub(r"\D", "", made["lines"][0]["no"])
    assert profile["LastName"].lower() == made["who"]
    assert f"{profile['FirstName']} {profile['LastName'].title()}" == made["fullName"]


@pytest.mark.rule("SCN-3")
def test_texts_and_numbers_that_say_nothing_of_a_person_stay() -> None:
    source = {"id": "C-1", "total": 12.5, "paid": True, "items": ["tv", 3], "color": "red", "none": None}

    assert source == People().object(json.dumps(source), {})


@pytest.mark.rule("SCN-3")
@pytest.mark.parametrize(
    ("source", "gone"),
    [
        ({"note": "write to ann@corp.org or call +1 206 345 7890 now"}, ["ann@", "345 7890"]),
        ({"phone": 2063457890}, ["3457890"]),
        ({"address_line1": "12 Main Street", "zip": "98101"}, ["Main", "98101"]),
        ({"customer": {"givenName": "Ann"}, "dateOfBirth": "1990-02-03"}, ["Ann", "1990"]),
    ],
)
def test_what_is_personal_by_name_or_form_is_gone(source: dict[str, object], gone: list[str]) -> None:
    made = json.dumps(People().object(json.dumps(source), {"phone": "phone"}))

    assert [] == [each for each in gone if each in made]


NAMES = st.text("abcdefghij", min_size=4, max_size=9).map(lambda name: f"zz{name}")


@pytest.mark.rule("SCN-3")
@given(names=st.lists(NAMES, min_size=1, max_size=40, unique=True))
def test_different_people_stay_different_and_nothing_real_is_left(names: list[str]) -> None:
    people = People()
    made = [people.profile({"FirstName": name, "EmailAddress": f"{name}@corp.org"}) for name in names]
    again = [people.profile({"FirstName": name, "EmailAddress": f"{name.upper()}@corp.org"}) for name in names]

    assert made == again
    assert len(names) == len({each["EmailAddress"] for each in made}) == len({each["FirstName"] for each in made})
    assert [] == [name for name in names if name in str(made)]
