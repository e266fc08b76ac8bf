"""No module of the package imports itself, by whatever way round: imports for types and in functions count, too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import moto_customerprofiles

ROOT = Path(moto_customerprofiles.__file__).parent

Graph = dict[str, set[str]]


def imports_of(tree: ast.AST, known: set[str]) -> set[str]:
    """Return the modules of the package that a file imports, wherever in the file it does so."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            paths = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (paths & known) or {node.module}
    return found & known


def graph_of(package: Path) -> Graph:
    """Return what each module below a folder imports from the same folder."""
    files = {_name(package, path): path for path in package.rglob("*.py")}
    return {name: imports_of(ast.parse(path.read_text("utf-8")), set(files)) for name, path in files.items()}


def circle_in(graph: Graph) -> list[str]:
    """Return the modules of one circle in the order in which each imports the next, nothing if there is none."""
    done: set[str] = set()
    for start in sorted(graph):
        path = _follow(graph, start, [], done)
        if path:
            return path
    return []


def _follow(graph: Graph, module: str, path: list[str], done: set[str]) -> list[str]:
    if module in path:
        return [*path[path.index(module) :], module]
    if module in done:
        return []
    for imported in sorted(graph[module]):
        circle = _follow(graph, imported, [*path, module], done)
        if circle:
            return circle
    done.add(module)
    return []


def _name(package: Path, path: Path) -> str:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_modules_import_each_other_in_one_direction_only() -> None:
    graph = graph_of(ROOT)
    circle = circle_in(graph)

    assert len(graph) > 200, "the graph has lost most of the package"
    assert [] == circle, "Imports run in a circle (types included): " + " -> ".join(circle)


@pytest.mark.parametrize(
    "line",
    [
        "from house import roof",
        "import house.roof",
        "from house.roof import tiles",
        "if TYPE_CHECKING:\n    from house.roof import tiles",
        "def build():\n    from house import roof",
    ],
)
def test_a_circle_is_seen_however_the_import_is_written(tmp_path: Path, line: str) -> None:
    house = tmp_path / "house"
    house.mkdir()
    for name, text in {
        "__init__": "",
        "roof": "import house.walls",
        "walls": "import house.base",
        "base": line,
    }.items():
        (house / f"{name}.py").write_text(text, "utf-8")

    assert ["house.base", "house.roof", "house.walls", "house.base"] == circle_in(graph_of(house))
