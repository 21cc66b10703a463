"""Every text of src/tinycrm that a person may read, file by file, with its line.

    python -m tools.messages

Read from the source: every string with words in it, but no SQL, no patterns, no style sheets
and no docstrings, except those that are shown: of commands, and of the records in `crm schema`.
Words that are alone (labels, keys, values) come together at the end of a file. Rather one line
too many than one left out.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tinycrm.cli.registry import COMMANDS
from tools.source import FILES, name_of, nodes

SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE \S+ SET|DELETE FROM|CREATE|DROP|ALTER|ATTACH|DETACH|PRAGMA"
    r"|BEGIN IMMEDIATE|COMMIT|ROLLBACK|VACUUM|WHERE|JOIN|FROM|ORDER BY|GROUP BY|UNION|BETWEEN"
    r"|EXISTS|LIKE|DESC|NULLS|CONFLICT|VALUES|AND|OR|NOT|IN|IS NULL|IS NOT NULL)\b|= [?:]"
)
PATTERN = re.compile(r"\(\?|\\[dswbAZ.(\[]|\[\^|\]\*|\]\+")
"""What only a regular expression has."""
SHOWN = frozenset({"models/incoming", "models/printed"})
"""The files whose classes are described by `crm schema`."""
COMPUTING = re.compile(
    r"execute\w*|getattr|hasattr|setattr|import_module|compile|fullmatch|match|sub|strftime|encode"
    r"|decode|query\w*|get_component_\w+|add_class|remove_class|set_class|has_class|text|TypeVar"
    r"|CheckConstraint|Index|UniqueConstraint|ForeignKeyConstraint"
)
"""Calls whose strings are for a machine."""


def is_text(value: str) -> bool:
    """Tell whether a string is written for people: letters, a space, no SQL and no pattern."""
    return bool(
        re.search(r"[^\W\d_]", value)
        and " " in value.strip()
        and not SQL.search(value)
        and not PATTERN.search(value)
    )


def is_word(value: str) -> bool:
    """Tell whether a string may be a label or a value: letters and signs, but no name in code."""
    return bool(
        re.fullmatch(r" ?[^\s_#/\\%]*[^\W\d_]{2,}[^\s_#/\\%]* ?", value)
        and not PATTERN.search(value)
    )


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Give the texts and the words alone of a file, each with its line, unsorted."""
    silent = _silent(path)
    for node in nodes(path):
        if type(node) not in _STRINGS or id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, _written(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


_STRINGS = {ast.JoinedStr, ast.Constant}
_WITH_SILENT_PARTS = {ast.JoinedStr, ast.Subscript, ast.Compare, ast.Call, ast.Expr}
"""The kinds of nodes, of half a million, that are looked at."""


def _silent(path: Path) -> set[int]:
    """Return which nodes say nothing by themselves, or nothing to people."""
    found: set[int] = set()
    for node in nodes(path):
        if type(node) in _WITH_SILENT_PARTS:
            for each in _not_for_people(node):
                found.update(map(id, ast.walk(each)))
    return found


def _not_for_people(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.JoinedStr():  # its pieces are shown within it
            yield from node.values
        case ast.Subscript() if _is_string(node.slice) or ast.unparse(node.value) == "Literal":
            yield node.slice
        case ast.Compare():
            yield from (each for each in (node.left, *node.comparators) if _is_string(each))
        case ast.Call() if COMPUTING.fullmatch(_called(node)):
            yield from (each for each in node.args if _is_string(each))
        case ast.Expr() if _is_string(node.value):
            yield node  # a docstring: `_docstrings` gives those that are shown


def _is_string(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _written(node: ast.JoinedStr) -> str:
    """Return an f-string as it is written, each value in braces."""
    return "".join(map(_piece, node.values))


def _piece(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return f"{{{ast.unparse(part.value)}}}"
    return str(ast.literal_eval(part))


def _docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Give the docstrings that are shown: of commands, and of the records of the schema."""
    commands = {entry.where.replace(":", "/") for entry in COMMANDS.values()}
    name = name_of(path)
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            shown = f"{name}/{node.name}".removeprefix("cli/commands/") in commands
        elif isinstance(node, ast.ClassDef):
            shown = name in SHOWN
        else:
            continue
        if shown and (said := ast.get_docstring(node)):
            yield node.body[0].lineno, said


def page(path: Path) -> str:
    """Return the texts of a file, line by line, and its words; empty when there are none."""
    found = sorted({*_docstrings(path), *texts(path)})
    said = [f"{number:5}  {_indented(text)}" for number, text in found if is_text(text)]
    words = sorted(sorted({text for _, text in found if is_word(text)}), key=str.casefold)
    if words and not _is_table(path):
        said.append(f"words  {' · '.join(words)}")
    return "\n".join((f"── {name_of(path)}.py", *said, "")) if said else ""


def _is_table(path: Path) -> bool:
    """Tell whether a file defines the store: its single words are names of columns."""
    return name_of(path).startswith("models/") and name_of(path) not in SHOWN


def _indented(text: str) -> str:
    return text.strip("\n").replace("\n", f"\n{'':7}")


if __name__ == "__main__":
    sys.stdout.writelines(f"{said}\n" for path in FILES if (said := page(path)))
