"""Explanations as texts: one fact per line, details indented below it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations import documents as e

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def object_text(explained: e.ExplainedObject) -> str:
    """Return the text of an explained object."""
    return "\n".join(_object_lines(explained))


def profile_text(explained: e.ExplainedProfile) -> str:
    """Return the text of an explained profile."""
    return "\n".join(_profile_lines(explained))


def membership_text(explained: e.ExplainedMembership) -> str:
    """Return the text of an explained membership."""
    return "\n".join(_membership_lines(explained))


def writer_text(writer: e.Writer | None) -> str:
    """Return who wrote a value, as a text.

    >>> writer_text({"Source": "crm", "Priority": 2, "At": "2025-01-06T09:00:00+00:00"})
    'crm, priority 2, 2025-01-06T09:00:00+00:00'
    """
    if writer is None:
        return "the service itself"
    source = "CreateProfile or UpdateProfile" if writer["Source"] == "manual" else writer["Source"]
    rank = "" if writer["Priority"] is None else f", priority {writer['Priority']}"
    return f"{source}{rank}, {writer['At']}"


def _object_lines(explained: e.ExplainedObject) -> Iterator[str]:
    again = ""
    if explained["Stored"]:
        yield _arrival(explained["Stored"])
        again = ", put again now"
    yield f"Object of type {explained['ObjectTypeName']}{again}: {_object_outcome(explained)}"
    if explained["Keys"]:
        yield "Keys:"
        yield from map(_key_line, explained["Keys"])
    if explained["Fields"]:
        yield f"Fields of the profile, written by {writer_text(explained['Writer'])}:"
        yield from map(_write_line, explained["Fields"])
    for record in explained["StandardObjects"]:
        which = record["ProfileObjectUniqueKey"]
        yield f"Standard object {record['ObjectTypeName']}, {f'known as {which}' if which else 'a new one'}:"
        yield from map(_write_line, record["Fields"])


def _arrival(stored: e.ExplainedArrival) -> str:
    arrival = "; it created the profile" if stored["CreatedProfile"] else ""
    if stored["KeyName"]:
        arrival = f"; {stored['KeyName']} = {quoted(stored['NormalForms'])} found the profile then"
    return f"Stored with profile {stored['ProfileId']}{arrival}."


def _object_outcome(explained: e.ExplainedObject) -> str:
    key = explained["DecidedBy"]
    reason = f"key {key} found it" if key else "the profile has the object already"
    return {
        e.EXISTING: f"goes to profile {explained['ProfileId']}, because {reason}.",
        e.NEW: "goes to a new profile, because no key finds exactly one.",
        e.DEAD_LETTER: f"becomes a dead letter: {explained['Reason']}.",
        e.INVALID: f"is refused: {explained['Reason']}.",
    }[explained["Outcome"]]


def _key_line(key: e.ExplainedKey) -> str:
    compared = "" if key["Values"] == key["NormalForms"] else f", compared as {quoted(key['NormalForms'])}"
    value = f" = {quoted(key['Values'])}{compared}" if any(key["Values"]) else ""
    identifiers = f" [{', '.join(key['StandardIdentifiers'])}]" if key["StandardIdentifiers"] else ""
    left = ""
    if key["Outcome"] != e.EMPTY:
        left = "; stored" if key["IsStored"] else "; not stored"
    return f"  {key['KeyName']} ({', '.join(key['FieldNames'])}){identifiers}{value}: {_key_outcome(key)}{left}"


def _key_outcome(key: e.ExplainedKey) -> str:
    asked = f" (pass {key['Pass']})"
    return {
        e.DECIDED: f"finds profile {', '.join(key['ProfileIds'])}, which decides{asked}",
        e.AMBIGUOUS: f"is ambiguous, finds {', '.join(key['ProfileIds'])}{asked}",
        e.UNKNOWN: f"finds no profile{asked}",
        e.NOT_ASKED: "not asked, an earlier key has decided",
        e.EMPTY: "has no value, or not for all of its fields",
        e.NO_PROFILE_KEY: "is not a key of profiles",
    }[key["Outcome"]]


def _write_line(write: e.ExplainedWrite) -> str:
    line = f"  {write['Path']} = {quoted([write['Value']])}: "
    if write["Present"] is None and write["PresentWriter"] is None:
        return line + "wins, there is no value yet"
    against = f"{quoted([write['Present'] or ''])} ({writer_text(write['PresentWriter'])})"
    return line + (f"wins against {against}" if write["Wins"] else f"loses against {against}")


def _profile_lines(explained: e.ExplainedProfile) -> Iterator[str]:
    yield f"Profile {explained['ProfileId']}, created {explained['CreatedAt']}, expires {explained['ExpiresAt']}"
    if explained["MergedProfileIds"]:
        yield f"Merged into it: {', '.join(explained['MergedProfileIds'])}"
    if explained["Fields"]:
        yield "Fields:"
        yield from _field_lines(explained["Fields"])
    if explained["Keys"]:
        yield "Found by:"
        yield from map(_entry_line, explained["Keys"])
    if explained["Objects"]:
        yield "Objects:"
        for part in explained["Objects"]:
            made = ", which created the profile" if part["CreatedProfile"] else ""
            yield f"  {part['ObjectTypeName']} {part['ProfileObjectUniqueKey']}, {part['At']}{made}: {part['Object']}"
    for record in explained["StandardObjects"]:
        yield f"Standard object {record['ObjectTypeName']} {record['ProfileObjectUniqueKey']}:"
        yield from _field_lines(record["Fields"])


def _field_lines(fields: Iterable[e.ExplainedField]) -> Iterator[str]:
    for field in fields:
        yield f"  {field['Path']} = {quoted([field['Value']])}, from {writer_text(field['Writer'])}"


def _entry_line(entry: e.ExplainedEntry) -> str:
    brought = "deleted by hand" if entry["IsDeleted"] else f"brought by {', '.join(entry['BroughtBy'])}"
    return f"  {entry['KeyName']} = {quoted(entry['Values'])}: {brought}"


def _membership_lines(explained: e.ExplainedMembership) -> Iterator[str]:
    verdict = {True: "is in", False: "is not in", None: "may or may not be in"}[explained["IsMember"]]
    yield f"Profile {explained['ProfileId']} {verdict} segment {explained['SegmentDefinitionName']}."
    if explained["Reason"]:
        yield explained["Reason"]
    if explained["Groups"]:
        yield f"{explained['Include']} of the groups must hold:"
        yield from _group_lines(explained["Groups"], "  ")


def _group_lines(groups: Iterable[e.ExplainedGroup], indent: str) -> Iterator[str]:
    for number, group in enumerate(groups, 1):
        yield f"{indent}group {number} {_holds(group['Holds'])}"
        if group["SourceSegments"]:
            yield f"{indent}  {group['SourceType']} of the source segments:"
        for source in group["SourceSegments"]:
            yield f"{indent}    segment {source['SegmentDefinitionName']} {_has(source['Holds'])} the profile"
            yield from _group_lines(source["Groups"], f"{indent}      ")
        if group["Dimensions"]:
            yield f"{indent}  {group['Type']} of the dimensions:"
        for position, dimension in enumerate(group["Dimensions"], 1):
            yield f"{indent}    dimension {position} {_holds(dimension['Holds'])}"
            for condition in dimension["Conditions"]:
                yield f"{indent}      {_condition(condition)}"


def _condition(condition: e.ExplainedCondition) -> str:
    actual = "missing" if condition["Actual"] is None else quoted([condition["Actual"]])
    if condition["IsUnreadable"]:
        actual += " (which cannot be read as a date)"
    wanted = f"{condition['Operator']} {quoted(condition['Wanted']) or '(a placeholder without a value)'}"
    return f"{condition['Kind']} {condition['Name']} is {actual}, wanted {wanted}: {_holds(condition['Holds'])}"


def _holds(holds: object) -> str:
    return "holds" if holds else "does not hold"


def _has(holds: object) -> str:
    return "has" if holds else "does not have"


def quoted(texts: Iterable[str]) -> str:
    """Return texts in double quotes, with commas between them."""
    return ", ".join(json.dumps(text, ensure_ascii=False) for text in texts)
