"""Segments that several tests define, and how they read what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.shop import SHOP, create_profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import CustomerProfilesClient

Groups = Any  # boto3's stubs have two types for this one structure
EVERYBODY: Groups = {"Groups": [{"Dimensions": []}]}


def by_fields(**fields: str) -> Groups:
    """Return a dimension of those whose fields have these values."""
    conditions = {name: {"DimensionType": "INCLUSIVE", "Values": [value]} for name, value in fields.items()}
    return {"ProfileAttributes": conditions}


def tier(*values: str) -> Groups:
    """Select those whose attribute `tier` is one of the values."""
    condition = {"DimensionType": "INCLUSIVE", "Values": values}
    return {"Groups": [{"Dimensions": [{"ProfileAttributes": {"Attributes": {"tier": condition}}}]}]}


def built_on(*names: str) -> Groups:
    """Select those who are in any of the segments."""
    return {"Groups": [{"SourceSegments": [{"SegmentDefinitionName": name} for name in names]}]}


def define_segment(client: CustomerProfilesClient, name: str, groups: Groups = EVERYBODY, **members: Any) -> None:
    client.create_segment_definition(
        DomainName=SHOP, SegmentDefinitionName=name, DisplayName=name, SegmentGroups=groups, **members
    )


def define_sql_segment(client: CustomerProfilesClient, name: str, query: str) -> None:
    client.create_segment_definition(
        DomainName=SHOP, SegmentDefinitionName=name, DisplayName=name, SegmentSqlQuery=query
    )


def create_customer(client: CustomerProfilesClient, **attributes: str) -> str:
    """Create a profile with custom attributes and return its id."""
    return create_profile(client, Attributes=attributes)


def estimate_segment(client: CustomerProfilesClient, query: Groups) -> str:
    """Estimate the groups at once and return the estimate."""
    made = client.create_segment_estimate(DomainName=SHOP, SegmentQuery=query)
    return client.get_segment_estimate(DomainName=SHOP, EstimateId=made["EstimateId"])["Estimate"]


def segment_members(client: CustomerProfilesClient, segment: str, profile_ids: Sequence[str]) -> list[str]:
    """Return those of the profiles that are in a segment."""
    reply = client.get_segment_membership(DomainName=SHOP, SegmentDefinitionName=segment, ProfileIds=list(profile_ids))
    return [one["ProfileId"] for one in reply["Profiles"] if one["QueryResult"] == "PRESENT"]
