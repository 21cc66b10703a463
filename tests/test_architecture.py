"""The shape of the house, held by a test: imports go one way, and nothing grows too large."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src" / "tinycrm"
FILES = sorted(SRC.rglob("*.py"))

# From the ground up. A module may import from layers below its own, and from its own.
LAYERS = (
    ("errors",), ("text",), ("clock",), ("paths",), ("config",), ("days",), ("rules",),
    ("models", "dates"),
    ("store", "exchange"), ("services",), ("tui",), ("cli",),
)  # fmt: skip
APART = (("store", "exchange"), ("models", "dates"))
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
    """Every module a file imports anywhere, inside functions too."""
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
