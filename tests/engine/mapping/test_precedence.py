"""Which value wins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moto_customerprofiles.engine.mapping.precedence import wins, write
from moto_customerprofiles.engine.profiles.origins import MANUAL, Origin, shared_origins
from tests.support.facts import T0

LATER = T0 + timedelta(seconds=1)
ORIGINS_OF = shared_origins()


@pytest.mark.rule("OT-82", "W-3", "W-4", "W-5")
@pytest.mark.parametrize(
    ("new", "old", "answer"),
    [
        (Origin("a", None, T0), None, True),
        (Origin("a", 1, T0), Origin("b", 2, LATER), True),
        (Origin("a", 2, LATER), Origin("b", 1, T0), False),
        (Origin("a", 9, T0), Origin("b", None, LATER), True),
        (Origin("a", None, LATER), Origin("b", 9, T0), False),
        (Origin("a", 1, T0), Origin("b", 1, LATER), False),
        (Origin("a", None, LATER), Origin("a", None, T0), True),
        (Origin("a", None, T0), Origin("b", None, T0), True),
        (Origin("a", None, LATER), Origin(MANUAL, None, T0), False),
        (Origin("a", 9, T0), Origin(MANUAL, None, LATER), True),
        (Origin(MANUAL, None, T0), Origin("a", 1, LATER), True),
    ],
)
def test_who_wins(new: Origin, old: Origin | None, *, answer: bool) -> None:
    assert answer == wins(new, old)


@pytest.mark.rule("W-4")
def test_what_loses_leaves_no_trace() -> None:
    fields, origins = {"FirstName": "Ann"}, {"FirstName": Origin(MANUAL, None, T0)}
    written = write(fields, origins, {"FirstName": "Bob"}, Origin("a", None, LATER), ORIGINS_OF)

    assert (fields, origins, False) == (written.fields, written.origins, written.changed)


@pytest.mark.rule("W-7")
def test_the_same_text_from_a_new_writer_changes_the_writer_only() -> None:
    fields, origin = {"FirstName": "Ann"}, Origin("b", None, LATER)
    written = write(fields, {"FirstName": Origin("a", None, T0)}, fields, origin, ORIGINS_OF)

    assert ({"FirstName": origin}, False) == (written.origins, written.changed)


def test_what_was_given_is_not_changed() -> None:
    fields = {"FirstName": "Ann"}
    write(fields, {}, {"FirstName": "Bob"}, Origin("a", None, T0), ORIGINS_OF)

    assert {"FirstName": "Ann"} == fields


def test_profiles_written_alike_share_their_origins() -> None:
    first = write({}, {}, {"FirstName": "Ann"}, Origin("crm", None, T0), ORIGINS_OF)
    second = write({}, {}, {"FirstName": "Ben"}, Origin("crm", None, T0), ORIGINS_OF)

    assert first.origins is second.origins


def test_fields_are_a_mapping_of_their_own() -> None:
    values = {"FirstName": "Ann"}
    written = write({}, {}, values, Origin("crm", None, T0), ORIGINS_OF)
    values["FirstName"] = "Ben"

    assert {"FirstName": "Ann"} == written.fields
