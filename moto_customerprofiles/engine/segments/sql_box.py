"""Running a query elsewhere: requests and replies as bytes, and what answers a request.

A request is a list of parts: a head in JSON, and for a run the rows of each table after it. A reply is JSON. Whoever
carries them (a pipe to another process, say) needs to know nothing of either.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.segments.answers import SqlAnswer
from moto_customerprofiles.engine.segments.sql import Plan, Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import LaidTable
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence


def plan_request(text: str) -> list[bytes]:
    """Ask what a query reads.

    >>> sorted(plan_of(reply_to(plan_request("SELECT profile_id FROM Profile"))).tables)
    ['profile']
    """
    return [json.dumps({"plan": text}).encode()]


def run_request(task: Run, tables: Sequence[LaidTable]) -> list[bytes]:
    """Ask for a run of a query over its tables."""
    head = {
        "text": task.text,
        "now": task.now.isoformat(),
        "seconds": task.seconds,
        "ids_only": task.ids_only,
        "tables": [(table.name, table.kinds) for table in tables],
    }
    return [json.dumps(head).encode(), *(table.rows.encode() for table in tables)]


def reply_to(request: Sequence[bytes]) -> bytes:
    """Do what a request asks for, whatever comes of it."""
    head: dict[str, Any] = json.loads(request[0])  # as `plan_request` and `run_request` write it
    try:
        reply = _planned(head["plan"]) if "plan" in head else _ran(head, request[1:])
    except BadRequest as refused:
        reply = {"refused": refused.message}
    except CannotEvaluate as failure:
        reply = {"failed": str(failure)}
    return json.dumps(reply).encode()


def failure(message: str) -> bytes:
    """Return the reply of a run that failed."""
    return json.dumps({"failed": message}).encode()


def plan_of(reply: bytes) -> Plan:
    """Read the reply to a plan request; `BadRequest` if the query was refused, or took too long to be read."""
    found = json.loads(reply)
    if "tables" not in found:
        raise BadRequest(found.get("refused") or f"Invalid SQL in the segment's query: {found['failed']}")
    names = found["names"]
    attributes = frozenset(found["attribute_names"])
    return Plan(frozenset(found["tables"]), attributes, None if names is None else frozenset(names))


def answer_of(reply: bytes) -> SqlAnswer:
    """Read the reply to a run request; `CannotEvaluate` if it failed."""
    found = json.loads(reply)
    if "columns" not in found:
        raise CannotEvaluate(found.get("failed") or found["refused"])
    return SqlAnswer(tuple(found["columns"]), tuple(map(tuple, found["rows"])))


def _planned(text: str) -> dict[str, object]:
    found = plan(text)
    return {
        "tables": [*found.tables],
        "attribute_names": [*found.attribute_names],
        "names": None if found.names is None else [*found.names],
    }


def _ran(head: dict[str, Any], rows: Sequence[bytes]) -> dict[str, object]:  # the head of `run_request`
    task = Run(head["text"], datetime.fromisoformat(head["now"]), head["seconds"], head["ids_only"])
    laid = zip(head["tables"], rows, strict=True)
    answer = run(task, [LaidTable(name, kinds, text.decode()) for (name, kinds), text in laid])
    return {"columns": answer.columns, "rows": answer.rows}
