"""The documents of explanations: why an object goes to a profile, what a profile is made of, who is in a segment.

The documents are plain data, ready for JSON; times are ISO 8601 texts. `Text` is the same explanation for people, see
`texts`.
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
    """Who wrote a value: an object type or `manual`, its priority, 1 first and None last, and the time of the value."""

    Source: str
    Priority: int | None
    At: str


class ExplainedKey(TypedDict):
    """One key of an object: its values, their normal forms, and the result of asking the key.

    `Pass` is 1, or 2 for SECONDARY keys, and None if the key was not asked; `IsStored` tells whether the object stores
    an entry of the key.
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
    """A value that an object has for a field, whether it wins, and the present value with its writer."""

    Path: str
    Value: str
    Wins: bool
    Present: str | None
    PresentWriter: Writer | None


class ExplainedRecord(TypedDict):
    """A standard object to which an object contributes; it is a new one if it has no key."""

    ObjectTypeName: str
    ProfileObjectUniqueKey: str | None
    Fields: list[ExplainedWrite]


class ExplainedArrival(TypedDict):
    """Where an object is stored, and the key that found the profile then; none did if the object created it."""

    ProfileId: str
    CreatedProfile: bool
    KeyName: str | None
    NormalForms: list[str]


class ExplainedObject(TypedDict):
    """What becomes of an object that is put now, and, if it is stored already, where and why."""

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
    """A value and its writer."""

    Path: str
    Value: str
    Writer: Writer | None


class ExplainedEntry(TypedDict):
    """A key by which a profile is found, and what provides it; nothing does if the key was deleted by hand."""

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
    """A profile and where all its parts come from. `MergedProfileIds` are the profiles that were merged into it."""

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
    """One comparison: `Wanted` are the values with all placeholders filled in.

    `IsUnreadable` tells whether dates are compared, and the actual value cannot be read as one.
    """

    Kind: str
    Name: str
    Operator: str
    Wanted: list[str]
    Actual: str | None
    IsUnreadable: bool
    Holds: bool


class ExplainedDimension(TypedDict):
    """A dimension; all of its conditions must hold."""

    Holds: bool
    Conditions: list[ExplainedCondition]


class ExplainedSource(TypedDict):
    """A source segment and its own groups; a SQL segment has none."""

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
    """Whether a profile is in a segment and why; None if the segment cannot be evaluated, for the reason given."""

    SegmentDefinitionName: str
    ProfileId: str
    IsMember: bool | None
    Reason: str | None
    Include: str | None
    Groups: list[ExplainedGroup]
    Text: str


class ExplainedLetter(TypedDict):
    """An object that was assigned to no profile, and why."""

    ObjectTypeName: str
    Object: str
    Reason: str
    At: str
