"""The documents of explained decisions: why two profiles match, a trigger fires, a value or a recommendation is so.

They are plain data as in `documents`, and `Text` is the same explanation for people, see `decision_texts`.
"""

from __future__ import annotations

from typing import TypedDict


class ExplainedEvidence(TypedDict):
    """What one kind of data says about a pair: a `Gain` above 0 is for it, a `Doubt` below 1 against it.

    `Values` are the normalized values of both profiles, as they are compared.
    """

    Kind: str
    Values: list[list[str]]
    Gain: float
    Doubt: float


class ExplainedAttribute(TypedDict):
    """An attribute of a matching rule: whether it is the same in both profiles, and who has no value for it."""

    Name: str
    IsSame: bool
    MissingIn: list[str]


class ExplainedRule(TypedDict):
    """A matching rule and its level; `Merges` tells whether profiles that meet at this level become one."""

    RuleLevel: int
    Holds: bool
    Merges: bool
    IsTooCommon: bool
    Attributes: list[ExplainedAttribute]


class ExplainedMatch(TypedDict):
    """Why two profiles match: by the model, with its score and least score, and by the rules.

    A group is the id of the one that holds both, None if none does. `Status` tells what matching waits for.
    """

    ProfileIds: list[str]
    Score: float
    LeastScore: float
    Evidence: list[ExplainedEvidence]
    MatchId: str | None
    Status: str
    Rules: list[ExplainedRule]
    RuleMatchId: str | None
    RuleStatus: str
    Text: str


class ExplainedComparison(TypedDict):
    """An attribute of an event trigger: the texts that the object has for it, and those that are wanted."""

    Name: str
    Operator: str
    Wanted: list[str]
    Actual: list[str]
    Holds: bool


class ExplainedTriggerDimension(TypedDict):
    """A dimension of a condition; all of its attributes must hold."""

    Holds: bool
    Attributes: list[ExplainedComparison]


class ExplainedTriggerCondition(TypedDict):
    """A condition of a trigger; one of them must hold. The operator joins the dimensions."""

    Holds: bool
    LogicalOperator: str
    Dimensions: list[ExplainedTriggerDimension]


class ExplainedTrigger(TypedDict):
    """Whether an object that arrives now fires a trigger, and each thing that it takes; None is not known.

    `ProfileId` is the profile to which the object goes, None for a new one or for none.
    """

    EventTriggerName: str
    Fires: bool
    IntegrationUri: str | None
    Conditions: list[ExplainedTriggerCondition]
    ConditionsHold: bool
    SegmentFilter: str | None
    IsInSegment: bool | None
    IsFresh: bool
    HasRoom: bool
    ProfileId: str | None
    Reasons: list[str]
    Text: str


class ExplainedSample(TypedDict):
    """An object of a profile: its time, the element that it has for the expression, and why it does not count."""

    ProfileObjectUniqueKey: str
    At: str | None
    Element: str | None
    Counts: bool
    Reason: str | None


class ExplainedValue(TypedDict):
    """The value of a calculated attribute for a profile, and each object that could count, oldest first."""

    CalculatedAttributeName: str
    ProfileId: str
    Value: str | None
    IsDataPartial: bool
    Statistic: str
    Expression: str
    ObjectTypeName: str
    Window: list[str] | None
    Objects: list[ExplainedSample]
    Text: str


class ExplainedItem(TypedDict):
    """An item: its score, its popularity, its place among the recommendations, or why it has none."""

    ItemId: str
    Score: float
    Popularity: float
    Place: int | None
    Reason: str | None


class ExplainedRecommendation(TypedDict):
    """What a recommender recommends to a profile, by which recipe, and what the profile has interacted with."""

    RecommenderName: str
    RecommenderRecipeName: str
    ProfileId: str
    Formula: str
    History: list[str]
    Items: list[ExplainedItem]
    Text: str
