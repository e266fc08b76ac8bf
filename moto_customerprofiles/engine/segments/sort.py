"""The order of a segment's members.

Attributes break ties from first to last (service model, SegmentSort). A data type that is left out follows from the
values (Administrator Guide, building segments). That a missing or unreadable value comes last in both directions, and
that the profile id breaks the last tie, are our choices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from moto_customerprofiles.engine.values.literals import moment, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.subjects import Context, Subject

    Key = str | Decimal | datetime

S = TypeVar("S", bound="Subject")
_READERS: dict[str, Callable[[str], Key | None]] = {"STRING": str, "NUMBER": number, "DATE": moment}


def sort_members(sort: t.SegmentSortUnionTypeDef, members: Iterable[S], context: Context) -> list[S]:
    """Return the members in the order of a SegmentSort."""
    ordered = sorted(members, key=lambda member: member.profile_id)
    for attribute in reversed(sort["Attributes"]):
        texts = [_text(attribute, member, context) for member in ordered]
        ordered = _by_one(attribute, ordered, texts)
    return ordered


def calculated_in(sort: t.SegmentSortUnionTypeDef) -> frozenset[str]:
    """Return the names of the calculated attributes in a SegmentSort.

    >>> calculated_in({"Attributes": [{"Name": "spend", "Order": "DESC", "Type": "CALCULATED"}]})
    frozenset({'spend'})
    """
    return frozenset(one["Name"] for one in sort["Attributes"] if _is_calculated(one))


def _is_calculated(attribute: t.SortAttributeTypeDef) -> bool:
    return attribute.get("Type") == "CALCULATED"


def _text(attribute: t.SortAttributeTypeDef, member: Subject, context: Context) -> str | None:
    if _is_calculated(attribute):
        return context.calculated_value(attribute["Name"], None, member)
    return member.fields.get(attribute["Name"])


def _by_one(attribute: t.SortAttributeTypeDef, members: Sequence[S], texts: Sequence[str | None]) -> list[S]:
    read = _READERS[attribute.get("DataType") or data_type([text for text in texts if text])]
    keys = [read(text) if text else None for text in texts]
    present = [(key, at) for at, key in enumerate(keys) if key is not None]
    present.sort(key=lambda pair: pair[0], reverse=attribute["Order"] == "DESC")
    absent = [at for at, key in enumerate(keys) if key is None]
    return [members[at] for at in (*(at for _, at in present), *absent)]


def data_type(texts: Sequence[str]) -> str:
    """Return the type as which all texts can be read: NUMBER, else DATE, else STRING.

    >>> data_type(["1", "20"]), data_type(["2024-01-01"]), data_type(["1", "x"])
    ('NUMBER', 'DATE', 'STRING')
    """
    for name in ("NUMBER", "DATE"):
        if all(_READERS[name](text) is not None for text in texts):
            return name
    return "STRING"
