"""YAML texts that people write by hand, read as plain data.

References (`*name`, `<<: *name`) can stand for more values than fit into memory, or for themselves. So the values that
a text stands for are counted before any of them is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from yaml.nodes import Node

_MOST_ADDED = 1_000_000
"""How many values references may add to those that are written; our choice."""


def read_yaml(text: str) -> object:
    r"""Return the data of one YAML document.

    Raises:
        ValueError: the text is not YAML, is nested too deeply, or its references stand for too many values.
        ImportError: PyYAML, an optional dependency, is not installed.

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
    """Return PyYAML, an optional dependency.

    Raises:
        ImportError: PyYAML is not installed; the message names the extra that installs it.

    """
    try:
        import yaml  # noqa: PLC0415  # an extra
    except ImportError as missing:
        raise ImportError("YAML needs one more package: pip install 'moto-customerprofiles[yaml]'") from missing
    return yaml


def _check_size(node: Node) -> None:
    sizes: dict[int, int | None] = {}

    def size(node: Node) -> int:
        if id(node) not in sizes:
            sizes[id(node)] = None  # unknown while the node is being counted
            sizes[id(node)] = 1 + sum(map(size, _inside(node)))
        known = sizes[id(node)]
        if known is None:
            raise ValueError("a reference stands for itself")
        return known

    if size(node) > len(sizes) + _MOST_ADDED:
        raise ValueError(f"the references stand for more than {_MOST_ADDED} values")


def _inside(node: Node) -> list[Node]:
    parts = node.value if isinstance(node.value, list) else []
    return [node for part in parts for node in (part if isinstance(part, tuple) else (part,))]
