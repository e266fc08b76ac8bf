"""The templates, as object types would take them."""

from __future__ import annotations

from collections import Counter

import pytest

from moto_customerprofiles.engine.mapping.object_mapping import compile_mapping, map_object
from moto_customerprofiles.engine.mapping.object_type_rules import define, from_template
from moto_customerprofiles.engine.mapping.templates import Template, templates

WITH_OBJECTS = [template for template in templates().values() if not template.is_standard_object]


@pytest.mark.rule("I-5")
@pytest.mark.parametrize("template", WITH_OBJECTS, ids=lambda template: template.template_id)
def test_a_template_could_be_put_as_an_object_type(template: Template) -> None:
    definition = define(
        {
            "ObjectTypeName": "Copy",
            "Fields": dict(template.fields or {}),
            "Keys": dict(template.keys or {}),
            "AllowProfileCreation": bool(template.allow_profile_creation),
        }
    )

    assert definition.fields == template.fields


def test_a_template_names_its_source_and_whether_it_makes_profiles() -> None:
    described = [
        (each.template_id, each.source_name, each.source_object, each.allow_profile_creation)
        for each in map(templates().__getitem__, ("Salesforce-Asset", "CTR-AutoAssociateOnly", "_asset"))
    ]

    assert [
        ("Salesforce-Asset", "Salesforce", "Asset", True),
        ("CTR-AutoAssociateOnly", "CTR", "CTR", False),
        ("_asset", None, None, None),
    ] == described


def test_an_object_type_of_a_template_may_have_a_priority() -> None:
    assert [None, 3] == [from_template("a", templates()["CTR"], rank).source_priority for rank in (None, 3)]


def test_there_are_templates_of_every_kind() -> None:
    kinds = Counter(template_id.split("-")[0] for template_id in templates())

    assert (5, 3, 6) == (kinds["Salesforce"], kinds["CTR"], kinds["Campaign"])


@pytest.mark.rule("TP-2")
def test_an_account_shared_by_contacts_makes_one_profile_or_many() -> None:
    identifiers = {
        name: templates()[name].keys["_salesforceAccountId"][0].get("StandardIdentifiers", [])  # type: ignore[index]  # it has keys
        for name in ("Salesforce-Contact", "Salesforce-Multi-Contact-Account-Link")
    }

    assert {"Salesforce-Contact": ["PROFILE"], "Salesforce-Multi-Contact-Account-Link": []} == identifiers


@pytest.mark.rule("TP-1", "TP-3")
@pytest.mark.parametrize(("url", "code"), [("https://shop/1", "ACTIVATED"), (None, "DRAFT")])
def test_a_shopify_order_is_a_draft_until_it_has_a_page(url: str | None, code: str) -> None:
    mapping = compile_mapping(from_template("Shopify-Order", templates()["Shopify-Order"]))
    payload = {"id": 1, "customer": {"id": 2}, "order_status_url": url}
    mapped = map_object(mapping, {"detail": {"event": {"detail": {"payload": payload}}}})

    assert code == mapped.writes["_order"]["StatusCode"]


@pytest.mark.rule("TP-6")
def test_clickstream_template_reads_what_the_page_of_the_guide_lists() -> None:
    template = templates()["WebAnalytics-Clickstream"]
    fields = (template.fields or {}).values()
    targets = Counter(field["Target"].split(".")[0] for field in fields)
    sources = {field["Target"]: field["Source"].removeprefix("_source.") for field in fields}
    elsewhere = {
        target: source
        for target, source in sources.items()
        if target.startswith("_webAnalytics.") and target != f"_webAnalytics.{source}"
    }

    assert {"_webAnalytics": 76, "_order": 12, "_device": 12} == targets
    assert {"_webAnalytics.Attributes.ClickstreamEventId": "EventId"} == elsewhere
    assert ("Order.PaymentMethod", "Order.Discounts", "ItemsList[].Quantity") == (
        sources["_order.Gateway"],
        sources["_order.TotalDiscounts"],
        sources["_order.OrderItems[].Quantity"],
    )


@pytest.mark.rule("TP-1")
@pytest.mark.parametrize(
    ("template_id", "root"),
    [
        ("Segment-Identify", "_source.detail.event.detail."),
        ("Shopify-Customer", "_source.detail.event.detail.payload."),
        ("Zendesk-users", "_source."),
    ],
)
def test_templates_read_where_their_sources_deliver(template_id: str, root: str) -> None:
    sources = [field["Source"] for field in (templates()[template_id].fields or {}).values()]

    assert all(source.startswith(root) or "{{" + root in source for source in sources)
    assert all("detail" not in source for source in sources) == (root == "_source.")
