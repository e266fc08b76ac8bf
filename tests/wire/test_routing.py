from __future__ import annotations

import pytest

from moto_customerprofiles.errors import SerializationFailed, UnknownOperation
from moto_customerprofiles.wire.model import operation_model, operation_names
from moto_customerprofiles.wire.routing import route
from tests.support.facts import aws_arn

ARN = aws_arn("profile", "domains/shop")


@pytest.mark.rule("ID-C-1")
@pytest.mark.parametrize("name", operation_names())
def test_every_operation_is_found_by_its_own_route(name: str) -> None:
    http = operation_model(name).http

    assert name == route(http["method"], http["requestUri"].replace("{", "x-").replace("}", ""))[0]


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/domains", "ListDomains"),
        ("GET", "/domains/", "ListDomains"),
        ("GET", "/domains/shop", "GetDomain"),
        ("GET", "/domains/shop/", "GetDomain"),
        ("POST", "/domains/shop/profiles/search", "SearchProfiles"),
        ("PUT", "/domains/shop/profiles/objects", "PutProfileObject"),
        ("GET", "/domains/shop/object-types/order", "GetProfileObjectType"),
    ],
)
def test_path_is_compared_by_segments(method: str, path: str, operation: str) -> None:
    assert operation == route(method, path)[0]


@pytest.mark.parametrize(
    ("raw", "decoded"),
    [("shop", "shop"), ("sh%6Fp", "shop"), ("a%2Fb", "a/b"), ("%2e%2e", ".."), ("gr%C3%BCn", "grün"), ("a+b", "a+b")],
)
def test_label_is_decoded_after_the_path_is_split(raw: str, decoded: str) -> None:
    assert ("GetDomain", {"DomainName": decoded}) == route("GET", f"/domains/{raw}")


@pytest.mark.rule("T-8")
@pytest.mark.parametrize(
    "raw", [ARN, ARN.replace("/", "%2F"), ARN.replace(":", "%3A").replace("/", "%2F"), ARN.replace(":", "%3a")]
)
def test_arn_below_tags_may_be_escaped_or_not(raw: str) -> None:
    assert ("ListTagsForResource", {"resourceArn": ARN}) == route("GET", f"/tags/{raw}")


def test_arn_may_contain_an_arn() -> None:
    inner = f"{ARN}/integrations/{aws_arn('app-integrations', 'event/a/b')}"

    assert ("UntagResource", {"resourceArn": inner}) == route("DELETE", f"/tags/{inner}")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", ""),
        ("GET", "/domain/shop"),
        ("PATCH", "/domains/shop"),
        ("POST", "/domains"),
        ("GET", "/domains/a/b/c"),
        ("GET", "/domains/a/../b"),
        ("GET", "/tags"),
        ("GET", "/tags/"),
        ("GET", "/domains//object-types"),
        ("get", "/domains"),
    ],
)
def test_what_is_no_route_is_an_unknown_operation(method: str, path: str) -> None:
    with pytest.raises(UnknownOperation):
        route(method, path)


def test_label_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(SerializationFailed):
        route("GET", "/domains/%ff%fe")
