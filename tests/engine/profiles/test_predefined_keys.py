from __future__ import annotations

import pytest

from moto_customerprofiles.engine.profiles import predefined_keys as table
from moto_customerprofiles.engine.profiles import standard_objects
from moto_customerprofiles.engine.profiles.predefined_keys import (
    PROFILE_KEY_ROWS,
    ProfileKeyRow,
    check_rows,
    predefined_keys,
)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ProfileKeyRow("_phone", "STRING"), "'_phone' is not a name for one more predefined key"),
        (ProfileKeyRow("birthday", "STRING"), "'birthday' is not a name for one more predefined key"),
        (ProfileKeyRow("_account ", "STRING"), "'_account ' is not a name for one more predefined key"),
        (ProfileKeyRow("_a:b", "STRING"), "'_a:b' is not a name for one more predefined key"),
        (ProfileKeyRow("_fax", "FAX"), "The content type FAX of the predefined key _fax has no normal form"),
        (
            ProfileKeyRow("_fax", "STRING", also_matches=("FAX",)),
            "The content type FAX of the predefined key _fax has no normal form",
        ),
        (
            ProfileKeyRow("_fax", "STRING", ("FaxNumber",)),
            "The field FaxNumber of the predefined key _fax is not a field of the profile",
        ),
        (
            ProfileKeyRow("_street", "STRING", ("Address",)),
            "The field Address of the predefined key _street is not a field of the profile",
        ),
    ],
)
def test_row_that_contradicts_another_table_is_refused(row: ProfileKeyRow, reason: str) -> None:
    with pytest.raises(ValueError, match="predefined key") as refused:
        check_rows((*PROFILE_KEY_ROWS, row))

    assert reason == str(refused.value)


@pytest.mark.parametrize("name", ["_assetId", "_zendeskUserId"])
def test_name_that_two_tables_define_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "PROFILE_KEY_ROWS", (*PROFILE_KEY_ROWS, ProfileKeyRow(name, "STRING")))

    with pytest.raises(ValueError, match=f"The predefined key {name} is defined twice"):
        predefined_keys.__wrapped__()


def test_lookup_only_key_that_no_table_defines_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LOOKUP_ONLY_KEYS", frozenset({"_caseId", "_ticketId"}))

    with pytest.raises(ValueError, match="The lookup-only key _ticketId is not a predefined key"):
        predefined_keys.__wrapped__()


def test_index_over_a_field_that_the_object_does_not_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = standard_objects._document()
    case = {**document["objects"]["_case"], "indexes": {"_caseColour": "Colour"}}
    changed = {**document, "objects": {**document["objects"], "_case": case}}
    monkeypatch.setattr(standard_objects, "_document", lambda: changed)

    with pytest.raises(ValueError, match="The field Colour of the predefined key _caseColour is not a field of _case"):
        standard_objects.standard_objects.__wrapped__()
