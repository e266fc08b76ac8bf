"""Scenarios in files, JSON or YAML: read, written, and kept by a server across restarts.

A file holds one scenario, for moto's usual account and region, or several, each under `account/region`.
"""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.places import DEFAULT_PLACE
from moto_customerprofiles.adapters.server.state_files import replace_file
from moto_customerprofiles.engine.values.yaml_documents import read_yaml, yaml_module

if TYPE_CHECKING:
    import os

_PLACE = re.compile(r"\d{12}/[a-z0-9-]+")
_saving = Lock()


def load_scenario(source: str | os.PathLike[str] | dict[str, Any], place: str = DEFAULT_PLACE) -> dict[str, list[str]]:
    """Load the domains of a scenario: a mapping, or a JSON or YAML file.

    Args:
        source: the scenario or its file; see `moto_customerprofiles.hooks.scenarios` for the form.
        place: `account/region`, for a scenario that does not say.

    Returns:
        The names of the domains that were loaded, by `account/region`.

    Raises:
        BadRequest: something in the scenario breaks a rule; then nothing of that place is loaded.

    """
    scenario = source if isinstance(source, dict) else read(Path(source))
    placed = _by_place(scenario, place)
    for where, domains in placed.items():
        _backend(where).call_hook("load_scenario", scenario=domains)
    return {where: list(domains) for where, domains in placed.items()}


def dump_scenario(path: str | os.PathLike[str] | None = None, place: str = DEFAULT_PLACE) -> dict[str, Any]:
    """Return all domains of an account in a region as a scenario, and write it to a file if one is given."""
    dumped: Any = _backend(place).call_hook("dump_scenario")
    if path is not None:
        write(Path(path), dumped)
    scenario: dict[str, Any] = dumped
    return scenario


def free_name(name: str, place: str) -> str:
    """Return the name, or the first of `name-2`, `name-3` and so on that no domain of the place has."""
    domains = _backend(place).world.domains
    numbered = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(candidate for candidate in numbered if candidate not in domains)


def delete_domains(loaded: dict[str, list[str]]) -> None:
    """Delete domains, given by `account/region` as `load_scenario` returns them, as far as they are still there."""
    for where, names in loaded.items():
        backend = _backend(where)
        for name in names:
            if name in backend.world.domains:
                backend.delete_domain(DomainName=name)


def save_state(path: Path) -> dict[str, str]:
    """Write the domains of all accounts and regions to a file, which is replaced whole or not at all."""
    with _saving:
        places = {
            f"{account_id}/{region}": backend.call_hook("dump_scenario")
            for account_id, regions in customerprofiles_backends.items()
            for region, backend in regions.items()
            if len(backend.world.domains)
        }
        write(path, places)
        return {"Saved": str(path)}


def read(path: Path) -> dict[str, Any]:
    """Read a scenario from a JSON or YAML file; `ValueError` if it holds none."""
    text = path.read_text(encoding="utf-8")
    try:
        scenario = json.loads(text) if path.suffix == ".json" else read_yaml(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(scenario, dict):
        raise ValueError(f"{path} holds no scenario")  # noqa: TRY004  # the content of a file, not an argument
    return scenario


def write(path: Path, scenario: dict[str, Any]) -> None:
    """Write a scenario as JSON or YAML, in one step."""
    if path.suffix == ".json":
        text = json.dumps(scenario, indent=2, ensure_ascii=False)
    else:
        text = yaml_module().safe_dump(scenario, sort_keys=False, allow_unicode=True)
    replace_file(path, text)


def _by_place(scenario: dict[str, Any], place: str) -> dict[str, dict[str, Any]]:
    placed = scenario and all(_PLACE.fullmatch(str(name)) for name in scenario)
    return scenario if placed else {place: scenario}


def _backend(place: str) -> Any:
    account_id, _, region = place.partition("/")
    return customerprofiles_backends[account_id][region]
