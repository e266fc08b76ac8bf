"""Profiles: describing them by hand, finding them, and the keys they are found by."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ENGAGEMENT_PREFERENCES, flatten
from moto_customerprofiles.entities.profiles import ProfileView
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.consistency import defer
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.services.profiles.key_registry import check_changeable, entries_to_add
from moto_customerprofiles.services.profiles.search import all_entries_of, check_key_names, read_term, search

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

_NOT_FIELDS = frozenset({"DomainName", "ProfileId"})


@operation("CreateProfile")
def create_profile(world: World, request: t.CreateProfileRequestTypeDef) -> dict[str, object]:
    """Describe a new profile by hand; whether it is like another is not asked."""
    fields = {path: text for path, text in _fields(request).items() if text}  # there is nothing to remove yet
    profile = lifecycle.create(world.domain(request), fields)
    return {"ProfileId": profile.profile_id}


@operation("UpdateProfile")
def update_profile(world: World, request: t.UpdateProfileRequestTypeDef) -> dict[str, object]:
    """Write fields of a profile by hand; an empty text removes one, what is left out stays."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    lifecycle.update(domain, profile, _fields(request))
    return {"ProfileId": profile.profile_id}


@operation("DeleteProfile")
def delete_profile(world: World, request: t.DeleteProfileRequestTypeDef) -> dict[str, object]:
    """Delete a profile with its objects and keys."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    defer(domain, "deletion", partial(_delete, domain, profile))
    return {"Message": "OK"}


@operation("BatchGetProfile")
def batch_get_profile(world: World, request: t.BatchGetProfileRequestTypeDef) -> dict[str, object]:
    """Return the profiles of up to twenty ids, and an error for each id that is unknown."""
    profiles = world.domain(request).profiles
    found = {profile_id: profiles.get(profile_id) for profile_id in request["ProfileIds"]}
    return {
        "Profiles": [ProfileView(profile) for profile in found.values() if profile],
        "Errors": [
            {"Code": "404", "Message": profiles.survivors.missing(profile_id).message, "ProfileId": profile_id}
            for profile_id, profile in found.items()
            if profile is None
        ],
    }


@operation("SearchProfiles", page_size=20)
def search_profiles(world: World, request: t.SearchProfilesRequestTypeDef) -> Listing[ProfileView]:
    """Find the profiles that carry any, or all, of the given keys."""
    domain = world.domain(request)
    terms = [read_term(pair) for pair in (request, *request.get("AdditionalSearchKeys", ()))]
    check_key_names(domain, terms)
    found = search(domain.profiles, terms, match_all=request.get("LogicalOperator") == "AND")
    hidden = domain.deferred.unsearchable
    return found.where(lambda view: view.profile.profile_id not in hidden) if hidden else found


@operation("AddProfileKey")
def add_profile_key(world: World, request: t.AddProfileKeyRequestTypeDef) -> Term:
    """Make a profile findable under one more key."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    term = read_term(request)
    check_changeable(term["KeyName"])
    lifecycle.add_key(domain, profile, term, entries_to_add(domain, term))
    return term


@operation("DeleteProfileKey")
def delete_profile_key(world: World, request: t.DeleteProfileKeyRequestTypeDef) -> dict[str, object]:
    """Let a profile not be found under a key any more."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    term = read_term(request)
    check_changeable(term["KeyName"])
    lifecycle.delete_key(domain, profile, term, all_entries_of(domain.profiles, term))
    return {"Message": "OK"}


def _delete(domain: Domain, profile: Profile) -> None:
    """Delete a profile, unless it is gone since the call that asked for it was answered."""
    if domain.profiles.get(profile.profile_id) is profile:
        lifecycle.delete(domain, profile)


def _fields(request: Mapping[str, object]) -> dict[str, str]:
    """Read the fields that a request describes; empty preferences are none."""
    document = {name: value for name, value in request.items() if name not in _NOT_FIELDS}
    fields = flatten(document)
    if document.get(ENGAGEMENT_PREFERENCES) == {}:
        fields[ENGAGEMENT_PREFERENCES] = ""
    return fields
