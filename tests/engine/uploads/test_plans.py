from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.uploads.plans import Column, plan_upload
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles.type_defs import ObjectTypeFieldTypeDef

NUMBER: ObjectTypeFieldTypeDef = {"Source": "_source.Customer No.", "Target": "_profile.AccountNumber"}
CITY: ObjectTypeFieldTypeDef = {"Source": "City", "Target": "Address.City"}


@pytest.mark.rule("UPL-3")
def test_prefixes_of_source_and_target_are_optional() -> None:
    plain: ObjectTypeFieldTypeDef = {"Source": "Customer No.", "Target": "AccountNumber"}

    assert plan_upload({"no": NUMBER}, "no") == plan_upload({"no": plain}, "no")


@pytest.mark.rule("UPL-5")
@pytest.mark.parametrize(
    "unique_key", ["no", "AccountNumber", "_profile.AccountNumber", "Customer No.", "_source.Customer No."]
)
def test_unique_key_names_an_entry_a_target_or_a_column(unique_key: str) -> None:
    assert "AccountNumber" == plan_upload({"city": CITY, "no": NUMBER}, unique_key).key_path


@pytest.mark.rule("UPL-5")
def test_entry_wins_over_target_and_target_over_column() -> None:
    fields: dict[str, ObjectTypeFieldTypeDef] = {
        "x": {"Source": "a", "Target": "Attributes.first"},
        "y": {"Source": "b", "Target": "AccountNumber"},
        "z": {"Source": "AccountNumber", "Target": "Attributes.third"},
        "b": {"Source": "d", "Target": "Attributes.fourth"},
    }

    assert "AccountNumber" == plan_upload(fields, "AccountNumber").key_path
    assert "Attributes.fourth" == plan_upload(fields, "b").key_path


@pytest.mark.rule("UPL-5")
def test_unique_key_must_name_something() -> None:
    with pytest.raises(BadRequest, match="UniqueKey Mail"):
        plan_upload({"no": NUMBER}, "Mail")


@pytest.mark.rule("UPL-3")
@pytest.mark.parametrize(
    "target",
    ["_profile.FirstName", "GenderString", "_profile.BillingAddress.PostalCode", "Attributes.tier", "Attributes.a.b c"],
)
def test_fields_of_a_profile_are_targets(target: str) -> None:
    (column,) = plan_upload({"x": {"Source": "X", "Target": target, "ContentType": "NAME"}}, "x").columns

    assert column == Column("X", target.removeprefix("_profile."), "NAME")


@pytest.mark.rule("UPL-3")
@pytest.mark.parametrize(
    "target",
    [
        "_profile.ProfileId",
        "_profile.FoundByItems",
        "_profile.Address",
        "_profile.Address.Planet",
        "_profile.Attributes",
        "_profile.Attributes.",
        "_profile.EngagementPreferences",
        "_profile.Nickname",
        "_order.Name",
        "Attributes." + "x" * 256,
    ],
)
def test_other_targets_are_refused(target: str) -> None:
    with pytest.raises(BadRequest, match="is no field of a profile"):
        plan_upload({"x": {"Source": "X", "Target": target}}, "x")


@pytest.mark.parametrize("field", [{}, {"Source": "X"}, {"Target": "FirstName"}, {"Source": "_source.", "Target": "X"}])
def test_field_needs_source_and_target(field: ObjectTypeFieldTypeDef) -> None:
    with pytest.raises(BadRequest, match="needs a Source, a column of the file, and a Target"):
        plan_upload({"x": field}, "x")


@pytest.mark.rule("UPL-6")
def test_there_must_be_fields() -> None:
    with pytest.raises(BadRequest, match="at least one attribute"):
        plan_upload({}, "x")


@pytest.mark.rule("UPL-4")
def test_twenty_five_attributes_are_the_most() -> None:
    fields: dict[str, ObjectTypeFieldTypeDef] = {
        f"f{n}": {"Source": f"c{n}", "Target": f"Attributes.a{n}"} for n in range(26)
    }
    with pytest.raises(BadRequest, match="at most 25"):
        plan_upload(fields, "f0")
    del fields["f25"]

    assert 25 == len(plan_upload(fields, "f0").columns)
