"""moto's server with Customer Profiles in it: `python -m moto_customerprofiles -p 5000`."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from moto_customerprofiles.errors import ServiceError

_SUBCOMMANDS = ("parity", "scenario")


def main(argv: list[str] | None = None) -> None:
    """Run moto's server, or a subcommand. Options are moto's (`-H` host, `-p` port and so on) and our own two."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in _SUBCOMMANDS:
        sys.exit(import_module("moto_customerprofiles.adapters.command_line.commands").run(words[0], words[1:]))
    parser = argparse.ArgumentParser(
        prog="moto_customerprofiles_server",
        add_help=False,
        epilog=f"subcommands, each with --help: {', '.join(_SUBCOMMANDS)}",
    )
    parser.add_argument(
        "--scenario", type=Path, action="append", default=[], help="load the domains of a file at start"
    )
    parser.add_argument(
        "--state", type=Path, help="save all to this file at the end; once it is there, start from it and no scenario"
    )
    own, options = parser.parse_known_args(argv)
    if {"-h", "--help"} & {*options}:
        parser.print_help()
    _serve(own.scenario, own.state, options)


def _serve(scenarios: list[Path], state: Path | None, options: list[str]) -> None:
    try:
        import_module("moto.server")
    except ImportError as missing:
        sys.exit(f"The server needs more packages ({missing}): pip install 'moto-customerprofiles[server]'")
    serve = import_module("moto_customerprofiles.adapters.server.command").serve
    files: Any = import_module("moto_customerprofiles.adapters.scenario_files")
    if state is None:
        _load(files, scenarios)
        serve(options)
        return
    with import_module("moto_customerprofiles.adapters.server.state_files").sole_use(state):
        _load(files, [state] if state.exists() else scenarios)
        import_module("moto_customerprofiles.adapters.control").offer("POST", "state", lambda: files.save_state(state))
        try:
            serve(options)
        finally:
            files.save_state(state)


def _load(files: Any, paths: list[Path]) -> None:
    path = None
    try:
        for path in paths:
            files.load_scenario(path)
    except (OSError, ValueError, ImportError, ServiceError) as error:
        sys.exit(f"Cannot start from {path}: {error}")


if __name__ == "__main__":
    main()
