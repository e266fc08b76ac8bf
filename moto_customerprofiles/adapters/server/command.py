"""Which server serves: waitress if it is installed, else, and for what waitress has not, the one of moto's command.

moto's command runs the development server of werkzeug, which closes each connection after one request and starts a
thread for each. waitress keeps connections open, as SDKs do, and reads requests of any number of clients in one thread;
it has neither TLS nor a reloader.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.places import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

_SWITCH = "MOTO_CUSTOMERPROFILES_SERVER"


def serve(options: Sequence[str]) -> None:
    """Run a server with the options of moto's command, until a signal ends it.

    Raises:
        ImportError: moto's server is not installed.
        SystemExit: the options are wrong, or a signal came.

    """
    motos = import_module("moto.server")
    if hasattr(signal, "SIGHUP"):  # of a terminal that is closed; moto's command does not take it
        signal.signal(signal.SIGHUP, _stop)
    place = host_and_port(options)
    if place is None or find_spec("waitress") is None or os.environ.get(_SWITCH) == "werkzeug":
        sys.stderr.write(f" * Pages on {PAGES} of the address below\n")
        motos.main([*options] or ["-H", "127.0.0.1"])  # given nothing, moto would read the options of the process
        return
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, _stop)
    run = import_module("moto_customerprofiles.adapters.server.waitress_server").run
    run(motos.DomainDispatcherApplication(motos.create_backend_app), *place)


def host_and_port(options: Sequence[str]) -> tuple[str, int] | None:
    """Read the two options of moto's command that every server has; None if there is any other, or a wrong one."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("-H", "--host", default="127.0.0.1")
    parser.add_argument("-p", "--port", type=int, default=int(os.environ.get("MOTO_PORT", "5000")))
    try:
        known, others = parser.parse_known_args([*options])
    except argparse.ArgumentError:
        return None
    return None if others else (known.host, known.port)


def _stop(signum: int, frame: Any) -> None:  # noqa: ARG001  # as handlers of signals are called
    sys.exit(0)
