"""Asks Spark for the answers that the tests of SQL segments expect, and writes them to `answers.json`.

Spark is no dependency of this package. With Java 17 and a throw-away environment:

    python -m venv /tmp/spark && /tmp/spark/bin/pip install 'pyspark==3.5.*'
    /tmp/spark/bin/python tests/fidelity/segment_sql/spark/ask_spark.py

It asks what has no answer yet; `--again` asks everything. The questions are the lines of `expressions.txt` and
`queries.txt`, the tables those of `rows.json`. Spark runs without ANSI mode, its default in version 3, and in UTC.
"""

from __future__ import annotations

import json
import math
import sys
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ANSWERS = HERE / "answers.json"
KINDS = {"VARCHAR": "string", "BIGINT": "bigint", "DOUBLE": "double", "BOOLEAN": "boolean", "TIMESTAMP": "timestamp"}


def expressions(line: str) -> list[str]:
    """Split a line of expressions at the commas outside of brackets and quotes."""
    found, depth, quote, start = [], 0, "", 0
    for at, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth == 0:
            found.append(line[start:at].strip())
            start = at + 1
    return [*found, line[start:].strip()]


def questions() -> list[str]:
    """Return all queries, those made of expressions first."""
    lines = [(HERE / name).read_text(encoding="utf-8").splitlines() for name in ("expressions.txt", "queries.txt")]
    first, second = ([line for line in each if line and not line.startswith("#")] for each in lines)
    made = [f"SELECT {each} AS x FROM p ORDER BY profile_id" for line in first for each in expressions(line)]  # noqa: S608
    return [*dict.fromkeys(made), *second]


def plain(value: Any) -> Any:
    """Turn a value of Spark into JSON."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if hasattr(value, "asDict"):
        return {name: plain(part) for name, part in value.asDict().items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def main() -> None:
    """Ask Spark everything."""
    sessions: Any = import_module("pyspark.sql").SparkSession  # no dependency of the tests

    spark = sessions.builder.master("local[1]").config("spark.ui.enabled", "false")
    for name, value in (("session.timeZone", "UTC"), ("ansi.enabled", "false"), ("shuffle.partitions", "1")):
        spark = spark.config(f"spark.sql.{name}", value)
    session: Any = spark.getOrCreate()
    for name, table in json.loads((HERE / "rows.json").read_text(encoding="utf-8")).items():
        columns = {
            column: f"array<{KINDS[kind[0]]}>" if isinstance(kind, list) else KINDS[kind]
            for column, kind in table["columns"].items()
        }
        rows = [
            [datetime.fromisoformat(row[c]) if k == "timestamp" and row[c] else row[c] for c, k in columns.items()]
            for row in table["rows"]
        ]
        schema = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        session.createDataFrame(rows, schema).coalesce(1).createOrReplaceTempView(name)
    known = {} if "--again" in sys.argv else {each["query"]: each for each in _answers()}
    answers = [known.get(query) or _ask(session, query) for query in questions()]
    lines = (json.dumps(answer, ensure_ascii=False, default=str) for answer in answers)
    ANSWERS.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def _answers() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8")) if ANSWERS.exists() else []
    return found


def _ask(session: Any, query: str) -> dict[str, Any]:
    try:
        return {"query": query, "rows": [[plain(value) for value in row] for row in session.sql(query).collect()]}
    except Exception as error:  # noqa: BLE001  whatever Spark says
        return {"query": query, "fails": str(error).split("]", 1)[0].lstrip("\n[")[:60]}


if __name__ == "__main__":
    main()
