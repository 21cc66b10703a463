"""Reading the kinds of older notes again, by the rules of today. A note never changes by itself.

Only what the user typed is read, and whose kind was left to the words: the journal says which
command added a note (`notes.say_label`). What came through a pipe, from a mail or a script, and
what has a key, was not typed; a kind that was given with -k or edited later is the user's choice.
An imported note, and one whose beginning the journal has no more, may have been typed: those are
named and left as they are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm.services.activity import note_filters
from tinycrm.services.activity.loading import load_notes
from tinycrm.services.activity.note_filters import NoteFilter
from tinycrm.services.codes import batch_code, code, read_code
from tinycrm.services.records import Note
from tinycrm.services.typed import note_words
from tinycrm.store import reading, writing
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from tinycrm.services.people.finding import Found, Picks

    Origin = Literal["typed", "edited", "program", "unknown"]


class RereadNote(NamedTuple):
    """A note, the kind that its text says today, and the words that say it."""

    note: Note
    kind: str
    kind_by: str


class Reread(NamedTuple):
    """The notes whose kind would change, or was changed by `batch`; newest first.

    `unknown` are the codes of notes whose text says another kind too, with that kind, but nothing
    shows that it was typed.
    """

    found: tuple[RereadNote, ...]
    unknown: tuple[tuple[str, str], ...]
    people: tuple[Found, ...] = ()
    batch: str | None = None


class _KindReading(NamedTuple):
    """What the text of a note says: its kind, by which words, and whether they did it."""

    id: int
    kind: str
    kind_by: str
    received: bool


def propose(words: Sequence[str], limit: int | None, picks: Picks | None = None) -> Reread:
    """Return the notes that match a filter and whose text says another kind than they have.

    Without `kind:` in the filter only notes of the kind talk are read: no other kind is given
    to a note whose text says none. Raises what `note_filters.read_filter` does.
    """
    with reading() as db:
        asked = _read_filter(db, words, picks)
        readings, unknown = _reread(db, asked, limit)
        return Reread(_loaded(db, readings), unknown, asked.people)


def apply(words: Sequence[str], limit: int | None, picks: Picks | None = None) -> Reread:
    """Give these notes the kind that their text says, as one batch. Raises what `propose` does."""
    with writing("reread") as work:
        asked = _read_filter(work.db, words, picks)
        readings, unknown = _reread(work.db, asked, limit)
        work.db.executemany(
            """
            UPDATE note SET kind = ?, direction = iif(?, 'in', direction) WHERE id = ?
            """,
            [(each.kind, each.received, each.id) for each in readings],
        )
        work.label = f"reread {len(readings)} note{'' if len(readings) == 1 else 's'}"
        found = _loaded(work.db, readings)
    return Reread(found, unknown, asked.people, batch_code(work.batch))


def _read_filter(db: sqlite3.Connection, words: Sequence[str], picks: Picks | None) -> NoteFilter:
    if not note_filters.names_kind(words):
        words = [*words, "kind:talk"]
    return note_filters.read_filter(db, words, picks)


def _reread(
    db: sqlite3.Connection, asked: NoteFilter, limit: int | None
) -> tuple[list[_KindReading], tuple[tuple[str, str], ...]]:
    """Return at most `limit` readings of typed notes, and those that may have been typed."""
    found: list[_KindReading] = []
    unknown: list[tuple[str, str]] = []
    for row in _rows(db, asked):
        if limit is not None and len(found) >= limit:
            break
        origin = _origin(db, row["id"])
        said = _kind_said(row) if origin in ("typed", "unknown") else None
        if said and origin == "typed":
            found.append(said)
        elif said:
            unknown.append((code("note", said.id), said.kind))
    return found, tuple(unknown)


def _rows(db: sqlite3.Connection, asked: NoteFilter) -> list[sqlite3.Row]:
    return db.execute(
        f"""
        SELECT id, kind, body FROM note
        WHERE {asked.clause.sql}
        ORDER BY happened_on DESC, happened_time DESC, id DESC
        """,
        asked.clause.values,
    ).fetchall()


def _kind_said(row: sqlite3.Row) -> _KindReading | None:
    """Return what the text of a note says, None if it says no kind or the one it has."""
    words = note_words.read_words(row["body"], dated=True)
    if not words.kind or words.kind == row["kind"]:
        return None
    return _KindReading(row["id"], words.kind, words.kind_by or "", words.received)


def _loaded(db: sqlite3.Connection, readings: Sequence[_KindReading]) -> tuple[RereadNote, ...]:
    notes = load_notes(db, [each.id for each in readings])
    return tuple(
        RereadNote(note, each.kind, each.kind_by)
        for note, each in zip(notes, readings, strict=True)
    )


# ── who wrote it ─────────────────────────────────────────────────────────────────────────

_BATCH_OF_CHANGE = """
    JOIN batch ON batch.id = (
        SELECT id FROM batch WHERE last_change >= change.id ORDER BY last_change LIMIT 1
    )
"""
_ADDED = f"""
    SELECT batch.door, batch.label
    FROM change {_BATCH_OF_CHANGE}
    WHERE change.entity = 'note' AND change.row_id = ? AND change.operation = 'insert'
    ORDER BY change.id
    LIMIT 1
"""
_WAS_EDITED = f"""
    SELECT 1
    FROM change {_BATCH_OF_CHANGE}
    JOIN note ON note.id = change.row_id
    WHERE change.entity = 'note' AND change.row_id = ? AND change.operation = 'update'
        AND batch.label GLOB 'edit *' AND (
            json_extract(change.before, '$.kind') <> note.kind
            OR json_extract(change.before, '$.direction') IS NOT note.direction
        )
"""


def _origin(db: sqlite3.Connection, row_id: int) -> Origin:
    """Return where the text of a note comes from, as far as the journal says."""
    added = db.execute(_ADDED, (row_id,)).fetchone()
    if added is None or added["door"] == "elsewhere" or added["label"].startswith("import"):
        return "unknown"
    verb, _, what = str(added["label"]).partition(" ")
    is_typed = verb == "done" or (verb == "log" and read_code(what) is not None)
    if added["door"] not in ("cli", "tui") or not is_typed or _has_key(db, row_id):
        return "program"
    return "typed" if db.execute(_WAS_EDITED, (row_id,)).fetchone() is None else "edited"


def _has_key(db: sqlite3.Connection, row_id: int) -> bool:
    """Return whether a note has the key of a script or of a mail, or is a mail without one."""
    found = db.execute(
        """
        SELECT 1 FROM external_key WHERE record = ?
        UNION ALL
        SELECT 1 FROM note WHERE id = ? AND kind = 'email' AND direction IS NOT NULL
        """,
        (code("note", row_id), row_id),
    )
    return found.fetchone() is not None
