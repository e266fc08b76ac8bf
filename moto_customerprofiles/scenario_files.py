"""Load scenarios from files, and save the state of this process to a file: the names that the documentation shows."""

from __future__ import annotations

from moto_customerprofiles.adapters.scenario_files import dump_scenario, load_scenario, save_state

__all__ = ["dump_scenario", "load_scenario", "save_state"]
