"""The files of src/tinycrm: their names, their trees, and which imports which."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src" / "tinycrm"
FILES = sorted(SRC.rglob("*.py"))


@cache
def name_of(path: Path) -> str:
    """Return the name of a file of ours: `services/people/finding`."""
    return path.relative_to(SRC).with_suffix("").as_posix()


def _module(name: str) -> str:
    return f"tinycrm.{name.replace('/', '.')}".removesuffix(".__init__")


MODULES = {_module(name_of(path)): name_of(path) for path in FILES}
"""The name of the file of every module."""


@cache
def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file. It is shared: read it, do not change it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file."""
    return tuple(ast.walk(tree(path)))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return every module a file imports anywhere: inside functions, and for types alone, too."""
    found: list[str] = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return tuple(found)


@cache
def imported_files(path: Path) -> frozenset[str]:
    """Return the names of the files of ours that a file imports; for `from a import b` also a.b."""
    found = set()
    for imported in imports(path):
        whole = imported if imported in MODULES else imported.rpartition(".")[0]
        if whole in MODULES and MODULES[whole] != name_of(path):
            found.add(MODULES[whole])
    return frozenset(found)


def circles(arrows: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups of names that lead to each other, by what each can reach."""
    reached = {name: _reach(name, arrows) for name in arrows}
    groups = {
        tuple(sorted(each for each in reached[name] if name in reached[each]))
        for name in arrows
        if name in reached[name]
    }
    return sorted(map(list, groups))


def _reach(start: str, arrows: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    left = list(arrows[start])
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += arrows[name]
    return found
