from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.uploads import records as uploads
from moto_customerprofiles.engine.uploads.plans import plan_upload
from moto_customerprofiles.engine.uploads.records import Customer, Failed, UnusableFile, read_records
from tests.support.model import enumeration

if TYPE_CHECKING:
    from types_boto3_customer_profiles.literals import FieldContentTypeType
    from types_boto3_customer_profiles.type_defs import ObjectTypeFieldTypeDef

FIELDS: dict[str, ObjectTypeFieldTypeDef] = {
    "AccountNumber": {"Source": "_source.CustomerNo", "Target": "_profile.AccountNumber"},
    "EmailAddress": {"Source": "_source.Mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
    "campaign": {"Source": "_source.Campaign", "Target": "_profile.Attributes.campaign"},
}
PLAN = plan_upload(FIELDS, "AccountNumber")
FILE = b"""CustomerNo,Mail,Campaign
A-1,ann@example.com,spring
A-2,bob@corp.test,spring
A-2,,summer
,lost@example.com,spring
"""


def _read(content: bytes) -> list[Customer | Failed]:
    return list(read_records(content, PLAN))


def _one(target: str, value: str, content_type: FieldContentTypeType = "STRING") -> Customer | Failed:
    """Read a file of one record with the given value in a column for the given target."""
    field: ObjectTypeFieldTypeDef = {"Source": "Value", "Target": target, "ContentType": content_type}
    plan = plan_upload({"no": {"Source": "No", "Target": "Attributes.no"}, "value": field}, "no")
    (record,) = read_records(f"No,Value\n1,{value}\n".encode(), plan)
    return record


def test_each_record_says_who_and_what() -> None:
    assert [
        Customer(
            2, "A-1", {"AccountNumber": "A-1", "EmailAddress": "ann@example.com", "Attributes.campaign": "spring"}
        ),
        Customer(3, "A-2", {"AccountNumber": "A-2", "EmailAddress": "bob@corp.test", "Attributes.campaign": "spring"}),
        Customer(4, "A-2", {"AccountNumber": "A-2", "Attributes.campaign": "summer"}),
        Failed(5, "the unique key is empty"),
    ] == _read(FILE)


@pytest.mark.rule("UPL-16")
def test_windows_line_ends_read_the_same() -> None:
    assert _read(FILE) == _read(FILE.replace(b"\n", b"\r\n"))


def test_last_line_needs_no_end() -> None:
    assert _read(FILE) == _read(FILE.rstrip(b"\n"))


@pytest.mark.rule("UPL-14", "EX-13")
def test_byte_order_mark_hides_the_first_column() -> None:
    with pytest.raises(UnusableFile, match="lacks CustomerNo"):
        _read(b"\xef\xbb\xbf" + FILE)


@pytest.mark.rule("UPL-15")
def test_missing_column_makes_the_file_unusable() -> None:
    with pytest.raises(UnusableFile, match="lacks Mail"):
        _read(b"CustomerNo,Campaign\nA-1,spring\n")


def test_empty_file_lacks_all_columns() -> None:
    with pytest.raises(UnusableFile, match="lacks CustomerNo, Mail, Campaign"):
        _read(b"")


@pytest.mark.rule("UPL-14", "UPL-15")
def test_bytes_that_are_not_utf_8_make_the_file_unusable() -> None:
    with pytest.raises(UnusableFile, match="not UTF-8"):
        _read(FILE + b"A-3,\xff,spring\n")


@pytest.mark.rule("UPL-15")
def test_extra_columns_and_their_order_do_not_matter() -> None:
    shuffled = b"Extra,Campaign,Mail,CustomerNo\nx,spring,ann@example.com,A-1\n"

    assert [_read(FILE)[0]] == _read(shuffled)


def test_header_alone_has_no_records() -> None:
    assert [] == _read(b"CustomerNo,Mail,Campaign\n")


@pytest.mark.rule("UPL-16")
def test_blank_lines_are_skipped() -> None:
    assert [4, 6] == [record.line for record in _read(b"\nCustomerNo,Mail,Campaign\n\nA-1,,\n   \nA-2,,\n")]


@pytest.mark.rule("UPL-16")
def test_values_lose_surrounding_blanks() -> None:
    (record,) = _read(b" CustomerNo ,Mail,Campaign\n  A-1 , a@b.c,\n")

    assert Customer(2, "A-1", {"AccountNumber": "A-1", "EmailAddress": "a@b.c"}) == record


@pytest.mark.rule("UPL-16")
def test_quoted_values_hold_commas_quotes_and_line_ends() -> None:
    (record,) = _read(b'CustomerNo,Mail,Campaign\nA-1,,"a, ""b""\nc"\n')

    assert Customer(3, "A-1", {"AccountNumber": "A-1", "Attributes.campaign": 'a, "b"\nc'}) == record


def test_record_with_fewer_cells_leaves_the_rest_untouched() -> None:
    assert [Customer(2, "A-1", {"AccountNumber": "A-1"})] == _read(b"CustomerNo,Mail,Campaign\nA-1\n")


@pytest.mark.rule("UPL-17")
def test_record_with_more_cells_than_headers_fails() -> None:
    assert [Failed(2, "4 cells under 3 headers")] == _read(b"CustomerNo,Mail,Campaign\nA-1,,,x\n")


@pytest.mark.rule("UPL-17")
@pytest.mark.parametrize(
    ("target", "longest"), [("FirstName", 255), ("Attributes.x", 255), ("AdditionalInformation", 1000)]
)
def test_value_may_be_as_long_as_its_field_allows(target: str, longest: int) -> None:
    assert isinstance(_one(target, "x" * longest), Customer)
    assert Failed(2, f"Value is longer than {longest} characters") == _one(target, "x" * (longest + 1))


@pytest.mark.rule("UPL-6", "UPL-17")
@pytest.mark.parametrize(
    ("content_type", "good", "bad"),
    [("NUMBER", "-1.5e3", "NaN"), ("NUMBER", "007", "7 EUR"), ("EMAIL_ADDRESS", "a@b", "a.b")],
)
def test_value_must_fit_its_content_type(content_type: FieldContentTypeType, good: str, bad: str) -> None:
    assert isinstance(_one("Attributes.x", good, content_type), Customer)
    assert isinstance(_one("Attributes.x", bad, content_type), Failed)


@pytest.mark.parametrize("content_type", sorted({*enumeration("FieldContentType")} - {"NUMBER", "EMAIL_ADDRESS"}))
def test_other_content_types_take_any_text(content_type: FieldContentTypeType) -> None:
    assert isinstance(_one("Attributes.x", "any thing!", content_type), Customer)


@pytest.mark.parametrize(
    ("target", "value", "fields"),
    [
        ("Gender", "female", {"GenderString": "female"}),
        ("Gender", "F", {"GenderString": "F"}),
        ("PartyType", "INDIVIDUAL", {"PartyTypeString": "INDIVIDUAL"}),
        ("PartyType", "Club", {"PartyTypeString": "Club"}),
        ("ProfileType", "profile", {"ProfileType": "PROFILE"}),
    ],
)
def test_texts_of_enumerations_are_written_as_by_mappings(target: str, value: str, fields: dict[str, str]) -> None:
    assert Customer(2, "1", {"Attributes.no": "1", **fields}) == _one(target, value)


def test_unknown_profile_type_fails() -> None:
    assert Failed(2, "Value is none of the values of ProfileType") == _one("ProfileType", "VIP")


def test_last_value_wins_when_two_columns_share_a_target() -> None:
    plan = plan_upload({name: {"Source": name, "Target": "AccountNumber"} for name in ("a", "b", "c")}, "a")

    assert [Customer(2, "2", {"AccountNumber": "2"})] == list(read_records(b"a,b,c\n1,2,\n", plan))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FILE + b'A-3,"unfinished,spring\n' + b"A-4,,\n" * 10, id="quote open at the end"),
        pytest.param(FILE + b'A-3,"a"b,spring\n', id="text after a quoted value"),
        pytest.param(FILE + b"A-3,\0,spring\n", id="NUL"),
    ],
)
def test_broken_quotes_make_the_file_unusable(content: bytes) -> None:
    with pytest.raises(UnusableFile, match="no CSV"):
        _read(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FILE + b'"' + b"x,y\n" * 15_000_000, id="quote open for 60 MB"),
        pytest.param(FILE + b"x" * 60_000_000, id="value of 60 MB"),
        pytest.param(b"," * 60_000_000, id="header of 60 MB"),
        pytest.param(FILE + b'"\n",' * 15_000_000, id="record of 15 million lines"),
    ],
)
def test_record_without_end_is_noticed_early(content: bytes) -> None:
    start = time.process_time()
    with pytest.raises(UnusableFile, match="no CSV"):
        _read(content)

    assert time.process_time() - start < 5


@pytest.mark.rule("UPL-14")
def test_file_of_one_gigabyte_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = uploads._MOST_BYTES
    monkeypatch.setattr(uploads, "_MOST_BYTES", len(FILE))
    with pytest.raises(UnusableFile, match="1 GB"):
        _read(FILE)

    assert 2**30 == limit


@given(st.binary(max_size=200))
def test_any_bytes_end_in_records_or_a_refusal(tail: bytes) -> None:
    try:
        records = _read(FILE + tail)
    except UnusableFile:
        return

    assert _read(FILE) == records[:4]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters='\0\r\n"'), max_size=20)))
def test_quoted_values_survive(values: list[str]) -> None:
    content = "CustomerNo,Mail,Campaign\n" + "".join(f'A,,"{value}"\n' for value in values)

    assert [value.strip() for value in values] == [
        record.fields.get("Attributes.campaign", "")
        for record in _read(content.encode())
        if isinstance(record, Customer)
    ]
