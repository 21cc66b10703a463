"""The shape of the house, held by a test: imports go one way, and nothing grows too large."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tinycrm.cli.registry import COMMANDS

SRC = Path(__file__).resolve().parents[1] / "src" / "tinycrm"
FILES = sorted(SRC.rglob("*.py"))

# From the ground up. A module may import from layers below its own, and from its own.
LAYERS = (
    ("errors",), ("saved",), ("text",), ("clock",), ("paths",), ("config",), ("days",), ("rules",),
    ("models", "dates"),
    ("store", "exchange"), ("services",), ("tui",), ("cli",),
)  # fmt: skip
APART = (("store", "exchange"), ("models", "dates"))
# The rooms of services/, from the ground up: a room knows itself and those before it.
ROOMS = (
    "ground", "people", "activity", "outcomes", "briefing", "editing", "history", "search",
    "transfer", "safety", "sample",
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


def _name(path: Path) -> str:
    return path.relative_to(SRC).with_suffix("").as_posix()


def _imports(path: Path) -> list[str]:
    """Every module a file imports anywhere: inside functions, and for types alone, too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def _layer(name: str) -> int:
    top = name.split("/", maxsplit=1)[0]
    return next((n for n, names in enumerate(LAYERS) if top in names), len(LAYERS))


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_imports_go_one_way(path: Path):
    own = _layer(_name(path))
    for imported in _imports(path):
        if imported.startswith("tinycrm."):
            below = imported.split(".")[1]
            assert _layer(below) <= own, f"{_name(path)} imports {imported}"
            for siblings in APART:
                pair = {below, _name(path).split("/")[0]}
                assert pair != set(siblings), f"{_name(path)} imports its sibling {imported}"


def _room(name: str) -> int:
    parts = name.split("/")
    return ROOMS.index(parts[1] if len(parts) > 2 else "ground")


def _module(name: str) -> str:
    return f"tinycrm.{name.replace('/', '.')}".removesuffix(".__init__")


MODULES = {_module(_name(path)): _name(path) for path in FILES}


def _imported_files(path: Path) -> set[str]:
    """Names of the files of ours that a file imports; for `from a import b` also a.b."""
    found = set()
    for imported in _imports(path):
        whole = imported if imported in MODULES else imported.rpartition(".")[0]
        if whole in MODULES and MODULES[whole] != _name(path):
            found.add(MODULES[whole])
    return found


@pytest.mark.parametrize(
    "path", [each for each in FILES if _name(each).startswith("services/")], ids=_name
)
def test_a_room_of_the_services_knows_only_those_before_it(path: Path):
    own = _room(_name(path))
    for imported in _imported_files(path):
        if imported.startswith("services/"):
            assert _room(imported) <= own, f"{_name(path)} imports {imported}"


def test_no_room_of_the_services_is_crowded():
    crowd = Counter(_room(_name(path)) for path in FILES if _name(path).startswith("services/"))
    assert all(count <= MOST_IN_A_ROOM for count in crowd.values()), crowd


def test_no_files_import_each_other_in_a_circle():
    arrows = {_name(path): sorted(_imported_files(path)) for path in FILES}
    assert _circles(arrows) == []


def test_circles_are_found():
    arrows = {"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}
    assert _circles(arrows) == [["b", "c"]]


def _circles(arrows: dict[str, list[str]]) -> list[list[str]]:
    """The groups of names that lead to each other, by what each can reach."""
    reached = {name: _reach(name, arrows) for name in arrows}
    groups = {
        tuple(sorted(each for each in reached[name] if name in reached[each]))
        for name in arrows
        if name in reached[name]
    }
    return sorted(map(list, groups))


def _reach(start: str, arrows: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    left = list(arrows[start])
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += arrows[name]
    return found


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
        if not _name(path).startswith("models/")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in names.items() if count > 1} == CLASSES_TWICE


def test_a_command_is_called_as_its_file():
    for name, entry in COMMANDS.items():
        assert entry.where.partition(":")[0].removesuffix("_") == name


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_library_is_used_in_its_own_place_only(path: Path):
    for imported in _imports(path):
        homes = HOMES.get(imported.split(".")[0])
        if homes:
            assert any(_name(path).startswith(home) for home in homes), f"{path}: {imported}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_clock_is_read_in_one_place(path: Path):
    if _name(path) != "clock":
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert ast.unparse(node) not in {
                    "date.today", "datetime.now", "datetime.utcnow", "time.time",
                }, f"{_name(path)}:{node.lineno}"  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_files_and_functions_stay_small_and_say_what_they_are(path: Path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), f"{_name(path)} has no docstring"
    assert len(text.splitlines()) <= 300, f"{_name(path)} is too long"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= _most(node), f"{_name(path)}: {node.name} has {length} lines"


def _most(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A command's parameters are its options, one a line; they are no code."""
    arguments = [*node.args.args, *node.args.kwonlyargs]
    spread = max((a.end_lineno or 0 for a in arguments), default=node.lineno) - node.lineno
    return 40 + spread
