"""Integrations, the data store and attribute statistics against worked examples: one JSON file each, with its source.

`given` and `when` are calls, `[operation, parameters]`; `then` has members that the last answer must show, or the
error it must end with and a fragment of its text. The clock stands at the first of June 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from tests.fidelity.cases import Case, cases

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


def call(client: CustomerProfilesClient, operation: str, parameters: dict[str, object]) -> Any:
    return getattr(client, xform_name(operation))(**parameters)


def shown(answer: Any, expected: Any) -> Any:
    """Cut an answer down to the members that are expected; times become ISO texts."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return {name: shown(answer[name], each) for name, each in expected.items() if name in answer}
    if isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        return [shown(item, each) for item, each in zip(answer, expected, strict=True)]
    if isinstance(expected, float):
        return pytest.approx(answer)
    return answer.isoformat() if hasattr(answer, "isoformat") else answer


@pytest.mark.parametrize("case", cases("integrations"))
def test_example(client: CustomerProfilesClient, case: Case, frozen: time_machine.Traveller) -> None:
    frozen.move_to("2026-06-01")
    for given in case["given"]:
        call(client, *given)
    if "error" in case["then"]:
        with pytest.raises(ClientError, match=case["then"].get("text", ".")) as error:
            call(client, *case["when"])
        answer: Any = {"error": error.value.response["Error"]["Code"]}
        expected = {"error": case["then"]["error"]}
    else:
        answer = call(client, *case["when"])
        expected = case["then"]

    assert expected == shown(answer, expected)
