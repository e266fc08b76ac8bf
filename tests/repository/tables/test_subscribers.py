from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from moto_customerprofiles import services
from moto_customerprofiles.reactions import SUBSCRIBERS


def test_every_service_that_acts_on_changes_subscribes_to_them() -> None:
    modules = [import_module(found.name) for found in walk_packages(services.__path__, f"{services.__name__}.")]
    acting = {module.__name__ for module in modules if hasattr(module, "on_change")}

    assert acting == {subscriber.__module__ for subscriber in SUBSCRIBERS}
