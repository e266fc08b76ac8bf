from __future__ import annotations

from dataclasses import asdict
from typing import Any

import boto3
import pytest
from moto import mock_aws

from moto_customerprofiles.state.settings import Quotas
from tests.support.facts import REGION


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


@pytest.mark.rule("SET-1")
@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"strict_rates": "yes"}, "Setting strict_rates must be bool, not 'yes'"),
        ({"record_calls": 1}, "Setting record_calls must be bool, not 1"),
        ({"sql_segments": "nowhere"}, "Setting sql_segments must be .*in_process.*, not 'nowhere'"),
        ({"sql_segment_seconds": "60"}, "Setting sql_segment_seconds must be float"),
        ({"identity_resolution_phase_seconds": {"MERGIN": 5}}, "not MERGIN; did you mean MERGING"),
        ({"identity_resolution_phase_seconds": {"MERGING": -1}}, "Phase MERGING must take from 0"),
        ({"request_rates": {"SearchProfile": 5}}, "did you mean SearchProfiles"),
        ({"consistency": {"serch": 5}}, "did you mean search"),
    ],
)
def test_setting_that_cannot_be_is_refused(config: Any, told: str) -> None:
    given: Any = {"customerprofiles": config}
    with mock_aws(config=given), pytest.raises(ValueError, match=told):
        boto3.client("customer-profiles", region_name=REGION).list_domains()
