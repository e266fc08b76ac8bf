"""What a failing test of pytest shows of Customer Profiles: its last calls, dead letters and hints."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from moto_customerprofiles.adapters.recent_calls import WATCH
from moto_customerprofiles.errors import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moto_customerprofiles.adapters.recent_calls import RecentCall
    from moto_customerprofiles.engine.explanations.hints import HintKey
    from moto_customerprofiles.services.views.hint_list import HintRow
    from moto_customerprofiles.state.world import World

MOST_CALLS = 20
"""So many calls and dead letters are shown, the last ones; our choice."""

_MOST_PARAMS = 6
_ERRORS = 400
_known: WeakKeyDictionary[World, set[HintKey]] = WeakKeyDictionary()


def report(*, with_hints: bool) -> str:
    """Return the text of the section, empty if the test has not used Customer Profiles."""
    parts = (part for world, calls in WATCH.of_test().items() for part in _world_lines(world, calls, with_hints))
    return "\n".join(parts)


def new_hints() -> str:
    """Return the hints that no earlier test has had, a line each; empty if there are none."""
    lines = []
    for world in WATCH.of_test():
        known = _known.setdefault(world, set())
        for hint in _hints(world):
            key = (hint["Hint"], hint["DomainName"], hint["Subject"], hint["Remedy"])
            if key not in known:
                known.add(key)
                lines.append(_hint_line(hint))
    return "\n".join(lines)


def _world_lines(world: World, calls: list[RecentCall], with_hints: bool) -> Iterator[str]:  # noqa: FBT001  # of one report
    letters = list(_letter_lines(world))
    hints = [_hint_line(hint) for hint in _hints(world)] if with_hints else []
    if not (calls or letters or hints):
        return
    yield f"Account {world.call.account_id}, region {world.call.region}"
    yield from _titled("Last calls", [_call_line(call) for call in calls[-MOST_CALLS:]])
    yield from _titled("Dead letters", letters[-MOST_CALLS:])
    yield from _titled("Hints", hints)


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if not number:
            yield f"{title}:"
        yield f"  {line}"


def _call_line(call: RecentCall) -> str:
    params = [f"{name}={shown(repr(value))}" for name, value in list(call.params.items())[:_MOST_PARAMS]]
    more = ["..."] if len(call.params) > _MOST_PARAMS else []
    error = f": {call.reply.get('Message', '')}" if call.status >= _ERRORS else ""
    return f"{call.operation}({', '.join([*params, *more])}) -> {call.status}{error}"


def _letter_lines(world: World) -> list[str]:
    return world.run(
        lambda: [
            f"{letter.object_type_name} {shown(letter.text)} in domain {domain.name}: {letter.reason}"
            for domain in world.domains
            for letter in domain.dead_letters
        ]
    )


def _hints(world: World) -> list[HintRow]:
    found: list[HintRow] = import_module("moto_customerprofiles.pipeline").perform_hook(world, "hints")
    return found


def _hint_line(hint: HintRow) -> str:
    return f"{hint['Hint']}, domain {hint['DomainName']}, {hint['Subject']}: {hint['Message']}. {hint['Remedy']}."
