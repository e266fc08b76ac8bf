"""A CDK application with every construct of Customer Profiles, in two releases.

`python app.py` writes the templates of both beside this file, `python app.py DIRECTORY` to a directory. It needs
aws-cdk-lib and node, which the test that deploys the templates does not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import App, CfnOutput, CfnTag, Stack
from aws_cdk import aws_customerprofiles as profiles
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kms as kms


def main(directory: Path) -> None:
    """Write the templates of both releases to a directory."""
    for release in (1, 2):
        with TemporaryDirectory() as assembly:
            app = App(outdir=assembly, analytics_reporting=False)
            add_resources(Stack(app, "Shop"), release)
            template = app.synth().get_stack_by_name("Shop").template
        text = json.dumps(template, indent=2, sort_keys=True)
        (directory / f"release_{release}.template.json").write_text(f"{text}\n", encoding="utf-8")


def add_resources(stack: Stack, release: int) -> None:
    """Add all resources to a stack; the second release changes what can be changed in place."""
    key = kms.CfnKey(stack, "Key", key_policy={"Version": "2012-10-17", "Statement": []})
    domain = profiles.CfnDomain(
        stack,
        "Domain",
        domain_name="shop",
        default_encryption_key=key.attr_arn,
        default_expiration_days=30 if release == 1 else 60,
        data_store=profiles.CfnDomain.DataStoreProperty(enabled=True),
        tags=[CfnTag(key="release", value=str(release))],
    )
    orders = add_orders(stack, domain, release)
    segment = profiles.CfnSegmentDefinition(
        stack,
        "Segment",
        domain_name=domain.ref,
        segment_definition_name="seattle",
        display_name="Seattle",
        description=f"Release {release}",
        segment_groups=profiles.CfnSegmentDefinition.SegmentGroupProperty(groups=[group_of("Seattle")]),
    )
    add_events(stack, domain, [orders, segment], release)
    add_recommender(stack, domain, release)
    CfnOutput(stack, "DomainName", value=domain.ref)
    CfnOutput(stack, "SegmentArn", value=segment.attr_segment_definition_arn)


def add_orders(stack: Stack, domain: profiles.CfnDomain, release: int) -> profiles.CfnObjectType:
    """Add the object type of orders, its integration and what is calculated from it."""
    types = profiles.CfnObjectType
    orders = types(
        stack,
        "Orders",
        domain_name=domain.ref,
        object_type_name="order",
        description=f"Orders of release {release}",
        allow_profile_creation=True,
        fields=[
            field("id", "_source.id", target="_profile.AccountNumber"),
            field("total", "_source.total", content_type="NUMBER"),
        ],
        keys=[
            types.KeyMapProperty(
                name="orderId",
                object_type_key_list=[
                    types.ObjectTypeKeyProperty(field_names=["id"], standard_identifiers=["PROFILE", "UNIQUE"])
                ],
            )
        ],
    )
    integration = profiles.CfnIntegration(
        stack, "Source", domain_name=domain.ref, uri="s3://incoming/orders", object_type_name="order"
    )
    integration.node.add_dependency(orders)
    calculated = profiles.CfnCalculatedAttributeDefinition
    spend = calculated(
        stack,
        "Spend",
        domain_name=domain.ref,
        calculated_attribute_name="spend",
        display_name=None if release == 1 else "Spend",
        attribute_details=calculated.AttributeDetailsProperty(
            attributes=[calculated.AttributeItemProperty(name="total")], expression="{order.total}"
        ),
        statistic="SUM",
        conditions=calculated.ConditionsProperty(range=calculated.RangeProperty(value=30 * release, unit="DAYS")),
    )
    spend.node.add_dependency(orders)
    return orders


def field(name: str, source: str, target: str | None = None, content_type: str | None = None) -> object:
    """Return a field of an object type."""
    types = profiles.CfnObjectType
    return types.FieldMapProperty(
        name=name,
        object_type_field=types.ObjectTypeFieldProperty(source=source, target=target, content_type=content_type),
    )


def group_of(city: str) -> object:
    """Return a group of a segment: whoever lives in a city."""
    segments = profiles.CfnSegmentDefinition
    in_city = segments.ProfileDimensionProperty(dimension_type="INCLUSIVE", values=[city])
    attributes = segments.ProfileAttributesProperty(address=segments.AddressDimensionProperty(city=in_city))
    return segments.GroupProperty(dimensions=[segments.DimensionProperty(profile_attributes=attributes)])


def add_events(stack: Stack, domain: profiles.CfnDomain, needed: list[object], release: int) -> None:
    """Add an event stream, and an event trigger with its target."""
    stream = kinesis.CfnStream(stack, "Stream", name="changes", shard_count=1)
    profiles.CfnEventStream(stack, "Changes", domain_name=domain.ref, event_stream_name="changes", uri=stream.attr_arn)
    triggers = profiles.CfnEventTrigger
    above = triggers.ObjectAttributeProperty(
        source="total", comparison_operator="GREATER_THAN", values=[str(100 * release)]
    )
    dimension = triggers.EventTriggerDimensionProperty(object_attributes=[above])
    trigger = triggers(
        stack,
        "Trigger",
        domain_name=domain.ref,
        event_trigger_name="big",
        object_type_name="order",
        segment_filter="seattle",
        event_trigger_conditions=[
            triggers.EventTriggerConditionProperty(event_trigger_dimensions=[dimension], logical_operator="ALL")
        ],
        event_trigger_limits=triggers.EventTriggerLimitsProperty(event_expiration=900_000),
    )
    for each in needed:
        trigger.node.add_dependency(each)
    target = profiles.CfnIntegration(
        stack,
        "Target",
        domain_name=domain.ref,
        uri=f"arn:aws:connect-campaigns:{stack.region}:{stack.account}:campaign/1",
        object_type_name="order",
        event_trigger_names=["big"],
    )
    target.node.add_dependency(trigger)


def add_recommender(stack: Stack, domain: profiles.CfnDomain, release: int) -> None:
    """Add the catalogue, and a recommender with its schema and filter."""
    item = profiles.CfnDomainObjectType.DomainObjectTypeFieldProperty
    items = profiles.CfnDomainObjectType(
        stack,
        "Items",
        domain_name=domain.ref,
        object_type_name="_catalogItem",
        description=f"Items of release {release}",
        fields={
            "id": item(source="_source.id", target="_catalogItem.Id"),
            "price": item(source="_source.price", target="_catalogItem.Price", content_type="NUMBER"),
        },
    )
    city = "Location.City" if release == 1 else "Location.Country"
    profiles.CfnRecommenderSchema(
        stack,
        "Schema",
        domain_name=domain.ref,
        recommender_schema_name="schema",
        fields={
            "_webAnalytics": [profiles.CfnRecommenderSchema.RecommenderSchemaFieldProperty(target_field_name=city)]
        },
    )
    recommender = profiles.CfnRecommender(
        stack,
        "Recommender",
        domain_name=domain.ref,
        recommender_name="popular",
        recommender_recipe_name="popular-items",
        description=f"Popular in release {release}",
    )
    recommender.node.add_dependency(items)
    cheap = profiles.CfnRecommenderFilter(
        stack,
        "Filter",
        domain_name=domain.ref,
        recommender_filter_name="cheap",
        recommender_filter_expression="INCLUDE ItemID WHERE Items.Price < 100",
    )
    cheap.node.add_dependency(items)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
