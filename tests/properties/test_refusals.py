"""Whatever text of a request is wrong, the refusal names its member and shows the text, cut to a hundred characters."""

from __future__ import annotations

import pytest

from tests.support.properties.full_domain import REQUESTS
from tests.support.properties.refusals import faults, refusals

pytestmark = pytest.mark.needs()
NAMES = sorted(REQUESTS)


@pytest.mark.parametrize("name", NAMES)
def test_refusal_names_the_member_and_shows_the_value_cut(name: str) -> None:
    assert [] == [fault for refusal in refusals(name) for fault in faults(refusal)]


@pytest.mark.parametrize("name", NAMES)
def test_text_of_another_type_is_refused_with_its_place(name: str) -> None:
    for refusal in refusals(name, {"a": 1}):
        path = ".".join(str(step + 1 if isinstance(step, int) else step) for step in refusal.text.path)

        assert f"Expected a string, found an object at {path}" == refusal.message


def test_texts_of_most_operations_can_be_wrong() -> None:
    assert len([name for name in NAMES if any(refusals(name))]) > len(NAMES) * 4 // 5
