"""Which module makes which entry of the registers, written from what all modules register: `make table`."""

from __future__ import annotations

import json
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

from moto_customerprofiles import hooks, operations
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.registers import FILE

if TYPE_CHECKING:
    from types import ModuleType

    from moto_customerprofiles.registers import Register


def modules() -> dict[str, dict[str, str]]:
    """Return the content of the file, after importing every module of both packages."""
    return {"hooks": _registered(HOOKS, hooks), "operations": _registered(OPERATIONS, operations)}


def _registered(register: Register[Any], package: ModuleType) -> dict[str, str]:
    root = f"{package.__name__}."
    for module in walk_packages(package.__path__, root):
        import_module(module.name)
    found: dict[str, list[str]] = {}
    for name, entry in register.items():
        found.setdefault(entry.run.__module__.removeprefix(root), []).append(name)
    return {module: " ".join(sorted(names)) for module, names in sorted(found.items())}


def text() -> str:
    """Return the text of the file, one module a line."""
    return json.dumps(modules(), indent=1) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
