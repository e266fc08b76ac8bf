"""Match groups as CSV, as they are exported to S3.

No public page shows AWS's files; only that a key of our own is appended to the configured one follows from the API
(ExportingConfig against ExportingLocation). Place and columns are ours.
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
    """Spell the key of an export: the configured one, less a closing slash, and what identifies the run.

    >>> export_key({"S3BucketName": "bucket", "S3KeyName": "exports/"}, "shop", "job")
    'exports/shop/job/matches.csv'
    """
    prefix = config.get("S3KeyName", "").rstrip("/")
    return "/".join([*([prefix] if prefix else []), *parts, FILE])


def match_csv(groups: Iterable[MatchGroup]) -> str:
    """Write the groups of a job, one line per profile."""
    rows = [
        (group.match_id, group.confidence_score, profile_id) for group in groups for profile_id in group.profile_ids
    ]
    return _csv(("MatchId", "ConfidenceScore", "ProfileId"), rows)


def rule_match_csv(groups: Iterable[RuleGroup]) -> str:
    """Write the groups of rule-based matching, one line per profile."""
    rows = [(group.match_id, group.rule_level, profile_id) for group in groups for profile_id in group.profile_ids]
    return _csv(("MatchId", "RuleLevel", "ProfileId"), rows)


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
