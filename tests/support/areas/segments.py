"""Segments that several tests define, and how they look at what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import CustomerProfilesClient

Groups = Any  # boto3's stubs have two types for this one structure
EVERYBODY: Groups = {"Groups": [{"Dimensions": []}]}


def tier(*values: str) -> Groups:
    """Select those whose attribute `tier` is one of the values."""
    return {
        "Groups": [
            {
                "Dimensions": [
                    {"ProfileAttributes": {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": values}}}}
                ]
            }
        ]
    }


def built_on(*names: str) -> Groups:
    """Select those who are in any of the segments."""
    return {"Groups": [{"SourceSegments": [{"SegmentDefinitionName": name} for name in names]}]}


def define(client: CustomerProfilesClient, domain: str, name: str, groups: Groups = EVERYBODY) -> None:
    client.create_segment_definition(
        DomainName=domain, SegmentDefinitionName=name, DisplayName=name, SegmentGroups=groups
    )


def define_sql(client: CustomerProfilesClient, domain: str, name: str, query: str) -> None:
    client.create_segment_definition(
        DomainName=domain, SegmentDefinitionName=name, DisplayName=name, SegmentSqlQuery=query
    )


def customer(client: CustomerProfilesClient, domain: str, **attributes: str) -> str:
    """Create a profile with custom attributes and return its id."""
    return client.create_profile(DomainName=domain, Attributes=attributes)["ProfileId"]


def estimate(client: CustomerProfilesClient, domain: str, query: Groups) -> str:
    """Count at once."""
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=query)
    return client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"])["Estimate"]


def members(client: CustomerProfilesClient, domain: str, segment: str, profile_ids: Sequence[str]) -> list[str]:
    """Return those of the profiles that are in a segment."""
    answer = client.get_segment_membership(
        DomainName=domain, SegmentDefinitionName=segment, ProfileIds=list(profile_ids)
    )
    return [one["ProfileId"] for one in answer["Profiles"] if one["QueryResult"] == "PRESENT"]
