"""Explained decisions as texts: one fact per line, details indented below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.texts import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.explanations import decisions as d


def match_text(explained: d.ExplainedMatch) -> str:
    """Return the text of an explained match."""
    return "\n".join(_match_lines(explained))


def trigger_text(explained: d.ExplainedTrigger) -> str:
    """Return the text of an explained trigger."""
    return "\n".join(_trigger_lines(explained))


def value_text(explained: d.ExplainedValue) -> str:
    """Return the text of an explained value of a calculated attribute."""
    return "\n".join(_value_lines(explained))


def recommendation_text(explained: d.ExplainedRecommendation) -> str:
    """Return the text of an explained recommendation."""
    return "\n".join(_recommendation_lines(explained))


def _match_lines(explained: d.ExplainedMatch) -> Iterator[str]:
    one, other = explained["ProfileIds"]
    score, least = explained["Score"], explained["LeastScore"]
    verdict = "match" if score >= least else "do not match"
    yield f"Profiles {one} and {other} {verdict} by their data: score {score}, at least {least} is wanted."
    for each in explained["Evidence"]:
        left, right = (quoted(values) or "nothing" for values in each["Values"])
        yield f"  {each['Kind']}: {left} and {right}: {_weight(each)}"
    yield f"  {explained['Status']}"
    for rule in explained["Rules"]:
        merging = ", which merges" if rule["Merges"] else ""
        yield f"Rule level {rule['RuleLevel']}{merging} {'holds' if rule['Holds'] else 'does not hold'}:"
        if rule["IsTooCommon"]:
            yield "  it is skipped: too many profiles have these values"
        for attribute in rule["Attributes"]:
            missing = f", {' and '.join(attribute['MissingIn'])} has no value" if attribute["MissingIn"] else ""
            yield f"  {attribute['Name']}: {'the same' if attribute['IsSame'] else 'not the same'}{missing}"
    yield explained["RuleStatus"]


def _weight(each: d.ExplainedEvidence) -> str:
    if each["Gain"]:
        return f"for the pair, {each['Gain']:.4g}"
    return f"against the pair, times {each['Doubt']:.4g}" if each["Doubt"] < 1 else "says nothing"


def _trigger_lines(explained: d.ExplainedTrigger) -> Iterator[str]:
    fires = "fires" if explained["Fires"] else "does not fire"
    yield f"Event trigger {explained['EventTriggerName']} {fires} for the object."
    yield from (f"  {reason}" for reason in explained["Reasons"])
    yield "One of the conditions must hold:"
    for number, condition in enumerate(explained["Conditions"], 1):
        yield f"  condition {number} {_holds(condition['Holds'])}, {condition['LogicalOperator']} of the dimensions:"
        for position, dimension in enumerate(condition["Dimensions"], 1):
            yield f"    dimension {position} {_holds(dimension['Holds'])}"
            for each in dimension["Attributes"]:
                actual = quoted(each["Actual"]) or "missing"
                wanted = f"{each['Operator']} {quoted(each['Wanted'])}"
                yield f"      {each['Name']} is {actual}, wanted {wanted}: {_holds(each['Holds'])}"


def _value_lines(explained: d.ExplainedValue) -> Iterator[str]:
    value = "has no value" if explained["Value"] is None else f"is {quoted([explained['Value']])}"
    name, profile_id = explained["CalculatedAttributeName"], explained["ProfileId"]
    yield f"Calculated attribute {name} of profile {profile_id} {value}: {explained['Statistic']} of the objects"
    yield f"  of type {explained['ObjectTypeName']} by {explained['Expression']}"
    if explained["Window"]:
        yield f"  from {explained['Window'][0]} to {explained['Window'][1]}"
    if not explained["Objects"]:
        yield "  the profile has no such object"
    for each in explained["Objects"]:
        counts = (
            f"counts as {quoted([each['Element'] or ''])}" if each["Counts"] else f"does not count: {each['Reason']}"
        )
        yield f"  {each['ProfileObjectUniqueKey']}, {each['At'] or 'no time'}: {counts}"


def _recommendation_lines(explained: d.ExplainedRecommendation) -> Iterator[str]:
    recipe, name = explained["RecommenderRecipeName"], explained["RecommenderName"]
    yield f"Recommender {name} ({recipe}) for profile {explained['ProfileId']}: {explained['Formula']}"
    yield f"The profile has interacted with {', '.join(explained['History']) or 'nothing'}."
    for each in explained["Items"]:
        place = f"place {each['Place']}" if each["Place"] else f"not recommended: {each['Reason']}"
        yield f"  {each['ItemId']}, score {each['Score']:.7g}, popularity {each['Popularity']:.7g}: {place}"


def _holds(holds: object) -> str:
    return "holds" if holds else "does not hold"
