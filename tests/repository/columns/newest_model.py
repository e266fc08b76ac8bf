"""The names in the newest service model, written from the installed botocore: `make table`."""

from __future__ import annotations

import json

from moto_customerprofiles.wire.model import botocore_version
from moto_customerprofiles.wire.newest_model import FILE
from tests.support.names import installed_names


def text() -> str:
    """Return the text of the file, one shape a line."""
    return json.dumps({"botocore": botocore_version(), **installed_names()}, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
