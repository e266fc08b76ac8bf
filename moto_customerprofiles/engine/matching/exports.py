"""Match groups as the CSV files that are exported to S3.

No public page shows AWS's files; from the API (ExportingConfig against ExportingLocation) follows only that a key of
its own is appended to the configured one. The key and the columns are our choice.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.matching.groups import MatchGroup
    from moto_customerprofiles.engine.matching.rule_groups import RuleGroup

FILE = "matches.csv"


def export_key(config: t.S3ExportingConfigTypeDef, *parts: str) -> str:
    """Return the key of an exported file: the configured key without a final slash, then what identifies the run.

    >>> export_key({"S3BucketName": "bucket", "S3KeyName": "exports/"}, "shop", "job")
    'exports/shop/job/matches.csv'
    """
    prefix = config.get("S3KeyName", "").rstrip("/")
    return "/".join([*([prefix] if prefix else []), *parts, FILE])


def match_csv(groups: Iterable[MatchGroup]) -> str:
    """Return the match groups of a job as CSV, one line per profile."""
    rows = [
        (group.match_id, group.confidence_score, profile_id) for group in groups for profile_id in group.profile_ids
    ]
    return _csv(("MatchId", "ConfidenceScore", "ProfileId"), rows)


def rule_match_csv(groups: Iterable[RuleGroup]) -> str:
    """Return the match groups of rule-based matching as CSV, one line per profile."""
    rows = [(group.match_id, group.rule_level, profile_id) for group in groups for profile_id in group.profile_ids]
    return _csv(("MatchId", "RuleLevel", "ProfileId"), rows)


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
