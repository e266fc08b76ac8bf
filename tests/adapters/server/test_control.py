from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests
from moto import mock_aws

from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.hook import HOOKS, Hook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.world import World

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"


def _greet(world: World, domain_name: str, greeting: str = "Hello") -> dict[str, str]:
    if domain_name == "nobody":
        raise ResourceNotFound("Domain nobody does not exist")
    return {"said": f"{greeting}, {domain_name} in {world.call.region}"}


@pytest.fixture(autouse=True)
def _hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(HOOKS, "_greet", Hook(_greet, "POST", "domains/{domain_name}/greetings"))
    with mock_aws():
        yield


def test_hook_takes_labels_and_members_of_the_body() -> None:
    answer = requests.post(f"{URL}/domains/shop/greetings", json={"greeting": "Hi"}, timeout=5)

    assert {"said": "Hi, shop in us-east-1"} == answer.json()


def test_hook_runs_in_the_region_of_the_query() -> None:
    answer = requests.post(f"{URL}/domains/shop/greetings?region=eu-west-2", timeout=5)

    assert {"said": "Hello, shop in eu-west-2"} == answer.json()


def test_error_of_a_hook_has_the_form_of_the_service() -> None:
    answer = requests.post(f"{URL}/domains/nobody/greetings", timeout=5)

    assert (404, "ResourceNotFoundException") == (answer.status_code, answer.headers["x-amzn-ErrorType"])


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("domains/shop/greetings", "{", 400),
        ("domains/shop/greetings", "[]", 400),
        ("domains/shop/greetings", '{"volume": 11}', 400),
        ("domains/shop/farewells", "{}", 404),
    ],
)
def test_what_no_hook_understands_is_refused(path: str, body: str, status: int) -> None:
    answer = requests.post(f"{URL}/{path}", data=body, headers={"Content-Type": "application/json"}, timeout=5)

    assert status == answer.status_code


def test_without_the_engine_of_templates_hooks_work_and_pages_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("moto_customerprofiles.adapters.control.find_spec", lambda _: None)

    assert "moto-customerprofiles[server]" in requests.get(f"{URL}/", timeout=5).json()["Message"]
    assert {"said": "Hello, shop in us-east-1"} == requests.post(f"{URL}/domains/shop/greetings", timeout=5).json()
