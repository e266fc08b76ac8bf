"""moto's server with Customer Profiles in it: `python -m moto_customerprofiles -p 5000`."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> None:
    """Run moto's server; the options are moto's (`-H` host, `-p` port)."""
    try:
        from moto.server import main as serve  # noqa: PLC0415  # needs the extra
    except ImportError as missing:
        sys.exit(f"The server needs more packages ({missing}): pip install 'moto-customerprofiles[server]'")
    serve(argv)


if __name__ == "__main__":
    main()
