"""Identity resolution in the hands of a test: run it now, decide how it ends, make its phases visible."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Literal

from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.identity_jobs import FAILED, PARTIAL_SUCCESS, Outcome
from moto_customerprofiles.errors import BadRequest, shown
from moto_customerprofiles.hook import hook
from moto_customerprofiles.reactions import react
from moto_customerprofiles.services.matching import identity_resolution, rule_matching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.state.world import World


@hook("POST", "domains/{domain_name}/identity-resolution-jobs")
def run_identity_resolution_job(world: World, domain_name: str, at: datetime | float | None = None) -> str:
    """Run an identity resolution job now, or as if it were `at`, and return its id.

    The planned job is pulled forward. `at` is a datetime or seconds since the epoch. Matching must be enabled.
    """
    domain = world.domains.require(domain_name)
    with world.call.at(world.call.now if at is None else _instant(at)):
        job_id = identity_resolution.run_now(domain)
        react(world)
    return job_id


@hook("POST", "domains/{domain_name}/rule-based-matching/activation")
def activate_rule_based_matching(world: World, domain_name: str) -> None:
    """Put the rules of the domain in force now, without the hour of waiting, and export their matches."""
    rule_matching.activate(world.domains.require(domain_name))


@hook("PUT", "domains/{domain_name}/identity-resolution-outcome")
def set_identity_resolution_outcome(
    world: World, domain_name: str, status: Literal["FAILED", "PARTIAL_SUCCESS"], message: str | None = None
) -> None:
    """Decide how the next identity resolution job ends: it finds nothing, or leaves its last merge undone."""
    if status not in (FAILED, PARTIAL_SUCCESS):
        raise BadRequest(f"A job can be made to end with {FAILED} or {PARTIAL_SUCCESS}, not {shown(status)}")
    outcome = Outcome(
        status, cut(message or f"The job was made to end with {status}", "GetIdentityResolutionJobResponse.Message")
    )
    identity_resolution.force_outcome(world.domains.require(domain_name), outcome)


@hook("PUT", "identity-resolution-phases")
def set_identity_resolution_phases(world: World, seconds: Mapping[str, float]) -> None:
    """Let the phases of identity resolution jobs take so many seconds each; no phases means no time, as by default."""
    try:
        world.call.journal.assign(world.settings, identity_resolution_phase_seconds=dict(seconds))
    except ValueError as wrong:
        raise BadRequest(str(wrong)) from None


def _instant(at: datetime | float) -> datetime:
    if isinstance(at, datetime):
        return at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    try:
        return datetime.fromtimestamp(at, timezone.utc)
    except (OverflowError, ValueError, OSError):
        raise BadRequest(f"at must be a time, in seconds since 1970 if it is a number, not {shown(at)}") from None
