"""Hints about calculated attributes: what they read and no object has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.object_attributes import accessors, member
from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.errors import shown
from moto_customerprofiles.services.attributes.calculated_attributes import fields_of
from moto_customerprofiles.state.hints import found_hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.entities.calculated_attributes import CalculatedAttribute
    from moto_customerprofiles.state.survey import Survey


@found_hint
def calculated_attribute_unseen(survey: Survey) -> Iterator[Finding]:
    """Warn of a calculated attribute, or of its filter, over an attribute that no object has had."""
    for attribute in _own(survey):
        name = attribute.object_type_name
        documents = survey.documents_of(name)
        for each in _names(attribute) if documents else ():
            if not any(value not in (None, "") for value in _values(survey, name, each)):
                yield Finding(
                    f"calculated attribute {attribute.name}, attribute {shown(each)}",
                    f"no object of type {name} has it{survey.nearest_path(each, documents)}",
                    "Name a field of the object type, or a member of the objects as a path without _source",
                )


@found_hint
def calculated_attribute_time_unreadable(survey: Survey) -> Iterator[Finding]:
    """Warn of a TimestampSource whose values cannot be read as a time: such an object is in no Range."""
    for attribute in _own(survey):
        source, name = attribute.calculation.source, attribute.object_type_name
        for value in _values(survey, name, source.attribute) if source else ():
            if source and value is not None and source.time({source.attribute: value}.get) is None:
                yield Finding(
                    f"calculated attribute {attribute.name}, TimestampSource {shown(source.attribute)}",
                    f"{shown(repr(value))} cannot be read as {source.form or 'a time'}",
                    "Let the objects have ISO 8601 or epoch numbers, and TimestampFormat say which",
                )
                break


def _own(survey: Survey) -> list[CalculatedAttribute]:
    """Return the definitions that are not the default ones of the domain."""
    return [each for each in survey.domain.calculated_attributes if each.created_at is not None]


def _names(attribute: CalculatedAttribute) -> list[str]:
    groups = attribute.filter["Groups"] if attribute.filter else ()
    filtered = [name for group in groups for dimension in group["Dimensions"] for name in dimension["Attributes"]]
    return list(dict.fromkeys([*attribute.calculation.expression.attributes, *filtered]))


def _values(survey: Survey, object_type_name: str, name: str) -> Iterator[object]:
    read = accessors(fields_of(survey.domain, object_type_name))(name)
    is_standard = object_type_name in standard_objects()
    for document in survey.documents_of(object_type_name):
        yield member(document, name) if is_standard else read(document)
