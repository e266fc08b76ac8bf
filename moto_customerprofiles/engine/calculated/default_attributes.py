"""The calculated attributes that a new domain has.

The Administrator Guide (default calculated attributes) lists all of them and marks most as not launched. Which of the
two lists a real domain has is not known, so a setting of the world decides.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

TIME_DIFFERENCE_FROM_NOW = "TIME_DIFFERENCE_FROM_NOW"
"""The statistic of `_new_customer`: days since the profile was created.

The service model does not have this statistic, and requests cannot ask for it.
"""


class _Required(TypedDict):
    Name: str
    Launched: bool
    DisplayName: str
    Description: str
    Statistic: str
    AttributeDetails: t.AttributeDetailsUnionTypeDef


class DefaultAttribute(_Required, total=False):
    """A definition in the form of the guide."""

    Conditions: t.ConditionsTypeDef
    Filter: t.FilterUnionTypeDef


def default_attributes(which: str) -> list[DefaultAttribute]:
    """Return the default definitions: `all` of them, only the `launched` ones, or `none`.

    >>> [attribute["Name"] for attribute in default_attributes("launched")][-1]
    '_new_customer'
    """
    wanted = {"all": (True, False), "launched": (True,), "none": ()}[which]
    return [attribute for attribute in _known() if attribute["Launched"] in wanted]


@cache
def _known() -> tuple[DefaultAttribute, ...]:
    text = files(__package__).joinpath("default_attributes.json").read_text("utf-8")
    return tuple(json.loads(text))
