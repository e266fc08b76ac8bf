"""The calculated attributes that a new domain has from the start.

The Administrator Guide (default calculated attributes) lists all of them and marks most as not launched; which of the
two lists a real domain has is not certain, so a setting of the world decides.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

TIME_DIFFERENCE_FROM_NOW = "TIME_DIFFERENCE_FROM_NOW"
"""The statistic of `_new_customer`: days since the profile was made. Not of the service model; users cannot ask it."""


class _Required(TypedDict):
    Name: str
    Launched: bool
    Statistic: str
    AttributeDetails: t.AttributeDetailsUnionTypeDef


class DefaultAttribute(_Required, total=False):
    """A definition as the guide prints it."""

    DisplayName: str
    Conditions: t.ConditionsTypeDef
    Filter: t.FilterUnionTypeDef


def default_attributes(which: str) -> list[DefaultAttribute]:
    """Return the default definitions: `all`, only the `launched` ones, or `none`.

    >>> [attribute["Name"] for attribute in default_attributes("launched")][-1]
    '_new_customer'
    """
    wanted = {"all": (True, False), "launched": (True,), "none": ()}[which]
    return [attribute for attribute in _known() if attribute["Launched"] in wanted]


@cache
def _known() -> tuple[DefaultAttribute, ...]:
    text = files(__package__).joinpath("default_attributes.json").read_text("utf-8")
    return tuple(json.loads(text))
