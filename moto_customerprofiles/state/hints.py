"""The register of hints: what is allowed but is probably a mistake. Each hint is one function.

A hint is either noted by a call that comes across it, or found by a search of the domain when somebody asks for hints.
Neither costs a call anything that has no hint: a noted one is made where a call goes another way already, and is told
in the place of a message to a neighbour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from moto_customerprofiles.engine.explanations.hints import Finding, Hint

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.survey import Survey

P = ParamSpec("P")
Search = Callable[["Survey"], Iterable[Finding]]
NotedHint = Callable[Concatenate["Domain", P], None]


@dataclass(frozen=True)
class HintKind:
    """A kind of hint: its name, module and docstring, and the function if the hint is searched for."""

    name: str
    module: str
    description: str
    search: Search | None


HINTS: dict[str, HintKind] = {}
"""All kinds of hints by name."""


def found_hint(search: Search) -> Search:
    """Register a function that returns the findings of one kind in a domain, when somebody asks for hints."""
    _register(search, search)
    return search


def noted_hint(find: Callable[P, Finding]) -> NotedHint[P]:
    """Register a function that makes the finding of one kind; the call that comes across the mistake calls it.

    The registered function takes the domain first. A call that fails has noted nothing.
    """
    return _noted(find, lasts=False)


def lasting_hint(find: Callable[P, Finding]) -> NotedHint[P]:
    """Register a function as `noted_hint` does; a call that fails keeps the hint.

    It is for refusals whose words are those of the real service, which say nothing of the remedy.
    """
    return _noted(find, lasts=True)


def _noted(find: Callable[P, Finding], *, lasts: bool) -> NotedHint[P]:
    name = _register(find, None)

    @wraps(find)
    def note(domain: Domain, /, *args: P.args, **kwargs: P.kwargs) -> None:
        hint = Hint(name, domain.name, *find(*args, **kwargs), domain.call.now)
        domain.call.note_hint(hint, lasts=lasts)

    return note


def _register(function: Callable[..., object], search: Search | None) -> str:
    name = function.__name__.replace("_", "-")
    if name in HINTS:
        raise ValueError(f"Hint {name} is registered twice")
    HINTS[name] = HintKind(name, function.__module__, function.__doc__ or "", search)
    return name
