"""What explain_match tells of two profiles: the score kind by kind, and each rule attribute by attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from moto_customerprofiles.errors import BadRequest
from tests.support.areas.rule_based_matching import create_matching_domain, rules_of
from tests.support.backends import hook
from tests.support.shop import create_domain, create_profile

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
ANN: dict[str, Any] = {"FirstName": "Ann", "LastName": "Lee", "EmailAddress": "ann@x.com"}
BOB: dict[str, Any] = {"FirstName": "Bob", "LastName": "Ray", "EmailAddress": "ann@x.com"}


def _explain(*profile_ids: str) -> dict[str, Any]:
    explained: dict[str, Any] = hook("explain_match", "shop", *profile_ids)
    return explained


def test_score_is_told_kind_by_kind(client: CustomerProfilesClient) -> None:
    create_domain(client, Matching={"Enabled": True})
    explained = _explain(create_profile(client, **ANN), create_profile(client, **BOB))
    name, emails, *others = explained["Evidence"]

    assert ("name", [["ann", "lee"], ["bob", "ray"]], 0.6) == (name["Kind"], name["Values"], name["Doubt"])
    assert ("e-mail addresses", 0.9) == (emails["Kind"], emails["Gain"])
    assert {(0.0, 1.0)} == {(each["Gain"], each["Doubt"]) for each in others}
    assert explained["Score"] < explained["LeastScore"]
    assert "do not match by their data: score 0.54, at least 0.7 is wanted" in explained["Text"]
    assert "run_identity_resolution_job runs one now" in explained["Text"]


def test_score_of_a_group_is_that_of_its_pair(client: CustomerProfilesClient) -> None:
    create_domain(client, Matching={"Enabled": True})
    one, other = create_profile(client, **ANN), create_profile(client, **ANN)
    hook("run_identity_resolution_job", "shop")
    [group] = client.get_matches(DomainName="shop")["Matches"]
    explained = _explain(one, other)

    assert (group["MatchId"], group["ConfidenceScore"]) == (explained["MatchId"], explained["Score"])


def test_rules_are_told_attribute_by_attribute(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, rules_of(["LastName", "EmailAddress"], ["EmailAddress", "PhoneNumber"], merging=1))
    explained = _explain(create_profile(client, **ANN), create_profile(client, **BOB, PhoneNumber="1"))
    first, second = explained["Rules"]

    assert [(1, False, True), (2, False, False)] == [
        (rule["RuleLevel"], rule["Holds"], rule["Merges"]) for rule in (first, second)
    ]
    assert [("LastName", False), ("EmailAddress", True)] == [
        (each["Name"], each["IsSame"]) for each in first["Attributes"]
    ]
    assert [[], [explained["ProfileIds"][0]]] == [each["MissingIn"] for each in second["Attributes"]]
    assert "By the rules in force, no group has both." in explained["Text"]


def test_rule_that_holds_has_its_group(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, rules_of(["EmailAddress"]))
    explained = _explain(create_profile(client, **ANN), create_profile(client, **BOB))

    assert [False, True] == [rule["Holds"] for rule in explained["Rules"]]
    assert [explained["RuleMatchId"]] == client.list_rule_based_matches(DomainName="shop")["MatchIds"]


def test_matching_that_is_off_is_told(client: CustomerProfilesClient, domain: str) -> None:
    text = _explain(create_profile(client, **ANN), create_profile(client, **BOB))["Text"]

    assert "Matching is not enabled for the domain" in text
    assert "RuleBasedMatching is not enabled for the domain." in text
    assert "shop" == domain


def test_match_is_explained_over_http(client: CustomerProfilesClient, domain: str) -> None:
    one, other = create_profile(client, **ANN), create_profile(client, **BOB)
    url = f"{URL}/domains/{domain}/profiles/{one}/matches/{other}/explanation"

    assert _explain(one, other) == requests.get(url, timeout=5).json()


def test_profile_does_not_match_itself(client: CustomerProfilesClient, domain: str) -> None:
    one = create_profile(client, **ANN)

    with pytest.raises(BadRequest, match="other_profile_id must be another profile"):
        hook("explain_match", domain, one, one)
