"""YAML texts that people write by hand, read as plain data.

References (`*name`, `<<: *name`) save writing. A few lines of them can stand for more than any machine holds, or for
themselves; so what a text stands for is counted before any of it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from yaml.nodes import Node

_MOST_ADDED = 1_000_000
"""Values that references may add to those that are written; ours."""


def read_yaml(text: str) -> object:
    r"""Read one YAML document; `ValueError` for what is none, or stands for too much.

    >>> read_yaml("base: &base {Days: 30}\nshop: *base")
    {'base': {'Days': 30}, 'shop': {'Days': 30}}
    """
    yaml = yaml_module()
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        _check_size(node)
        document: object = loader.construct_document(node)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    except yaml.YAMLError as broken:
        raise ValueError(f"no YAML: {broken}") from None
    return document


def yaml_module() -> ModuleType:
    """Return PyYAML, which is an extra; `ImportError` says which."""
    try:
        import yaml  # noqa: PLC0415  # an extra
    except ImportError as missing:
        raise ImportError("YAML needs one more package: pip install 'moto-customerprofiles[yaml]'") from missing
    return yaml


def _check_size(node: Node) -> None:
    sizes: dict[int, int | None] = {}

    def size(node: Node) -> int:
        if id(node) not in sizes:
            sizes[id(node)] = None  # not known as long as we are inside
            sizes[id(node)] = 1 + sum(map(size, _inside(node)))
        known = sizes[id(node)]
        if known is None:
            raise ValueError("a reference stands for itself")
        return known

    if size(node) > len(sizes) + _MOST_ADDED:
        raise ValueError(f"the references stand for more than {_MOST_ADDED} values")


def _inside(node: Node) -> list[Node]:
    parts = node.value if isinstance(node.value, list) else []
    return [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
