"""The shape of the house, held by a test: imports go one way, and nothing grows too large."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from tinycrm.cli.registry import COMMANDS
from tools.source import FILES, circles, imported_files, imports, lines, name_of, nodes, tree

# From the ground up. A module may import from layers below its own, and from its own.
LAYERS = (
    ("values",), ("errors",), ("saved", "process", "notices"), ("accents",), ("text",), ("clock",),
    ("paths",), ("currencies",), ("settings_file",), ("config",),
    ("days", "repeats", "rhythm", "money"), ("amounts",), ("rules",), ("contact_points",),
    ("tagging", "phone_countries"),
    ("models", "dates"),
    ("store", "exchange"), ("services",), ("tui",), ("cli",),
)  # fmt: skip
APART = (("store", "exchange"), ("models", "dates"))
# The rooms of services/, from the ground up: a room knows itself and those before it.
ROOMS = (
    "ground", "typed", "relations", "people", "identity", "activity", "outcomes", "care", "figures",
    "briefing", "messages", "editing", "forgetting", "history", "search", "cards", "json_lines",
    "transfer", "safety", "sample",
)  # fmt: skip
MOST_IN_A_ROOM = 20
ONE_IDEA_IN_TWO_FILES = {
    "backup": "`crm backup` makes what store.backup knows; a command is called as its file",
    "config": "`crm config` prints what tinycrm.config read; a command is called as its file",
    "history": "`crm history` prints what services.history asked; a command is called as its file",
    "notes": "`crm notes` lists what services.activity saved; a command is called as its file",
}
"""File names that stand twice, each with the one idea that both hold."""
HOMES = {
    "typer": ("cli",),
    "rich": ("cli/render", "tui", "text"),  # text asks how wide a sign is
    "textual": ("tui",),
    "dateparser": ("dates",),
    "sqlmodel": ("models", "__init__"),
    "sqlalchemy": ("models", "__init__"),
    "pydantic": ("models", "__init__"),
    "chardet": ("exchange",),
    "mailparser_reply": ("exchange",),
    "sqlite3": ("store", "services", "__init__"),
}


def _layer(name: str) -> int:
    top = name.split("/", maxsplit=1)[0]
    return next((n for n, names in enumerate(LAYERS) if top in names), len(LAYERS))


def test_imports_go_one_way():
    wrong = [
        f"{name_of(path)} imports {imported}"
        for path in FILES
        for imported in imports(path)
        if imported.startswith("tinycrm.") and not _may_import(name_of(path), imported)
    ]
    assert wrong == []


def _may_import(name: str, imported: str) -> bool:
    """Tell whether a file may import a module of ours: one below it, and no sibling."""
    below = imported.split(".")[1]
    pair = {below, name.split("/", maxsplit=1)[0]}
    return _layer(below) <= _layer(name) and all(pair != set(siblings) for siblings in APART)


def _room(name: str) -> int:
    parts = name.split("/")
    return ROOMS.index(parts[1] if len(parts) > 2 else "ground")


def test_a_room_of_the_services_knows_only_those_before_it():
    wrong = [
        f"{name_of(path)} imports {imported}"
        for path in FILES
        if name_of(path).startswith("services/")
        for imported in imported_files(path)
        if imported.startswith("services/") and _room(imported) > _room(name_of(path))
    ]
    assert wrong == []


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
        assert entry.where.partition(":")[0].removesuffix("_").replace("_", "-") == name


def test_a_library_is_used_in_its_own_place_only():
    wrong = [
        f"{name_of(path)} imports {imported}"
        for path in FILES
        for imported in imports(path)
        if (homes := HOMES.get(imported.split(".")[0])) and not name_of(path).startswith(homes)
    ]
    assert wrong == []


CLOCKS = {"date.today", "datetime.now", "datetime.utcnow", "time.time"}
READINGS = {clock.partition(".")[2] for clock in CLOCKS}


def test_the_clock_is_read_in_one_place():
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in FILES
        if name_of(path) != "clock"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in READINGS and ast.unparse(node) in CLOCKS
    ]
    assert wrong == []


GENERATED = {"cli/grammar/table"}


def test_files_and_functions_stay_small_and_say_what_they_are():
    files = [
        f"{name_of(path)} has {lines(path)} lines"
        for path in FILES
        if lines(path) > 300 and name_of(path) not in GENERATED
    ]
    functions = [
        f"{name_of(path)}: {node.name} has {_length(node)} lines"
        for path in FILES
        for node in nodes(path)
        if isinstance(node, FUNCTION) and _length(node) > _most(node)
    ]
    dumb = [f"{name_of(path)} has no docstring" for path in FILES if not _docstring(path)]
    assert [*files, *functions, *dumb] == []


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(tree(path))


def test_most_functions_are_short():
    lengths = sorted(
        _length(node) for path in FILES for node in nodes(path) if isinstance(node, FUNCTION)
    )
    assert lengths[len(lengths) * 9 // 10] < 20


FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def _most(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A command's parameters are its options, one a line; they are no code."""
    arguments = [*node.args.args, *node.args.kwonlyargs]
    spread = max((a.end_lineno or 0 for a in arguments), default=node.lineno) - node.lineno
    return 40 + spread
