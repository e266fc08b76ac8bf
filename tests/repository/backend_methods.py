"""The methods of a backend as type checkers and editors see them, written from the registers: `make table`."""

from __future__ import annotations

import moto_customerprofiles.pipeline  # noqa: F401  # all operations and hooks sign the registers
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from tests.support.places import PACKAGE

FILE = PACKAGE / "adapters" / "methods.py"
BEGIN = "        # From here on `make table` writes.\n"


def declarations() -> str:
    """Return one line for each operation and each hook."""
    methods = {each.method_name: f"Called(Client.{each.method_name})" for each in OPERATIONS.values()}
    methods |= {name: f"Asked({hook.run.__module__.rpartition('.')[2]}.{name})" for name, hook in HOOKS.items()}
    return "".join(f"        {name} = {method}\n" for name, method in sorted(methods.items()))


def parts(text: str) -> tuple[str, str]:
    """Return what stands before the declarations, and the declarations."""
    before, begin, after = text.partition(BEGIN)
    return before + begin, after


def main() -> None:
    """Write the declarations into their file."""
    before, _ = parts(FILE.read_text(encoding="utf-8"))
    FILE.write_text(before + declarations(), encoding="utf-8")


if __name__ == "__main__":
    main()
