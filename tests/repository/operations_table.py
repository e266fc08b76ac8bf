"""The tables of operations, hooks and rules in the papers, made from the registers: `make table` writes them."""

from __future__ import annotations

from inspect import cleandoc

import moto_customerprofiles.pipeline  # noqa: F401  # all operations and hooks sign the registers
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.services.views.hint_list import register_all
from moto_customerprofiles.state.hints import HINTS, HintKind
from moto_customerprofiles.wire.model import operation_names
from tests.repository.columns.matrix import versions_table
from tests.repository.rules import FIDELITY_PAGE, rules_table
from tests.repository.tables.probe_table import probe_table
from tests.support.places import ROOT

README = ROOT / "README.md"
OPERATIONS_PAGE = ROOT / "docs" / "operations.md"
HINTS_PAGE = ROOT / "docs" / "hints.md"
REFERENCE_PAGE = ROOT / "docs" / "reference.md"
RULES_PAGE = ROOT / "docs" / "rules.md"


def table() -> str:
    """Return the table: every operation of the service model, built or not, with its caveat."""
    names = operation_names()
    built = [name for name in names if name in OPERATIONS]
    count = f"All {len(names)}" if len(built) == len(names) else f"{len(built)} of {len(names)}"
    lines = [
        f"{count} operations of the service model are built.",
        "",
        "| operation | area | caveat |",
        "|---|---|---|",
    ]
    lines += [_row(name) for name in names]
    return "\n".join(lines)


def _row(name: str) -> str:
    operation = OPERATIONS.get(name)
    if operation is None:
        return f"| {name} | | not built |"
    return f"| {name} | {operation.area.replace('_', ' ')} | {operation.caveat} |"


def hooks_table() -> str:
    """Return the table of all hooks, and after it what a reference says of them: what they take and answer."""
    rows = [
        f"| `{name}` | `{hook.method} {hook.path}` | {(hook.run.__doc__ or '').splitlines()[0]} |"
        for name, hook in sorted(HOOKS.items())
    ]
    lines = ["| hook | on a server | what it does |", "|---|---|---|", *rows, "", _TAKES]
    for area in sorted({hook.run.__module__ for hook in HOOKS.values()}):
        lines += ["", f"::: {area}", "    options:", "      show_if_no_docstring: true", f"      filters: {_SHOWN}"]
    return "\n".join(lines)


_TAKES = "What they take and answer follows, area by area. As a method, a hook takes what stands after `world`."
_SHOWN = '["!^_", "!^SECTIONS$", "!^Section$", "!^Document$"]'


def hints_table() -> str:
    """Return the kinds of hints, each with when it is told and what its function says of it."""
    register_all()
    return "\n\n".join(_hint_part(kind) for _, kind in sorted(HINTS.items()))


def _hint_part(kind: HintKind) -> str:
    told = "Found when hints are asked for." if kind.search else "Noted by the call that comes across it."
    return f"## {kind.name}\n\n{cleandoc(kind.description)}\n\n*{told}*"


def parts(page: str, kind: str = "operations") -> tuple[str, str, str]:
    """Return what stands before the table of a kind, the table, and what stands after it."""
    begin, end = f"<!-- {kind}: begin -->", f"<!-- {kind}: end -->"
    before, _, rest = page.partition(begin)
    inside, _, after = rest.partition(end)
    return before + begin, inside.strip(), end + after


TABLES = [
    (README, "operations", table),
    (README, "versions", versions_table),
    (OPERATIONS_PAGE, "operations", table),
    (REFERENCE_PAGE, "hooks", hooks_table),
    (HINTS_PAGE, "hints", hints_table),
    (RULES_PAGE, "rules", rules_table),
    (FIDELITY_PAGE, "probes", probe_table),
]
"""Each page with a table, the kind of the table and how it is made."""


def main() -> None:
    """Write the tables into their pages."""
    for page, kind, make in TABLES:
        before, _, after = parts(page.read_text(encoding="utf-8"), kind)
        page.write_text(f"{before}\n\n{make()}\n\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
