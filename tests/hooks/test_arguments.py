"""Whatever a hook is given, it succeeds or refuses it with a message; a refusal changes nothing."""

from __future__ import annotations

import json
import math
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest
import requests

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.pipeline import perform_hook
from tests.support.properties.full_domain import HOOK_REQUESTS, open_full_domain
from tests.support.properties.snapshot import differences, snapshot
from tests.support.sockets import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.properties.full_domain import FullDomain

pytestmark = pytest.mark.needs()

HALF = "a\ud83c"
VALUES: list[Any] = [
    None, True, 0, -1, 10**400, 1.5, -1e308, 1e308, math.nan, math.inf, "", "x" * 10_000, HALF, "5", b"x", object(),
    [], [1], [HALF], {}, {"a": math.nan}, {"a": 1}, {"PREPROCESSING": 1e308}, {"search": 1e308}, {1: 2}, ["shop"],
]  # fmt: skip


def _nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


IN_ITSELF: list[Any] = []
IN_ITSELF.append(IN_ITSELF)
VALUES += [_nested(200), _nested(5000), {"a": _nested(5000)}, IN_ITSELF, (1, 2), {1}, (each for each in [1])]
USUAL: dict[str, Any] = {
    "domain_name": "shop",
    "area": "profiles",
    "kind": "ml",
    "key_name": "_email",
    "value": "ann@x.org",
    "object_type_name": "order",
    "segment_definition_name": "vip",
    "profile_id": "$ann",
    "other_profile_id": "$bob",
}
"""An argument of each name with which a hook that reads has a chance to go far."""


def _arguments(domain: FullDomain, name: str) -> dict[str, Any]:
    if name in HOOK_REQUESTS:
        given: dict[str, Any] = domain.fill(HOOK_REQUESTS[name])
        return given
    wanted = [each for each in signature(HOOKS[name].run).parameters.values() if each.name != "world"]
    needed = {each.name: USUAL.get(each.name, "x") for each in wanted if each.default is each.empty}
    filled: dict[str, Any] = domain.fill(needed)
    return filled


@pytest.mark.rule("HOK-1")
@pytest.mark.parametrize("name", sorted(HOOKS))
def test_hook_succeeds_or_refuses_its_argument_and_changes_nothing(name: str) -> None:
    domain = open_full_domain()
    before = snapshot(domain.world)
    for argument in [each for each in signature(HOOKS[name].run).parameters if each != "world"]:
        for value in VALUES:
            message = _refused(domain, name, {argument: value})
            if message is not None:
                assert len(message) < 1500
                assert [] == differences(before, snapshot(domain.world))
            else:
                domain.call("GetDomain")  # what was set does not break later calls
                domain = open_full_domain()
                before = snapshot(domain.world)


def _refused(domain: FullDomain, name: str, arguments: dict[str, Any]) -> str | None:
    try:
        perform_hook(domain.world, name, **{**_arguments(domain, name), **arguments})
    except ServiceError as refused:
        return refused.message
    return None


@pytest.mark.rule("HOK-1")
@pytest.mark.parametrize(
    ("hook", "arguments", "told"),
    [
        ("set_identity_resolution_phases", {"seconds": None}, "seconds must be Mapping[str, float], not None"),
        ("set_identity_resolution_phases", {"seconds": {"MERGING": "5"}}, "seconds must be Mapping[str, float]"),
        ("set_identity_resolution_phases", {"seconds": {"MERGING": 1e308}}, "from 0 to 1000000000 seconds"),
        (
            "explain_object",
            {"domain_name": "shop", "object_type_name": 5, "source": {}},
            "object_type_name must be str",
        ),
        ("dead_letters", {"domain_name": None}, "domain_name must be str, not None"),
        ("dead_letters", {"domain_name": _nested(5000)}, "nested too deeply"),
        ("load_scenario", {"scenario": {"shop": IN_ITSELF}}, "nested too deeply, or in itself"),
        ("dump_scenario", {"domain_names": iter(["shop"])}, "domain_names must be Collection[str] | None"),
        ("dead_letters", {"domain_name": HALF}, "half of a surrogate pair"),
        ("run_identity_resolution_job", {"domain_name": "shop", "at": "x"}, "at must be datetime | float | None"),
        ("run_identity_resolution_job", {"domain_name": "shop", "at": 1e300}, "at must be a time"),
        (
            "fail_recommender",
            {"domain_name": "shop", "recommender_name": "r", "reason": 5},
            "reason must be str, not 5",
        ),
    ],
)
def test_refusal_names_the_argument_and_what_is_accepted(hook: str, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(ServiceError) as refused:
        perform_hook(open_full_domain().world, hook, **arguments)

    assert told in refused.value.message


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the URL of a server on a free port."""
    with serving() as wire:
        yield f"{wire.url}/moto-api/customer-profiles"


QUERIES = [
    "",
    "?account=%00",
    "?region=../..",
    "?account=%ff%fe&region=us-east-1",
    "?region=" + "x" * 5000,
    "?account=1&account=",
]


@pytest.mark.rule("HOK-1")
@pytest.mark.parametrize("name", sorted(HOOKS))
def test_hook_of_a_server_never_fails_by_itself(name: str, endpoint: str) -> None:
    hook = HOOKS[name]
    for segment in ("shop", "%00", "%ed%a0%bc", "%2e%2e", "x" * 3000):
        path = "/".join(segment if each.startswith("{") else each for each in hook.path.split("/"))
        for query in QUERIES:
            status = requests.request(hook.method, f"{endpoint}/{path}{query}", json={}, timeout=5).status_code

            assert status < 500, (path[:80], query[:80])
    labels = {each.strip("{}") for each in hook.path.split("/")}
    path = "/".join("shop" if each.startswith("{") else each for each in hook.path.split("/"))
    for value in (None, 1e308, "\ud83c", math.nan, ["x"], _nested(400), {"a": {"b": None}}):
        members = {each: value for each in signature(hook.run).parameters if each not in {"world", *labels}}
        reply = requests.request(
            hook.method,
            f"{endpoint}/{path}",
            data=json.dumps(members),
            headers={"Content-Type": "application/json"},
            timeout=5,
        )

        assert reply.status_code < 500, reply.text[:300]
        assert "must be application/json" not in reply.text  # the members were read
