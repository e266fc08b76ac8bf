"""What importing this package adds to importing moto, and what registering costs where moto is never used."""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 9
BOTO_AND_MOTO = "import boto3, moto.core.models, moto.backend_index"


def seconds(statement: str, before: str = "pass") -> float:
    """Measure a statement in fresh interpreters, and return the median."""
    code = f"import time\n{before}\nstart = time.perf_counter()\n{statement}\nprint(time.perf_counter() - start)"
    times = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(ROUNDS)]
    return statistics.median(times)


def main() -> None:
    """Print the figures in milliseconds."""
    figures = {
        "importing moto": seconds(BOTO_AND_MOTO),
        "importing this package after it": seconds("import moto_customerprofiles", BOTO_AND_MOTO),
        "importing this package alone": seconds("import moto_customerprofiles"),
        "loading the service at its first call": seconds("import moto_customerprofiles.models", BOTO_AND_MOTO),
    }
    for what, measured in figures.items():
        print(f"{what}: {measured * 1000:.1f} ms")


if __name__ == "__main__":
    main()
