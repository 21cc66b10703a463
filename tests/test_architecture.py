"""The shape of the house, held by a test: imports go one way, and nothing grows too large."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tinycrm.cli.registry import COMMANDS
from tools.source import FILES, circles, imported_files, imports, lines, name_of, nodes, tree

# From the ground up. A module may import from layers below its own, and from its own.
LAYERS = (
    ("values",), ("errors",), ("saved", "notices"), ("text",), ("clock",), ("paths",), ("config",),
    ("days",), ("rules",), ("models", "dates"),
    ("store", "exchange"), ("services",), ("tui",), ("cli",),
)  # fmt: skip
APART = (("store", "exchange"), ("models", "dates"))
# The rooms of services/, from the ground up: a room knows itself and those before it.
ROOMS = (
    "ground", "people", "identity", "activity", "outcomes", "briefing", "editing", "history",
    "search", "transfer", "safety", "sample",
)  # fmt: skip
MOST_IN_A_ROOM = 20
ONE_IDEA_IN_TWO_FILES = {
    "config": "`crm config` prints what tinycrm.config read; a command is called as its file",
    "history": "`crm history` prints what services.history asked; a command is called as its file",
}
"""File names that stand twice, each with the one idea that both hold."""
HOMES = {
    "typer": ("cli",),
    "rich": ("cli/render", "tui"),
    "textual": ("tui",),
    "dateparser": ("dates",),
    "sqlmodel": ("models", "__init__"),
    "sqlalchemy": ("models", "__init__"),
    "pydantic": ("models", "__init__"),
    "vobject": ("exchange",),
    "sqlite3": ("store", "services", "__init__"),
}


def _layer(name: str) -> int:
    top = name.split("/", maxsplit=1)[0]
    return next((n for n, names in enumerate(LAYERS) if top in names), len(LAYERS))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_one_way(path: Path):
    own = _layer(name_of(path))
    for imported in imports(path):
        if imported.startswith("tinycrm."):
            below = imported.split(".")[1]
            assert _layer(below) <= own, f"{name_of(path)} imports {imported}"
            for siblings in APART:
                pair = {below, name_of(path).split("/")[0]}
                assert pair != set(siblings), f"{name_of(path)} imports its sibling {imported}"


def _room(name: str) -> int:
    parts = name.split("/")
    return ROOMS.index(parts[1] if len(parts) > 2 else "ground")


@pytest.mark.parametrize(
    "path", [each for each in FILES if name_of(each).startswith("services/")], ids=name_of
)
def test_a_room_of_the_services_knows_only_those_before_it(path: Path):
    own = _room(name_of(path))
    for imported in imported_files(path):
        if imported.startswith("services/"):
            assert _room(imported) <= own, f"{name_of(path)} imports {imported}"


def test_no_room_of_the_services_is_crowded():
    crowd = Counter(_room(name_of(path)) for path in FILES if name_of(path).startswith("services/"))
    assert all(count <= MOST_IN_A_ROOM for count in crowd.values()), crowd


def test_no_files_import_each_other_in_a_circle():
    arrows = {name_of(path): sorted(imported_files(path)) for path in FILES}
    assert circles(arrows) == []


def test_circles_are_found():
    arrows = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}
    assert circles(arrows) == [["b", "c"]]


def test_a_file_name_stands_for_one_idea():
    stems = Counter(path.stem for path in FILES if not path.stem.startswith("__"))
    twice = {stem for stem, count in stems.items() if count > 1}
    assert twice == ONE_IDEA_IN_TWO_FILES.keys()


# The records have their columns and their JSON beside them in models/, by the same names; a
# piece of styled text is measured otherwise by a terminal that is printed to.
CLASSES_TWICE = {"Span"}


def test_a_class_name_stands_for_one_idea():
    names = Counter(
        node.name
        for path in FILES
        if not name_of(path).startswith("models/")
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in names.items() if count > 1} == CLASSES_TWICE


def test_a_command_is_called_as_its_file():
    for name, entry in COMMANDS.items():
        assert entry.where.partition(":")[0].removesuffix("_") == name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_library_is_used_in_its_own_place_only(path: Path):
    for imported in imports(path):
        homes = HOMES.get(imported.split(".")[0])
        if homes:
            assert any(name_of(path).startswith(home) for home in homes), f"{path}: {imported}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_clock_is_read_in_one_place(path: Path):
    if name_of(path) != "clock":
        for node in nodes(path):
            if isinstance(node, ast.Attribute):
                assert ast.unparse(node) not in {
                    "date.today", "datetime.now", "datetime.utcnow", "time.time",
                }, f"{name_of(path)}:{node.lineno}"  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_stay_small_and_say_what_they_are(path: Path):
    assert ast.get_docstring(tree(path)), f"{name_of(path)} has no docstring"
    assert lines(path) <= 300, f"{name_of(path)} is too long"
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= _most(node), f"{name_of(path)}: {node.name} has {length} lines"


def test_most_functions_are_short():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) * 9 // 10] < 20


def _most(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A command's parameters are its options, one a line; they are no code."""
    arguments = [*node.args.args, *node.args.kwonlyargs]
    spread = max((a.end_lineno or 0 for a in arguments), default=node.lineno) - node.lineno
    return 40 + spread
