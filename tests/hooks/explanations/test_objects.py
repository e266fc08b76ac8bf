"""What explain_object tells of the decision of ingestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from tests.support.areas.explanations import define_crm
from tests.support.facts import T0
from tests.support.shop import create_profile, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("frozen", "crm_shop")

NOW = T0.isoformat()


def _outcomes(explained: Any) -> dict[str, tuple[str, int | None]]:
    return {key["KeyName"]: (key["Outcome"], key["Pass"]) for key in explained["Keys"]}


def test_the_first_key_that_finds_one_profile_decides(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    create_profile(crm_shop, EmailAddress="a@b.c")
    create_profile(crm_shop, EmailAddress="a@b.c")
    bob = create_profile(crm_shop, PhoneNumber="+12065550100")
    explained = backend.explain_object("shop", "crm", {"id": "1", "email": "A@b.c", "phone": "206-555-0100"})

    assert ("EXISTING_PROFILE", bob, "_phone") == (
        explained["Outcome"],
        explained["ProfileId"],
        explained["DecidedBy"],
    )
    assert {
        "crmId": ("UNKNOWN", 1),
        "_email": ("AMBIGUOUS", 1),
        "_phone": ("DECIDED", 2),
        "taxId": ("EMPTY", None),
        "serialNumber": ("EMPTY", None),
    } == _outcomes(explained)


def test_values_are_shown_as_they_are_and_as_they_are_compared(backend: Any) -> None:
    explained = backend.explain_object("shop", "crm", {"id": "1", "email": " A@b.c"})
    email = next(key for key in explained["Keys"] if key["KeyName"] == "_email")

    assert (["email"], [" A@b.c"], ["a@b.c"]) == (email["FieldNames"], email["Values"], email["NormalForms"])


@pytest.mark.rule("A-2", "K-16")
def test_keys_after_the_deciding_one_are_not_asked(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    put_object(crm_shop, "crm", id="1")
    explained = backend.explain_object("shop", "crm", {"id": "1", "email": "a@b.c", "serial": "S"})

    assert {
        "crmId": ("DECIDED", 1),
        "_email": ("NOT_ASKED", None),
        "_phone": ("EMPTY", None),
        "taxId": ("EMPTY", None),
        "serialNumber": ("NO_PROFILE_KEY", None),
    } == _outcomes(explained)


@pytest.mark.rule("K-20")
@pytest.mark.parametrize(("known", "stored"), [(False, {"crmId", "taxId"}), (True, {"crmId"})])
def test_explanation_says_which_keys_are_stored(
    crm_shop: CustomerProfilesClient, backend: Any, stored: set[str], *, known: bool
) -> None:
    if known:
        put_object(crm_shop, "crm", id="1")
    explained = backend.explain_object("shop", "crm", {"id": "1", "email": "a@b.c", "tax": "T"})

    assert stored == {key["KeyName"] for key in explained["Keys"] if key["IsStored"]}


def test_fields_win_and_lose_by_priority(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_crm(crm_shop, "web", SourcePriority=9)
    put_object(crm_shop, "crm", id="1", name="Ann")
    explained = backend.explain_object("shop", "web", {"id": "1", "name": "Bob"})
    name = next(field for field in explained["Fields"] if field["Path"] == "FirstName")

    assert {
        "Path": "FirstName",
        "Value": "Bob",
        "Wins": False,
        "Present": "Ann",
        "PresentWriter": {"Source": "crm", "Priority": 2, "At": NOW},
    } == name
    assert 'FirstName = "Bob": loses against "Ann" (crm, priority 2, ' + NOW + ")" in explained["Text"]


def test_standard_objects_are_found_or_new(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    new = backend.explain_object("shop", "crm", {"id": "1", "serial": "S"})["StandardObjects"]
    put_object(crm_shop, "crm", id="1", serial="S")
    (known,) = backend.explain_object("shop", "crm", {"id": "1", "serial": "S"})["StandardObjects"]

    assert [("_asset", None)] == [(each["ObjectTypeName"], each["ProfileObjectUniqueKey"]) for each in new]
    assert known["ProfileObjectUniqueKey"]


def test_a_new_profile_gets_the_address_of_an_untargeted_field(backend: Any) -> None:
    explained = backend.explain_object("shop", "crm", {"id": "1", "email": "a@b.c"})

    assert "NEW_PROFILE" == explained["Outcome"]
    assert {"EmailAddress", "AccountNumber"} == {field["Path"] for field in explained["Fields"]}


def test_dead_letters_have_their_reason(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_crm(crm_shop, "strict", AllowProfileCreation=False)
    explained = backend.explain_object("shop", "strict", {"id": "1"})

    assert (
        "DEAD_LETTER",
        "No profile matches the object, and its object type does not allow profile creation",
    ) == (
        explained["Outcome"],
        explained["Reason"],
    )


def test_invalid_objects_have_the_words_of_the_refusal(backend: Any) -> None:
    explained = backend.explain_object("shop", "crm", "no JSON")

    assert (
        "INVALID",
        'Object is not a valid JSON object: Expecting value at character 1 (line 1 column 1), at "no JSON"',
    ) == (explained["Outcome"], explained["Reason"])


def test_nothing_is_changed(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    before = backend.dump_scenario(), crm_shop.get_domain(DomainName="shop")["Stats"]
    backend.explain_object("shop", "crm", {"id": "1", "serial": "S"})
    backend.explain_object("shop", "CTR", {"contactId": "1"})

    assert before == (backend.dump_scenario(), crm_shop.get_domain(DomainName="shop")["Stats"])


def test_a_stored_object_is_explained_by_its_key(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    unique_key = put_object(crm_shop, "crm", id="1")
    explained = backend.explain_object("shop", "crm", profile_object_unique_key=unique_key)

    assert explained["Stored"]["ProfileId"] == explained["ProfileId"] is not None
    assert explained["Stored"]["CreatedProfile"]


def test_a_stored_object_keeps_the_key_that_led_it_there(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    ann = create_profile(crm_shop, EmailAddress="a@b.c")
    put_object(crm_shop, "crm", id="1", email="A@b.c")
    unique_key = put_object(crm_shop, "crm", id="1", email="A@b.c", name="again")
    explained = backend.explain_object("shop", "crm", profile_object_unique_key=unique_key)

    assert {"ProfileId": ann, "CreatedProfile": False, "KeyName": "_email", "NormalForms": ["a@b.c"]} == (
        explained["Stored"]
    )
    assert f'Stored with profile {ann}; _email = "a@b.c" found the profile then.' in explained["Text"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"object_type_name": "none", "object": {}}, ResourceNotFound),
        ({"object_type_name": "crm", "profile_object_unique_key": "none"}, ResourceNotFound),
        ({"object_type_name": "crm"}, BadRequest),
    ],
)
def test_what_is_not_there_cannot_be_explained(backend: Any, arguments: Any, error: type[Exception]) -> None:
    with pytest.raises(error) as refused:
        backend.explain_object("shop", **arguments)

    assert str(refused.value)


@pytest.mark.parametrize("email", ["", "a@b.c", "x@y.z"])
@pytest.mark.parametrize("phone", ["", "2065550100"])
@pytest.mark.parametrize("type_name", ["crm", "strict"])
def test_what_is_explained_is_what_happens(
    crm_shop: CustomerProfilesClient, backend: Any, email: str, phone: str, type_name: str
) -> None:
    define_crm(crm_shop, "strict", AllowProfileCreation=False)
    for address in ("a@b.c", "a@b.c", "x@y.z"):
        create_profile(crm_shop, EmailAddress=address)
    create_profile(crm_shop, PhoneNumber="206-555-0100")
    members = {"id": "1", "name": "Ann", "email": email, "phone": phone}
    explained = backend.explain_object("shop", type_name, members)
    count = len(backend.world.domains.require("shop").profiles)
    unique_key = put_object(crm_shop, type_name, **members)
    domain = backend.world.domains.require("shop")
    owners = [profile for profile in domain.profiles if unique_key in profile.objects_by_key]
    happened = "DEAD_LETTER" if not owners else "NEW_PROFILE" if len(domain.profiles) > count else "EXISTING_PROFILE"

    assert happened == explained["Outcome"]
    assert unique_key == explained["ProfileObjectUniqueKey"]
    assert explained["ProfileId"] is None or [explained["ProfileId"]] == [owner.profile_id for owner in owners]
