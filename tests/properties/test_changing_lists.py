"""What is there all the time is on one page of its list, whatever happens to the list between the pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_customerprofiles.wire.model import members, operation_model, operation_names
from tests.support.columns import NEEDS_ALL
from tests.support.properties.changing_lists import LISTS, nothing, refused, the_list
from tests.support.properties.effort import effort
from tests.support.properties.full_domain import open_full_domain
from tests.support.properties.orders import many_are_more_than

PAGED = {name for name in operation_names() if "NextToken" in members(operation_model(name).output_shape)}
FEW = {"ListAccountIntegrations"}
"""A URI belongs to one domain, so that this list has one item at the most."""

CHANGES = ("add", "remove", "change", "let a second pass")
Steps = list[tuple[int, list[tuple[str, int]]]]
STEPS = st.lists(
    st.tuples(
        st.integers(1, 4), st.lists(st.tuples(st.sampled_from(CHANGES), st.integers(0, 99)), min_size=1, max_size=3)
    ),
    min_size=1,
    max_size=5,
)
"""How many items a page has, and what happens after it: which change, and to which of the items that are there."""


class Reader:
    """Reads the list of one operation, by its pages and as a whole, while a test changes it."""

    def __init__(self, name: str) -> None:
        self.full_domain = open_full_domain()
        self.full_domain.world.settings.enforce_quotas = False
        self.operation, self.list = name.split(maxsplit=1)[0], LISTS[name]
        sizes = members(operation_model(self.operation).input_shape)["MaxResults"].metadata
        self.sizes = sizes.get("min", 1), sizes.get("max", 100)
        self.added = 0
        for _ in range(6):
            self.take("add", 0)

    def page(self, size: int, **token: str) -> tuple[list[str], dict[str, str]]:
        """Return the names of the items of one page, and what asks for the next one."""
        size = min(max(size, self.sizes[0]), self.sizes[1])
        reply = self.full_domain.call(
            self.operation, {**self.full_domain.fill(self.list.asked), "MaxResults": size, **token}
        )
        more = {"NextToken": reply["NextToken"]} if "NextToken" in reply else {}
        return [self.list.name(item) for item in the_list(reply)], more

    def whole(self) -> list[str]:
        """Return the names of all items, as they are now."""
        names, more = self.page(self.sizes[1])
        assert not more
        return names

    def take(self, change: str, which: int) -> None:
        """Let something happen to the list, or to one of its items."""
        if change == "add":
            self.added += 1
            refused(lambda: self.list.add(self.full_domain, self.added))
        elif change == "let a second pass":
            self.full_domain.clock.wind(seconds=1)
        elif names := self.whole():
            touch = self.list.remove if change == "remove" else self.list.change
            refused(lambda: touch(self.full_domain, names[which % len(names)]))


@pytest.mark.rule("PAGE-1", "PAGE-2", "PAGE-3")
@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=effort(15))
@given(steps=STEPS, few=st.sampled_from([0, 7, 100]))
def test_what_is_there_all_the_time_is_on_one_page(name: str, steps: Steps, few: int) -> None:
    with many_are_more_than(few):
        check_pages(Reader(name), steps)


def check_pages(reader: Reader, steps: Steps) -> None:
    stayed = set(reader.whole())
    shown, more = reader.page(steps[0][0])
    for size, changes in steps:
        for change, which in changes:
            reader.take(change, which)
            stayed &= set(reader.whole())
        names, more = reader.page(size, **more) if more else ([], {})
        shown += names
    while more:
        names, more = reader.page(3, **more)
        shown += names

    assert sorted(set(shown)) == sorted(shown)
    assert stayed - set(shown) == set()


@NEEDS_ALL
def test_all_operations_that_page_are_tried() -> None:
    assert PAGED == {name.split()[0] for name in LISTS}


@pytest.mark.parametrize("name", sorted(LISTS.keys() - FEW))
def test_lists_are_long_enough_to_change_between_pages(name: str) -> None:
    assert len(Reader(name).whole()) > 3


@pytest.mark.parametrize("name", sorted(LISTS.keys() - FEW))
@pytest.mark.parametrize("change", ["add", "remove"])
def test_items_come_and_go(change: str, name: str) -> None:
    reader = Reader(name)
    before = set(reader.whole())
    for which in range(6):
        reader.take(change, which)
    after = set(reader.whole())

    assert (getattr(reader.list, change) is not nothing) == bool(after - before if change == "add" else before - after)
