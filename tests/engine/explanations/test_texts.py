from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.explanations import documents as e
from moto_customerprofiles.engine.explanations.texts import membership_text, object_text, profile_text, writer_text
from moto_customerprofiles.engine.profiles.origins import MANUAL

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations.documents import Writer

CRM: Writer = {"Source": "crm", "Priority": 2, "At": "T1"}
HAND: Writer = {"Source": MANUAL, "Priority": None, "At": "T2"}


def _key(outcome: str, **members: object) -> e.ExplainedKey:
    key: dict[str, object] = {
        "KeyName": "k",
        "FieldNames": ["a", "b"],
        "ContentTypes": ["STRING", "STRING"],
        "StandardIdentifiers": [],
        "Values": ["1", "2"],
        "NormalForms": ["1", "2"],
        "Pass": 1,
        "Outcome": outcome,
        "ProfileIds": [],
        "IsStored": True,
    }
    return {**key, **members}  # type: ignore[typeddict-item]  # all members are there


def _write(path: str, value: str, *, wins: bool, present: str | None, writer: Writer | None) -> e.ExplainedWrite:
    return {"Path": path, "Value": value, "Wins": wins, "Present": present, "PresentWriter": writer}


def _object(**members: object) -> str:
    explained: dict[str, object] = {
        "ObjectTypeName": "crm",
        "ProfileObjectUniqueKey": "o1",
        "Stored": None,
        "Outcome": e.NEW,
        "Reason": None,
        "ProfileId": None,
        "DecidedBy": None,
        "Writer": CRM,
        "Keys": [],
        "Fields": [],
        "StandardObjects": [],
        "Text": "",
    }
    return object_text({**explained, **members})  # type: ignore[typeddict-item]  # as in _key


def _lines(text: str) -> list[str]:
    return text.split("\n")


@pytest.mark.parametrize(
    ("writer", "expected"),
    [(None, "the service itself"), (CRM, "crm, priority 2, T1"), (HAND, "CreateProfile or UpdateProfile, T2")],
)
def test_writer_is_named_with_its_rank_and_time(writer: Writer | None, expected: str) -> None:
    assert expected == writer_text(writer)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"Outcome": e.NEW}, "goes to a new profile, because no key finds exactly one."),
        ({"Outcome": e.EXISTING, "ProfileId": "p", "DecidedBy": "k"}, "goes to profile p, because key k found it."),
        ({"Outcome": e.EXISTING, "ProfileId": "p"}, "goes to profile p, because the profile has the object already."),
        ({"Outcome": e.DEAD_LETTER, "Reason": "why not"}, "becomes a dead letter: why not."),
        ({"Outcome": e.INVALID, "Reason": "why not"}, "is refused: why not."),
    ],
)
def test_fate_of_an_object_is_one_line(members: dict[str, object], expected: str) -> None:
    assert f"Object of type crm: {expected}" == _object(**members)


@pytest.mark.parametrize(
    ("made", "key", "expected"),
    [
        (True, None, "Stored with profile p; it created the profile."),
        (False, None, "Stored with profile p."),
        (False, "k", 'Stored with profile p; k = "Zoë", "2" found the profile then.'),
    ],
)
def test_text_of_a_stored_object_says_first_how_it_came(made: bool, key: str | None, expected: str) -> None:  # noqa: FBT001  # a case
    stored = {"ProfileId": "p", "CreatedProfile": made, "KeyName": key, "NormalForms": ["Zoë", "2"]}

    assert [
        expected,
        "Object of type crm, put again now: goes to a new profile, because no key finds exactly one.",
    ] == _lines(_object(Stored=stored))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (_key(e.DECIDED, ProfileIds=["p"]), '= "1", "2": finds profile p, which decides (pass 1); stored'),
        (_key(e.AMBIGUOUS, ProfileIds=["p", "q"], Pass=2), '= "1", "2": is ambiguous, finds p, q (pass 2); stored'),
        (_key(e.UNKNOWN, IsStored=False), '= "1", "2": finds no profile (pass 1); not stored'),
        (_key(e.NOT_ASKED, Pass=None), '= "1", "2": not asked, an earlier key has decided; stored'),
        (_key(e.NO_PROFILE_KEY, Pass=None), '= "1", "2": is not a key of profiles; stored'),
        (
            _key(e.UNKNOWN, NormalForms=["1", "3"]),
            '= "1", "2", compared as "1", "3": finds no profile (pass 1); stored',
        ),
        (_key(e.UNKNOWN, StandardIdentifiers=["X", "Y"]), '[X, Y] = "1", "2": finds no profile (pass 1); stored'),
    ],
)
def test_text_of_a_key_says_what_it_decided(key: e.ExplainedKey, expected: str) -> None:
    assert ["Keys:", f"  k (a, b) {expected}"] == _lines(_object(Keys=[key]))[1:]


def test_empty_key_shows_no_value() -> None:
    key = _key(e.EMPTY, Values=["", ""], NormalForms=["", ""], Pass=None, IsStored=False)

    assert "  k (a, b): has no value, or not for all of its fields" == _lines(_object(Keys=[key]))[2]


def test_text_of_a_field_says_what_it_meets() -> None:
    fields = [
        _write("FirstName", "Zoë", wins=True, present=None, writer=None),
        _write("LastName", "Lee", wins=True, present="Li", writer=HAND),
        _write("Gender", "FEMALE", wins=False, present=None, writer=CRM),
    ]

    assert [
        "Fields of the profile, written by crm, priority 2, T1:",
        '  FirstName = "Zoë": wins, there is no value yet',
        '  LastName = "Lee": wins against "Li" (CreateProfile or UpdateProfile, T2)',
        '  Gender = "FEMALE": loses against "" (crm, priority 2, T1)',
    ] == _lines(_object(Fields=fields))[1:]


