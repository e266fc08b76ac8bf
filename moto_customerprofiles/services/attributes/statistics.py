"""Statistics of attributes: calculated when asked for, or once a day where a test wants to see time pass.

"The statistical calculations are performed once per day" (API reference, GetObjectTypeAttributeStatistics). Only when
the data store is set to become ready in steps are they remembered for a day here; by default each call calculates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.attributes.statistics import Statistics, statistics_of
from moto_customerprofiles.engine.attributes.values import values_at
from moto_customerprofiles.entities.calculated_attributes import CalculatedStatistics
from moto_customerprofiles.services.attributes.sources import observations
from moto_customerprofiles.services.data_store.switch import require_enabled

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain


def statistics_for(domain: Domain, object_type_name: str, path: str) -> CalculatedStatistics:
    """Return the statistics of an attribute; while there are none, they are empty and as old as the data store.

    Raises:
        ResourceNotFound: there is no such type.
        BadRequest: the data store is off.

    """
    found = observations(domain, object_type_name)
    store = require_enabled(domain)
    if not store.job.is_over:
        return CalculatedStatistics(Statistics(), store.switched_at)
    call = domain.call
    known = domain.attribute_statistics.get((object_type_name, path))
    if known and call.is_stepwise("data_store") and known.calculated_at.date() == call.now.date():
        return known
    statistics = statistics_of(text for document, _ in found for text in values_at(document, path))
    calculated = CalculatedStatistics(statistics, store.switched_at if statistics.maximum is None else call.now)
    call.journal.put(domain.attribute_statistics, (object_type_name, path), calculated)
    return calculated
