"""What explanations tell: why an object goes where it goes, where a profile comes from, who is in a segment.

Plain data, ready for JSON; times are ISO 8601 texts. `Text` says the same for a person, see `explanation_texts`.
"""

from __future__ import annotations

from typing import TypedDict

EXISTING, NEW, DEAD_LETTER, INVALID = "EXISTING_PROFILE", "NEW_PROFILE", "DEAD_LETTER", "INVALID"
"""What becomes of an object."""

DECIDED, AMBIGUOUS, UNKNOWN, NOT_ASKED, EMPTY, NO_PROFILE_KEY = (
    "DECIDED",
    "AMBIGUOUS",
    "UNKNOWN",
    "NOT_ASKED",
    "EMPTY",
    "NO_PROFILE_KEY",
)
"""What a key had to say: one profile, several, none; not asked, as an earlier one decided; empty; not for profiles."""


class Writer(TypedDict):
    """Who wrote a value: an object type, or `manual`; its priority, 1 first and None last; how old the value is."""

    Source: str
    Priority: int | None
    At: str


class ExplainedKey(TypedDict):
    """One key of an object: its values as they are and as they are compared, and what came of asking it.

    `Pass` is 1 or 2 (SECONDARY keys), None if it was not asked; `IsStored` tells whether the object leaves it behind.
    """

    KeyName: str
    FieldNames: list[str]
    ContentTypes: list[str]
    StandardIdentifiers: list[str]
    Values: list[str]
    NormalForms: list[str]
    Pass: int | None
    Outcome: str
    ProfileIds: list[str]
    IsStored: bool


class ExplainedWrite(TypedDict):
    """A value that an object has for a field, whether it wins, and the value and writer that it meets there."""

    Path: str
    Value: str
    Wins: bool
    Present: str | None
    PresentWriter: Writer | None


class ExplainedRecord(TypedDict):
    """A standard object that an object contributes to; without a key it is a new one."""

    ObjectTypeName: str
    ProfileObjectUniqueKey: str | None
    Fields: list[ExplainedWrite]


class ExplainedArrival(TypedDict):
    """Where an object is stored, and the key that led it there when it came first; none did if it made the profile."""

    ProfileId: str
    CreatedProfile: bool
    KeyName: str | None
    NormalForms: list[str]


class ExplainedObject(TypedDict):
    """What becomes of an object that is put now, and, if it is stored already, where it is and why."""

    ObjectTypeName: str
    ProfileObjectUniqueKey: str | None
    Stored: ExplainedArrival | None
    Outcome: str
    Reason: str | None
    ProfileId: str | None
    DecidedBy: str | None
    Writer: Writer | None
    Keys: list[ExplainedKey]
    Fields: list[ExplainedWrite]
    StandardObjects: list[ExplainedRecord]
    Text: str


class ExplainedField(TypedDict):
    """A value and who wrote it."""

    Path: str
    Value: str
    Writer: Writer | None


class ExplainedEntry(TypedDict):
    """What a profile is found by, and what brings it; nothing does for one that was deleted by hand."""

    KeyName: str
    Values: list[str]
    BroughtBy: list[str]
    IsDeleted: bool


class ExplainedPart(TypedDict):
    """An object, or another standard object with the writers of its fields."""

    ObjectTypeName: str
    ProfileObjectUniqueKey: str
    Object: str
    At: str
    ExpiresAt: str
    CreatedProfile: bool
    Fields: list[ExplainedField]


class ExplainedProfile(TypedDict):
    """A profile and where all of it comes from. `MergedProfileIds` are those of the profiles merged into it."""

    ProfileId: str
    CreatedAt: str
    LastUpdatedAt: str
    ExpiresAt: str
    Fields: list[ExplainedField]
    Keys: list[ExplainedEntry]
    Objects: list[ExplainedPart]
    StandardObjects: list[ExplainedPart]
    MergedProfileIds: list[str]
    Text: str


class ExplainedCondition(TypedDict):
    """One comparison: `Wanted` are the values with all placeholders filled in."""

    Kind: str
    Name: str
    Operator: str
    Wanted: list[str]
    Actual: str | None
    Holds: bool


class ExplainedDimension(TypedDict):
    """A dimension; all of its conditions must hold."""

    Holds: bool
    Conditions: list[ExplainedCondition]


class ExplainedSource(TypedDict):
    """A source segment, and its own groups; an SQL segment has none."""

    SegmentDefinitionName: str
    Holds: bool
    Groups: list[ExplainedGroup]


class ExplainedGroup(TypedDict):
    """A group: `Type` says how its dimensions combine, `SourceType` how its source segments do."""

    Holds: bool
    Type: str
    SourceType: str
    Dimensions: list[ExplainedDimension]
    SourceSegments: list[ExplainedSource]


class ExplainedMembership(TypedDict):
    """Whether a profile is in a segment and why; None if there is no answer, for the reason given."""

    SegmentDefinitionName: str
    ProfileId: str
    IsMember: bool | None
    Reason: str | None
    Include: str | None
    Groups: list[ExplainedGroup]
    Text: str


class ExplainedLetter(TypedDict):
    """An object that found no place, and why."""

    ObjectTypeName: str
    Object: str
    Reason: str
    At: str
