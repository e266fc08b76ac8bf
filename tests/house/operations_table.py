"""The README's table of operations, made from the register: `make table` writes it."""

from __future__ import annotations

from pathlib import Path

import moto_customerprofiles.perform  # noqa: F401  # all operations sign the register
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.wire.model import operation_names

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"


def table() -> str:
    """Answer the table: every operation of the service model, built or not, with its caveat."""
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


def parts(readme: str) -> tuple[str, str, str]:
    """Answer what stands before the table, the table, and what stands after it."""
    before, _, rest = readme.partition(BEGIN)
    inside, _, after = rest.partition(END)
    return before + BEGIN, inside.strip(), END + after


def main() -> None:
    """Write the table into the README."""
    before, _, after = parts(README.read_text(encoding="utf-8"))
    README.write_text(f"{before}\n\n{table()}\n\n{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
