from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from tests.support.areas.calculated_attributes import attribute_names, define_attribute, get_attribute
from tests.support.facts import REGION, T0
from tests.support.replies import error_code
from tests.support.shop import create_domain

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("CA-64")
def test_default_attributes_can_be_updated(frozen: time_machine.Traveller, selling: CustomerProfilesClient) -> None:  # noqa: ARG001
    selling.update_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="_frequent_caller",
        Conditions={"Threshold": {"Operator": "GREATER_THAN", "Value": "1"}},
    )
    found = get_attribute(selling, "_frequent_caller")

    assert {"Operator": "GREATER_THAN", "Value": "1"} == found["Conditions"]["Threshold"]
    assert T0 == found["LastUpdatedAt"]


@pytest.mark.rule("CA-70")
def test_default_attributes_have_no_times(selling: CustomerProfilesClient) -> None:
    assert not {"CreatedAt", "LastUpdatedAt"} & get_attribute(selling, "_last_channel").keys()


@pytest.mark.rule("CA-71", "ADD-6")
def test_new_customer_has_no_statistic(selling: CustomerProfilesClient) -> None:
    found = get_attribute(selling, "_new_customer")

    assert "Statistic" not in found
    assert "{_profile.createdAt}" == found["AttributeDetails"]["Expression"]


@pytest.mark.rule("CA-70", "ID-D-6", "ID-H-5")
@pytest.mark.parametrize(("which", "number"), [("all", 32), ("launched", 8), ("none", 0)])
def test_a_setting_says_which_defaults_a_domain_has(which: str, number: int) -> None:
    config: Any = {"customerprofiles": {"default_calculated_attributes": which}}
    with mock_aws(config=config):
        client = boto3.client("customer-profiles", region_name=REGION)
        create_domain(client)

        assert number == len(attribute_names(client))


@pytest.mark.rule("CA-65", "ID-EX-45")
def test_a_deleted_default_stays_away_until_it_is_created(selling: CustomerProfilesClient) -> None:
    selling.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="_last_channel")
    details = {"Attributes": [{"Name": "channel"}], "Expression": "{CTR.channel}"}

    assert "ResourceNotFoundException" == error_code(get_attribute, selling, "_last_channel")
    assert (
        "LAST_OCCURRENCE"
        == define_attribute(selling, "_last_channel", AttributeDetails=details, Statistic="LAST_OCCURRENCE")[
            "Statistic"
        ]
    )
