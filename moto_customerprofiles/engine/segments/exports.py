"""The files of a segment snapshot: CSV, JSON lines and ORC.

The Administrator Guide (exporting segments) says that a file has the standard and custom attributes of which any
profile has a value. The order of the columns, and that their names are the paths of an upload, `Address.City` and
`Attributes.tier`, are our choices.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ADDRESS_PATHS, ATTRIBUTE_PREFIX, profile_document
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import STANDARD_FIELDS
from moto_customerprofiles.engine.values.json_text import compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.segments.answers import SqlAnswer
    from moto_customerprofiles.engine.segments.subjects import Subject

PROFILE_ID = "ProfileId"
MISSING_EXTRA = "ORC files need the optional dependency pyarrow: pip install 'moto-customerprofiles[orc]'"
_RANKS = {name: rank for rank, name in enumerate((PROFILE_ID, *STANDARD_FIELDS, *ADDRESS_PATHS))}


@dataclass(frozen=True)
class Export:
    """The content of a file: flat rows for the formats that have columns, documents for JSON lines."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, object]]
    documents: Iterable[Mapping[str, object]]


def export_profiles(members: Iterable[Subject]) -> Export:
    """Return the content of a file of the members of a classic segment."""
    rows: list[dict[str, object]] = []
    documents: list[dict[str, object]] = []
    for member in members:
        fields = {path: text for path, text in member.fields.items() if text}
        rows.append({PROFILE_ID: member.profile_id, **fields})
        documents.append(profile_document(member.profile_id, fields))
    seen = {PROFILE_ID: None} | dict.fromkeys(path for row in rows for path in row)
    return Export(sorted(seen, key=_rank), rows, documents)


def export_answer(answer: SqlAnswer, known: Callable[[str], bool]) -> Export:
    """Return the content of a file of what a SQL segment found: one row per known profile, in the query's columns."""
    firsts: dict[str, dict[str, object]] = {}
    for row in answer.rows:
        profile_id = str(row[answer.id_column])
        if profile_id not in firsts and known(profile_id):
            firsts[profile_id] = dict(zip(answer.columns, row, strict=True))
    if any(name.lower() == PROFILE_ID.lower() for name in answer.columns):
        return Export(list(dict.fromkeys(answer.columns)), list(firsts.values()), firsts.values())
    rows = [{PROFILE_ID: profile_id, **row} for profile_id, row in firsts.items()]
    return Export(list(dict.fromkeys((PROFILE_ID, *answer.columns))), rows, rows)


def as_csv(export: Export) -> bytes:
    r"""Return comma separated values with a header, quoted as in RFC 4180.

    >>> as_csv(Export(["ProfileId", "a"], [{"ProfileId": "1", "a": "x,y"}], []))
    b'ProfileId,a\n1,"x,y"\n'
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(export.columns)
    writer.writerows([_cell(row.get(column)) for column in export.columns] for row in export.rows)
    return file.getvalue().encode()


def as_jsonl(export: Export) -> bytes:
    r"""Return one JSON object per line, in the shape of the API's Profile.

    >>> as_jsonl(Export([], [], [{"ProfileId": "1", "Address": {"City": "Seattle"}}]))
    b'{"ProfileId":"1","Address":{"City":"Seattle"}}\n'
    """
    lines = map(compact, export.documents)
    return "".join(f"{line}\n" for line in lines).encode()


def as_orc(export: Export) -> bytes:
    """Return an ORC file with the columns of the CSV file, all of them text.

    Raises:
        CannotEvaluate: pyarrow, an optional dependency, is not installed.

    """
    try:
        import pyarrow as pa  # noqa: PLC0415  an optional and heavy dependency
        from pyarrow import orc  # noqa: PLC0415  # optional, and heavy
    except ImportError as error:
        raise CannotEvaluate(MISSING_EXTRA) from error
    cells = {column: [_cell(row.get(column)) for row in export.rows] for column in export.columns}
    file = io.BytesIO()
    orc.write_table(pa.table({column: pa.array(texts, pa.string()) for column, texts in cells.items()}), file)
    return file.getvalue()


WRITERS: dict[str, Callable[[Export], bytes]] = {"CSV": as_csv, "JSONL": as_jsonl, "ORC": as_orc}
"""The function that writes each DataFormat."""


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return compact(value)


def _rank(path: str) -> tuple[int, str]:
    """Return the rank of a column: standard fields and parts of addresses as in the model, then attributes by name."""
    return (_RANKS.get(path, len(_RANKS) + path.startswith(ATTRIBUTE_PREFIX)), path)
