"""Identity resolution: which profiles are the same customer, and making one profile of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.merging import check_merge, merge_chosen
from moto_customerprofiles.engine.matching.setting_checks import check_auto_merging
from moto_customerprofiles.engine.matching.settings import consolidation_of
from moto_customerprofiles.engine.profiles.fields import flatten
from moto_customerprofiles.engine.values.listings import Listing, ordered
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.consistency import defer
from moto_customerprofiles.services.matching import identity_resolution, rule_matching
from moto_customerprofiles.services.matching.auto_merging_preview import preview
from moto_customerprofiles.services.matching.merges import merge_into
from moto_customerprofiles.services.matching.similar_profiles import similar_profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.identity_jobs import IdentityJob
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.services.matching.auto_merging_preview import Preview
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


@operation("MergeProfiles")
def merge_profiles(world: World, request: t.MergeProfilesRequestTypeDef) -> dict[str, object]:
    """Make one profile of several; the setting `consistency` lets it be later than the answer, as on AWS."""
    domain = world.domain(request)
    profiles = domain.profiles
    main = profiles.require(request["MainProfileId"])
    others = [profiles.require(profile_id) for profile_id in dict.fromkeys(request["ProfileIdsToBeMerged"])]
    chosen = flatten(request.get("FieldSourceProfileIds", {}))
    check_merge(main.profile_id, request["ProfileIdsToBeMerged"], chosen)
    defer(domain, "merge", partial(_merge, domain, main, others, chosen))
    return {"Message": "Success!"}  # as acceptance tests of AWS's solution for travellers and guests saw it


def _merge(domain: Domain, main: Profile, others: Sequence[Profile], chosen: Mapping[str, str]) -> None:
    """Merge the profiles that are still there since the call that asked for it was answered."""
    call, profiles = domain.call, domain.profiles
    there = [each for each in others if profiles.get(each.profile_id) is each]
    if profiles.get(main.profile_id) is not main or not there:
        return
    ids = {main.profile_id, *(each.profile_id for each in there)}
    sources = {path: profile_id for path, profile_id in chosen.items() if profile_id in ids}
    merged = merge_chosen(main.as_candidate(), [each.as_candidate() for each in there], sources, at=call.now)
    merge_into(domain, main, there, merged, performed_by=call.caller_arn)


@operation("GetMatches", caveat="AWS's model is not public; scores come from a documented similarity of our own")
def get_matches(world: World, request: t.GetMatchesRequestTypeDef) -> dict[str, object]:
    """Return the match groups of the latest finished identity resolution job."""
    domain = world.domain(request)
    snapshot = identity_resolution.require_snapshot(domain)
    if snapshot is None:  # the words are those that AWS's solution for travellers and guests was answered
        raise ResourceNotFound("GetMatches result not found")
    groups = domain.pinned_lists.listing("matches", lambda: snapshot.groups)
    return {
        "MatchGenerationDate": snapshot.generated_at,
        "PotentialMatches": len(snapshot.groups),
        # A loop over pages goes on in the order of its first page when another job has run, with the groups of now.
        "Matches": groups.where(lambda group: snapshot.group(group.match_id)).shown_as(
            lambda group: snapshot.group(group.match_id)
        ),
    }


@operation("GetSimilarProfiles", caveat="groups by ML come from a documented similarity of our own")
def get_similar_profiles(world: World, request: t.GetSimilarProfilesRequestTypeDef) -> dict[str, object]:
    """Return the profiles that match a profile, or that a match id stands for."""
    return similar_profiles(world.domain(request), request["MatchType"], request["SearchKey"], request["SearchValue"])


@operation("ListRuleBasedMatches")
def list_rule_based_matches(world: World, request: t.ListRuleBasedMatchesRequestTypeDef) -> Listing[str]:
    """List the ids of all groups that rule-based matching finds now."""
    index = rule_matching.require_index(world.domain(request))
    return ordered(index.match_ids() if index else [], str)


@operation("ListIdentityResolutionJobs")
def list_identity_resolution_jobs(
    world: World, request: t.ListIdentityResolutionJobsRequestTypeDef
) -> Listing[IdentityJob]:
    """List the identity resolution jobs of the last thirty days and the planned one, the newest first."""
    return identity_resolution.poll(world.domain(request)).newest_first()


@operation("GetIdentityResolutionJob")
def get_identity_resolution_job(world: World, request: t.GetIdentityResolutionJobRequestTypeDef) -> IdentityJob:
    """Return one identity resolution job: planned, under way or over."""
    return identity_resolution.poll(world.domain(request)).require(request["JobId"])


@operation("GetAutoMergingPreview", caveat="looks at all match groups, up to a thousand, not at a random sample")
def get_auto_merging_preview(world: World, request: t.GetAutoMergingPreviewRequestTypeDef) -> Preview:
    """Count how many profiles given settings of auto-merging would merge; changes nothing."""
    domain = world.domain(request)
    identity_resolution.require_enabled(domain)
    check_auto_merging(request)
    return preview(domain, consolidation_of(request))
