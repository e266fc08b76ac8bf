"""The texts of the page on troubleshooting are those that users meet."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support.places import ROOT

PAGE = (ROOT / "docs" / "how-to" / "troubleshooting.md").read_text(encoding="utf-8")
CLIENT = 'boto3.client("customer-profiles", region_name="us-east-1")'
DOMAIN = 'create_domain(DomainName="shop", DefaultExpirationDays=1)'
PROGRAMS = {
    "(404) when calling the ListDomains operation: Not yet implemented": f"with mock_aws(): {CLIENT}.list_domains()",
    "Unable to locate credentials": f"import moto_customerprofiles; {CLIENT}.list_domains()",
    "You must specify a region": 'import moto_customerprofiles; boto3.client("customer-profiles").list_domains()',
    "Customer Profiles is not available in region mars-1": (
        "import moto_customerprofiles\n"
        'with mock_aws(): boto3.client("customer-profiles", region_name="mars-1").list_domains()'
    ),
    "'CustomerProfiles' object has no attribute 'create_recommender'": (
        "from botocore.model import ServiceModel\n"
        "older = lambda model: [n for n in model._service_description['operations'] if n != 'CreateRecommender']\n"
        "ServiceModel.operation_names = property(older)\n"
        f"import moto_customerprofiles; {CLIENT}.create_recommender"
    ),
    "Unknown settings ['enforce_quotes'] for customerprofiles": (
        "import moto_customerprofiles\n"
        f'with mock_aws(config={{"customerprofiles": {{"enforce_quotes": False}}}}): {CLIENT}.list_domains()'
    ),
    "The server needs more packages": (
        "sys.modules['moto.server'] = None; from moto_customerprofiles.__main__ import main; main([])"
    ),
    "Domain shop already exists": (
        f"import moto_customerprofiles\nwith mock_aws(): [{CLIENT}.{DOMAIN} for _ in range(2)]"
    ),
    "SQL segments need": (
        "sys.modules['duckdb'] = None; import importlib.util; find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'duckdb' else find(name, *rest)\n"
        "from moto_customerprofiles.engine.segments.sql import run; run(None, ())"
    ),
}


def _described(program: str) -> str:
    """Return what a program prints that fails; it runs without credentials, region and this package's import."""
    started = f"import sys, boto3\nfrom moto import mock_aws\n{program}"
    environment = {"PYTHONPATH": str(ROOT), "AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent"}
    done = subprocess.run([sys.executable, "-c", started], env=environment, capture_output=True, text=True, check=False)
    assert 0 != done.returncode, program
    return done.stderr


@pytest.mark.parametrize("text", PROGRAMS)
def test_text_is_what_a_user_meets(text: str) -> None:
    assert text in PAGE
    assert text in _described(PROGRAMS[text])


def test_every_text_of_the_page_is_tried() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE))
    network = "Could not connect to the endpoint URL"  # a test would have to go out to the network for it

    assert {*PROGRAMS, network} == described
