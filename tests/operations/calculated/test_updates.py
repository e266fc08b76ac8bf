from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.calculated_attributes import MONTH, define_attribute, get_attribute
from tests.support.facts import T0
from tests.support.replies import error_code, less_metadata

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("CA-60", "CA-61", "CA-64")
def test_an_update_changes_texts_and_conditions_alone(
    frozen: time_machine.Traveller, selling: CustomerProfilesClient
) -> None:
    before = define_attribute(selling, Description="Old", Conditions=MONTH)
    frozen.move_to(T0 + timedelta(days=1))
    reply = selling.update_calculated_attribute_definition(
        DomainName="shop", CalculatedAttributeName="spent", DisplayName="Spent", Conditions={"ObjectCount": 5}
    )
    changed = {
        "DisplayName": "Spent",
        "Conditions": {**MONTH, "ObjectCount": 5},
        "LastUpdatedAt": T0 + timedelta(days=1),
    }

    assert {**before, **changed} == less_metadata(reply) == get_attribute(selling)


@pytest.mark.needs("CreateCalculatedAttributeDefinitionRequest.Filter")
@pytest.mark.rule("CA-60")
def test_an_update_answers_no_filter_and_keeps_it(selling: CustomerProfilesClient) -> None:
    chosen = {"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": {}}]}]}
    define_attribute(selling, Filter=chosen)
    reply = selling.update_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent")

    assert "Filter" not in reply
    assert chosen == get_attribute(selling)["Filter"]


@pytest.mark.rule("CA-62")
def test_a_refused_update_changes_nothing(selling: CustomerProfilesClient) -> None:
    before = define_attribute(selling, Conditions={"Range": {"TimestampSource": "{order.at}"}})

    assert "BadRequestException" == error_code(
        selling.update_calculated_attribute_definition,
        DomainName="shop",
        CalculatedAttributeName="spent",
        DisplayName="Spent",
        Conditions={"Range": {"TimestampSource": "{order.price}"}},
    )
    assert before == get_attribute(selling)
