from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.values.policies import lets

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE = {"Service": "profile.amazonaws.com"}
ALLOW: dict[str, object] = {"Effect": "Allow", "Principal": SERVICE, "Action": "sqs:SendMessage"}


def _lets(*statements: Mapping[str, object]) -> bool:
    return lets(json.dumps({"Statement": statements}), "profile.amazonaws.com", "sqs:SendMessage")


@pytest.mark.rule("ID-D-59")
@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Principal": "*"},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"Service": ["events.amazonaws.com", "profile.amazonaws.com"]}},
        {"Action": "*"},
        {"Action": "SQS:Send*"},
        {"Action": ["sqs:ReceiveMessage", "sqs:SendMessage"]},
        {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:profile:*"}}},
    ],
)
def test_statement_that_names_service_and_action_allows(changed: dict[str, object]) -> None:
    assert _lets({**ALLOW, **changed})


@pytest.mark.rule("ID-D-59")
@pytest.mark.parametrize(
    "changed",
    [
        {"Effect": "Deny"},
        {"Principal": {"Service": "events.amazonaws.com"}},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Action": "sqs:ReceiveMessage"},
        {"Action": None, "NotAction": "sqs:ReceiveMessage"},
        {"Principal": None, "NotPrincipal": {"Service": "events.amazonaws.com"}},
    ],
)
def test_statement_of_another_service_or_action_does_not_allow(changed: dict[str, object]) -> None:
    assert not _lets({**ALLOW, **changed})


@pytest.mark.rule("ID-D-59")
def test_denial_goes_before_what_allows() -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "sqs:*"}

    assert [False, False] == [_lets(ALLOW, deny), _lets(deny, ALLOW)]
    assert _lets(ALLOW, {**deny, "Principal": {"Service": "events.amazonaws.com"}})


@pytest.mark.rule("ID-D-59")
@pytest.mark.parametrize("policy", [None, "", "{", "[]", '"text"', "{}", '{"Statement": ["text", 5]}'])
def test_text_that_is_no_policy_allows_nothing(policy: str | None) -> None:
    assert not lets(policy, "profile.amazonaws.com", "sqs:SendMessage")
