"""What a domain has of each area that is no plain collection: keys, matches, history, invocations, dead letters."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.profiles.keys import types_of
from moto_customerprofiles.engine.profiles.predefined_keys import predefined_keys
from moto_customerprofiles.services.views.overviews import found_rows, name_of_profile

if TYPE_CHECKING:
    from moto_customerprofiles.services.views.overviews import ProfileRow
    from moto_customerprofiles.state.domain import Domain


class MatchItem(TypedDict):
    """A match group with its profiles; the strength is the level of the rules, or the confidence score."""

    Kind: str
    MatchId: str
    Strength: float
    Profiles: list[ProfileRow]


class KeyRow(TypedDict):
    """A key of a domain: the object types that define it, and the content types of its values that are stored."""

    KeyName: str
    IsPredefined: bool
    ObjectTypeNames: list[str]
    ContentTypes: list[str]


class ObjectRow(TypedDict):
    """An object of a profile."""

    ObjectTypeName: str
    ProfileObjectUniqueKey: str
    ProfileId: str
    ProfileName: str | None
    Object: str
    At: str


class HistoryRow(TypedDict):
    """A profile that has a history; `Name` is None if the profile is gone."""

    ProfileId: str
    Name: str | None
    RecordCount: int
    IsThere: bool


class RecordRow(TypedDict):
    """A record of the history of a profile."""

    Id: str
    At: str
    ActionType: str
    PerformedBy: str
    ObjectTypeName: str
    ProfileObjectUniqueKey: str | None
    Content: str


def key_rows(domain: Domain) -> list[KeyRow]:
    """Return the keys that the domain can be searched by: those of its object types, then the predefined ones."""
    types: dict[str, list[str]] = {}
    for object_type in domain.object_types:
        for name in object_type.definition.keys:
            types.setdefault(name, []).append(object_type.name)
    names = [*sorted(types.keys() - predefined_keys().keys()), *predefined_keys()]
    return [
        {
            "KeyName": name,
            "IsPredefined": name in predefined_keys(),
            "ObjectTypeNames": types.get(name, []),
            "ContentTypes": [" + ".join(types_of(slot)) for slot in sorted(domain.profiles.index.slots(name))],
        }
        for name in names
    ]


def object_rows(domain: Domain, start: int, count: int) -> list[ObjectRow]:
    """List some objects: those of the newest profile first, and of a profile in the order in which it got them."""
    every = (each for profile in domain.profiles.newest_first() for each in profile.objects)
    return [
        {
            "ObjectTypeName": each.object_type_name,
            "ProfileObjectUniqueKey": each.unique_key,
            "ProfileId": each.profile.profile_id,
            "ProfileName": name_of_profile(each.profile),
            "Object": each.text,
            "At": each.ingested_at.isoformat(),
        }
        for each in islice(every, start, min(start + count, domain.stats()["ObjectCount"]))
    ]


def match_count(domain: Domain) -> int | None:
    """Return how many match groups there are; None if it would have to be found by a search of all profiles."""
    rules, snapshot = domain.rule_matching.in_force, domain.identity_resolution.snapshot
    found = rules.known_group_count if rules else 0
    return None if found is None else found + (len(snapshot.groups) if snapshot else 0)


def match_items(domain: Domain, start: int, count: int) -> tuple[int, list[MatchItem]]:
    """Return how many match groups there are, and some of them: those of the rules, then the ML-based ones."""
    rules, snapshot = domain.rule_matching.in_force, domain.identity_resolution.snapshot
    ids = rules.index.match_ids() if rules else []
    groups = snapshot.groups if snapshot else []
    chosen = [("rule-based", match_id) for match_id in ids[start : start + count]]
    first = max(start - len(ids), 0)
    chosen += [("ML-based", each.match_id) for each in groups[first : first + count - len(chosen)]]
    return len(ids) + len(groups), [item for pair in chosen if (item := match_item(domain, *pair))]


def match_item(domain: Domain, kind: str, match_id: str) -> MatchItem | None:
    """Return a match group with its profiles, None if there is none of this kind and id."""
    rules, snapshot = domain.rule_matching.in_force, domain.identity_resolution.snapshot
    if kind == "rule-based":
        ruled = rules.index.group(match_id) if rules else None
        return _match(domain, kind, match_id, ruled.rule_level, [*ruled.profile_ids]) if ruled else None
    group = snapshot.group(match_id) if snapshot else None
    return _match(domain, kind, match_id, group.confidence_score, [*group.profile_ids]) if group else None


def _match(domain: Domain, kind: str, match_id: str, strength: float, profile_ids: list[str]) -> MatchItem:
    return {
        "Kind": kind,
        "MatchId": match_id,
        "Strength": strength,
        "Profiles": found_rows(domain, profile_ids),
    }


def matches_of(domain: Domain, profile_id: str) -> list[MatchItem]:
    """Return the match groups that hold a profile."""
    rules, snapshot = domain.rule_matching.in_force, domain.identity_resolution.snapshot
    ruled = rules.index.group_of(profile_id) if rules else None
    group = snapshot.group_of(profile_id) if snapshot else None
    found = [("rule-based", ruled.match_id)] if ruled else []
    found += [("ML-based", group.match_id)] if group else []
    return [item for pair in found if (item := match_item(domain, *pair))]


def history_rows(domain: Domain, start: int, count: int) -> list[HistoryRow]:
    """List some profiles that have a history, the latest to begin one first, with those that are gone."""
    rows: list[HistoryRow] = []
    for profile_id, record_count in domain.history.newest_first(start, count):
        found = found_rows(domain, [profile_id])
        rows.append(
            {
                "ProfileId": profile_id,
                "Name": found[0]["Name"] if found else None,
                "RecordCount": record_count,
                "IsThere": bool(found),
            }
        )
    return rows


def record_rows(domain: Domain, profile_id: str, start: int, count: int) -> list[RecordRow]:
    """List some records of the history of a profile, newest first.

    Raises:
        ResourceNotFound: the domain never had this profile.

    """
    return [
        {
            "Id": record.id,
            "At": record.created_at.isoformat(),
            "ActionType": record.action_type,
            "PerformedBy": record.performed_by,
            "ObjectTypeName": record.object_type_name,
            "ProfileObjectUniqueKey": record.profile_object_unique_key,
            "Content": record.content,
        }
        for _, record in islice(domain.history.of(profile_id).after(None), start, start + count)
    ]
