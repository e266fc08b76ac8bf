from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.rule_groups import COMMON, Entry, find_rule_groups
from moto_customerprofiles.engine.matching.rules import MANY_TO_MANY, NO_SELECTOR, Selector, compile_rules
from moto_customerprofiles.state.rule_index import RuleIndex
from tests.support.facts import T0

RULES = compile_rules(
    [["EmailAddress", "LastName"], ["EmailAddress"], ["LastName"]],
    Selector(MANY_TO_MANY, {"EmailAddress": ["EmailAddress", "BusinessEmailAddress"]}),
    merging_level=2,
)
BY_GENDER = compile_rules([["Gender"]], NO_SELECTOR, merging_level=1)


def profile(number: int, fields: dict[str, str]) -> Candidate:
    return Candidate(f"p{number}", number, T0, fields)


_STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.none()
        | st.dictionaries(
            st.sampled_from(["EmailAddress", "BusinessEmailAddress", "LastName"]), st.sampled_from(["1", "2"])
        ),
    ),
    max_size=20,
)


@pytest.mark.rule("RB-22")
@given(_STEPS)
def test_index_that_followed_all_changes_finds_what_a_fresh_one_finds(
    steps: list[tuple[int, dict[str, str] | None]],
) -> None:
    index = RuleIndex("shop", RULES, [])
    alive: dict[int, Candidate] = {}
    for number, fields in steps:
        if fields is None:
            alive.pop(number, None)
            index.drop(f"p{number}")
        else:
            alive[number] = profile(number, fields)
            index.put(alive[number])
    entries = [Entry(each.profile_id, each.age, RULES.read(each.fields)) for each in alive.values()]
    expected = find_rule_groups("shop", entries)

    assert expected == list(index.groups().values())
    for group in expected:
        assert all(group == index.group_of(profile_id) for profile_id in group.profile_ids)


@given(_STEPS)
def test_partners_are_found_from_both_sides(steps: list[tuple[int, dict[str, str] | None]]) -> None:
    index = RuleIndex("shop", RULES, [profile(number, fields) for number, fields in steps if fields is not None])
    found = {(one, other) for one in (f"p{number}" for number in range(6)) for other in index.partners(one)}

    assert found == {(other, one) for one, other in found}


def test_partners_are_sought_up_to_the_merging_level_only() -> None:
    index = RuleIndex(
        "shop",
        RULES,
        [profile(0, {"LastName": "1"}), profile(1, {"LastName": "1"}), profile(2, {"EmailAddress": "1"}),
         profile(3, {"BusinessEmailAddress": "1"})],
    )  # fmt: skip

    assert [[], ["p3"], []] == [index.partners(name) for name in ("p0", "p2", "unknown")]


def test_common_value_makes_no_partners() -> None:
    crowd = [profile(number, {"Gender": "F"}) for number in range(COMMON + 1)]
    index = RuleIndex("shop", BY_GENDER, crowd)

    assert ([], [1]) == (index.partners("p0"), index.common_levels("p0"))

    index.drop("p7")

    assert (COMMON - 1, []) == (len(index.partners("p0")), index.common_levels("p0"))


def test_rarer_value_beside_the_common_one_makes_no_partners_of_the_crowd() -> None:
    emails = Selector(MANY_TO_MANY, {"EmailAddress": ["EmailAddress", "BusinessEmailAddress"]})
    rules = compile_rules([["EmailAddress"]], emails, merging_level=1)
    crowd = [profile(number, {"EmailAddress": "desk@x.com"}) for number in range(COMMON)]
    rare = [profile(number, {"EmailAddress": "desk@x.com", "BusinessEmailAddress": "a@x.com"}) for number in (900, 901)]
    index = RuleIndex("shop", rules, [*crowd, *rare])

    assert ([], ["p901"], [1], []) == (
        index.partners("p0"),
        index.partners("p900"),
        index.common_levels("p0"),
        index.common_levels("p900"),
    )


def test_same_values_once_more_change_nothing() -> None:
    index = RuleIndex("shop", BY_GENDER, [profile(0, {"Gender": "F"}), profile(1, {"Gender": "F"})])
    before = index.groups()
    index.put(profile(0, {"Gender": "F", "FirstName": "Ann"}))

    assert before is index.groups()
