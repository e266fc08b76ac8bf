"""Eventual consistency: the one mechanism by which effects of calls show later than the calls are answered.

The setting `consistency` says how long each kind of effect takes. Without it, which is the default, every effect shows
at once. An effect that waits falls due as all else does: at the start of the next call on its domain, at its own
instant. That a profile which is deleted or merged later stays what it is until then, and that several effects of one
kind keep their order, is our choice.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calls.delays import NEW_DOMAINS
from moto_customerprofiles.entities.changes import ProfileCreated
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.state.testing.deferred import Wait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.state.call import Call
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

CONTACT_RECORD = "CTR"
_READS = ("BatchGet", "Get", "List", "Search")


def defer(domain: Domain, kind: str, run: Callable[[], object]) -> None:
    """Let an effect of the call happen when its kind has waited for long enough: at once without the setting."""
    wait = _wait(domain.call, kind)
    if wait is None:
        run()
    else:
        domain.deferred.add(kind, wait, domain.call.caller, run)


def takes_time(domain: Domain, kind: str) -> bool:
    """Return whether effects of a kind wait at present."""
    return _wait(domain.call, kind) is not None


def due(domain: Domain) -> datetime | None:
    """Return when the next effect falls due, None if none does by itself."""
    return domain.deferred.due()


def run(domain: Domain, now: datetime) -> None:  # noqa: ARG001  # the instant of the call does not matter here
    """Let the effect happen that is due, in the name of the caller who brought it about."""
    effect, call = domain.deferred.take(), domain.call
    before, call.caller = call.caller, effect.caller
    try:
        attempt(domain, "an effect that showed later", effect.run)
    finally:
        call.caller = before


def begin_call(domain: Domain, operation: str) -> None:
    """Count a reading call for the effects that wait for such, and remember the statistics that the domain shows."""
    deferred = domain.deferred
    if deferred.shown_stats is None:
        deferred.shown_stats = domain.stats()
    if operation.startswith(_READS):
        for effect in deferred.waiting():
            effect.wait.look(domain.call.now)


def settle(domain: Domain) -> None:
    """Let all effects that wait fall due now."""
    for effect in domain.deferred.waiting():
        effect.wait.due = domain.call.now


def on_change(domain: Domain, change: Change) -> None:
    """Hide a new profile from searches, and the new statistics of the domain, for as long as they wait."""
    deferred, journal = domain.deferred, domain.call.journal
    if isinstance(change, ProfileCreated) and takes_time(domain, "search"):
        journal.add(deferred.unsearchable, change.profile_id)
        defer(domain, "search", partial(journal.discard, deferred.unsearchable, change.profile_id))
    stats = domain.stats()
    defer(domain, "counts", partial(journal.assign, deferred, shown_stats=stats))


def shown_stats(domain: Domain) -> Mapping[str, int]:
    """Return the statistics that GetDomain shows."""
    shown = domain.deferred.shown_stats
    return domain.stats() if shown is None or not takes_time(domain, "counts") else shown


def keep_former_type(domain: Domain, former: ObjectType) -> None:
    """Let objects be read by the former definition of an object type for as long as a mapping waits."""
    deferred, journal = domain.deferred, domain.call.journal
    if not takes_time(domain, "mapping"):
        return
    if former.name not in deferred.former_types:
        journal.put(deferred.former_types, former.name, former)
    defer(domain, "mapping", partial(_end_former_type, domain, former.name))


def _end_former_type(domain: Domain, name: str) -> None:
    if name in domain.deferred.former_types:
        domain.call.journal.drop(domain.deferred.former_types, name)


def hold_name(world: World, name: str) -> None:
    """Let the name of a deleted domain not be free for as long as deleted names wait."""
    wait = _wait(world.call, "deleted_names")
    if wait is not None:
        world.call.journal.put(world.held_names, name, wait)


def check_name(world: World, name: str) -> None:
    """Refuse the name of a domain that was deleted a moment ago; each attempt is a look.

    Raises:
        BadRequest: the name is not free yet. The words are those for a domain that exists, which is our choice.

    """
    wait = world.held_names.get(name)
    if wait is None:
        return
    wait.look(world.call.now)
    if wait.due is None or world.call.now < wait.due:
        raise BadRequest(f"Domain {name} already exists: its name is not free yet after it was deleted")
    world.call.journal.drop(world.held_names, name)


def begin_domain(domain: Domain) -> None:
    """Let a new domain take no object types for as long as new domains wait."""
    if takes_time(domain, NEW_DOMAINS):
        domain.deferred.is_new = True
        defer(domain, NEW_DOMAINS, partial(domain.call.journal.assign, domain.deferred, is_new=False))


def check_takes_types(domain: Domain) -> None:
    """Refuse object types of a domain that was created a moment ago, as AWS's solution for travellers met it.

    Raises:
        BadRequest: the domain is too new. The kind of the error and its words are our choice.

    """
    if domain.deferred.is_new:
        raise BadRequest(
            f"Domain {domain.name} is not ready for object types yet, as the setting consistency gives {NEW_DOMAINS} a "
            "time; try again"
        )


def _wait(call: Call, kind: str) -> Wait | None:
    delays = call.settings.delays
    if not delays:
        return None
    seconds, looks = delays.of(kind)
    if looks:
        return Wait(None, looks)
    return Wait(call.now + timedelta(seconds=seconds), 0) if seconds else None
