"""An overview of what a domain holds: the facts that the pages of a server show."""

from __future__ import annotations

from copy import deepcopy
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.profiles.fields import EMAILS, NAMES, PHONES
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition, KeyDefinition
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.entities.segments import SegmentDefinition
    from moto_customerprofiles.state.domain import Domain


class TypeRow(TypedDict):
    """An object type."""

    ObjectTypeName: str
    Description: str
    AllowProfileCreation: bool
    SourcePriority: int | None
    Fields: dict[str, FieldDefinition]
    Keys: dict[str, list[KeyDefinition]]


class SegmentRow(TypedDict):
    """A segment; its definition is the groups or the query."""

    SegmentDefinitionName: str
    DisplayName: str
    SegmentType: str
    Definition: object


class MatchRow(TypedDict):
    """A match group; the strength is the level of the rules, or the confidence score."""

    Kind: str
    MatchId: str
    ProfileIds: list[str]
    Strength: float


class ProfileRow(TypedDict):
    """A profile in a list; `IsMember` is None unless the list is about a segment."""

    ProfileId: str
    Name: str | None
    EmailAddress: str | None
    PhoneNumber: str | None
    ObjectCount: int
    LastUpdatedAt: str
    IsMember: bool | None


class Overview(TypedDict):
    """A domain."""

    DomainName: str
    DefaultExpirationDays: int
    CreatedAt: str
    Stats: dict[str, int]
    Tags: dict[str, str]
    ObjectTypes: list[TypeRow]
    Segments: list[SegmentRow]
    Matches: list[MatchRow]
    DeadLetterCount: int


def overview(domain: Domain) -> Overview:
    """Describe a domain."""
    return {
        "DomainName": domain.name,
        "DefaultExpirationDays": domain.default_expiration_days,
        "CreatedAt": domain.created_at.isoformat(),
        "Stats": domain.stats(),
        "Tags": dict(domain.tags),
        "ObjectTypes": [_type_row(each) for each in domain.object_types],
        "Segments": [_segment_row(each) for each in domain.segment_definitions],
        "Matches": list(_match_rows(domain)),
        "DeadLetterCount": len(domain.dead_letters),
    }


def profile_rows(
    domain: Domain, start: int, count: int, definition: SegmentDefinition | None = None, *, newest_first: bool = False
) -> list[ProfileRow]:
    """List some profiles in the order of their creation or the other way round, with whether they are in a segment.

    In the order of creation, all profiles are sorted; the other way round, only those up to the last one are read.
    """
    evaluation = Evaluation(domain)
    profiles = domain.profiles.newest_first() if newest_first else domain.profiles
    return [_profile_row(each, definition, evaluation) for each in islice(profiles, start, start + count)]


def found_rows(domain: Domain, profile_ids: Iterable[str]) -> list[ProfileRow]:
    """List the profiles of these ids, as far as they are there."""
    evaluation = Evaluation(domain)
    found = map(domain.profiles.get, profile_ids)
    return [_profile_row(profile, None, evaluation) for profile in found if profile]


def name_of_profile(profile: Profile) -> str | None:
    """Return the name of a person, else that of a business."""
    fields = profile.fields
    return " ".join(fields[name] for name in NAMES if name in fields) or fields.get("BusinessName")


def _type_row(object_type: ObjectType) -> TypeRow:
    definition = object_type.definition
    return {
        "ObjectTypeName": object_type.name,
        "Description": object_type.description,
        "AllowProfileCreation": definition.allow_profile_creation,
        "SourcePriority": definition.source_priority,
        "Fields": deepcopy(dict(definition.fields)),
        "Keys": deepcopy(dict(definition.keys)),
    }


def _segment_row(definition: SegmentDefinition) -> SegmentRow:
    return {
        "SegmentDefinitionName": definition.name,
        "DisplayName": definition.display_name,
        "SegmentType": definition.segment_type,
        "Definition": deepcopy(definition.segment_groups) if definition.is_classic else definition.segment_sql_query,
    }


def _match_rows(domain: Domain) -> Iterator[MatchRow]:
    rules = domain.rule_matching.in_force
    for group in rules.index.groups().values() if rules else ():
        yield {
            "Kind": "rule-based",
            "MatchId": group.match_id,
            "ProfileIds": [*group.profile_ids],
            "Strength": group.rule_level,
        }
    snapshot = domain.identity_resolution.snapshot
    for match in snapshot.groups if snapshot else ():
        yield {
            "Kind": "ML-based",
            "MatchId": match.match_id,
            "ProfileIds": [*match.profile_ids],
            "Strength": match.confidence_score,
        }


def _profile_row(profile: Profile, definition: SegmentDefinition | None, evaluation: Evaluation) -> ProfileRow:
    fields = profile.fields
    return {
        "ProfileId": profile.profile_id,
        "Name": name_of_profile(profile),
        "EmailAddress": next((fields[name] for name in EMAILS if name in fields), None),
        "PhoneNumber": next((fields[name] for name in PHONES if name in fields), None),
        "ObjectCount": len(profile.objects),
        "LastUpdatedAt": profile.last_updated_at.isoformat(),
        "IsMember": _is_member(definition, profile, evaluation) if definition else None,
    }


def _is_member(definition: SegmentDefinition, profile: Profile, evaluation: Evaluation) -> bool | None:
    try:
        return evaluation.contains(definition.selection, profile)
    except CannotEvaluate:
        return None
