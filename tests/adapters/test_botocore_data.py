"""botocore's data files are read once, and a session sees no difference."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import product
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import BotoCoreError
from botocore.loaders import JSONFileLoader, Loader
from botocore.regions import EndpointResolver
from moto import mock_aws

from moto_customerprofiles.adapters.clients.botocore_data import SWITCH, ReadOnceLoader, read_once
from tests.support.facts import REGION
from tests.support.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODEL = "customer-profiles/2020-08-15/service-2"
FILES = ["endpoints", "partitions", "_retry", "sdk-default-configuration", MODEL, "sqs/2012-11-05/endpoint-rule-set-1"]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the paths of the files that are read from now on."""
    paths: list[str] = []
    load = JSONFileLoader._load_file  # type: ignore[attr-defined]  # botocore's, below the method that we look at

    def spy(loader: JSONFileLoader, path: str, opened: Any) -> Any:
        document = load(loader, path, opened)
        if document is not None:
            paths.append(path)
        return document

    monkeypatch.setattr(JSONFileLoader, "_load_file", spy)
    return paths


def _exactly(value: object) -> object:
    """Return a document with the type of each of its parts and the order of its members."""
    if isinstance(value, dict):
        return type(value), [(key, _exactly(each)) for key, each in value.items()]
    return (type(value), [_exactly(each) for each in value]) if isinstance(value, list) else value


def _by_botocore(name: str) -> Any:
    return Loader(file_loader=JSONFileLoader()).load_data(name)


@pytest.mark.parametrize("name", FILES)
def test_every_session_reads_what_botocore_reads(name: str) -> None:
    expected = _exactly(_by_botocore(name)) if name != "endpoints" else None  # which clients fill in, below
    for _ in range(5):
        document = Loader().load_data(name)

        assert expected in (None, _exactly(document))


def test_fourth_session_reads_nothing(reads: list[str]) -> None:
    for _ in range(4):
        reads.clear()
        with mock_aws():
            boto3.client("customer-profiles", region_name=REGION).list_domains()
            boto3.client("sqs", region_name=REGION).list_queues()

    assert [] == reads


@pytest.mark.parametrize("name", [name for name in FILES if name != "endpoints"])
def test_what_one_session_changes_no_other_sees(name: str) -> None:
    for _ in range(5):
        document = Loader().load_data(name)

        assert "ours" not in document
        _mark(document)


def _mark(document: dict[str, Any]) -> None:
    """Add a member to every mapping of a document."""
    for value in [*document.values()]:
        if isinstance(value, dict):
            _mark(value)
    document["ours"] = True


def test_endpoints_that_sessions_have_used_answer_as_fresh_ones() -> None:
    for _ in range(2):
        used = dict(_endpoints(EndpointResolver(Loader().load_data("endpoints")), [*_VARIANTS]))
    fresh = dict(_endpoints(EndpointResolver(_by_botocore("endpoints")), [*reversed(_VARIANTS)]))

    assert used == fresh


_VARIANTS = ((False, False), (True, False), (False, True), (True, True))


def _endpoints(resolver: Any, variants: list[tuple[bool, bool]]) -> Iterator[tuple[object, object]]:
    """Resolve the endpoints of many services in all of their regions and variants."""
    for partition in resolver._endpoint_data["partitions"]:
        for service, data in [*partition["services"].items()][::7]:
            for region, (dual, fips) in product(data["endpoints"], variants):
                endpoint = _endpoint(resolver, service, region, use_dualstack_endpoint=dual, use_fips_endpoint=fips)
                yield (service, region, dual, fips), endpoint


def _endpoint(resolver: Any, service: str, region: str, **variant: bool) -> object:
    try:
        endpoint = resolver.construct_endpoint(service, region, **variant) or {}
        # No client uses this name, which within one session, too, depends on which variant was asked for first.
        return {name: value for name, value in endpoint.items() if name != "sslCommonName"}
    except BotoCoreError as error:
        return str(error)


