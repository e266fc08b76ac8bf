"""Promises of SECURITY.md that the code itself shows."""

from __future__ import annotations

import ast

import pytest

from moto_customerprofiles import __main__ as program
from moto_customerprofiles.adapters.server import waitress_server
from tests.support.places import PACKAGE

FILES = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}

NEVER_CALLED = {"eval", "exec", "compile", "__import__", "system", "popen"}
STARTS_A_WORKER = "adapters/sql_workers.py"
"""The one file that starts a program: Python itself, with this package, for the queries of SQL segments."""
ALLOWED = {
    STARTS_A_WORKER: {"subprocess"},
    "adapters/clients/botocore_data.py": {"pickle"},  # reads back what it has written, in the same process
}
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "subprocess", "pty", "ctypes", "code"}


def _calls(tree: ast.AST) -> set[str]:
    """Return the bare names that are called, and the attributes of `os`; `re.compile` and its like are no danger."""
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {each.id for each in called if isinstance(each, ast.Name)}
    return names | {
        each.attr
        for each in called
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "os"
    }


def _imports(tree: ast.AST) -> set[str]:
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def _yaml_loads(tree: ast.AST) -> list[str]:
    return [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "yaml"
        and node.attr in {"load", "unsafe_load", "full_load", "load_all", "Loader", "UnsafeLoader"}
    ]


@pytest.mark.parametrize("name", FILES)
def test_no_text_is_ever_run_as_code_nor_handed_to_a_shell(name: str) -> None:
    tree = ast.parse(FILES[name])

    assert _calls(tree) & NEVER_CALLED == set()
    assert {each.partition(".")[0] for each in _imports(tree)} & NEVER_IMPORTED <= ALLOWED.get(name, set())
    assert [] == _yaml_loads(tree)


@pytest.mark.parametrize("server", ["waitress", "werkzeug"])
def test_server_binds_to_loopback_by_default(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    bound: list[str] = []
    monkeypatch.setenv("MOTO_CUSTOMERPROFILES_SERVER", server)
    monkeypatch.setattr("moto.server.run_simple", lambda host, *_, **__: bound.append(host))
    monkeypatch.setattr(waitress_server, "run", lambda _, host, __: bound.append(host))
    monkeypatch.setattr("sys.argv", ["moto_customerprofiles", "-p", "0"])
    monkeypatch.setattr("signal.signal", lambda *_: None)
    program.main()

    assert ["127.0.0.1"] == bound


def test_the_only_program_that_is_started_is_python_with_this_package_and_no_shell() -> None:
    tree = ast.parse(FILES[STARTS_A_WORKER])
    starts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess.")
    ]

    (start,) = starts
    assert ast.unparse(start.args[0]).startswith("[sys.executable, '-I', '-S', '-c', _START")
    assert not any(keyword.arg == "shell" for keyword in start.keywords)
