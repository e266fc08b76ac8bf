"""Objects through boto3: put, put again, listed and deleted. The worked examples stand in `tests/fidelity`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from moto_customerprofiles.engine.profiles.standard_objects import standard_objects

if TYPE_CHECKING:
    from tests.support.crm import Crm


UNKNOWN = "0" * 32


@pytest.mark.rule("P-5")
def test_the_text_comes_back_byte_for_byte(crm: Crm) -> None:
    text = '{ "id": 1.50,\n "customer": "007", "x": "é☃\\u0041", "n": null }'
    crm.put_text(text)

    assert [text] == crm.texts(crm.customer("007"))


@pytest.mark.rule("P-2")
@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '"text"',
        "7",
        "null",
        '{"id": NaN}',
        '{"id": 1e999}',
        '{"id": "\\ud800", "customer": "1"}',
        "[" * 9000,
        f'{{"id": "1", "customer": "1", "x": {"[" * 600}{"]" * 600}}}',
    ],
)
def test_what_is_no_json_object_is_refused(crm: Crm, text: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        crm.put_text(text)


@pytest.mark.rule("P-1")
def test_an_object_of_more_than_256000_bytes_of_utf8_is_refused(crm: Crm) -> None:
    text = json.dumps({"id": "1", "customer": "1", "x": "é" * 128_000}, ensure_ascii=False)

    with pytest.raises(ClientError, match="BadRequestException"):
        crm.put_text(text)


@pytest.mark.rule("P-1")
def test_an_object_of_256000_bytes_fits(crm: Crm) -> None:
    text = json.dumps({"id": "1", "customer": "1", "x": ""})
    text = text.replace('""', '"' + "x" * (256_000 - len(text)) + '"')
    crm.put_text(text)

    assert 256_000 == crm.stats()["TotalSize"]


def test_deep_objects_are_kept_and_read(crm: Crm) -> None:
    text = f'{{"id": "1", "customer": "7", "name": {"[" * 400}7{"]" * 400}}}'
    crm.put_text(text)

    assert [text] == crm.texts(crm.customer("7"))


@pytest.mark.rule("P-3")
def test_an_unknown_type_is_not_found(crm: Crm) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        crm.put("Unknown", id="1")


@pytest.mark.rule("P-4")
@pytest.mark.parametrize("name", standard_objects())
def test_standard_objects_are_not_put(crm: Crm, name: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        crm.put(name, id="1")


@pytest.mark.rule("P-12")
def test_an_object_without_a_unique_value_is_refused(crm: Crm) -> None:
    with pytest.raises(ClientError, match="no value for its unique key CrmId"):
        crm.put(customer="1", id="")


@pytest.mark.rule("P-12")
def test_an_object_without_any_profile_key_is_refused(crm: Crm) -> None:
    with pytest.raises(ClientError, match="no value for any profile key"):
        crm.put(id="1", customer=None)


def test_a_refused_object_changes_nothing(crm: Crm) -> None:
    with pytest.raises(ClientError):
        crm.put(id="1")

    assert {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0} == crm.stats()


@pytest.mark.rule("P-21", "CLI-12")
def test_ingesting_twice_is_ingesting_once(crm: Crm) -> None:
    keys = {crm.put(id="1", customer="A", name="Ann") for _ in range(2)}

    assert (1, {"ProfileCount": 1, "ObjectCount": 1}) == (
        len(keys),
        {name: count for name, count in crm.stats().items() if name in {"ProfileCount", "ObjectCount"}},
    )


@pytest.mark.rule("LO-5")
def test_a_replaced_object_keeps_its_place(crm: Crm) -> None:
    for source in ({"id": "1"}, {"id": "2"}, {"id": "1", "name": "Ann"}):
        crm.put(**source, customer="A")
    ids = [json.loads(text)["id"] for text in crm.texts(crm.customer("A"))]

    assert ["1", "2"] == ids


@pytest.mark.rule("LO-1")
def test_a_list_answers_type_key_and_text(crm: Crm) -> None:
    key = crm.put(id="1", customer="A")
    reply = crm.client.list_profile_objects(
        DomainName=crm.name, ProfileId=crm.customer("A"), ObjectTypeName="Crm", MaxResults=1
    )

    assert [
        {"ObjectTypeName": "Crm", "ProfileObjectUniqueKey": key, "Object": '{"id": "1", "customer": "A"}'}
    ] == reply["Items"]


@pytest.mark.rule("LO-3")
def test_objects_are_listed_by_a_key_of_theirs(crm: Crm) -> None:
    for number in "12":
        crm.put(id=number, customer="A")
    reply = crm.client.list_profile_objects(
        DomainName=crm.name,
        ProfileId=crm.customer("A"),
        ObjectTypeName="Crm",
        ObjectFilter={"KeyName": "CrmId", "Values": ["2"]},
    )

    assert ["2"] == [json.loads(item["Object"])["id"] for item in reply["Items"]]


@pytest.mark.rule("LO-2")
def test_the_profile_itself_is_listed_as_one_object(crm: Crm) -> None:
    crm.put(id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")

    assert [{"ProfileId": profile_id, "FirstName": "Ann"}] == [json.loads(t) for t in crm.texts(profile_id, "_profile")]


@pytest.mark.parametrize(("of_itself", "count"), [(True, 1), (False, 0)])
def test_the_profile_itself_is_filtered_by_its_id(crm: Crm, *, of_itself: bool, count: int) -> None:
    profile_id = crm.client.create_profile(DomainName=crm.name)["ProfileId"]
    reply = crm.client.list_profile_objects(
        DomainName=crm.name,
        ProfileId=profile_id,
        ObjectTypeName="_profile",
        ObjectFilter={"KeyName": "_profileId", "Values": [profile_id if of_itself else UNKNOWN]},
    )

    assert count == len(reply["Items"])


@pytest.mark.rule("LO-4")
@pytest.mark.parametrize(("name", "profile_is_known"), [("Crm", False), ("Unknown", True)])
def test_objects_of_what_is_unknown_are_not_found(crm: Crm, name: str, *, profile_is_known: bool) -> None:
    crm.put(id="1", customer="A")

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        crm.texts(crm.customer("A") if profile_is_known else UNKNOWN, name)


@pytest.mark.rule("LO-2")
def test_a_template_without_objects_lists_none(crm: Crm) -> None:
    crm.put(id="1", customer="A")

    assert [] == crm.texts(crm.customer("A"), "CTR")


@pytest.mark.rule("IN-D-1", "IN-D-2")
def test_a_deleted_object_takes_its_keys_and_leaves_its_fields(crm: Crm) -> None:
    key = crm.put(id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")
    arguments = {"ProfileId": profile_id, "ObjectTypeName": "Crm", "ProfileObjectUniqueKey": key}
    reply = crm.client.delete_profile_object(DomainName=crm.name, **arguments)

    assert ("OK", [], {"FirstName": "Ann"}) == (
        reply["Message"],
        crm.found("customer", "A"),
        crm.profile(profile_id),
    )
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        crm.client.delete_profile_object(DomainName=crm.name, **arguments)
