"""What an import costs: a pytest plugin is loaded by every run of pytest in its environment, moto or not."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(statement: str, *, environment: dict[str, str] | None = None) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import moto_customerprofiles", "import moto_customerprofiles.pytest_plugin"])
def test_registering_loads_no_moto_and_nothing_heavy(statement: str) -> None:
    heavy = {"moto", "boto3", "botocore", "werkzeug", "requests", "duckdb", "sqlglot", "pyarrow", "rapidfuzz"}

    assert set() == loaded_by(statement) & heavy


def test_first_call_loads_only_what_it_needs() -> None:
    call = """
import boto3, moto, moto_customerprofiles
with moto.mock_aws():
    client = boto3.client("customer-profiles", region_name="us-east-1")
    client.create_domain(DomainName="shop", DefaultExpirationDays=1)
    client.create_profile(DomainName="shop", FirstName="Ann")
"""
    ours = "moto_customerprofiles."
    others = {
        "moto.iam.models",
        "moto.sts.models",
        *(ours + name for name in ("hooks", "operations.segments", "operations.events", "services.timed_jobs")),
        *(ours + name for name in ("services.events.streams", "services.segments.following", "engine.uploads.plans")),
    }

    assert set() == loaded_by(call) & others


def test_optional_libraries_are_not_loaded_with_the_service() -> None:
    optional = {"duckdb", "sqlglot", "pyarrow", "pandas", "flask", "rapidfuzz"}

    assert set() == loaded_by("import moto_customerprofiles.models") & optional
