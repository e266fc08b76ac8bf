"""The names in the newest service model, written from the installed botocore: `make table`."""

from __future__ import annotations

import json

from moto_customerprofiles.wire.model import botocore_version, members, operation_names, service_model
from moto_customerprofiles.wire.newest_model import FILE


def names() -> dict[str, dict[str, str] | str]:
    """Return the names of the installed model in the form of the file: lists as words of one text."""
    shapes = {name: service_model().shape_for(name) for name in sorted(service_model().shape_names)}
    structures = {name: members(shape) for name, shape in shapes.items() if shape.type_name == "structure"}
    enumerations = {name: values for name, shape in shapes.items() if (values := shape.metadata.get("enum"))}
    return {
        "operations": " ".join(operation_names()),
        "members": {name: " ".join(found) for name, found in structures.items()},
        "values": {name: " ".join(found) for name, found in enumerations.items()},
    }


def text() -> str:
    """Return the text of the file, one shape a line."""
    return json.dumps({"botocore": botocore_version(), **names()}, indent=1) + "\n"


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
