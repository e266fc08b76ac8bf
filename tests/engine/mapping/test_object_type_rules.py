"""What PutProfileObjectType refuses, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from moto_customerprofiles.engine.mapping.definitions import Definition
from moto_customerprofiles.engine.mapping.object_type_rules import check_limits, check_shared_keys, define
from moto_customerprofiles.errors import BadRequest

UNIQUE = {"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}


def key(identifiers: str = "", *fields: str) -> dict[str, Any]:
    return {"StandardIdentifiers": identifiers.split(), "FieldNames": list(fields or ["id"])}


def checked(fields: dict[str, Any] | None = None, keys: dict[str, Any] | None = None, **more: Any) -> Definition:
    document: Any = {
        "ObjectTypeName": "Crm",
        "Description": "d",
        "Fields": {"id": {"Source": "_source.id"}, "mail": {"Source": "_source.mail"}, **(fields or {})},
        "Keys": {"crm": [UNIQUE], **(keys or {})} if keys is None or "crm" not in keys else keys,
        **more,
    }
    return define(document)


@pytest.mark.rule("OT-21", "OT-22", "IN-C-10")
@pytest.mark.parametrize(
    "name",
    ["1st", "_id", "Tags", "tags", "a b", "é", ""],
    ids=["digit", "underscore", "Tags", "tags", "space", "accent", "no"],
)
def test_field_names_begin_with_a_letter(name: str) -> None:
    with pytest.raises(BadRequest, match="Invalid field name"):
        checked({name: {"Source": "_source.x"}})


@pytest.mark.rule("OT-21")
@pytest.mark.parametrize("name", ["a", "a.b", "a-b_c9"])
def test_field_names_may_have_dots_and_dashes(name: str) -> None:
    assert name in checked({name: {"Source": "_source.x"}}).fields


@pytest.mark.rule("OT-23", "OT-26", "F-3")
@pytest.mark.parametrize(
    "field", [{}, {"Source": "{{_source.x"}, {"Source": "_source..x"}, {"Source": "_source.x[].y"}]
)
def test_bad_sources_are_refused_with_the_name_of_their_field(field: dict[str, str]) -> None:
    with pytest.raises(BadRequest, match="Invalid Source expression in field bad"):
        checked({"bad": field})


@pytest.mark.rule("OT-11", "OT-27", "F-20", "F-22", "F-24", "F-25", "F-26")
@pytest.mark.parametrize(
    "target",
    [
        "_profile",
        "_profile.",
        "FirstName",
        "_person.FirstName",
        "_profile.firstName",
        "_profile.BusinessEmail",
        "_profile.Address.Street",
        "_profile.Address.City.Name",
        "_profile.Attributes",
        "_profile.Attributes.",
        "_profile.EngagementPreferences",
        "_profile.ProfileId",
        "_profile.ImportIds",
        "_profile.FoundByItems[].KeyName",
        "_profile.{{x}}",
        "_asset.AssetId",
        "_case.CaseId",
        "_order.OrderId",
        "_order.OrderItems",
        "_order.OrderItems[]",
        "_order.OrderItems[].Colour",
        "_communicationRecord.CommunicationRecordId",
        "_communicationRecord.Events",
        "_airPreference.PreferenceId",
        "_hotelPreference.PreferenceId",
        "_airBooking.BookingId",
        "_airSegment.SegmentId",
        "_hotelReservation.ReservationId",
        "_hotelStayRevenue.StayRevenueId",
        "_loyalty.LoyaltyId",
        "_loyaltyTransaction.TransactionId",
        "_loyaltyPromotion.PromotionId",
        "_device.DeviceId",
        "_webAnalytics.EventId",
    ],
)
def test_what_is_no_target(target: str) -> None:
    with pytest.raises(BadRequest, match="Invalid Target"):
        checked({"bad": {"Source": "_source.x", "Target": target}})


@pytest.mark.rule("OT-51", "F-20", "F-22", "F-23", "F-24", "F-28", "IN-C-11", "CLI-11")
@pytest.mark.parametrize(
    ("target", "identifier"),
    [
        ("_profile.FirstName", ""),
        ("_profile.ShippingAddress.PostalCode", ""),
        ("_profile.Attributes.any thing.at_all", ""),
        ("_profile.EngagementPreferences.Phone[].KeyValue", ""),
        ("_asset.Location", "ASSET"),
        ("_case.Attributes.x", "CASE"),
        ("_order.OrderItems[].Title", "ORDER"),
        ("_communicationRecord.Events.{{campaign_event_type}}.EventId", ""),
        ("_communicationRecord.Events.Bounce.Attributes.BounceType", ""),
        ("_airPreference.Anything.Goes", "AIR_PREFERENCE"),
        ("_hotelPreference.Bedding.Pillows", "HOTEL_PREFERENCE"),
        ("_airBooking.Price.TotalPrice", "AIR_BOOKING"),
        ("_airSegment.Departure.Date", "AIR_SEGMENT"),
        ("_airSegment.Baggage.IsHeavy", "AIR_SEGMENT"),
        ("_airSegment.Baggage[].IsHeavy", "AIR_SEGMENT"),
        ("_hotelReservation.Room.TypeCode", "HOTEL_RESERVATION"),
        ("_hotelStayRevenue.Amount", "HOTEL_STAY_REVENUE"),
        ("_loyalty.Tier.CurrentTier", "LOYALTY"),
        ("_loyaltyTransaction.PointTransfer.DestinationProgrmId", "LOYALTY_TRANSACTION"),
        ("_loyaltyPromotion.Tier", "LOYALTY_PROMOTION"),
        ("_device.Browser", "DEVICE"),
        ("_webAnalytics.DeviceId", "WEB_ANALYTICS"),
    ],
)
def test_what_is_a_target(target: str, identifier: str) -> None:
    keys = {"other": [key(identifier)]} if identifier else None

    assert "ok" in checked({"ok": {"Source": "_source.x", "Target": target}}, keys).fields


@pytest.mark.rule("OT-51")
def test_a_target_besides_the_profile_needs_its_identifier() -> None:
    with pytest.raises(BadRequest, match="Fields target _asset but no key has the ASSET"):
        checked({"name": {"Source": "_source.x", "Target": "_asset.AssetName"}})


@pytest.mark.rule("OT-51")
def test_an_identifier_without_a_target_is_fine() -> None:
    assert checked(keys={"serial": [key("ASSET")]}).keys["serial"]


@pytest.mark.rule("OT-28")
@pytest.mark.parametrize("member", ["Gender", "PartyType"])
def test_an_enumeration_and_its_free_text_are_not_both_targets(member: str) -> None:
    fields = {name: {"Source": "_source.x", "Target": f"_profile.{name}"} for name in (member, f"{member}String")}

    with pytest.raises(BadRequest, match="Fields cannot target both"):
        checked(fields)


@pytest.mark.rule("OT-29")
def test_a_timestamp_of_the_profile_needs_a_format() -> None:
    field = {"at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"}}

    with pytest.raises(BadRequest, match="SourceLastUpdatedTimestampFormat is required"):
        checked(field)
    assert "at" in checked(field, SourceLastUpdatedTimestampFormat="EpochMilli").fields


@pytest.mark.rule("OT-29")
def test_a_timestamp_of_another_object_needs_no_format() -> None:
    field = {"at": {"Source": "_source.at", "Target": "_communicationRecord.SourceLastUpdatedTimestamp"}}

    assert "at" in checked(field).fields


@pytest.mark.rule("OT-30")
def test_a_format_may_stand_without_a_field() -> None:
    assert "EpochMilli" == checked(SourceLastUpdatedTimestampFormat="EpochMilli").timestamp_format


@pytest.mark.rule("OT-22", "OT-41", "OT-42")
@pytest.mark.parametrize("name", ["1st", "_unknown", "Tags", "tags"])
def test_key_names_begin_with_a_letter_or_are_predefined(name: str) -> None:
    with pytest.raises(BadRequest, match="Invalid key name"):
        checked(keys={name: [key()]})


@pytest.mark.rule("K-2")
@pytest.mark.parametrize(
    "name",
    [
        *("_phone", "_email", "_account", "_fullName", "_assetName", "_serialNumber", "_loyaltyMembershipId"),
        *("_communicationRecordId", "_airPreferenceRef", "_airBookingRef", "_hotelPreferenceRef", "_hotelReferenceId"),
        *("_ctrContactId", "_marketoLeadId", "_salesforceAccountId", "_salesforceContactId", "_salesforceAssetId"),
        *("_zendeskUserId", "_zendeskExternalId", "_zendeskTicketId", "_segmentUserId", "_shopifyCustomerId"),
        *("_serviceNowSystemId", "_serviceNowTaskId", "_serviceNowIncidentId", "_shopifyOrderId"),
    ],
)
def test_predefined_keys_may_be_used(name: str) -> None:
    assert name in checked(keys={name: [key()]}).keys


@pytest.mark.rule("OT-43", "OT-45", "OT-46", "OT-47", "OT-48", "OT-50")
@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"crm": [UNIQUE], "x": [key("", "unknown")]}, "Key x references undefined field unknown"),
        ({"crm": [UNIQUE], "x": [{"FieldNames": []}]}, "Key x references no field"),
        ({"crm": [UNIQUE], "x": []}, "Key x has no definition"),
        ({"crm": [key("PROFILE")]}, "Exactly one key must have the UNIQUE"),
        ({"crm": [UNIQUE], "x": [key("UNIQUE")]}, "Exactly one key must have the UNIQUE"),
        ({"crm": [UNIQUE, key("UNIQUE")]}, "Exactly one key must have the UNIQUE"),
        ({"crm": [key("UNIQUE")]}, "At least one key must have the PROFILE"),
        ({"crm": [key("PROFILE UNIQUE LOOKUP_ONLY")]}, "UNIQUE cannot be combined with LOOKUP_ONLY"),
        ({"crm": [key("PROFILE UNIQUE NEW_ONLY")]}, "UNIQUE cannot be combined with NEW_ONLY"),
        ({"crm": [UNIQUE], "_profileId": [key("PROFILE")]}, "Reserved key _profileId must be LOOKUP_ONLY"),
        ({"crm": [UNIQUE], "_assetId": [key("ASSET")]}, "Reserved key _assetId must be LOOKUP_ONLY"),
        ({"crm": [UNIQUE], "_caseId": [key()]}, "Reserved key _caseId must be LOOKUP_ONLY"),
        ({"crm": [UNIQUE], "_orderId": [key("ORDER")]}, "Reserved key _orderId must be LOOKUP_ONLY"),
    ],
)
def test_keys_that_are_refused(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        checked(keys=keys)


@pytest.mark.rule("OT-49")
@pytest.mark.parametrize("condition", ["LOOKUP_ONLY", "NEW_ONLY"])
def test_where_profiles_are_made_some_key_must_find_them_again(condition: str) -> None:
    keys = {"crm": [key("UNIQUE")], "x": [key(f"PROFILE {condition}")]}

    with pytest.raises(BadRequest, match="PROFILE without LOOKUP_ONLY or NEW_ONLY"):
        checked(keys=keys, AllowProfileCreation=True)
    assert keys == checked(keys=keys, AllowProfileCreation=False).keys
    assert 3 == len(checked(keys={**keys, "y": [key("PROFILE")]}, AllowProfileCreation=True).keys)


@pytest.mark.rule("OT-49")
def test_a_lookup_by_profile_id_asks_for_no_other_key() -> None:
    keys = {"crm": [key("UNIQUE")], "_profileId": [key("PROFILE LOOKUP_ONLY")]}

    assert keys == checked(keys=keys, AllowProfileCreation=True).keys


@pytest.mark.rule("OT-55")
def test_one_key_name_may_have_several_definitions() -> None:
    assert 2 == len(checked(keys={"crm": [UNIQUE, key("", "mail")]}).keys["crm"])


@pytest.mark.rule("OT-54")
def test_a_shared_key_keeps_its_content_types() -> None:
    text = checked(keys={"crm": [UNIQUE], "club": [key()]})
    number = checked(
        {"club": {"Source": "_source.club", "ContentType": "NUMBER"}},
        {"crm": [UNIQUE], "club": [key("", "club")]},
        ObjectTypeName="Other",
    )

    with pytest.raises(BadRequest, match="Content types of key club"):
        check_shared_keys(number, [text])
    check_shared_keys(number, [number])


@pytest.mark.rule("OT-54")
def test_a_shared_key_may_have_any_form_that_it_has_elsewhere() -> None:
    other = checked(keys={"crm": [UNIQUE], "club": [key(), key("", "id", "mail")]}, ObjectTypeName="Other")

    assert check_shared_keys(checked(keys={"crm": [UNIQUE], "club": [key()]}), [other]) is None  # type: ignore[func-returns-value]  # it does not raise


@pytest.mark.rule("OT-54")
def test_an_own_earlier_version_is_not_compared() -> None:
    text = checked(keys={"crm": [UNIQUE], "club": [key()]})
    number = checked(
        {"club": {"Source": "_source.club", "ContentType": "NUMBER"}}, {"crm": [UNIQUE], "club": [key("", "club")]}
    )

    assert check_shared_keys(number, [text]) is None  # type: ignore[func-returns-value]  # it does not raise


@pytest.mark.rule("OT-40", "OT-20")
def test_every_element_under_a_key_counts() -> None:
    definition = checked(keys={"crm": [UNIQUE, key(), key()]})
    check_limits(definition, fields=2, keys=3)

    with pytest.raises(BadRequest, match="Limit of 2 keys per object type exceeded"):
        check_limits(definition, fields=2, keys=2)
    with pytest.raises(BadRequest, match="Limit of 1 fields per object type exceeded"):
        check_limits(definition, fields=1, keys=3)


@pytest.mark.rule("OT-71")
def test_a_bad_field_is_reported_before_a_bad_key() -> None:
    with pytest.raises(BadRequest, match="Invalid field name"):
        checked({"1st": {"Source": "x"}}, {"crm": [key("", "unknown")]})


@pytest.mark.rule("OT-72")
@pytest.mark.parametrize("value", [True, False])
def test_a_template_says_itself_whether_profiles_are_created(*, value: bool) -> None:
    with pytest.raises(BadRequest, match="AllowProfileCreation cannot be specified together with TemplateId"):
        define({"ObjectTypeName": "Calls", "TemplateId": "CTR", "AllowProfileCreation": value})


@pytest.mark.rule("OT-73")
def test_the_own_content_type_of_a_predefined_key_is_always_accepted() -> None:
    def of_email(name: str, **field: str) -> Definition:
        return Definition(
            name,
            {"e": {"Source": "_source.e", **field}},  # type: ignore[typeddict-item]  # some members of it
            {"_email": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["e"]}]},
        )

    wrong, right = of_email("t1"), of_email("t2", ContentType="EMAIL_ADDRESS")
    check_shared_keys(right, [wrong])

    with pytest.raises(BadRequest, match="PHONE_NUMBER in object type t3, but STRING in object type t1"):
        check_shared_keys(of_email("t3", ContentType="PHONE_NUMBER"), [wrong])
