"""What the definition of an upload job means: which column of the file goes to which field of a profile.

The Administrator Guide ("Import files into segments") allows 25 attributes. A Source is `_source.<column>` and a Target
is `_profile.<field>`; the console leaves the prefixes out, so both are optional here. Whether UniqueKey names an entry
of Fields, a target or a column is not documented: all three are accepted, in this order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping.field_sources import ROOT
from moto_customerprofiles.engine.profiles.fields import ADDRESS_PATHS, TEXT_MEMBERS, attribute_name, is_text_path
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

_MOST_ATTRIBUTES = 25


class Column(NamedTuple):
    """One column of the file: its name in the header, the path of a profile that it fills, and its content type."""

    name: str
    path: str
    content_type: str


class Plan(NamedTuple):
    """All mapped columns, and the path and the content type of the value that identifies a customer."""

    columns: tuple[Column, ...]
    key_path: str
    key_type: str


def plan_upload(fields: Mapping[str, t.ObjectTypeFieldTypeDef], unique_key: str) -> Plan:
    """Return the compiled Fields and UniqueKey of an upload job.

    Raises:
        BadRequest: the fields or the key cannot be used; the message says why.

    >>> plan = plan_upload({"mail": {"Source": "_source.Mail", "Target": "_profile.EmailAddress"}}, "mail")
    >>> plan.columns, plan.key_path, plan.key_type
    ((Column(name='Mail', path='EmailAddress', content_type='STRING'),), 'EmailAddress', 'STRING')

    """
    if not fields:
        raise BadRequest(
            "Fields must map at least one attribute, a column of the file to a Target such as _profile.FirstName"
        )
    if len(fields) > _MOST_ATTRIBUTES:
        raise BadRequest(f"An upload job maps at most {_MOST_ATTRIBUTES} attributes, not {len(fields)}")
    columns = {name: _column(name, field) for name, field in fields.items()}
    key = _key_column(columns, unique_key)
    return Plan(tuple(columns.values()), key.path, key.content_type)


def _column(name: str, field: t.ObjectTypeFieldTypeDef) -> Column:
    source = field.get("Source", "").removeprefix(f"{ROOT}.")
    path = field.get("Target", "").removeprefix(f"{PROFILE}.")
    if not source or not path:
        raise BadRequest(
            f"Field {shown(name)} of Fields needs a Source, a column of the file, and a Target, such as "
            "_profile.FirstName"
        )
    if not is_text_path(path) or len(attribute_name(path)) > LONGEST["Profile.Attributes.key"]:
        raise BadRequest(
            f"Target {shown(field['Target'])} of field {shown(name)} is no field of a profile"
            f"{did_you_mean(path, (*TEXT_MEMBERS, *ADDRESS_PATHS))}; Attributes.<name> takes any name"
        )
    return Column(source, path, field.get("ContentType", "STRING"))


def _key_column(columns: Mapping[str, Column], unique_key: str) -> Column:
    if unique_key in columns:
        return columns[unique_key]
    target, source = unique_key.removeprefix(f"{PROFILE}."), unique_key.removeprefix(f"{ROOT}.")
    by_target = (column for column in columns.values() if column.path == target)
    by_source = (column for column in columns.values() if column.name == source)
    for column in (*by_target, *by_source):
        return column
    raise BadRequest(
        f"UniqueKey {shown(unique_key)} names none of the Fields, their targets or their "
        f"columns{among(unique_key, columns)}"
    )
