"""Notes: what happened with contacts, in the user's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.dates import When
from tinycrm.rules import NO_TOUCHES
from tinycrm.services.activity import note_hints, note_people
from tinycrm.services.activity.loading import load_notes, load_reminders
from tinycrm.services.codes import batch_code, code, resolve_code
from tinycrm.services.people import cadence, finding, tags
from tinycrm.services.records import Issue, Made, Note, Reminder
from tinycrm.services.sql import Insert
from tinycrm.services.typed.note_words import Words, first_sentence
from tinycrm.services.uids import new_uid
from tinycrm.services.when import check_past
from tinycrm.store import writing
from tinycrm.text import fold, fold_all
from tinycrm.values import Fields, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from tinycrm.services.people.new_contact import NewContact

    Direction = Literal["in", "out"]
    """Of an e-mail: from the contact ("in") or from the user ("out")."""

NOTE_CONTACT = Insert("note_contact", ("note_id", "contact_id"))


class NewReminder(NamedTuple):
    """A reminder added with a note; without text it takes the note's first sentence."""

    when: When
    text: str = ""


class NewNote(Fields):
    """A note to be saved. `who` is as typed; `mentioned` marks all their issues as mentioned.

    `several` replaces `who`: each is one person, and commas do not separate names. With `new`,
    an unknown `who` is added. `newcomers` are names of people to add and `strangers` are people
    with more than a name, `settles` are reminders to mark as done, `promises` are
    further follow-ups. `piped`: its text came through a pipe.
    """

    who: str
    words: Words
    kind: str | None = None
    when: When | None = None
    tags: tuple[str, ...] = ()
    mood: int | None = None
    follow_up: NewReminder | None = None
    mentions: tuple[str, ...] = ()
    mentioned: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    new: bool = False
    newcomers: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    promises: tuple[NewReminder, ...] = ()
    key: str | None = None
    direction: Direction | None = None
    strangers: tuple[NewContact, ...] = ()
    several: tuple[str, ...] = ()
    piped: bool = False


class Logged(Fields):
    """A saved note, with what to report about it."""

    made: Made
    next_due: tuple[tuple[str, date], ...] = ()
    unmentioned: tuple[Issue, ...] = ()
    follow_up: Reminder | None = None


class Saved(Fields):
    """The result of saving: the id of the note, and the people it is about."""

    note_id: int
    created: bool
    met: tuple[finding.Found, ...] = ()
    hints: tuple[str, ...] = ()
    follow_up: int | None = None
    kind_by: str | None = None


def log(draft: NewNote, picks: finding.Picks | None = None) -> Logged:
    """Save a note about one or more people, and all that comes with it, as one batch.

    Raises what `finding.resolve_all` does, UsageProblem for a date in the future.
    """
    with writing("log") as work:
        saved = save_in(work.db, draft, picks)
        work.label = say_label(saved.note_id, draft)
        logged = _logged(work.db, saved)
    batch = batch_code(work.batch)
    return logged._replace(made=logged.made._replace(batch=batch))


def say_label(note_id: int, draft: NewNote) -> str:
    """Return the label of the batch that adds a note: `log n44`.

    It also says what `rereading` must know: that its text was not typed, its kind not read.
    """
    how = " from stdin" if draft.piped else f" as {draft.kind}" if draft.kind else ""
    return f"log {code('note', note_id)}{how}"


def save_in(db: sqlite3.Connection, draft: NewNote, picks: finding.Picks | None = None) -> Saved:
    """Do what `log` does in the caller's transaction."""
    when = draft.when or draft.words.when
    day = when.day if when else clock.today()
    check_past(day)
    if draft.key is not None:
        from tinycrm.services import script_keys  # people have none

        known = script_keys.find_key(db, draft.key, "note")
        if known:
            return Saved(known, created=False)
    people = note_people.resolve_or_add(
        db, draft.who, picks, several=draft.several, newcomers=draft.newcomers,
        strangers=draft.strangers, new=draft.new,
    )  # fmt: skip
    named, hints = note_people.find_named(db, draft.words.names)
    met = tuple({who.id: who for who in (*people, *named)}.values())
    note_id = insert(
        db, [who.id for who in met], draft.words, kind=draft.kind or draft.words.kind or "talk",
        when=when, mood=draft.mood, tagged=draft.tags,
        direction=draft.direction or direction_of(draft.words),
    )  # fmt: skip
    if draft.key is not None:
        script_keys.keep_key(db, draft.key, "note", note_id)
    follow_up = _plan(db, draft, met[0].id, note_id)
    _settle(db, draft, [who.id for who in people], note_id, day)
    hints = (*hints, *note_hints.say_hints(draft.words, note_id, kind=draft.kind, when=draft.when))
    return Saved(note_id, True, met, hints, follow_up, draft.words.kind_by)


