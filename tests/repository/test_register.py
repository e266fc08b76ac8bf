"""The register of operations, held against the service model of the installed botocore."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest
import requests
from botocore.loaders import Loader
from botocore.model import ServiceModel
from moto import mock_aws

import moto_customerprofiles.pipeline  # noqa: F401  # all operations sign the register
from moto_customerprofiles.errors import OperationNotImplemented, ResourceNotFound
from moto_customerprofiles.operation import OPERATIONS, operation
from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.wire import model, routing
from moto_customerprofiles.wire.model import members, operation_model, operation_names
from moto_customerprofiles.wire.replies import projection
from tests.support.facts import REGION
from tests.support.properties.violations import smallest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.world import World

URL = f"https://profile.{REGION}.amazonaws.com"
WITH_DOMAIN = sorted(
    name for name in OPERATIONS if name != "CreateDomain" and "DomainName" in members(operation_model(name).input_shape)
)


def test_every_registered_operation_is_in_the_model() -> None:
    assert set(OPERATIONS) <= set(operation_names())


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operation_is_documented_in_one_true_line(name: str) -> None:
    first = (inspect.getdoc(OPERATIONS[name].run) or "").partition("\n")[0]

    assert first.endswith("."), f"{name} needs a docstring"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_operation_takes_world_and_request_and_nothing_else(name: str) -> None:
    assert ["world", "request"] == list(inspect.signature(OPERATIONS[name].run).parameters)


def test_name_cannot_be_registered_twice() -> None:
    def create_domain() -> None: ...

    with pytest.raises(ValueError, match="CreateDomain is registered twice"):
        operation("CreateDomain")(create_domain)


def test_function_has_the_operations_own_name() -> None:
    def make_domain() -> None: ...

    with pytest.raises(ValueError, match="make_something"):
        operation("MakeSomething")(make_domain)


@pytest.mark.rule("G-5", "GEN-3", "ID-C-6")
@pytest.mark.parametrize("name", WITH_DOMAIN)
def test_unknown_domain_is_not_found(name: str, world: World) -> None:
    shape = operation_model(name).input_shape
    assert shape
    with pytest.raises(ResourceNotFound) as caught:
        perform(world, name, smallest(shape))

    assert "DomainName a is not found in account" in caught.value.message


def test_function_that_no_service_model_names_cannot_be_registered() -> None:
    def make_something() -> None: ...

    with pytest.raises(ValueError, match="No service model has an operation MakeSomething"):
        operation("MakeSomething")(make_something)


@pytest.fixture
def older_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let botocore not know an operation and a member yet."""
    document: Any = Loader().load_data("customer-profiles/2020-08-15/service-2")
    del document["operations"]["ListDomains"]
    del document["shapes"]["CreateDomainResponse"]["members"]["DeadLetterQueueUrl"]
    older = ServiceModel(document, "customer-profiles")
    monkeypatch.setattr(model, "service_model", lambda: older)


@pytest.mark.usefixtures("older_model")
def test_function_that_the_installed_model_does_not_name_is_not_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    run = OPERATIONS["ListDomains"].run
    monkeypatch.delitem(OPERATIONS, "ListDomains")

    assert run is operation("ListDomains")(run)
    assert "ListDomains" not in OPERATIONS


@pytest.mark.usefixtures("older_model")
def test_operation_that_the_installed_model_does_not_name_says_what_helps(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(OPERATIONS, "ListDomains")

    with pytest.raises(OperationNotImplemented, match=r"does not know ListDomains, botocore .* does: upgrade boto3"):
        perform(world, "ListDomains", {})


@pytest.mark.usefixtures("older_model")
def test_reply_leaves_out_a_member_that_the_installed_model_does_not_name() -> None:
    project = projection(operation_model("CreateDomain").output_shape)

    assert {"DomainName": "shop"} == project({"DomainName": "shop", "DeadLetterQueueUrl": "https://q"})


@pytest.mark.usefixtures("older_model")
def test_reply_with_a_member_that_no_model_names_is_our_mistake() -> None:
    project = projection(operation_model("CreateDomain").output_shape)

    with pytest.raises(KeyError, match="DeathLetterQueueUrl"):
        project({"DomainName": "shop", "DeathLetterQueueUrl": "https://q"})


@pytest.fixture
def newer_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let botocore know an operation that nobody has heard of yet."""
    document: Any = Loader().load_data("customer-profiles/2020-08-15/service-2")
    document["operations"]["CastHoroscope"] = {
        "name": "CastHoroscope",
        "http": {"method": "POST", "requestUri": "/domains/{DomainName}/horoscopes"},
        "input": {"shape": "GetDomainRequest"},
        "output": {"shape": "GetDomainResponse"},
    }
    newer = ServiceModel(document, "customer-profiles")
    monkeypatch.setattr(model, "service_model", lambda: newer)
    routing._tree.cache_clear()
    yield
    routing._tree.cache_clear()


@pytest.mark.usefixtures("newer_model")
def test_operation_of_a_newer_model_answers_by_name_that_it_is_not_built() -> None:
    with mock_aws():
        answer = requests.post(f"{URL}/domains/shop/horoscopes", data="{}", timeout=5)

    assert (501, "NotImplemented") == (answer.status_code, answer.headers["x-amzn-ErrorType"])
    assert "CastHoroscope" in answer.json()["Message"]


@pytest.mark.usefixtures("newer_model")
def test_operations_of_a_newer_model_leave_the_others_alone() -> None:
    with mock_aws():
        answer = requests.post(f"{URL}/domains/shop", data=json.dumps({"DefaultExpirationDays": 1}), timeout=5)

    assert "shop" == answer.json()["DomainName"]


def test_operation_that_is_not_built_answers_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(OPERATIONS, "ListDomains")
    with mock_aws():
        answer = requests.get(f"{URL}/domains", timeout=5)

    assert (501, "NotImplemented") == (answer.status_code, answer.headers["x-amzn-ErrorType"])
    assert "ListDomains" in answer.json()["Message"]
