"""Which tests a column of the matrix leaves out: those that need what the installed botocore does not know.

A test needs the operations, members and enumerators that it names: in its own code, in that of its fixtures and of the
helpers that it calls, in its parameters, and in files that are its parameters. Where this reading misses a name, the
mark `needs("GetMatches", "Range.ValueRange")` adds it, and for a constraint of the model a name that came with it.
Where it finds too many, the mark without names says that the test needs nothing. The newest column has every name and
leaves nothing out.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name

from moto_customerprofiles.wire.model import botocore_version
from tests.support.names import INSTALLED, NEWEST, absent_names, has, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASON = "needs what the installed botocore does not know: "
_PROTOCOL = frozenset({"boto3", "client", "customer_profiles", "operation_model", "perform", "server", "wire"})
"""What a test uses that depends on the installed model; any other test runs in every column."""

NEEDS_ALL: pytest.MarkDecorator = pytest.mark.needs(*NEWEST["operations"].split())
"""The mark of tests that only the newest model passes, such as those of tables of all operations."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip each test that needs what the installed botocore does not know."""
    for item in items:
        if absent := sorted(absent_for(item)):
            more = f" and {len(absent) - 3} more" if absent[3:] else ""
            item.add_marker(pytest.mark.skip(reason=_REASON + ", ".join(absent[:3]) + more))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests the column leaves out."""
    skipped = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", ())]
    left_out = sum(reason.startswith(f"Skipped: {_REASON}") for reason in skipped)
    known, all_of_them = (len(model["operations"].split()) for model in (INSTALLED, NEWEST))
    terminalreporter.write_line(
        f"{left_out} tests left out: botocore {botocore_version()} knows {known} of {all_of_them} operations"
    )


def absent_for(item: pytest.Item) -> set[str]:
    """Return the names that a test needs and the installed model does not have."""
    marks = [mark.args for mark in item.iter_markers("needs")]
    marked = {name for names_of_mark in marks for name in names_of_mark if not is_known(name)}
    if not _absent_words() or () in marks or not isinstance(item, pytest.Function):
        return marked
    fixtures = [found[-1].func for found in item._fixtureinfo.name2fixturedefs.values()]
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    words = words_of(item.function, item.fixturenames, fixtures, [_text(value) for value in parameters])
    return marked | (words & _absent_words() if words & _PROTOCOL else set())


def known_part(shape: Any, value: Any) -> Any:
    """Return a value of a shape less the members and the enumerators in lists that only the newest model has."""
    if isinstance(value, dict) and shape.type_name == "structure":
        kept = {name: value[name] for name in value if name in shape.members or not has(NEWEST, f"{shape.name}.{name}")}
        return {
            name: known_part(shape.members[name], each) if name in shape.members else each
            for name, each in kept.items()
        }
    if isinstance(value, dict):
        return {key: known_part(shape.value, each) for key, each in value.items()}
    if isinstance(value, list):
        kinds = getattr(shape.member, "enum", [])
        return [known_part(shape.member, each) for each in value if not kinds or each in kinds]
    return value


def words_of(*values: object) -> set[str]:
    """Return the words of values: of texts and files, and of code with all within the tests that it refers to."""
    reader = _Reader()
    reader.read(values)
    reader.read_members()
    return reader.words


def _text(parameter: object) -> object:
    """Return the words of a parameter that is a text or a file, else the parameter."""
    if isinstance(parameter, Path) and parameter.is_file():
        parameter = parameter.read_text(encoding="utf-8")
    return re.findall(r"[\w-]+", parameter) if isinstance(parameter, str) else parameter


@cache
def _absent_words() -> frozenset[str]:
    """Return the names that only the newest model has, with operations as boto3 and the AWS CLI spell them, too.

    Only names of several words: `Code`, `Id` or `ALL` say many other things, as do a few of two.
    """
    absent = absent_names() - {"EventType", "StatusCode"}
    operations = set(NEWEST["operations"].split()) & absent
    spelt = {xform_name(name, separator) for name in operations for separator in "_-"}
    return frozenset({*filter(re.compile("[a-z0-9][A-Z]|[_-]").search, absent), *spelt})


class _Reader:
    """Gathers the words of values, and of all that their code refers to within the tests."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self._namespaces: list[Any] = []
        self._read: dict[int, Any] = {}

    def read(self, value: object) -> None:
        """Gather the words of a value and of all that it refers to; of classes and modules, `read_members` does."""
        if isinstance(value, str):
            self.words.add(value)
        elif id(value) not in self._read:
            self._read[id(value)] = value  # which keeps it, and so its id
            for part in self._parts(value):
                self.read(part)

    def read_members(self) -> None:
        """Gather the words of the members of classes and modules that are named somewhere, until there are no more."""
        count = 0
        while count < len(self._read):
            count = len(self._read)
            for namespace in tuple(self._namespaces):
                for name, member in tuple(vars(namespace).items()):
                    if name in self.words or name.startswith("__"):
                        self.read(member)

    def _parts(self, value: Any) -> Iterator[object]:
        if isinstance(value, dict):
            yield from value
            yield from value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            yield from value
        elif isinstance(value, FunctionType):
            yield from _parts_of_function(value)
        elif isinstance(value, type | ModuleType) and _is_of_tests(value):
            self._namespaces.append(value)


def _parts_of_function(function: FunctionType) -> Iterator[object]:
    if _is_of_tests(function):
        words = list(_constants(function.__code__))
        yield from words
        yield from (
            function.__globals__[word] for word in words if isinstance(word, str) and word in function.__globals__
        )
        yield [cell.cell_contents for cell in function.__closure__ or ()]
        yield function.__defaults__
        yield getattr(getattr(function, "hypothesis", None), "inner_test", None)


def _constants(code: CodeType) -> Iterator[object]:
    """Return the names and constants in code, also in functions within it."""
    yield from code.co_names
    for constant in code.co_consts:
        yield from _constants(constant) if isinstance(constant, CodeType) else [constant]


def _is_of_tests(value: Any) -> bool:
    name = value.__name__ if isinstance(value, ModuleType) else value.__module__
    return str(name).partition(".")[0] in ("tests", "conftest")
