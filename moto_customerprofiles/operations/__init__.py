"""One function per operation, one file per area."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def load_all() -> None:
    """Import all areas, so that their operations register."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
