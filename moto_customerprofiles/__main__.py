"""moto's server with Customer Profiles in it: `python -m moto_customerprofiles -p 5000`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def main(argv: list[str] | None = None) -> None:
    """Run moto's server. Options are moto's (`-H` host, `-p` port and so on) and our own two."""
    parser = argparse.ArgumentParser(prog="moto_customerprofiles_server", add_help=False)
    parser.add_argument(
        "--scenario", type=Path, action="append", default=[], help="load the domains of a file at start"
    )
    parser.add_argument(
        "--state", type=Path, help="load this file at start if it is there, and save all to it at the end"
    )
    own, options = parser.parse_known_args(argv)
    if {"-h", "--help"} & {*options}:
        parser.print_help()
    _serve(own.scenario, own.state, options)


def _serve(scenarios: list[Path], state: Path | None, options: list[str]) -> None:
    try:
        serve = import_module("moto.server").main
    except ImportError as missing:
        sys.exit(f"The server needs more packages ({missing}): pip install 'moto-customerprofiles[server]'")
    files: Any = import_module("moto_customerprofiles.scenario_files")
    for scenario in scenarios:
        files.load_scenario(scenario)
    options = options or ["-H", "127.0.0.1"]  # moto's own default; given nothing, it would read our options
    if state is None:
        serve(options)
        return
    if state.exists():
        files.load_scenario(state)
    import_module("moto_customerprofiles.control").COMMANDS["POST", "state"] = lambda: files.save_state(state)
    try:
        serve(options)
    finally:
        files.save_state(state)


if __name__ == "__main__":
    main()
