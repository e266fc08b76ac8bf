from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.matching_settings import resolution_of
from moto_customerprofiles.engine.merging import Resolution

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

RECENT: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "RECENCY", "SourceName": "CRM"}
SOURCE: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "SOURCE", "SourceName": "CRM"}


@pytest.mark.parametrize(("block", "source"), [(None, None), (RECENT, None), (SOURCE, "CRM")])
def test_a_source_is_preferred_only_if_the_model_says_so(
    block: t.ConflictResolutionTypeDef | None, source: str | None
) -> None:
    assert Resolution(source) == resolution_of(block)
