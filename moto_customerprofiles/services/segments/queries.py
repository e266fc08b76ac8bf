"""Where the queries of SQL segments run: here, or outside of the process and of the world's lock.

The setting `sql_segments` decides. Outside, a query sees the tables as they were when the call asked; if they have
changed before the call goes on, it asks again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments import sql, sql_box
from moto_customerprofiles.engine.segments.sql import Plan, Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.segments.data import tables

if TYPE_CHECKING:
    from moto_customerprofiles.engine.segments.answers import SqlAnswer
    from moto_customerprofiles.state.call import Call
    from moto_customerprofiles.state.domain import Domain


def check(domain: Domain, text: str) -> None:
    """Refuse, with `BadRequest`, what is no single SELECT over tables of the domain that answers profile ids."""
    _plan(domain.call, text).check_tables(tables(domain))


def answer(domain: Domain, text: str, *, ids_only: bool = False) -> SqlAnswer:
    """Run a query over the domain as it is now; `CannotEvaluate` if it fails."""
    available = tables(domain)
    try:
        query = _plan(domain.call, text)
        query.check_tables(available)
    except BadRequest as refused:  # a definition may be older than the extra, or than the deletion of a type
        raise CannotEvaluate(refused.message) from refused
    task = Run(text, domain.call.now, domain.call.settings.sql_segment_seconds, ids_only)
    laid = query.lay(lambda name: available[name]())
    if not _is_outside(domain.call):
        return run(task, laid)
    request = sql_box.run_request(task, laid)
    key = (text, str(ids_only), *(part for table in laid for part in table))
    return sql_box.answer_of(domain.call.ask_outside(key, request, task.seconds))


def _plan(call: Call, text: str) -> Plan:
    if not _is_outside(call):
        return plan(text)
    seconds = call.settings.sql_segment_seconds
    return sql_box.plan_of(call.ask_outside((text,), sql_box.plan_request(text), seconds))


def _is_outside(call: Call) -> bool:
    return call.works_outside and sql.has_extra()
