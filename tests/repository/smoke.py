"""What must work where only the built package is installed: `make dist` runs this away from the sources."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import distribution, entry_points
from pathlib import Path
from typing import Any

import requests

import moto_customerprofiles

HOME = Path(moto_customerprofiles.__file__).parent
PAGES = "http://motoapi.amazonaws.com/moto-api/customer-profiles/"


def test_package_is_the_installed_one() -> None:
    assert "site-packages" == HOME.parent.name


def test_types_and_licence_are_part_of_it() -> None:
    names = [Path(str(file)).name for file in distribution("moto-customerprofiles").files or ()]

    assert (HOME / "py.typed").exists()
    assert "LICENSE" in names


def test_command_is_installed() -> None:
    [command] = entry_points(group="console_scripts", name="moto_customerprofiles_server")
    path = Path(sys.executable).parent / command.name
    said = subprocess.run([path, "--help"], capture_output=True, text=True, check=False)

    assert "--scenario" in said.stdout


def test_object_becomes_a_profile(customer_profiles: Any, customer_profiles_domain: str) -> None:
    customer_profiles.put_profile_object_type(
        DomainName=customer_profiles_domain,
        ObjectTypeName="asset",
        Description="Things that customers own",
        AllowProfileCreation=True,
        Fields={
            "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
            "email": {"Source": "_source.email", "Target": "_profile.EmailAddress"},
        },
        Keys={
            "serial": [{"StandardIdentifiers": ["UNIQUE", "ASSET"], "FieldNames": ["serial"]}],
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        },
    )
    put = json.dumps({"serial": "S-1", "email": "ann@example.com"})
    customer_profiles.put_profile_object(DomainName=customer_profiles_domain, ObjectTypeName="asset", Object=put)
    found = customer_profiles.search_profiles(
        DomainName=customer_profiles_domain, KeyName="_serialNumber", Values=["S-1"]
    )

    assert ["ann@example.com"] == [item["EmailAddress"] for item in found["Items"]]


def test_templates_and_default_attributes_are_there(customer_profiles: Any, customer_profiles_domain: str) -> None:
    templates = customer_profiles.list_profile_object_type_templates()["Items"]
    defaults = customer_profiles.list_calculated_attribute_definitions(DomainName=customer_profiles_domain)["Items"]

    assert 8 == len(defaults)
    assert 20 < len(templates)


def test_extras_bring_the_pages(customer_profiles_domain: str) -> None:
    assert customer_profiles_domain in requests.get(PAGES, timeout=10).text


def test_scenario_is_loaded(customer_profiles: Any, customer_profiles_scenario: Any) -> None:
    customer_profiles_scenario({"shop": {"DefaultExpirationDays": 30, "Profiles": [{"FirstName": "Ann"}]}})

    assert 1 == customer_profiles.get_domain(DomainName="shop")["Stats"]["ProfileCount"]


def test_extras_bring_sql_files_and_a_server(customer_profiles: Any, customer_profiles_scenario: Any) -> None:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  # of the extra `server`

    store = {"DefaultEncryptionKey": "key", "DataStore": {"Enabled": True}}
    customer_profiles_scenario({"shop": {"DefaultExpirationDays": 30, **store, "Profiles": [{"FirstName": "Ann"}]}})
    asked = customer_profiles.create_segment_estimate(
        DomainName="shop", SegmentSqlQuery="SELECT profile_id FROM _profile"
    )
    estimate = customer_profiles.get_segment_estimate(DomainName="shop", EstimateId=asked["EstimateId"])
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    page = requests.get(f"http://{host}:{port}/moto-api/customer-profiles/", timeout=10)
    server.stop()

    assert ("1", 200) == (estimate.get("Estimate"), page.status_code)
