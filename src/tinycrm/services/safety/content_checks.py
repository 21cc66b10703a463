"""The doctor's checks of what is in the store: pages, links, words, derived columns."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache

from tinycrm import paths
from tinycrm.services.safety import derived_columns, journal_pruning
from tinycrm.services.safety.findings import Finding, count, fail, ok, warn
from tinycrm.store import copying, erasing, migrations, wal, writing

_SHOWN = 3


def check_integrity(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that SQLite finds no damage in the file."""
    lines = copying.damage(db, "integrity_check")
    if not lines:
        yield ok("integrity", "SQLite finds no damage.")
    elif all("index" in line and "FTS" not in line for line in lines):
        yield fail(
            "integrity", f"An index is damaged: {lines[0]}.", "crm doctor --fix builds it again.",
            _reindex,
        )  # fmt: skip
    else:
        yield fail("integrity", f"The file is damaged: {lines[0]}.", "crm restore latest")


def _reindex() -> str:
    with writing("doctor") as work:
        work.db.execute("REINDEX")
    return "The indexes were built again."


def check_links(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that no row points to one that is gone."""
    found = db.execute("PRAGMA foreign_key_check").fetchall()
    if not found:
        yield ok("links", "Every record that is referred to is there.")
        return
    tables = Counter(row[0] for row in found)
    named = ", ".join(f"{table} ({number})" for table, number in tables.most_common(_SHOWN))
    yield fail(
        "links", f"{count(len(found), 'row')} point to records that another program deleted:"
        f" {named}.", "crm doctor --fix deletes what belonged to them.", _delete_orphans,
    )  # fmt: skip


def _delete_orphans() -> str:
    """Do what the store would have done if the program had kept its rules."""
    with writing("doctor: what belonged to deleted records") as work:
        found = work.db.execute("PRAGMA foreign_key_check").fetchall()
        for table, row_id, _, number in found:
            links = work.db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            link = next(each for each in links if each["id"] == number)
            if link["on_delete"] == "SET NULL":
                work.db.execute(
                    f"UPDATE {table} SET {link['from']} = NULL WHERE rowid = ?", (row_id,)
                )
            else:
                work.db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
    return f"{count(len(found), 'row')} deleted or detached."


def check_words(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that the full-text indexes have the words of their tables."""
    names = db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5%'"
    ).fetchall()
    wrong = []
    for (name,) in names:
        try:
            db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                yield warn("full text", f"It cannot be checked now: {error}.")
                return
            wrong.append(name.removesuffix("_fts"))
    if wrong:
        yield fail(
            "full text", f"The search does not know all words of {', '.join(wrong)}.",
            "crm doctor --fix builds the index again.", _rebuild_words,
        )  # fmt: skip
    else:
        yield ok("full text", "The search knows every word.")


def _rebuild_words() -> str:
    with writing("doctor") as work:
        erasing.rebuild_words(work.db)
    return "The full-text indexes were built again."


def check_derived(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that names are folded, and last touches and rhythms computed, as they should be."""
    try:
        wrong = derived_columns.find_wrong(db)
    except sqlite3.OperationalError as error:
        yield warn("derived columns", f"They cannot be checked now: {error}.")
        return
    if wrong:
        named = ", ".join(f"{column} ({number})" for column, number in wrong.items())
        yield warn(
            "derived columns", f"Some are out of date: {named}.",
            "crm doctor --fix computes them again.", derived_columns.mend,
        )  # fmt: skip
    else:
        yield ok("derived columns", "Folded words, last touches and rhythms are right.")


def check_format(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that the store has all tables, indexes and triggers of its format."""
    found = migrations.version(db)
    if found < migrations.LATEST:
        yield warn(
            "format", f"Format {found}; the next command updates it to {migrations.LATEST}, after a"
            " backup.", "crm doctor --fix does it now.", _update,
        )  # fmt: skip
        return
    wanted, there = _schema_wanted(), _schema(db)
    lacking = [name for name in wanted if there.get(name) != wanted[name]]
    if not lacking:
        yield ok("format", f"Format {found}, complete.")
        return
    is_safe = all(wanted[name][0] in ("index", "trigger") for name in lacking)
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    yield fail(
        "format", f"Another program changed or removed {', '.join(lacking[:_SHOWN])}{more}.",
        "crm doctor --fix puts it back." if is_safe else "crm restore latest",
        (lambda: _put_back(lacking)) if is_safe else None,
    )  # fmt: skip


def _update() -> str:
    with writing("doctor"):
        return f"Updated to format {migrations.LATEST}."


def _schema(db: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return type and text of each index and trigger by name; of a table only the type."""
    rows = db.execute("SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: (kind, "" if kind == "table" else sql) for name, kind, sql in rows.fetchall()}


@cache
def _schema_wanted() -> dict[str, tuple[str, str]]:
    """Return what a new store has: making one takes longer than all other checks of its content."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        new.row_factory = sqlite3.Row
        migrations.migrate(new)
        return _schema(new)


def _put_back(names: list[str]) -> str:
    wanted = _schema_wanted()
    with writing("doctor") as work:
        for name in names:
            kind, sql = wanted[name]
            with suppress(sqlite3.OperationalError):  # it was removed
                work.db.execute(f"DROP {kind} {name}")
            work.db.execute(sql)
    return f"{', '.join(names[:_SHOWN])} put back."


def check_mode(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that the journal mode is the one that is safe with several programs."""
    if wal.is_in_wal(db):
        yield warn(
            "journal mode", "Another program set the store to WAL, in which several programs can"
            " lose changes.", "crm doctor --fix, or the next change, sets it back.", _leave_wal,
        )  # fmt: skip
        return
    mode = db.execute("PRAGMA journal_mode").fetchone()[0]
    yield ok("journal mode", f"{mode}")


def _leave_wal() -> str:
    with writing("doctor"):
        return "The journal mode is DELETE again."


def check_history(db: sqlite3.Connection) -> Iterator[Finding]:
    """Check that the history has no more than what is kept."""
    (known,) = db.execute("SELECT count(*) FROM batch").fetchone()
    old = journal_pruning.count(db)
    if old:
        yield warn(
            "history", f"{count(old, 'change')} of {known:,} are older than what is kept.",
            "crm doctor --fix deletes them from the history; so do the screens when they close.",
            _prune,
        )  # fmt: skip
    else:
        yield ok("history", f"{count(known, 'change')} can be looked at and undone.")


def _prune() -> str:
    return f"{count(journal_pruning.prune(), 'old change')} deleted from the history."


def is_a_store(db: sqlite3.Connection) -> bool:
    """Return whether an open file is one of our stores."""
    return bool(
        migrations.number(db, "application_id") == migrations.APPLICATION_ID
        and migrations.version(db)
        and paths.store_file().stat().st_size
    )
