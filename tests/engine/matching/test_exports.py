from __future__ import annotations

import csv
import io

import pytest

from moto_customerprofiles.engine.matching.exports import export_key, match_csv, rule_match_csv
from moto_customerprofiles.engine.matching.groups import MatchGroup
from moto_customerprofiles.engine.matching.rule_groups import RuleGroup


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ({}, "shop/job/matches.csv"),
        ({"S3KeyName": "/"}, "shop/job/matches.csv"),
        ({"S3KeyName": "exports/X"}, "exports/X/shop/job/matches.csv"),
    ],
)
def test_key_of_an_export_begins_as_configured(prefix: dict[str, str], expected: str) -> None:
    assert expected == export_key({"S3BucketName": "bucket", **prefix}, "shop", "job", "matches.csv")  # type: ignore[typeddict-item]  # the name is


def test_groups_of_a_job_are_written_a_line_per_profile() -> None:
    groups = [MatchGroup("m1", ("a", "b"), 0.9), MatchGroup("m2", ("c", "d"), 0.8)]
    ann = {
        "FirstName": "Ann",
        "GenderString": "Male",
        "Address.City": "Rome",
        "Attributes.k": "v",
    }
    header, *rows = csv.reader(io.StringIO(match_csv(groups, {"a": ann, "b": {}, "c": {}, "d": {}})))
    first = dict(zip(header, rows[0], strict=True))

    assert [["0", "0.9", "a"], ["0", "0.9", "b"], ["1", "0.8", "c"], ["1", "0.8", "d"]] == [row[:3] for row in rows]
    assert ("Ann", "Male", "Rome", "{k=v}", "") == (
        first["FirstName"],
        first["Gender"],
        first["Address.City"],
        first["Attributes"],
        first["LastName"],
    )


@pytest.mark.rule("ML-70")
def test_file_of_a_job_has_the_columns_that_were_seen() -> None:
    [header] = csv.reader(io.StringIO(match_csv([], {})))

    assert (59, "MatchingGroupId", "AdditionalInformation", "Attributes") == (
        len(header),
        header[0],
        header[4],
        header[-1],
    )
    assert "MiddleName" not in header
    assert ["Address.Address1", "Address.Address2", "Address.Address3", "Address.Address4", "Address.City"] == header[
        18:23
    ]
    assert [18, 28, 38, 48] == [
        header.index(f"{name}.Address1") for name in ("Address", "ShippingAddress", "MailingAddress", "BillingAddress")
    ]


def test_groups_of_rules_are_written_with_their_weakest_level() -> None:
    groups = [RuleGroup("m1", {"a": 1, "b": 3})]

    assert "MatchId,RuleLevel,ProfileId\nm1,3,a\nm1,3,b\n" == rule_match_csv(groups)
