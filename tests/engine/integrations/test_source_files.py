from __future__ import annotations

import pytest

from moto_customerprofiles.engine.integrations.source_files import Unreadable, read_file


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"Id,Name\n", []),
        (b"Id, Name \n7,Lamp\n8,Desk", ['{"Id": "7", "Name": "Lamp"}', '{"Id": "8", "Name": "Desk"}']),
        (b'Id,Name\n7,"Lamp, ""red""\nand green"\n', ['{"Id": "7", "Name": "Lamp, \\"red\\"\\nand green"}']),
        (b"\xef\xbb\xbfId\n7\n", ['{"Id": "7"}']),
        (b"Id,Name\n7\n", ['{"Id": "7"}']),
        (b"Id,Name\n7,\n", ['{"Id": "7"}']),
        ("Id\nZoë\n".encode(), ['{"Id": "Zoë"}']),
        (b'{"Id": 7}', ['{"Id": 7}']),
        (b'{"Id": 7}\n\n{"Id": 8 }\r\n', ['{"Id": 7}', '{"Id": 8 }']),
        (b'{\n "Id": 7\n}\n', ['{\n "Id": 7\n}']),
        (b'[{"Id": 7}, {"Id": 8}]', ['{"Id": 7}', '{"Id": 8}']),
        (b' \n{"Id": 7}', ['{"Id": 7}']),
        ('[{"Id": "Zoë"}]'.encode(), ['{"Id": "Zoë"}']),
        (b'{"Id": 7}\n{"Id":', ['{"Id": 7}', '{"Id":']),
    ],
)
def test_records_are_read_as_json_texts(content: bytes, expected: list[str]) -> None:
    assert expected == list(read_file(content))


def test_line_with_too_many_values_fails_alone() -> None:
    records = list(read_file(b"Id,Name\n7,Lamp,red\n8,Desk\n"))

    assert [Unreadable("7,Lamp,red", "Line 2 has 3 values for 2 columns"), '{"Id": "8", "Name": "Desk"}'] == records


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"Id\n\xff\n", "is not UTF-8"), (b'Id\n"never ends', "is no CSV"), (b'{"Id": "\xff"}', "is not UTF-8")],
)
def test_what_cannot_be_read_at_all_fails_once(content: bytes, reason: str) -> None:
    (record,) = read_file(content)

    assert isinstance(record, Unreadable)
    assert "" == record.text
    assert reason in record.reason