def direction_of(words: Words) -> Direction | None:
    """Return "in" for what the contact did: they sent the flowers."""
    return "in" if words.received else None


def insert(
    db: sqlite3.Connection,
    contact_ids: Sequence[int],
    words: Words,
    *,
    kind: str,
    when: When | None = None,
    mood: int | None = None,
    tagged: Sequence[str] = (),
    direction: Direction | None = None,
) -> int:
    """Store a note about these contacts; return its id. Unless a remark, it ends their snooze."""
    day = when.day if when else clock.today()
    time = when.time.strftime("%H:%M") if when and when.time else None
    cursor = db.execute(
        "INSERT INTO note (uid, kind, direction, happened_on, happened_time, body, folded, mood,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new_uid(), kind, direction, day.isoformat(), time, words.text,
            fold(words.text), mood, clock.instant(),
        ),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    for contact_id in contact_ids:
        db.execute(NOTE_CONTACT.sql(), (cursor.lastrowid, contact_id))
        if kind not in NO_TOUCHES:
            db.execute("UPDATE contact SET snoozed_until = NULL WHERE id = ?", (contact_id,))
    tags.tag_note(db, cursor.lastrowid, [*words.tags, *tagged])
    return cursor.lastrowid


def _plan(db: sqlite3.Connection, draft: NewNote, contact_id: int, note_id: int) -> int | None:
    """Add the reminders that come with a note; return the id of its follow-up."""
    reminders = [
        _remind(db, draft, each, contact_id, note_id)
        for each in (draft.follow_up, *draft.promises)
        if each
    ]
    return reminders[0] if draft.follow_up else None


def _settle(
    db: sqlite3.Connection, draft: NewNote, contact_ids: Sequence[int], note_id: int, day: date
) -> None:
    """Save what else the note says: facts, reminders that are done, issues that were mentioned."""
    for contact_id in contact_ids:
        _learn(db, contact_id, draft.facts)
    for each in draft.settles:
        from tinycrm.services.activity import reminders  # few notes settle or plan something

        reminders.finish(db, resolve_code(db, each, "reminder")[1])
    theirs = contact_ids if draft.mentioned else ()
    if draft.mentions or theirs:
        from tinycrm.services.activity import issues

        issues.mention_in(db, note_id, draft.mentions, theirs, day)


def _remind(
    db: sqlite3.Connection, draft: NewNote, follow_up: NewReminder, contact_id: int, note_id: int
) -> int:
    from tinycrm.services.activity import reminders

    text = follow_up.text or first_sentence(draft.words.text) or "follow up"
    return reminders.insert(db, contact_id, text, follow_up.when, note_id=note_id)


def _learn(db: sqlite3.Connection, contact_id: int, facts: Sequence[tuple[str, str]]) -> None:
    """Save facts about a contact; a newer value replaces the older one."""
    for key, value in facts:
        db.execute(
            "INSERT INTO fact (contact_id, key, value, folded) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (contact_id, key) DO UPDATE SET value = excluded.value,"
            " folded = excluded.folded",
            (contact_id, key, value, fold_all(key, value)),
        )


def _logged(db: sqlite3.Connection, saved: Saved) -> Logged:
    from tinycrm.services.people import aside

    note: Note = load_notes(db, [saved.note_id])[0]
    if not saved.created:
        return Logged(Made(note, created=False, batch=None))
    contact_ids = [who.id for who in saved.met]
    also = tuple(candidate for who in saved.met for candidate in who.also)
    say_archived = aside.say_not_shown if saved.follow_up else aside.say_archived
    hints = (*say_archived(saved.met), *aside.say_new(saved.met), *saved.hints)
    names = {who.id: who.name for who in saved.met}
    hints = (*hints, *note_hints.say_before(db, note, names))
    return Logged(
        made=Made(note, created=True, batch=None, hints=hints, also=also, kind_by=saved.kind_by),
        next_due=cadence.next_of(db, contact_ids),
        unmentioned=note_hints.unmentioned(db, contact_ids),
        follow_up=load_reminders(db, [saved.follow_up])[0] if saved.follow_up else None,
    )
