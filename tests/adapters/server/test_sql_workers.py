"""A server runs SQL segments in processes of its own, which nothing that a query does can outlive its limits."""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import datetime, timezone
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.adapters.sql_worker import read_message
from moto_customerprofiles.adapters.sql_workers import GRACE, Worker, Workers
from moto_customerprofiles.engine.segments.sql import Run
from moto_customerprofiles.engine.segments.sql_box import answer_of, plan_of, plan_request, run_request
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table, laid
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
PEOPLE = laid("p", Table({"profile_id": "VARCHAR", "age": "BIGINT"}, [{"profile_id": f"p{n}"} for n in range(2000)]))
FINE = "SELECT profile_id FROM p WHERE profile_id = 'p7'"
ENDLESS = (
    "SELECT a.profile_id FROM p a, p b, p c, p d WHERE a.profile_id || b.profile_id < c.profile_id || d.profile_id"
)


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers()
    yield workers
    workers.end()


def _ask(workers: Workers, text: str, seconds: float = 60.0) -> list[str]:
    request = run_request(Run(text, NOW, seconds, ids_only=True), [PEOPLE])
    return answer_of(workers.ask(request, seconds)).profile_ids


def _only(workers: Workers) -> Worker:
    (worker,) = workers.idle
    return worker


@pytest.mark.rule("SQL-24")
def test_worker_is_started_at_first_use_and_kept(workers: Workers) -> None:
    assert [] == workers.idle
    assert ["p7"] == _ask(workers, FINE)
    first = _only(workers).pid
    assert ["p7"] == _ask(workers, FINE)
    assert first == _only(workers).pid


@pytest.mark.rule("SQL-24")
def test_queries_are_read_in_the_worker_as_well(workers: Workers) -> None:
    assert {"p"} == plan_of(workers.ask(plan_request(FINE), 60)).tables

    with pytest.raises(BadRequest, match="may not call getenv"):
        plan_of(workers.ask(plan_request("SELECT getenv('HOME') AS profile_id FROM p"), 60))


@pytest.mark.rule("SQL-24")
def test_query_without_end_is_stopped_at_its_limit(workers: Workers) -> None:
    began = time.monotonic()
    with pytest.raises(CannotEvaluate, match="not done after 1 seconds"):
        _ask(workers, ENDLESS, 1.0)

    assert 1 + GRACE + 2 > time.monotonic() - began
    assert ["p7"] == _ask(workers, FINE)


@pytest.mark.rule("SQL-24")
def test_query_is_stopped_when_the_database_has_begun_to_show_its_progress(workers: Workers) -> None:
    """DuckDB shows a bar on the standard output after two seconds, where it would be taken for a reply."""
    tables = " , ".join(f"p AS {name}" for name in "abcd")
    sorting = f"SELECT a.profile_id FROM {tables} ORDER BY a.profile_id || b.profile_id || c.profile_id"  # noqa: S608
    with pytest.raises(CannotEvaluate, match=r"not done after 3 seconds|Out of Memory"):
        _ask(workers, sorting, 3.0)

    assert ["p7"] == _ask(workers, FINE)


@pytest.mark.parametrize("nonsense", [b"\r  0% of it is done", b"\0" * 7 + b"\1" + b"\xff" * 8, b"", b"\0" * 8])
def test_what_is_no_message_is_read_as_none(nonsense: bytes) -> None:
    try:
        message = read_message(BytesIO(nonsense))
    except OverflowError:
        message = []

    assert [] == message


@pytest.mark.rule("SQL-24")
def test_worker_that_does_not_stop_is_killed_and_another_started(workers: Workers) -> None:
    """A stopped process stands for one that is busy where DuckDB cannot be interrupted."""
    _ask(workers, FINE)
    first = _only(workers).pid
    os.kill(first, signal.SIGSTOP)

    began = time.monotonic()
    with pytest.raises(CannotEvaluate, match=r"not done after 0\.5 seconds"):
        _ask(workers, FINE, 0.5)

    assert 0.5 + GRACE + 2 > time.monotonic() - began
    assert not Path(f"/proc/{first}").exists()
    assert ["p7"] == _ask(workers, FINE)


@pytest.mark.rule("SQL-24")
def test_worker_that_crashes_fails_its_query_only(workers: Workers) -> None:
    _ask(workers, FINE)
    os.kill(_only(workers).pid, signal.SIGSTOP)
    running = _only(workers)
    failures: list[str] = []

    def ask() -> None:
        with pytest.raises(CannotEvaluate) as caught:
            _ask(workers, FINE)
        failures.append(str(caught.value))

    thread = Thread(target=ask)
    thread.start()
    os.kill(running.pid, signal.SIGKILL)  # while it is being asked, or just before
    thread.join(20)

    assert not failures or "ended its process" in failures[0]
    assert ["p7"] == _ask(workers, FINE)


@pytest.mark.rule("SQL-24")
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads what Linux tells of a process")
def test_worker_has_no_environment_and_is_limited(workers: Workers) -> None:
    _ask(workers, FINE, 30.0)
    process = Path(f"/proc/{_only(workers).pid}")
    limits = {line[:26].strip(): line[26:47].strip() for line in (process / "limits").read_text().splitlines()}

    assert "" == (process / "environ").read_text()
    assert str(4 * 2**30) == limits["Max address space"]
    assert "0" == limits["Max file size"]
    assert 30 <= int(limits["Max cpu time"]) <= 40


@pytest.mark.rule("SQL-24")
def test_reply_that_is_lost_is_no_query_of_the_next(workers: Workers) -> None:
    """An interrupt leaves a reply on its way: its worker is not asked again."""
    _ask(workers, FINE)
    first = _only(workers)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("moto_customerprofiles.adapters.sql_workers.read_message", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            _ask(workers, ENDLESS)

    assert not first.is_alive()
    assert ["p7"] == _ask(workers, FINE)


def _interrupt(_: object) -> list[bytes]:
    raise KeyboardInterrupt


def test_request_that_no_worker_understands_ends_only_that_worker(workers: Workers) -> None:
    reply = json.loads(workers.ask([b"no JSON"], 60))

    assert "ended its process" in reply["failed"]
    assert ["p7"] == _ask(workers, FINE)
