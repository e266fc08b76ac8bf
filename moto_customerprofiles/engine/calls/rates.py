"""How many requests of an operation the service takes in a second, for each account and region.

The quota page of the Administrator Guide gives these defaults. It is silent about the operations that are younger than
it; they have no rate here until a test gives them one. That a request counts against the second before it, however the
seconds of the clock fall, is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import did_you_mean
from moto_customerprofiles.registers import names_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_RATE = {
    100: (
        "AddProfileKey CreateProfile DeleteProfile DeleteProfileKey DeleteProfileObject ListAccountIntegrations "
        "ListProfileObjects MergeProfiles PutProfileObject SearchProfiles UpdateProfile"
    ),
    10: "GetProfileObjectType",
    5: (
        "GetDomain GetIntegration GetProfileObjectTypeTemplate ListDomains ListIntegrations "
        "ListProfileObjectTypeTemplates ListProfileObjectTypes"
    ),
    1: (
        "CreateDomain DeleteDomain DeleteIntegration DeleteProfileObjectType PutIntegration PutProfileObjectType "
        "UpdateDomain"
    ),
}

REQUESTS_PER_SECOND: Mapping[str, int] = {name: rate for rate, names in _BY_RATE.items() for name in names.split()}
"""The documented rate of each operation that has one."""


def read_rates(value: object) -> dict[str, int]:
    """Return rates by the names of operations, as a test gives them.

    Raises:
        ValueError: the value is no mapping of names to whole numbers from 1 on, or a name is that of no operation.

    >>> read_rates({"SearchProfiles": 20})
    {'SearchProfiles': 20}

    """
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and type(rate) is int and rate >= 1 for name, rate in value.items()
    ):
        raise ValueError(
            "request_rates are whole numbers of requests a second, from 1 on, by the names of operations, such as "
            f'{{"SearchProfiles": 20}}, not {value!r:.100}'
        )
    known = names_in("operations")
    for name in value:
        if name not in known:
            raise ValueError(f"request_rates has no operation {name!r:.100}{did_you_mean(name, known)}")
    return dict(value)
