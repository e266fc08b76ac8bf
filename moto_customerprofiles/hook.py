"""The register of hooks: what only a test may ask, in Python and under `/moto-api/customer-profiles/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from moto_customerprofiles.registers import Register

F = TypeVar("F", bound=Callable[..., object])


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