@pytest.mark.parametrize("type_name", ["service-2", "endpoint-rule-set-1", "paginators-1", "resources-1"])
def test_services_are_those_that_botocore_lists(type_name: str) -> None:
    expected = Loader.list_available_services.__wrapped__(Loader(), type_name)  # type: ignore[attr-defined]  # what is wrapped
    for _ in range(2):
        listed = Loader().list_available_services(type_name)

        assert expected == listed
        listed.clear()


def test_models_of_the_user_are_read_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))
    seen = []
    for name in ("First", "Second"):
        _write_model(tmp_path, name.lower(), name)
        session = boto3.Session()
        client: Any = session.client(name.lower(), region_name=REGION)  # type: ignore[call-overload]  # not one of AWS
        seen.append((client.meta.service_model.metadata["serviceFullName"], hasattr(client, "do_it")))
        _write_model(tmp_path, name.lower(), "Changed")
        model: Any = boto3.Session().client(name.lower(), region_name=REGION)  # type: ignore[call-overload]  # as above
        seen.append((model.meta.service_model.metadata["serviceFullName"], hasattr(model, "do_it")))

    assert [("First", True), ("Changed", True), ("Second", True), ("Changed", True)] == seen


def _write_model(folder: Path, service: str, full_name: str) -> None:
    place = folder / service / "2020-01-01"
    place.mkdir(parents=True, exist_ok=True)
    metadata = {"apiVersion": "2020-01-01", "endpointPrefix": service, "protocol": "rest-json", "serviceId": service}
    operation = {"name": "DoIt", "http": {"method": "GET", "requestUri": "/"}}
    model = {
        "version": "2.0",
        "metadata": {**metadata, "serviceFullName": full_name, "signatureVersion": "v4"},
        "operations": {"DoIt": operation},
        "shapes": {},
    }
    (place / "service-2.json").write_text(json.dumps(model), encoding="utf-8")


def _name_of_sqs() -> object:
    return boto3.client("sqs", region_name=REGION).meta.service_model.metadata["serviceFullName"]


def test_model_of_the_user_hides_the_one_of_botocore_where_botocore_lets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_model(tmp_path, "sqs", "Ours")
    (tmp_path / "sqs" / "2020-01-01").rename(tmp_path / "sqs" / "2012-11-05")
    monkeypatch.setenv("AWS_DATA_PATH", str(tmp_path))

    with monkeypatch.context() as plain:
        plain.setattr(Loader, "FILE_LOADER_CLASS", JSONFileLoader)
        expected = _name_of_sqs()

    assert expected == _name_of_sqs()


def test_method_that_was_patched_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    Loader().load_data("partitions")
    monkeypatch.setattr(JSONFileLoader, "load_file", lambda _, path: {"patched": path.endswith("partitions")})

    assert {"patched": True} == Loader().load_data("partitions")


def test_loader_of_somebody_else_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    class Theirs(JSONFileLoader):
        pass

    monkeypatch.setattr(Loader, "FILE_LOADER_CLASS", Theirs)
    read_once()

    assert Loader.FILE_LOADER_CLASS is Theirs


@pytest.mark.parametrize(
    ("imports", "switch", "expected"),
    [
        ("moto_customerprofiles, moto.core.models", "", ReadOnceLoader.__name__),
        ("moto.core.models, moto_customerprofiles", "", ReadOnceLoader.__name__),
        ("moto_customerprofiles, boto3", "", JSONFileLoader.__name__),
        ("moto_customerprofiles, moto.core.models", "reread", JSONFileLoader.__name__),
    ],
)
def test_files_are_read_once_where_moto_is_used_and_nobody_objects(imports: str, switch: str, expected: str) -> None:
    program = f"import {imports}\nfrom botocore.loaders import Loader\nprint(Loader.FILE_LOADER_CLASS.__name__)"
    environment = {**os.environ, SWITCH: switch, "PYTHONPATH": str(ROOT)}
    printed = subprocess.check_output([sys.executable, "-c", program], text=True, env=environment)

    assert expected == printed.strip()
