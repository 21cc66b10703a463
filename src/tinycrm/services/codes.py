"""The short codes of records: `c3`, `n44`, `r12`, `i7`, `b88`; and the words that are no names."""

from __future__ import annotations

import sqlite3

from tinycrm.errors import NotFound, UsageProblem
from tinycrm.text import fold, visible

TABLES = {
    "c": "contact",
    "n": "note",
    "r": "reminder",
    "i": "issue",
    "o": "occasion",
    "w": "win",
    "d": "deal",
    "f": "feedback",
    "p": "perk",
    "b": "batch",
}
_LETTERS = {table: letter for letter, table in TABLES.items()}
ME = "me"
"""The user, as who a reminder is about."""

_NOUNS = {"occasion": "date", "feedback": "answer"}
"""What a record is to the user, where that is not the name of its table."""

_LONGEST = 18  # digits: every such number fits into an id of SQLite


def code(table: str, row_id: int) -> str:
    """Return the code of a row: `code("note", 44)` is `n44`."""
    return f"{_LETTERS[table]}{row_id}"


def batch_code(batch: int | None) -> str | None:
    """Return the code of a batch; None where nothing changed, so that there is none."""
    return code("batch", batch) if batch else None


def table_of(code: str) -> str:
    """Return the table of a code that we made ourselves: of `n44` it is `note`."""
    return TABLES[code[0]]


def say_table(table: str) -> str:
    """Return a record of a table in words: `a note`, `an answer`."""
    noun = _noun(table)
    return f"{'an' if noun[0] in 'ai' else 'a'} {noun}"


def _noun(table: str) -> str:
    return _NOUNS.get(table, table)


def id_of(code: str) -> int:
    """Return the row id in a code that we made ourselves; what was typed is for `read_code`."""
    return int(code[1:])


def read_code(text: str) -> tuple[str, int] | None:
    """Return table and row id of a code, or None when `text` does not look like one."""
    typed = text.strip()
    table, number = TABLES.get(typed[:1].lower()), typed[1:]
    is_number = number.isascii() and number.isdecimal() and not number.startswith("0")
    return (table, int(number)) if table and is_number and len(number) <= _LONGEST else None


def parse_code(text: str, *tables: str) -> tuple[str, int]:
    """Return table and row id of a code of one of `tables` (of any, if none is given).

    Raises UsageProblem when `text` is not such a code.
    """
    found = read_code(text)
    if found is None or (tables and found[0] not in tables):
        letters = tables or TABLES.values()
        wanted = ", ".join(f"{_LETTERS[each]}… ({_noun(each)})" for each in letters)
        raise UsageProblem(f"“{visible(text)}” is not a valid code here. Expected {wanted}.")
    return found


def resolve_code(db: sqlite3.Connection, text: str, *tables: str) -> tuple[str, int]:
    """Return table and id of the existing row that `text` names.

    Raises UsageProblem when it is not such a code, NotFound when the row does not exist.
    """
    table, row_id = parse_code(text, *tables)
    check_exists(db, table, row_id, typed=text)
    return table, row_id


def check_exists(
    db: sqlite3.Connection, table: str, row_id: int, hint: str = "", *, typed: str
) -> None:
    """Raise NotFound, with `hint`, when the table does not have this row."""
    if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).fetchone() is None:
        raise NotFound(f"There is no {_noun(table)} {code(table, row_id)}.", hint, typed=typed)


def check_name(name: str, hint: str = "Write more of the name.") -> None:
    """Raise UsageProblem for a name that is read as something else where a name is typed."""
    if fold(name) == ME:
        why = "it is you, in crm remind"
    elif (read_code(name) or ("",))[0] == "contact":  # N26 and O2 are companies
        why = "it is the code of a contact"
    elif name == "-":
        why = "it means stdin"
    else:
        return
    raise UsageProblem(f"“{visible(name)}” cannot be a name: {why}.", hint)
