"""The register of hooks: what only a test may ask, in Python and under `/moto-api/customer-profiles/`."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from inspect import signature
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

from moto_customerprofiles.engine.values.json_text import why_unwritable
from moto_customerprofiles.engine.values.kinds import fits
from moto_customerprofiles.errors import BadRequest, shown
from moto_customerprofiles.registers import Register

F = TypeVar("F", bound=Callable[..., object])
Natural = Annotated[int, "a whole number from 0 on"]
"""A number of things, or where one of them stands."""

_NAMED = {
    "Any": Any,
    "Collection": Collection,
    "Document": dict[str, object],
    "Literal": Literal,
    "Mapping": Mapping,
    "Natural": Natural,
    "Sequence": Sequence,
    "datetime": datetime,
}
"""What names in annotations stand for that are imported for type checkers only."""


@dataclass(frozen=True)
class Hook:
    """One hook: the function, and the method and path under which a server offers it."""

    run: Callable[..., object]
    method: str
    path: str

    def labels(self, method: str, segments: list[str]) -> dict[str, str] | None:
        """Return what the labels of the path stand for in a request, None if the request is for another hook.

        >>> Hook(print, "POST", "domains/{domain_name}/jobs").labels("POST", ["domains", "shop", "jobs"])
        {'domain_name': 'shop'}
        """
        template = self.path.split("/")
        if method != self.method or len(template) != len(segments):
            return None
        labels = {}
        for expected, segment in zip(template, segments, strict=True):
            if expected.startswith("{"):
                labels[expected.strip("{}")] = segment
            elif expected != segment:
                return None
        return labels

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, Any]]:
        """The annotation of each argument, as text and as what it stands for."""
        kinds = get_type_hints(self.run, localns=_Names(_NAMED), include_extras=True)
        arguments = signature(self.run).parameters
        return {name: (each.annotation, kinds[name]) for name, each in arguments.items() if name != "world"}

    def check(self, arguments: Mapping[str, object]) -> None:
        """Refuse arguments that are not as the annotations of the function say.

        Raises:
            BadRequest: an argument is of another type, is not one of the values that are known, or cannot be written as
                JSON, such as NaN and half of a surrogate pair.

        """
        for name, value in arguments.items():
            annotation, kind = self._kinds.get(name, ("", Any))
            if why := why_unwritable(value):
                raise BadRequest(f"{self.run.__name__}: {name} must be what JSON can hold; there is {why}")
            if not fits(value, kind):
                accepted = Natural.__metadata__[0] if annotation == "Natural" else annotation  # type: ignore[attr-defined]  # of an alias
                raise BadRequest(f"{self.run.__name__}: {name} must be {accepted}, not {shown(ascii(value))}")


class _Names(dict[str, Any]):
    """The names in annotations; one that is not known, such as that of a typed dictionary, stands for anything."""

    def __missing__(self, name: str) -> Any:
        return getattr(builtins, name, Any)


HOOKS: Register[Hook] = Register()
"""All hooks by the name of their function."""


def hook(method: str, path: str) -> Callable[[F], F]:
    """Register a function as a hook.

    The function takes the world and then arguments by name: those of the path's labels, and over HTTP the members of
    the JSON body. Arguments and answer are JSON values. `domain_name` is the usual first one: that domain catches up
    with the clock before the hook runs. In Python it is a method of the backend: `backend.activate(domain_name="d")`.
    """

    def register(function: F) -> F:
        HOOKS.add(function.__name__, Hook(function, method, path))
        return function

    return register
