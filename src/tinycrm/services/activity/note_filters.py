"""Finding notes by a filter, newest first: what `crm notes` is about.

`kind:gift` · `tag:week46` · `since:2026-10-01` · `until:` · `with:ada` · words of the text, by
their beginnings. `filter_terms.py` is the grammar: `no:tag`, `kind:gift,thanks`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from tinycrm.errors import UsageProblem
from tinycrm.services import filter_terms
from tinycrm.services.filter_terms import Clause
from tinycrm.services.sql import bounded
from tinycrm.text import fold_forms, visible
from tinycrm.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.people.finding import Found, Picks


class NoteFilter(NamedTuple):
    """A filter that was read: its condition on `note`, and the contacts that it names."""

    clause: Clause
    people: tuple[Found, ...] = ()


class _NoteContext(NamedTuple):
    """What a term needs to become SQL, and the contacts named so far."""

    db: sqlite3.Connection
    picks: Picks | None
    people: dict[int, Found]


def read_filter(
    db: sqlite3.Connection, words: Sequence[str], picks: Picks | None = None
) -> NoteFilter:
    """Return the condition for all `words`.

    Raises UsageProblem for an unknown key or value, and for `with:` what `finding.resolve_all`
    does.
    """
    at = _NoteContext(db, picks, {})
    found = filter_terms.condition(words, lambda key, value: _one(at, key, value))
    return NoteFilter(found if found.sql else Clause("1"), tuple(at.people.values()))


def say_named(db: sqlite3.Connection, words: Sequence[str]) -> str:
    """Return the filter for a contact that words without a key name, "" if they name none."""
    from tinycrm.errors import CrmError  # only after nothing was found
    from tinycrm.services.people import finding

    typed = " ".join(words)
    if not typed or any(sign in typed for sign in ":@#"):
        return ""
    try:
        who = finding.resolve_who(db, typed)
    except CrmError:
        return ""
    return f"To see the notes about {who.name}: crm notes with:{who.code}"


def find_ids(db: sqlite3.Connection, asked: NoteFilter, limit: int | None = None) -> list[int]:
    """Return the ids of the notes that match, newest first."""
    rows = db.execute(
        f"""
        SELECT id FROM note
        WHERE {asked.clause.sql}
        ORDER BY happened_on DESC, happened_time DESC, id DESC
        LIMIT ?
        """,
        (*asked.clause.values, -1 if limit is None else bounded(limit)),
    )
    return [row["id"] for row in rows]


def count(db: sqlite3.Connection, asked: NoteFilter) -> int:
    """Return how many notes match."""
    sql = f"SELECT count(*) FROM note WHERE {asked.clause.sql}"
    return int(db.execute(sql, asked.clause.values).fetchone()[0])


def names_kind(words: Sequence[str]) -> bool:
    """Return whether a filter says which kinds of notes it is about."""
    return any(term.key == "kind" for word in words for term in filter_terms.read_terms(word))


def _one(at: _NoteContext, key: str, value: str) -> Clause:
    """Return the condition of one key and value."""
    if not key:
        return _text(value)
    if key == "@":
        raise UsageProblem(
            f"{visible(f'@{value}')} is a filter for people, not for notes.",
            f"Their codes: crm list @{visible(value)} --ids; of one: crm notes with:c3",
        )
    reader = _KEYS.get(key)
    if reader is None:
        raise filter_terms.unknown(key, KEYS, "no:… and words")
    return reader(at, value)


# ── the keys ─────────────────────────────────────────────────────────────────────────────


def _text(word: str) -> Clause:
    """Match a word, or words in a row, by the beginning of the last one; signs as they are."""
    forms = sorted(fold_forms(word))
    if any(map(str.isalnum, word)):
        quoted = (form.replace('"', '""') for form in forms)
        match = " OR ".join(f'"{form}"*' for form in quoted)
        return Clause("note.id IN (SELECT rowid FROM note_fts WHERE note_fts MATCH ?)", (match,))
    return Clause(" OR ".join(["instr(note.folded, ?) > 0"] * len(forms)), tuple(forms))


def _kind(at: _NoteContext, value: str) -> Clause:
    from tinycrm.rules import parse_kind

    return Clause("likely(note.kind = ?)", (parse_kind(value),))


def _tag(at: _NoteContext, value: str) -> Clause:
    from tinycrm.services.people.filtering import bare_tag
    from tinycrm.text import fold

    if not value:
        return Clause("note.id IN (SELECT note_id FROM note_tag)")
    return Clause(
        """
        note.id IN (
            SELECT note_id FROM tag JOIN note_tag ON tag_id = tag.id WHERE tag.folded = ?
        )
        """,
        (fold(bare_tag(value)),),
    )


def _with(at: _NoteContext, value: str) -> Clause:
    from tinycrm.services.people import finding

    found = finding.resolve_all(at.db, value, at.picks)
    at.people.update((who.id, who) for who in found)
    listed = f"[{','.join(str(who.id) for who in found)}]"
    return Clause(
        """
        note.id IN (
            SELECT note_id FROM note_contact
            WHERE contact_id IN (SELECT value FROM json_each(?))
        )
        """,
        (listed,),
    )


def _day(key: str, sign: str) -> Callable[[_NoteContext, str], Clause]:
    """Return the reader of a key whose value is a day, the last one that is called so."""

    def read(at: _NoteContext, value: str) -> Clause:
        from tinycrm.services.when import read_when

        if not value:
            raise UsageProblem(f"{key}: needs a day.", f"Write it like {key}:2026-10-01.")
        day = read_when(value, "past").day
        return Clause(f"note.happened_on {sign} ?", (day.isoformat(),))

    return read


_KEYS: dict[str, Callable[[_NoteContext, str], Clause]] = {
    "kind": _kind,
    "tag": _tag,
    "since": _day("since", ">="),
    "until": _day("until", "<="),
    "with": _with,
}
KEYS = tuple(f"{key}:" for key in _KEYS)
