from __future__ import annotations

import ast
from importlib import import_module
from pkgutil import walk_packages

from moto_customerprofiles import services
from moto_customerprofiles.services import chores
from tests.support.places import PACKAGE


def _services_with(name: str) -> set[str]:
    modules = [import_module(found.name) for found in walk_packages(services.__path__, f"{services.__name__}.")]
    return {module.__name__ for module in modules if hasattr(module, name)}


def test_every_service_that_acts_on_changes_subscribes_to_them() -> None:
    imports = [
        each for each in ast.walk(ast.parse((PACKAGE / "reactions.py").read_text())) if isinstance(each, ast.ImportFrom)
    ]
    subscribed = {f"{each.module}.{name.name}" for each in imports for name in each.names}

    assert _services_with("on_change") == subscribed & _services_with("on_change")


def test_every_service_with_work_that_falls_due_is_a_chore() -> None:
    works = {chore.work().__name__ for chore in chores.CHORES}  # type: ignore[attr-defined]  # modules

    assert _services_with("due") & _services_with("run") == works
