"""The page on how it is built is true: its names exist, and its call goes the way that it tells."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from moto_customerprofiles.wire.routing import route
from tests.support.facts import REGION, aws_arn
from tests.support.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from types_boto3_customer_profiles import CustomerProfilesClient

PACKAGE = "moto_customerprofiles"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
WALK = PAGE.partition("## One call")[2].partition("Had anything been refused")[0]
LADDER = PAGE.partition("## The ladder")[2].partition("## ")[0]
ROWS = [re.findall(r"`(\w+)/?`", row) for row in re.findall(r"^\|([^|]*`[^|]*)\|", LADDER, re.MULTILINE)]
RUNGS = sorted(set(re.findall(r"`(\w+/?)`", LADDER)))
BEFORE = {
    "adapters.authorization.authorize",
    "adapters.responses.CustomerProfilesResponse.dispatch",
    "adapters.plugin.register",
    "entities.changes.ObjectIngested",
    "wire.operations.wire_operation",
    "wire.parsed_replies.reply_reader",
    "wire.replies.projection",
    "wire.replies.to_json",
}
"""Named on the way, but a class, called once and for all, or on moto's way only."""


def _names(text: str) -> list[str]:
    """Return the names below the package that a text cites, in its order."""
    cited = re.findall(r"`([a-z_]+(?:\.\w+)+)`", text)
    return [name for name in cited if not name.endswith((".md", ".py", ".toml", ".now"))]


def _resolve(name: str) -> object:
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join([PACKAGE, *parts[:count]]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            found = getattr(found, part)
        return found
    raise AssertionError(f"{name} is no module of the package")


@pytest.mark.parametrize("name", sorted(set(_names(PAGE))))
def test_name_that_the_page_cites_exists(name: str) -> None:
    assert _resolve(name) is not None


@pytest.mark.parametrize("name", RUNGS)
def test_rung_that_the_page_names_is_there(name: str) -> None:
    path = ROOT / PACKAGE / name

    assert path.is_dir() if name.endswith("/") else path.with_suffix(".py").exists()


def test_rungs_of_the_page_are_those_of_the_import_contract() -> None:
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ladder = contracts.partition('name = "the ladder"')[2].partition("layers = [")[2].partition("]")[0]
    layers = [re.findall(r"\w+", layer) for layer in re.findall(r'"(.*)"', ladder)]

    assert [sorted(layer) for layer in layers] == [sorted(row) for row in ROWS]


def _called(act: Any) -> Iterator[str]:
    """Return module and function of each call within the package, in their order."""
    called: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith(PACKAGE):
            called.append(f"{module.removeprefix(PACKAGE + '.')}.{frame.f_code.co_name}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return iter(called)


@pytest.mark.usefixtures("fast_path")
def test_call_takes_the_path_that_the_page_describes(client: CustomerProfilesClient, domain: str) -> None:
    boto3.client("kinesis", region_name=REGION).create_stream(StreamName="changes", ShardCount=1)
    stream = aws_arn("kinesis", "stream/changes")
    client.create_event_stream(DomainName=domain, EventStreamName="changes", Uri=stream)
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="order",
        Description="Orders",
        AllowProfileCreation=True,
        Fields={
            "id": {"Source": "_source.id"},
            "email": {"Source": "_source.email", "Target": "_profile.EmailAddress"},
        },
        Keys={
            "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        },
    )
    first, second = (f'{{"id": {number}, "email": "ann@example.com"}}' for number in (1, 2))
    client.put_profile_object(DomainName=domain, ObjectTypeName="order", Object=first)
    route.cache_clear()  # the way of a path that was not asked for before
    called = _called(lambda: client.put_profile_object(DomainName=domain, ObjectTypeName="order", Object=second))
    described = [name for name in _names(WALK) if name not in BEFORE]
    by_function = [re.sub(r"\.[A-Z]\w+(?=\.\w+$)", "", name) for name in described]

    assert len(described) > 20
    assert [] == [name for name in by_function if name not in called]
