from __future__ import annotations

from dataclasses import asdict

import pytest

from moto_customerprofiles.state.settings import Quotas


@pytest.mark.rule(
    "QUO-1",
    "OT-20",
    "OT-40",
    "OT-70",
    "P-32",
    "ID-D-5",
    "CA-14",
    "HIS-9",
    "INT-15",
    "ET-24",
    "SUB-2",
    "SNAP-14",
    "REC-18",
    "DOT-4",
    "ES-2",
)
def test_quotas_are_those_of_the_documents() -> None:
    assert {
        "domains": 100,
        "object_types": 100,
        "fields_per_object_type": 250,
        "keys_per_object_type": 10,
        "objects_per_profile": 1000,
        "bytes_per_profile": 51_200 * 1024,
        "integrations": 50,
        "calculated_attributes": 100,
        "event_streams": 1,
        "event_triggers": 50,
        "segment_subscriptions": 10,
        "segment_snapshots_per_day": 200,
        "domain_object_types": 1,
        "recommenders": 10,
        "recommender_schemas": 5,
        "recommender_filters": 30,
        "history_records_per_profile": 10_000,
    } == asdict(Quotas())
