"""The order of a template's resources: what others refer to or depend on comes first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_SUBSTITUTED = re.compile(r"\$\{([^!.}]+)")


def in_order(templates: Mapping[str, object]) -> list[str]:
    """Return the logical ids of a template's resources, each after all that it needs.

    >>> in_order({"Orders": {"Properties": {"DomainName": {"Ref": "Shop"}}}, "Shop": {}})
    ['Shop', 'Orders']
    """
    ordered: dict[str, None] = {}
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in templates and name not in begun:
            begun.add(name)
            for needed in [*depends_on(templates[name]), *_references(templates[name])]:
                visit(needed)
            ordered[name] = None

    for name in templates:
        visit(name)
    return list(ordered)


def unresolved(templates: Mapping[str, object], known: Container[str]) -> list[str]:
    """Return what the resources of a template refer to, and neither they nor `known` have: parameters, say.

    >>> unresolved({"Orders": {"Properties": {"DomainName": {"Ref": "Shpo"}}}, "Shop": {}}, {"AWS::Region"})
    ['Shpo']
    """
    named = (name for each in templates.values() for name in _references(each))
    return [name for name in dict.fromkeys(named) if name not in templates and name not in known]


def depends_on(template: object) -> list[str]:
    """Return the logical ids that a resource says it depends on.

    >>> depends_on({"DependsOn": "Shop"})
    ['Shop']
    """
    named = template.get("DependsOn", []) if isinstance(template, dict) else []
    return [str(each) for each in (named if isinstance(named, list) else [named])]


def _references(value: object) -> Iterator[str]:
    """Yield the names that intrinsic functions anywhere in a value refer to."""
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _FUNCTIONS.get(key, lambda _: ())(each)
            yield from _references(each)


def _sub(value: object) -> list[str]:
    text, variables = value if isinstance(value, list) and len(value) == 2 else (value, {})  # noqa: PLR2004  # a text and its variables
    return [name for name in _SUBSTITUTED.findall(text) if name not in variables] if isinstance(text, str) else []


def _get_att(value: object) -> list[str]:
    return [str(value[0])] if isinstance(value, list) and value else [str(value).partition(".")[0]]


_FUNCTIONS = {"Ref": lambda value: [str(value)], "Fn::GetAtt": _get_att, "Fn::Sub": _sub}
