from __future__ import annotations

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
    assert expected == export_key({"S3BucketName": "bucket", **prefix}, "shop", "job")  # type: ignore[typeddict-item]  # the name is


def test_groups_of_a_job_are_written_a_line_per_profile() -> None:
    groups = [MatchGroup("m1", ("a", "b"), 0.9), MatchGroup("m2", ("c", "d"), 0.8)]

    assert "MatchId,ConfidenceScore,ProfileId\nm1,0.9,a\nm1,0.9,b\nm2,0.8,c\nm2,0.8,d\n" == match_csv(groups)


def test_groups_of_rules_are_written_with_their_weakest_level() -> None:
    groups = [RuleGroup("m1", {"a": 1, "b": 3})]

    assert "MatchId,RuleLevel,ProfileId\nm1,3,a\nm1,3,b\n" == rule_match_csv(groups)
