"""The registers find, one by one as they are asked, all that they would have if every module were imported at once."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.registers import FILE, Register
from moto_customerprofiles.wire.newest_model import newest_model
from tests.repository.register_table import modules
from tests.support.places import ROOT

FIRST = "moto_customerprofiles.operations.domains"


@pytest.mark.needs(*sorted(newest_model().operations))
def test_table_of_modules_is_that_of_what_they_register() -> None:
    assert modules() == json.loads(FILE.read_text(encoding="utf-8")), "stale: run `make table`"


@pytest.mark.parametrize("register", [OPERATIONS, HOOKS])
def test_register_has_what_its_modules_register(register: Register[Any]) -> None:
    modules()

    assert {*dict.keys(register)} == {name for name in register.modules if name in register}


def _in_a_fresh_process(expression: str) -> Any:
    imports = "import json, sys\nfrom moto_customerprofiles.pipeline import HOOKS, OPERATIONS"
    program = f"{imports}\nprint(json.dumps({expression}))"
    return json.loads(subprocess.check_output([sys.executable, "-c", program], text=True, cwd=ROOT))


def test_asking_for_an_entry_imports_its_module_alone() -> None:
    area = "m.partition('.operations.')[2]"
    loaded = _in_a_fresh_process(f"[OPERATIONS['GetDomain'].name, [{area} for m in sys.modules if {area}]]")

    assert ["GetDomain", ["domains"]] == loaded


@pytest.mark.parametrize("expression", ["sorted(OPERATIONS)", "sorted(name for name, _ in OPERATIONS.items())"])
def test_going_through_a_register_finds_all(expression: str) -> None:
    assert sorted(OPERATIONS) == _in_a_fresh_process(expression)


def test_number_of_entries_counts_all() -> None:
    assert [len(OPERATIONS), len(HOOKS)] == _in_a_fresh_process("[len(OPERATIONS), len(HOOKS)]")


@pytest.fixture
def register() -> Register[str]:
    """Return a register with an entry whose module does not make it."""
    register: Register[str] = Register()
    register.modules = {"there": FIRST}
    register.add("here", "an entry")
    return register


def test_entry_is_found_by_its_name(register: Register[str]) -> None:
    assert ("an entry", True, "an entry") == (register["here"], "here" in register, register.get("here"))


@pytest.mark.parametrize("name", ["there", "nowhere"])
def test_entry_that_nobody_makes_is_not_there(register: Register[str], name: str) -> None:
    with pytest.raises(KeyError, match=name):
        register[name]

    assert (False, "default") == (name in register, register.get(name, "default"))


def test_name_is_registered_once(register: Register[str]) -> None:
    with pytest.raises(ValueError, match="here is registered twice"):
        register.add("here", "another entry")