def test_standard_objects_of_an_object_are_known_or_new() -> None:
    serial = _write("SerialNumber", "S", wins=True, present=None, writer=None)
    records = [
        {"ObjectTypeName": "_asset", "ProfileObjectUniqueKey": "a1", "Fields": [serial]},
        {"ObjectTypeName": "_case", "ProfileObjectUniqueKey": None, "Fields": []},
    ]

    assert [
        "Standard object _asset, known as a1:",
        '  SerialNumber = "S": wins, there is no value yet',
        "Standard object _case, a new one:",
    ] == _lines(_object(StandardObjects=records))[1:]


def _part(name: str, *, made: bool, fields: list[e.ExplainedField]) -> e.ExplainedPart:
    return {
        "ObjectTypeName": name,
        "ProfileObjectUniqueKey": "o1",
        "Object": "{}",
        "At": "T1",
        "ExpiresAt": "T9",
        "CreatedProfile": made,
        "Fields": fields,
    }


def test_text_of_a_profile_says_where_all_of_it_comes_from() -> None:
    name: e.ExplainedField = {"Path": "FirstName", "Value": "Ann", "Writer": CRM}
    text = profile_text({
        "ProfileId": "p",
        "CreatedAt": "T0",
        "LastUpdatedAt": "T1",
        "ExpiresAt": "T9",
        "Fields": [name, {"Path": "ProfileType", "Value": "PROFILE", "Writer": None}],
        "Keys": [
            {"KeyName": "_email", "Values": ["a", "b"], "BroughtBy": ["crm", "web"], "IsDeleted": False},
            {"KeyName": "_phone", "Values": ["1"], "BroughtBy": [], "IsDeleted": True},
        ],
        "Objects": [_part("crm", made=True, fields=[]), _part("web", made=False, fields=[])],
        "StandardObjects": [_part("_asset", made=False, fields=[name])],
        "MergedProfileIds": ["q", "r"],
        "Text": "",
    })  # fmt: skip

    assert [
        "Profile p, created T0, expires T9",
        "Merged into it: q, r",
        "Fields:",
        '  FirstName = "Ann", from crm, priority 2, T1',
        '  ProfileType = "PROFILE", from the service itself',
        "Found by:",
        '  _email = "a", "b": brought by crm, web',
        '  _phone = "1": deleted by hand',
        "Objects:",
        "  crm o1, T1, which created the profile: {}",
        "  web o1, T1: {}",
        "Standard object _asset o1:",
        '  FirstName = "Ann", from crm, priority 2, T1',
    ] == _lines(text)


def _membership(*, is_member: bool | None, reason: str | None, groups: list[e.ExplainedGroup]) -> list[str]:
    return _lines(
        membership_text(
            {
                "SegmentDefinitionName": "s",
                "ProfileId": "p",
                "IsMember": is_member,
                "Reason": reason,
                "Include": "ANY",
                "Groups": groups,
                "Text": "",
            }
        )
    )


@pytest.mark.parametrize(
    ("is_member", "verdict"), [(True, "is in"), (False, "is not in"), (None, "may or may not be in")]
)
def test_text_of_a_membership_says_verdict_and_reason(is_member: bool | None, verdict: str) -> None:  # noqa: FBT001  # a case
    lines = _membership(is_member=is_member, reason="Because.", groups=[])

    assert [f"Profile p {verdict} segment s.", "Because."] == lines


def test_text_of_a_membership_says_what_each_group_decides() -> None:
    city: e.ExplainedCondition = {
        "Kind": "field",
        "Name": "Address.City",
        "Operator": "INCLUSIVE",
        "Wanted": ["Seattle", "Kent"],
        "Actual": "Kent",
        "IsUnreadable": False,
        "Holds": True,
    }
    unknown: e.ExplainedCondition = {**city, "Wanted": [], "Actual": None, "IsUnreadable": False, "Holds": False}
    inner: e.ExplainedGroup = {
        "Holds": False,
        "Type": "ANY",
        "SourceType": "ANY",
        "Dimensions": [{"Holds": False, "Conditions": [unknown]}],
        "SourceSegments": [],
    }
    outer: e.ExplainedGroup = {
        "Holds": True,
        "Type": "ALL",
        "SourceType": "NONE",
        "Dimensions": [{"Holds": True, "Conditions": [city]}, {"Holds": False, "Conditions": []}],
        "SourceSegments": [
            {"SegmentDefinitionName": "t", "Holds": False, "Groups": [inner]},
            {"SegmentDefinitionName": "u", "Holds": True, "Groups": []},
        ],
    }

    assert [
        "Profile p is in segment s.",
        "ANY of the groups must hold:",
        "  group 1 holds",
        "    NONE of the source segments:",
        "      segment t does not have the profile",
        "        group 1 does not hold",
        "          ANY of the dimensions:",
        "            dimension 1 does not hold",
        "              field Address.City is missing, wanted INCLUSIVE (a placeholder without a value): does not hold",
        "      segment u has the profile",
        "    ALL of the dimensions:",
        "      dimension 1 holds",
        '        field Address.City is "Kent", wanted INCLUSIVE "Seattle", "Kent": holds',
        "      dimension 2 does not hold",
        "  group 2 does not hold",
        "    ANY of the dimensions:",
        "      dimension 1 does not hold",
        "        field Address.City is missing, wanted INCLUSIVE (a placeholder without a value): does not hold",
    ] == _membership(is_member=True, reason=None, groups=[outer, inner])
