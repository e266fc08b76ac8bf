"""How moto learns that Customer Profiles exists. Imports nothing of moto.

moto has no plugin interface. This file puts one pattern at the head of moto's list of URLs, lets the module name
`moto.customerprofiles` mean this package, and adds to a few other registries of moto, each at the moment moto loads
it: so registering costs nothing in a process that never uses moto, and works before, after or while moto is imported.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

SERVICE = "customerprofiles"
BOTOCORES_NAME = "customer-profiles"
HOST = r"https?://profile(?:-fips)?\.(?!s3\b)[^./]+\.(?:amazonaws\.com|api\.aws)"
"""Hosts of the service: standard, FIPS and dual-stack ones, but no S3 bucket that is called `profile`."""

NATIVE_SWITCH = "MOTO_CUSTOMERPROFILES"
"""Environment variable; set to `native`, this package leaves the service to moto, should moto ever ship it."""

_ALIAS, _REAL = f"moto.{SERVICE}", "moto_customerprofiles"


def _add_url_pattern(backend_index: Any) -> None:
    # In place, for moto's server holds a reference to this list; first, for moto tries the patterns in order.
    patterns = backend_index.backend_url_patterns
    patterns[:] = [(SERVICE, re.compile(HOST)), *(each for each in patterns if each[0] != SERVICE)]


def _add_control_path(moto_api_urls: Any) -> None:
    for path in ("", r"(?P<path>[\s\S]+)"):
        moto_api_urls.url_paths["{0}/moto-api/customer-profiles/" + path + "$"] = _control


def _control(*args: Any, **kwargs: Any) -> Any:
    # Only now: while moto's own URLs are being imported, the rest of moto is not there yet.
    return importlib.import_module(f"{_REAL}.adapters.control").dispatch(*args, **kwargs)


def _accept_botocores_name(module: Any) -> None:
    """Let `passthrough` and `service_whitelist` of moto's configuration name the service as boto3 does, too."""
    for name in ("passthrough_service", "service_whitelisted"):
        if is_named := getattr(module, name, None):
            setattr(module, name, partial(_is_named, is_named))


def _is_named(is_named: Callable[[str], bool], service: str) -> bool:
    return is_named(service) or (service == SERVICE and is_named(BOTOCORES_NAME))


def _add_fast_path(_moto_core_models: Any) -> None:
    # moto has just appended its own handler here in the same way, for all services.
    handlers = importlib.import_module("botocore.handlers").BUILTIN_HANDLERS
    joining = (
        "creating-client-class.customer-profiles",
        importlib.import_module(f"{_REAL}.adapters.clients.fast_path").join_client,
    )
    if joining not in handlers:
        handlers.append(joining)
    importlib.import_module(f"{_REAL}.adapters.clients.botocore_data").read_once()


def _add_server_fast_path(werkzeug_app: Any) -> None:
    importlib.import_module(f"{_REAL}.adapters.server_fast_path").join_server(werkzeug_app.DomainDispatcherApplication)


def _add_cloudformation(parsing: Any) -> None:
    importlib.import_module(f"{_REAL}.adapters.cloudformation.stacks").join_resource_map(parsing)
    for cached in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
        cached.cache_clear()


def _add_stack_failures(cloudformation_models: Any) -> None:
    importlib.import_module(f"{_REAL}.adapters.cloudformation.stacks").join_stacks(cloudformation_models)


_ONCE_LOADED: dict[str, Callable[[Any], None]] = {
    "moto.backend_index": _add_url_pattern,
    "moto.core.botocore_stubber": _accept_botocores_name,
    "moto.core.custom_responses_mock": _accept_botocores_name,
    "moto.core.models": _add_fast_path,
    "moto.cloudformation.models": _add_stack_failures,
    "moto.cloudformation.parsing": _add_cloudformation,
    "moto.moto_api._internal.urls": _add_control_path,
    "moto.moto_server.werkzeug_app": _add_server_fast_path,
}


class _Doorkeeper(MetaPathFinder, Loader):
    """Lets `moto.customerprofiles` be this package, and follows some of moto's modules in."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find our modules under moto's name, and moto's own with our step after them."""
        if name == _ALIAS or name.startswith(_ALIAS + "."):
            return ModuleSpec(name, self)
        if name not in _ONCE_LOADED:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                _ONCE_LOADED[name](module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # for this one module
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module of ours that the alias stands for."""
        module = importlib.import_module(_REAL + spec.name.removeprefix(_ALIAS))
        self._own_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Give the module its own spec back: importlib has just overwritten it with the alias'."""
        module.__spec__ = self._own_spec


def is_registered() -> bool:
    """Tell whether this package serves Customer Profiles in this process."""
    return any(type(finder).__name__ == _Doorkeeper.__name__ for finder in sys.meta_path)


def register() -> None:
    """Register the service with moto. Safe to call often and at any time, before or after moto is imported."""
    if is_registered() or os.environ.get(NATIVE_SWITCH) == "native":
        return
    sys.meta_path.insert(0, _Doorkeeper())
    for name in [each for each in sys.modules if each == _ALIAS or each.startswith(_ALIAS + ".")]:
        del sys.modules[name]  # moto's own, should it ship one and have loaded it already
    for name, step in _ONCE_LOADED.items():
        if name in sys.modules:
            step(sys.modules[name])
