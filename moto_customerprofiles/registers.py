"""Registers that are filled as they are asked: the module that makes an entry is imported for the first who wants it.

A process that calls three operations need not load all areas of the service. Which module makes which entry stands in
`registers.json`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

T = TypeVar("T")

FILE = Path(__file__).with_suffix(".json")
"""By package: its modules, each with the names that it registers, as words of one text. `make table` writes it."""


class Register(dict[str, T]):
    """Entries by name. To ask for one imports its module, to go through all of them imports all modules."""

    def __init__(self) -> None:
        super().__init__()
        self.modules: Mapping[str, str] = {}
        """The module that makes an entry, by the entry's name."""

    def fill_from(self, package: str) -> None:
        """Look for entries in the modules of a package of this project."""
        written = _written()[package]
        root = f"{__package__}.{package}."
        self.modules = {name: root + module for module, names in written.items() for name in names.split()}

    def add(self, name: str, entry: T) -> None:
        """Add an entry; `ValueError` if there is one of this name."""
        if super().__contains__(name):
            raise ValueError(f"{name} is registered twice")
        self[name] = entry

    def __missing__(self, name: str) -> T:
        import_module(self.modules[name])
        if not super().__contains__(name):
            raise KeyError(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        try:
            self[str(name)]
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """Return an entry, or the default."""
        try:
            return self[name]
        except KeyError:
            return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def keys(self) -> Any:
        """Return the names of all entries."""
        self._complete()
        return super().keys()

    def values(self) -> Any:
        """Return all entries."""
        self._complete()
        return super().values()

    def items(self) -> Any:
        """Return all entries with their names."""
        self._complete()
        return super().items()

    def _complete(self) -> None:
        for module in dict.fromkeys(self.modules.values()):
            import_module(module)


def names_in(package: str) -> set[str]:
    """Return the names of all entries that the modules of a package make; none of these is imported.

    >>> "SearchProfiles" in names_in("operations")
    True
    """
    return {name for names in _written()[package].values() for name in names.split()}


@cache
def _written() -> dict[str, dict[str, str]]:
    written: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return written
