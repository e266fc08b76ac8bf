"""A domain in which something of everything is there, and for each operation a request that succeeds in it.

The data stand in `full_domain.json`. Names that begin with a dollar sign stand for ids that calls returned while the
domain was built. What stands beside `$needs` is there only if the installed botocore knows that name; operations,
members and enumerators in lists that it does not know are left out by themselves.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.pipeline import perform, perform_hook, protocol
from moto_customerprofiles.services.uploads.uploads import file_of
from moto_customerprofiles.wire.model import operation_model
from tests.support.columns import known_part
from tests.support.facts import aws_arn, queue_url
from tests.support.names import is_known
from tests.support.surroundings import Clock, RecordedNeighbours, new_world

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


def _known(value: Any) -> Any:
    """Return a part of the data less what needs something that the installed botocore does not know."""
    if isinstance(value, dict):
        kept = {name: _known(each) for name, each in value.items() if name != "$needs"}
        return {name: each for name, each in kept.items() if each is not None} if _is_possible(value) else None
    return [known for each in value if (known := _known(each)) is not None] if isinstance(value, list) else value


def _is_possible(document: dict[str, Any]) -> bool:
    return "$needs" not in document or is_known(document["$needs"])


_DATA = _known(json.loads(Path(__file__).with_name("full_domain.json").read_text(encoding="utf-8")))


def _known_calls(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**step, "params": _params(step)} for step in steps if is_known(step["operation"])]


def _params(call: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = known_part(operation_model(call["operation"]).input_shape, call["params"])
    return known


_GIVEN = _known_calls(_DATA["given"])
_CALLS = _known_calls([{"operation": name, "params": params} for name, params in _DATA["requests"].items()])

REQUESTS: dict[str, dict[str, Any]] = {call["operation"]: call["params"] for call in _CALLS}
"""By operation that the installed botocore knows: parameters with which it succeeds in the full domain."""

HOOK_REQUESTS: dict[str, dict[str, Any]] = _DATA["hooks"]
"""By hook: arguments with which it succeeds in the full domain."""

STREAMS = tuple(aws_arn("kinesis", f"stream/{name}") for name in ("events", "members", "others"))
LETTERS = queue_url("letters")
FILE = b"No,Mail\nA-1,new@x.org\nA-7,gil@x.org\n,lost@x.org\n"
LINES = b'{"id": "f1", "customer": "A-1", "email": "ann@x.org", "total": 3}\n{"id": "f2"}\n'


class FullDomain(NamedTuple):
    """A world with a full domain, its clock and neighbours, and the ids that calls returned."""

    world: World
    clock: Clock
    neighbours: RecordedNeighbours
    ids: dict[str, str]

    def params(self, operation: str) -> dict[str, Any]:
        """Return the parameters with which an operation succeeds."""
        filled: dict[str, Any] = self.fill(REQUESTS[operation])
        return filled

    def call(self, operation: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """Perform an operation, by default with the parameters with which it succeeds."""
        given = self.params(operation) if params is None else params
        return perform(self.world, operation, protocol(operation).parser.accept((), given))

    def call_hook(self, hook: str) -> object:
        """Run a hook with the arguments with which it succeeds."""
        return perform_hook(self.world, hook, **self.fill(HOOK_REQUESTS[hook]))

    def fill(self, value: Any) -> Any:
        """Put ids in the place of the names that stand for them."""
        if isinstance(value, dict):
            return {name: self.fill(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.fill(each) for each in value]
        return self.ids.get(value, value) if isinstance(value, str) else value


def open_full_domain() -> FullDomain:
    """Build the full domain; its clock stands a day after the hour at which the rules of matching came into force."""
    clock, neighbours = Clock(), RecordedNeighbours()
    neighbours.streams |= {arn: [] for arn in STREAMS}
    neighbours.queues[LETTERS] = []
    neighbours.buckets |= {"out": {}, "orders": {"new/a.jsonl": LINES}}
    full_domain = FullDomain(new_world(clock, neighbours), clock, neighbours, {})
    for step in _GIVEN:
        reply = full_domain.call(step["operation"], full_domain.fill(step["params"]))
        for member, name in step.get("ids", {}).items():
            full_domain.ids[name] = reply[member]
    _add_more_ids(full_domain)
    return full_domain


def put(params: dict[str, Any], path: str, value: str) -> dict[str, Any]:
    """Return parameters with another text at a dotted path."""
    changed: dict[str, Any] = json.loads(json.dumps(params))
    *steps, member = path.split(".")
    place = changed
    for step in steps:
        place = place[step]
    place[member] = value
    return changed


def _add_more_ids(full_domain: FullDomain) -> None:
    shop = full_domain.world.domains.require("shop")
    if "$upload" in full_domain.ids:
        bucket, key = file_of(shop, shop.upload_jobs.require(full_domain.ids["$upload"]))
        full_domain.neighbours.write_object(bucket, key, FILE)
    full_domain.ids["$identity"] = str(
        perform_hook(full_domain.world, "run_identity_resolution_job", domain_name="shop")
    )
    full_domain.clock.wind(days=1)
    full_domain.call("GetDomain")  # the domain catches up with the clock
    full_domain.ids["$fault"] = _spent_fault(full_domain)
    full_domain.ids["$record"] = next(iter(shop.history.of(full_domain.ids["$ann"]))).id


def _spent_fault(full_domain: FullDomain) -> str:
    """Inject a fault that has fired already, so that no other call meets it, and return its id."""
    fault_id = perform_hook(full_domain.world, "inject_fault", error="ThrottlingException", operation="GetDomain")
    with suppress(ServiceError):
        full_domain.call("GetDomain")
    return str(fault_id)
