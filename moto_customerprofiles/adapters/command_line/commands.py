"""The subcommands by name, and how each ends: a user's mistake is a line of text, never a traceback."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from moto_customerprofiles.adapters.command_line.signals import stop_on_termination

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "parity": "hold an endpoint against this package",
    "scenario": "read a domain into a file that tests load, and tell two of them apart",
}
_WRONG_USE, _INTERRUPTED = 2, 130


def run(name: str, argv: Sequence[str]) -> int:
    """Run a subcommand and return its exit code."""
    try:
        stop_on_termination()
        code: int = import_module(f"moto_customerprofiles.adapters.command_line.{name}").main(argv)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return _INTERRUPTED
    except (BotoCoreError, ClientError, OSError, ValueError, ImportError) as mistake:
        sys.stderr.write(f"{name}: {mistake}\n")
        return _WRONG_USE
    return code
