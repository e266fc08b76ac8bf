from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.entities.profiles import ProfileView
from moto_customerprofiles.services.profiles import lifecycle, search
from moto_customerprofiles.state.domain import Domain

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.state.world import World

PHONE: Term = {"KeyName": "_phone", "Values": ["555"]}
EMAIL: Term = {"KeyName": "_email", "Values": ["a@b.co", "c@d.co"]}
MANY = 300


@pytest.fixture
def domain(world: World) -> Domain:
    domain = Domain(world.call, "d", 365)
    for number in range(MANY):
        email = ("a@b.co", "c@d.co", "e@f.co")[number % 3]
        lifecycle.create(domain, {"PhoneNumber": "555", "EmailAddress": email, "FirstName": str(number)})
    return domain


@pytest.fixture
def views(monkeypatch: pytest.MonkeyPatch) -> list[ProfileView]:
    """Gather what searches make of the profiles that they find."""
    made: list[ProfileView] = []

    class Counted(ProfileView):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]  # as it is called
            made.append(self)

    monkeypatch.setattr(search, "ProfileView", Counted)
    return made


def names(found: list[ProfileView]) -> list[int]:
    return [int(view.profile.fields["FirstName"]) for view in found]


@pytest.mark.rule("PAGE-4")
@pytest.mark.parametrize("terms", [[PHONE], [PHONE, EMAIL]])
def test_search_reads_no_more_of_many_profiles_than_a_page_shows(
    domain: Domain, views: list[ProfileView], terms: list[Term]
) -> None:
    found = search.search(domain.profiles, terms, match_all=False)
    first, key = found.page(None, 20)
    second, _ = found.page(key, 20)

    assert [*range(40)] == names([*first, *second])
    assert 2 * 21 >= len(views)


def test_many_profiles_must_match_all_terms_if_so_asked(domain: Domain) -> None:
    found = search.search(domain.profiles, [PHONE, EMAIL], match_all=True)

    assert [number for number in range(MANY) if number % 3 < 2] == names([*found])


def test_each_of_many_profiles_has_the_terms_that_found_it(domain: Domain) -> None:
    shown, _ = search.search(domain.profiles, [EMAIL, PHONE], match_all=False).page(None, 3)

    assert [[EMAIL, PHONE], [EMAIL, PHONE], [PHONE]] == [view.found_by for view in shown]


def test_profile_of_an_id_is_among_many_that_a_key_finds(domain: Domain) -> None:
    last = [*domain.profiles][-1]
    found = search.search(
        domain.profiles, [EMAIL, {"KeyName": "_profileId", "Values": [last.profile_id]}], match_all=False
    )

    assert MANY - 1 == names([*found])[-1]
    assert len(names([*found])) == len(set(names([*found])))
