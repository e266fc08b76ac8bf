"""Whatever a template says: a stack is created, or refused without a trace; an update is made, or taken back."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from tests.support.stacks import EVERYTHING, Stacks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORT = settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.too_slow])
"""Each example creates a whole stack."""

OURS = [name for name in EVERYTHING if name != "Stream"]
SCALARS = st.none() | st.booleans() | st.integers(-5, 5000) | st.floats(allow_nan=False) | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS | st.sampled_from(["nan", "1e999", "${Nobody}", "<&>", "x" * 2000]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["Key", "Value", "Name", "x"]), inner),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the paths of all that is in a value, but for what is in intrinsic functions, which moto evaluates."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict) and value.keys() & {"Ref", "Fn::GetAtt"}:
        return
    for name, part in items:
        yield (*path, name)
        yield from places(part, (*path, name))


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the template of everything, with something else at some places."""
    resources = copy.deepcopy(EVERYTHING)
    for _ in range(draw(st.integers(1, 2))):
        properties = resources[draw(st.sampled_from(OURS))]["Properties"]
        *path, name = draw(st.sampled_from(list(places(properties))))
        part = properties
        for each in path:
            part = part[each]
        part[name] = draw(VALUES)
        if draw(st.booleans()) and isinstance(part, dict):
            part[f"{name}s"] = part.pop(name)
    return resources


def domains_and_tags(stack: Stacks) -> Any:
    """Return the domains, their settings and what is in them, less what changes with time."""
    client = stack.profiles
    result = []
    for each in stack.domains():
        facts: dict[str, Any] = dict(client.get_domain(DomainName=each))
        types = [
            dict(client.get_profile_object_type(DomainName=each, ObjectTypeName=found["ObjectTypeName"]))
            for found in client.list_profile_object_types(DomainName=each)["Items"]
        ]
        listed: list[Any] = [
            client.list_integrations(DomainName=each)["Items"],
            client.list_calculated_attribute_definitions(DomainName=each)["Items"],
            client.list_event_streams(DomainName=each)["Items"],
            client.list_event_triggers(DomainName=each)["Items"],
            client.list_segment_definitions(DomainName=each)["Items"],
            client.list_recommenders(DomainName=each)["Recommenders"],
        ]
        result.append(without_times([facts, types, listed]))
    return result


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: without_times(part)
            for name, part in value.items()
            if name not in ("ResponseMetadata", "LastUpdatedAt", "CreatedAt", "StreamCreatedAt")
        }
    return [without_times(part) for part in value] if isinstance(value, list) else value


def attempt(action: Callable[[dict[str, Any]], object], resources: dict[str, Any]) -> str:
    """Return the code of the error that an action on a stack ends with, nothing if it succeeds."""
    try:
        action(resources)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return ""


@pytest.mark.rule("CFN-5", "CFN-9")
@SHORT
@given(resources=templates())
@mock_aws
def test_stack_is_created_or_refused_without_a_trace(resources: dict[str, Any]) -> None:
    stack = Stacks()
    code = attempt(stack.create, resources)

    assert stack.status() == ("ROLLBACK_COMPLETE" if code else "CREATE_COMPLETE")
    assert stack.resources() == ([] if code else sorted(EVERYTHING))
    assert code in ("", "ValidationError")
    assert not code or [] == stack.domains()
    stack.delete()
    assert [] == stack.domains()


@pytest.mark.rule("CFN-5", "CFN-9")
@SHORT
@given(resources=templates())
@mock_aws
def test_update_is_made_or_taken_back(resources: dict[str, Any]) -> None:
    stack = Stacks()
    stack.create(EVERYTHING)
    before = domains_and_tags(stack)
    code = attempt(stack.update, resources)

    assert stack.status() == ("UPDATE_ROLLBACK_COMPLETE" if code else "UPDATE_COMPLETE")
    assert stack.resources() == sorted(EVERYTHING)
    assert code in ("", "ValidationError")
    assert not code or before == domains_and_tags(stack)
    stack.delete()
    assert [] == stack.domains()
