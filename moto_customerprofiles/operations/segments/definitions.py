"""Segments: groups of profiles by definition, counted, exported and asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.segments import definitions as segments
from moto_customerprofiles.services.segments import estimates as segment_estimates
from moto_customerprofiles.services.segments import snapshots as segment_snapshots
from moto_customerprofiles.services.segments.membership import membership

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.segments import SegmentDefinition, SegmentEstimate, SegmentSnapshot
    from moto_customerprofiles.services.segments.membership import SegmentMembership
    from moto_customerprofiles.state.world import World


@operation("CreateSegmentDefinition")
def create_segment_definition(world: World, request: t.CreateSegmentDefinitionRequestTypeDef) -> SegmentDefinition:
    """Define a segment, by groups of dimensions or in SQL."""
    return segments.create(world.domain(request), request)


@operation("GetSegmentDefinition")
def get_segment_definition(world: World, request: t.GetSegmentDefinitionRequestTypeDef) -> SegmentDefinition:
    """Return a definition as it was sent."""
    return world.domain(request).segment_definitions.require(request["SegmentDefinitionName"])


@operation("ListSegmentDefinitions")
def list_segment_definitions(
    world: World, request: t.ListSegmentDefinitionsRequestTypeDef
) -> Listing[SegmentDefinition]:
    """List the segments of a domain, without what they select."""
    return world.domain(request).segment_definitions.oldest_first()


@operation("DeleteSegmentDefinition")
def delete_segment_definition(world: World, request: t.DeleteSegmentDefinitionRequestTypeDef) -> dict[str, object]:
    """Delete a segment; what is built on it breaks."""
    domain = world.domain(request)
    segments.delete(domain, domain.segment_definitions.require(request["SegmentDefinitionName"]))
    return {"Message": "Deleted"}


@operation("CreateSegmentEstimate")
def create_segment_estimate(world: World, request: t.CreateSegmentEstimateRequestTypeDef) -> SegmentEstimate:
    """Count the profiles that a query selects."""
    return segment_estimates.create(world.domain(request), request)


@operation("GetSegmentEstimate")
def get_segment_estimate(world: World, request: t.GetSegmentEstimateRequestTypeDef) -> SegmentEstimate:
    """Return an estimate, once it is there."""
    domain = world.domain(request)
    return segment_estimates.driver.poll(domain, domain.segment_estimates.require(request["EstimateId"]))


@operation("CreateSegmentSnapshot")
def create_segment_snapshot(world: World, request: t.CreateSegmentSnapshotRequestTypeDef) -> dict[str, object]:
    """Export the members of a segment to S3."""
    domain = world.domain(request)
    definition = domain.segment_definitions.require(request["SegmentDefinitionName"])
    return {"SnapshotId": segment_snapshots.create(domain, definition, request).snapshot_id}


@operation("GetSegmentSnapshot")
def get_segment_snapshot(world: World, request: t.GetSegmentSnapshotRequestTypeDef) -> SegmentSnapshot:
    """Return how far a snapshot is."""
    domain = world.domain(request)
    definition = domain.segment_definitions.require(request["SegmentDefinitionName"])
    return segment_snapshots.driver.poll(domain, segment_snapshots.require(domain, definition, request["SnapshotId"]))


@operation("GetSegmentMembership")
def get_segment_membership(world: World, request: t.GetSegmentMembershipRequestTypeDef) -> SegmentMembership:
    """Return which of some profiles are in a segment: now, or for an SQL segment when it was last exported."""
    domain = world.domain(request)
    definition = domain.segment_definitions.require(request["SegmentDefinitionName"])
    return membership(domain, definition, request["ProfileIds"])
