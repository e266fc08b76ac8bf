from __future__ import annotations

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from moto_customerprofiles.state.journal import Journal


@pytest.fixture
def journal() -> Journal:
    return Journal()


def test_new_key_is_gone_after_rollback(journal: Journal) -> None:
    mapping = {"a": 1}
    journal.put(mapping, "b", 2)
    journal.rollback()

    assert {"a": 1} == mapping


def test_overwritten_key_has_its_value_back(journal: Journal) -> None:
    mapping = {"a": 1}
    journal.put(mapping, "a", 2)
    journal.put(mapping, "a", 3)
    journal.rollback()

    assert {"a": 1} == mapping


def test_dropped_key_is_back(journal: Journal) -> None:
    mapping = {"a": 1, "b": 2}
    assert 1 == journal.drop(mapping, "a")
    journal.rollback()

    assert {"a": 1, "b": 2} == mapping


def test_assigned_attribute_has_its_value_back(journal: Journal) -> None:
    entity = SimpleNamespace(name="old")
    journal.assign(entity, name="new")
    journal.rollback()

    assert "old" == entity.name


def test_appended_item_is_gone(journal: Journal) -> None:
    items = [1]
    journal.append(items, 2)
    journal.rollback()

    assert [1] == items


@pytest.mark.parametrize("change", [lambda j, s: j.add(s, 2), lambda j, s: j.discard(s, 1), lambda j, s: j.add(s, 1)])
def test_set_is_as_it_was(journal: Journal, change: Callable[[Journal, set[int]], None]) -> None:
    items = {1}
    change(journal, items)
    journal.rollback()

    assert {1} == items


def test_discarding_what_is_not_there_does_not_bring_it_in(journal: Journal) -> None:
    items: set[int] = set()
    journal.discard(items, 1)
    journal.rollback()

    assert items == set()


def test_changes_that_build_on_each_other_are_undone_newest_first(journal: Journal) -> None:
    mapping: dict[str, list[int]] = {}
    journal.put(mapping, "a", [])
    journal.append(mapping["a"], 1)
    journal.drop(mapping, "a")
    journal.rollback()

    assert {} == mapping


def test_own_undo_step_runs_once(journal: Journal) -> None:
    calls: list[str] = []
    journal.undo(lambda: calls.append("undone"))
    journal.rollback()
    journal.rollback()

    assert ["undone"] == calls


def test_what_is_committed_stays(journal: Journal) -> None:
    mapping = {"a": 1}
    journal.put(mapping, "a", 2)
    journal.commit()
    journal.rollback()

    assert {"a": 2} == mapping


def test_journal_that_is_off_notes_no_step(journal: Journal) -> None:
    mapping, items, names, entity = {"a": 1}, ["x"], {"n"}, SimpleNamespace(size=1)
    with journal.off():
        journal.put(mapping, "a", 2)
        journal.put(mapping, "b", 3)
        journal.drop(mapping, "a")
        journal.append(items, "y")
        journal.add(names, "m")
        journal.discard(names, "n")
        journal.assign(entity, size=2)
        journal.undo(mapping.clear)
    journal.rollback()

    assert ({"b": 3}, ["x", "y"], {"m"}, 2) == (mapping, items, names, entity.size)


def test_journal_is_on_again_after_a_failure(journal: Journal) -> None:
    mapping = {"a": 1}
    with pytest.raises(KeyError), journal.off():
        journal.drop(mapping, "b")
    journal.put(mapping, "a", 2)
    journal.rollback()

    assert {"a": 1} == mapping


def test_rollback_goes_on_after_a_step_that_fails_and_raises_its_error_then(journal: Journal) -> None:
    mapping = {"a": 1}
    journal.put(mapping, "a", 2)
    journal.undo(lambda: mapping["nothing"])
    journal.put(mapping, "b", 3)
    with pytest.raises(KeyError, match="nothing"):
        journal.rollback()

    assert {"a": 1} == mapping
    assert journal.is_empty


def test_step_that_an_interrupt_made_fail_is_done_once_more(journal: Journal) -> None:
    done: list[str] = []

    def interrupted_once() -> None:
        done.append("step")
        if len(done) == 1:
            raise KeyboardInterrupt

    journal.undo(interrupted_once)
    with pytest.raises(KeyboardInterrupt):
        journal.rollback()

    assert ["step", "step"] == done
    assert journal.is_empty


Change = tuple[Callable[[Journal, Any], object], object]

CHANGES: dict[str, Change] = {
    "put a new key": (lambda journal, known: journal.put(known, "b", 2), {"a": 1}),
    "put a known key": (lambda journal, known: journal.put(known, "a", 2), {"a": 1}),
    "drop": (lambda journal, known: journal.drop(known, "a"), {"a": 1}),
    "append": (lambda journal, known: journal.append(known, 2), [1]),
    "add": (lambda journal, known: journal.add(known, 2), {1}),
    "discard": (lambda journal, known: journal.discard(known, 1), {1}),
    "assign": (lambda journal, known: journal.assign(known, size=2), SimpleNamespace(size=1)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_step_may_come_before_its_change_and_be_repeated(name: str, journal: Journal) -> None:
    change, known = CHANGES[name]
    before = copy.deepcopy(known)
    change(journal, known)
    changed = copy.deepcopy(known)
    [step] = journal._steps
    for _ in range(2):
        step()
        assert before == known
    journal.commit()

    assert before != changed


def test_dropped_key_is_back_where_it_was_if_the_values_have_an_order(journal: Journal) -> None:
    mapping = {"a": 1, "b": 2, "c": 3}
    journal.drop(mapping, "b", order=int)
    journal.drop(mapping, "a", order=int)
    journal.put(mapping, "d", 4)
    journal.rollback()

    assert ["a", "b", "c"] == [*mapping]
