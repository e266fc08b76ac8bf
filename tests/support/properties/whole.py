"""What must be true of the profiles of a domain at any time, seen by a look at every one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.keys import record_entries
from moto_customerprofiles.engine.recommenders.event_weights import EventWeights
from moto_customerprofiles.services.matching.rule_matching import require_index
from moto_customerprofiles.state.profiles.profile_counts import extra_meters
from moto_customerprofiles.state.recommendation_source import RecommendationSource

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable

    Found = dict[KeyEntry, set[str]]


def entries_of_profile(profile: Profile) -> set[KeyEntry]:
    """Gather what a profile is found by from its fields, objects, records and added keys."""
    records = {e for r in profile.standard_objects.values() for e in record_entries(r.object_type_name, r.fields)}
    of_objects = {entry for each in profile.objects for entry in each.all_entries}
    return {*profile.field_entries, *(records - profile.hidden_keys), *of_objects, *profile.added_keys}


def scanned(profiles: ProfileTable) -> Found:
    """Return the profiles that each entry should find."""
    found: Found = defaultdict(set)
    for profile in profiles:
        for entry in entries_of_profile(profile):
            found[entry].add(profile.profile_id)
    return dict(found)


def indexed(profiles: ProfileTable) -> Found:
    """Return the profiles that each entry does find."""
    entries = [(slot, value) for slot, by_value in profiles.index._holders.items() for value in by_value]
    return {entry: {profile.profile_id for profile in profiles.index.holders(entry)} for entry in entries}


def counted(profiles: ProfileTable) -> dict[str, int]:
    """Count what the statistics of a domain count."""
    objects = [profile.objects for profile in profiles]
    return {
        "ProfileCount": len(objects),
        "MeteringProfileCount": sum(1 + extra_meters(len(each)) for each in objects),
        "ObjectCount": sum(map(len, objects)),
        "TotalSize": sum(each.size for part in objects for each in part),
    }


def check_owners(profiles: ProfileTable) -> None:
    """See that profiles are in order, and that every object knows its profile, and is found there by its key."""
    assert [*profiles] == [*profiles.newest_first()][::-1]
    for profile in profiles:
        assert all(each.profile is profile for each in profile.objects)
        assert [*profile.objects_by_key] == [each.unique_key for each in profile.objects]


def check_whole(profiles: ProfileTable) -> None:
    """See that indexes, counts and owners are those of the profiles as they are."""
    assert scanned(profiles) == indexed(profiles)
    assert counted(profiles) == profiles.counts.statistics()
    check_owners(profiles)


def check_waiting(profiles: ProfileTable) -> None:
    """See that every profile waits in the queue of expiry for the moment that it has planned."""
    queue = profiles.expiry
    for profile in profiles:
        assert profile.due_at is not None
        assert profile in queue._waiting[profile.due_at]
    assert set(queue._waiting) <= set(queue._dues)


def kept_ready(domain: Domain) -> list[object]:
    """Read what is kept ready beside the profiles: the log of recommenders, the groups of the rules."""
    log, index = domain.recommendation_source.log(), require_index(domain)
    assert index
    interactions = {profile.profile_id: log.of(profile.profile_id) for profile in domain.profiles}
    return [interactions, log.counts(EventWeights()).popularity("tv"), index.groups(), index._entries]


def make_ready_anew(domain: Domain) -> None:
    """Forget what is kept ready beside the profiles, so that it is made anew."""
    domain.recommendation_source = RecommendationSource(domain.profiles, domain.domain_objects)
    domain.profiles._changed_standard_objects.update(each.profile_id for each in domain.profiles)
    assert domain.rule_matching.in_force
    domain.rule_matching.in_force._forget()
