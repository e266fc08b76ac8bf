"""Hints about matching: what was asked for before it was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.state.hints import lasting_hint, noted_hint

if TYPE_CHECKING:
    from datetime import datetime


@noted_hint
def rules_pending(starts_at: datetime | None) -> Finding:
    """Warn of rule-based matches that were asked for before the rules are in force, an hour after they changed."""
    when = f" before {starts_at.isoformat()}" if starts_at else ""
    return Finding(
        "RuleBasedMatching",
        f"matches were asked for, and the rules are not in force{when}",
        "Call activate_rule_based_matching of the backend to put them in force now; those of a new domain are at once",
    )


@lasting_hint
def job_pending(starts_at: datetime | None) -> Finding:
    """Warn of ML-based matches that were asked for before the first identity resolution job has run."""
    when = f", which is planned for {starts_at.isoformat()}" if starts_at else ""
    return Finding(
        "Matching",
        f"matches were asked for before the first identity resolution job{when}",
        "Call run_identity_resolution_job of the backend to run it now",
    )


@noted_hint
def matches_outdated(generated_at: datetime) -> Finding:
    """Warn of a search for matches that found none, although profiles have changed since the latest job."""
    return Finding(
        "Matching",
        f"there are no matches of the job of {generated_at.isoformat()}, and profiles have changed since",
        "Call run_identity_resolution_job of the backend to run another job now",
    )
