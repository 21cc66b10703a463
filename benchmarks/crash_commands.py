"""The commands that are killed and starved of disk, and the store they start from.

Another command is one more line in COMMANDS.
"""

from __future__ import annotations

import atexit
import json
import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.in_process import at_home, must, run
from tinycrm.store import journal, migrations

CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Person {n}\r\nEMAIL:p{n}@x.example\r\nEND:VCARD\r\n"
    for n in range(20)
)
PEOPLE = "".join(json.dumps({"name": f"Streamed {n}", "tags": ["s"]}) + "\n" for n in range(5))


class CrashCommand(NamedTuple):
    """A command line (`{home}` is the folder of the store), its stdin, and where it starts."""

    argv: tuple[str, ...]
    stdin: str = ""
    old_format: bool = False


COMMANDS = {
    "add": CrashCommand(("add", "Cy Twombly", "-e", "cy@x.example", "-t", "vip", "-b", "1 May")),
    "add -": CrashCommand(("add", "-"), PEOPLE),
    "log": CrashCommand(("log", "c1,bo", "Lunch #prints", "-f", "1w: send the quote")),
    "notes": CrashCommand(("notes", "--reread", "--apply")),
    "win": CrashCommand(("win", "c1", "450 EUR prints", "--because", "n1")),
    "deal": CrashCommand(("deal", "c1", "posters", "300 EUR", "--until", "2030-01-01")),
    "won": CrashCommand(("won", "d1")),
    "lost": CrashCommand(("lost", "d1", "too dear")),
    "import": CrashCommand(("import", "-"), CARDS),
    "import --again": CrashCommand(("import", "--again")),
    "undo": CrashCommand(("undo",)),
    "merge": CrashCommand(("merge", "c1", "c3", "--yes")),
    "forget": CrashCommand(("forget", "c2", "--yes")),
    "feedback": CrashCommand(("feedback", "c1", "3", "slow, and late")),
    "perk": CrashCommand(("perk", "c2", "a free reprint", "--until", "2030-01-01")),
    "care": CrashCommand(("care", "c2", "--never")),
    "list --save": CrashCommand(("list", "tag:vip", "--save", "best")),
    "list --unsave": CrashCommand(("list", "--unsave", "vips")),
    "migration": CrashCommand(("today", "--json"), old_format=True),
    "export": CrashCommand(("export", "-o", "{home}/all.jsonl")),
    "export to a folder": CrashCommand(("export", "--format", "vcard", "-o", "{home}/cards/")),
    "backup": CrashCommand(("backup", "{home}/copy.db")),
    "restore": CrashCommand(("restore", "{home}/earlier.db", "--yes")),
}


def make_store(home: Path) -> None:
    """Make a store with a past: notes, a follow-up, an issue, filters, an import and an undo.

    Its commands run once in a process; what they made is copied.
    """
    shutil.copytree(_made(), home)


@cache
def _made() -> Path:
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    home = Path(folder.name) / "home"
    with at_home(home):
        must("add", "Ada Lovelace", "-e", "ada@x.example", "-t", "vip", "--every", "4w")
        must("add", "Bo", "-n", "Bobo", "--fact", "coffee=black", "-o", "Navy")
        must("add", "Ada Byron", "-p", "+44 20 7946 0018", "--referred-by", "c2", "-t", "lead")
        must("backup", str(home / "earlier.db"))
        must("log", "c1,c2", "Lunch at Roma #prints", "-f", "1w")
        must("remind", "c2", "call", "--on", "2026-11-01", "--every", "1w")
        must("issue", "c2", "charged twice")
        must("deal", "c2", "200 prints", "1200 EUR", "--until", "2026-12-15")
        must("list", "tag:vip", "--save", "vips")
        must("import", "-", stdin=CARDS.replace("Person", "Old").replace("@x", "@y").encode())
        must("log", "c1", "Phoned her about the prints")
        forget_kinds(home / "crm.db")
        keep_unread(home / "crm.db")
        must("done", "r2")
        must("undo")
        must("edit", "c2", "--title", "Captain")
    return home


def forget_kinds(store: Path) -> None:
    """Make all calls talks, as before kinds were read in the words of a note."""
    with closing(sqlite3.connect(store)) as db:
        db.execute("UPDATE note SET kind = 'talk' WHERE kind = 'call'")
        db.commit()


def keep_unread(store: Path) -> None:
    """Keep a value unread that is read today, as an older import did."""
    with closing(sqlite3.connect(store)) as db:
        db.execute(
            "INSERT INTO extra (contact_id, source, key, value)"
            " VALUES (1, 'vcard', 'X-SPOUSE', 'William')"
        )
        db.commit()


def make_older(store: Path) -> None:
    """Bring a store to the format before the newest: the same rows in older tables."""
    newer = store.with_name("newer.db")
    store.rename(newer)
    with closing(sqlite3.connect(store, isolation_level=None)) as db:
        migrations.migrate(db, to=migrations.LATEST - 1)
        db.execute("ATTACH ? AS newer", (str(newer),))
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        for table in journal.tables(db):
            own = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(own)
            db.execute(
                f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM newer.{table}"
            )
        db.execute("COMMIT")
        db.execute("DETACH newer")
    newer.unlink()


class Stores(NamedTuple):
    """The folders from which the commands start, by whether the format is an older one."""

    newest: Path
    older: Path

    def start(self, command: CrashCommand, home: Path) -> None:
        """Make `home` a copy of the folder from which this command starts."""
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.older if command.old_format else self.newest, home)


def make_stores(folder: Path) -> Stores:
    """Make both in a new folder."""
    stores = Stores(folder / "newest", folder / "older")
    make_store(stores.newest)
    shutil.copytree(stores.newest, stores.older)
    make_older(stores.older / "crm.db")
    return stores


def state_of(home: Path) -> str:
    """Return what is in the store, without what is drawn by chance; the command is silent."""
    with at_home(home):
        ran = run(("export",))
    said = [line for line in ran.err.splitlines() if not line.startswith("crm: Updating the store")]
    if ran.code or said:
        raise AssertionError(f"the next start is not silent: {ran.code} {ran.err}")
    records = [json.loads(line) for line in ran.out.splitlines()]
    for record in records:
        record.pop("uid", None)
    return "\n".join(json.dumps(record, sort_keys=True) for record in records)
