"""`done` and `mention` for any code that the briefing shows.

Several codes are one batch: if one fails, none is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tinycrm import clock, config
from tinycrm.dates import say_full_day
from tinycrm.errors import Clash, UsageProblem
from tinycrm.services.activity import issues, reminders
from tinycrm.services.activity.loading import (
    load_issues,
    load_notes,
    load_record,
    load_reminders,
)
from tinycrm.services.briefing import occasions, one_occasion, row_meaning, row_results
from tinycrm.services.briefing.row_results import RowResult, RowResults
from tinycrm.services.briefing.snoozing import ROWS
from tinycrm.services.codes import batch_code, code, id_of, resolve_code
from tinycrm.services.outcomes import dealing, thanks
from tinycrm.services.people.contacts import get_contact
from tinycrm.store import writing
from tinycrm.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.services.briefing.row_notes import RowNote
    from tinycrm.services.records import Note


def done(codes: Sequence[str], text: str = "") -> RowResults:
    """Mark rows as done and log the text: one note for each contact they are about.

    Reminders are done, contacts were contacted, yearly dates greeted, issues mentioned,
    referrals and presents thanked for, perks used, deals followed up. A text that says that nobody
    answered is logged as an attempt, and the rows stay as they are. Raises NotFound for a code
    without a record, UsageProblem for a code of another kind, Clash for a yearly date that is far
    ahead and for a deal that is not open.
    """
    with writing("done") as work:
        found = [resolve_code(work.db, each, *ROWS) for each in codes]
        settled = tuple(_done(work.db, list(dict.fromkeys(found)), text))
        work.label = f"done {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))


def _done(db: sqlite3.Connection, typed: Sequence[row_meaning.Row], text: str) -> list[RowResult]:
    """Settle rows; which ones the codes mean is read before a note changes who is due."""
    rows = [row_meaning.meant_by(db, *each, clock.today()) for each in typed]
    logged: Sequence[RowNote | None] = [None] * len(rows)
    if text:
        from tinycrm.services.briefing import row_notes  # most rows are done without words

        logged = row_notes.log_rows(db, rows, text)
    results, said = [], set()
    for own, row, made in zip(typed, rows, logged, strict=True):
        result = _settle(db, row, made)._replace(id=code(*own), row=code(*row))
        if made and made.note.id not in said:
            said.add(made.note.id)
            result = result._replace(hint=made.hint)
        results.append(result)
    return results


def _settle(db: sqlite3.Connection, row: row_meaning.Row, made: RowNote | None) -> RowResult:
    table, row_id = row
    if made is None:
        return _DONE[table](db, row_id, None)
    if made.is_attempt:
        return _unchanged(db, table, row_id)._replace(logged=made.note)
    return _DONE[table](db, row_id, made.note)._replace(logged=made.note)


def _done_reminder(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    """Finish a reminder. A gesture that was planned, `gift: brass compass`, is one when done."""
    [before] = load_reminders(db, [row_id])
    successor = reminders.finish(db, row_id)
    record = load_reminders(db, [row_id])[0]
    next_one = load_reminders(db, [successor])[0] if successor else None
    result = RowResult(record.id, record, note, next_one, "done")
    if note or before.done_at or not any(sign in before.text for sign in ":-–—"):
        return result
    from tinycrm.services.briefing import row_notes  # few reminders are a gesture with its label

    planned = row_notes.log_planned(db, before)
    return result._replace(logged=planned.note, hint=planned.hint) if planned else result


def _done_contact(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    note = note or _log_silently(db, row_id, "talk")
    return RowResult(code("contact", row_id), get_contact(db, row_id), note, was="contacted")


def _done_occasion(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    """Log a greeting; without words it closes only this occasion."""
    today, leap_day = clock.today(), config.load().leap_day
    found = one_occasion.find_nearest(db, row_id, today, leap_day=leap_day)
    if found is None:
        later = one_occasion.find_next(db, row_id, today, leap_day=leap_day)
        raise Clash(
            f"{code('occasion', row_id)} is the {visible(later.label)} of {visible(later.name)} on"
            f" {say_full_day(later.on)}: it can be done from {one_occasion.EARLIEST_DAYS} days"
            " before. Nothing was changed."
        )
    if found.closed and not note:
        return row_results.of_occasion(db, found, "unchanged, already greeted")
    note = note or _log_silently(db, found.contact_id, "greeting")
    occasions.close(db, found)
    return row_results.of_occasion(db, found, "greeted")._replace(logged=note)


def _done_issue(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    issues.mention(db, row_id, clock.today())
    record = load_issues(db, [row_id])[0]
    if note:
        db.execute(
            "INSERT INTO note_issue (note_id, issue_id) VALUES (?, ?)", (id_of(note.id), row_id)
        )
    return RowResult(record.id, record, note, was="mentioned")


def _done_referral(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    row = db.execute("SELECT contact_id, brought_id FROM win WHERE id = ?", (row_id,)).fetchone()
    if row["brought_id"] is None:
        own = code("win", row_id)
        raise UsageProblem(
            f"{own} is no referral: there is nobody to thank for it. Nothing was changed."
        )
    if not note and row_meaning.is_thanked(db, row_id):
        return row_results.of_referral(db, row_id, "unchanged, already thanked")
    note = note or _log_silently(db, row["contact_id"], "thanks")
    db.execute("UPDATE win SET snoozed_until = NULL WHERE id = ?", (row_id,))
    return row_results.of_referral(db, row_id, "thanked")._replace(logged=note)


def _done_present(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    row_meaning.check_present(db, row_id)
    if not note and not thanks.is_unthanked(db, row_id):
        return row_results.of_present(db, row_id, "unchanged, already thanked")
    giver = id_of(load_notes(db, [row_id])[0].contacts[0].id)
    note = note or _log_silently(db, giver, "thanks")
    db.execute("UPDATE note SET snoozed_until = NULL WHERE id = ?", (row_id,))
    return row_results.of_present(db, row_id, "thanked")._replace(logged=note)


def _done_deal(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    record = dealing.chase(db, row_id)
    note = note or _log_silently(db, id_of(record.contact.id), "talk")
    return RowResult(record.id, record, note, was="followed up, hidden for two weeks")


def _done_perk(db: sqlite3.Connection, row_id: int, note: Note | None) -> RowResult:
    db.execute(
        "UPDATE perk SET used_on = coalesce(used_on, ?) WHERE id = ?",
        (clock.today().isoformat(), row_id),
    )
    return row_results.of_perk(db, row_id, "used")._replace(logged=note)


_DONE = {
    "reminder": _done_reminder,
    "contact": _done_contact,
    "occasion": _done_occasion,
    "issue": _done_issue,
    "win": _done_referral,
    "perk": _done_perk,
    "deal": _done_deal,
    "note": _done_present,
}


def _log_silently(db: sqlite3.Connection, contact_id: int, kind: str) -> Note:
    """Log a note without words."""
    from tinycrm.services.activity import notes  # not for a reminder
    from tinycrm.services.typed import note_words

    note_id = notes.insert(db, [contact_id], note_words.Words(""), kind=kind)
    return load_notes(db, [note_id])[0]


def _unchanged(db: sqlite3.Connection, table: str, row_id: int) -> RowResult:
    """Return the result for a row that stays as it is, because nobody answered."""
    own, was = code(table, row_id), "unchanged, nobody answered"
    if table == "occasion":
        today, leap_day = clock.today(), config.load().leap_day
        find = one_occasion.find_nearest(db, row_id, today, leap_day=leap_day)
        found = find or one_occasion.find_next(db, row_id, today, leap_day=leap_day)
        return row_results.of_occasion(db, found, was)
    if table == "win":
        return row_results.of_referral(db, row_id, was)
    if table == "perk":
        return row_results.of_perk(db, row_id, was)
    if table == "note":
        row_meaning.check_present(db, row_id)
        return row_results.of_present(db, row_id, was)
    if table in ("contact", "issue", "deal"):
        return RowResult(own, load_record(db, table, row_id), was=was)
    record = load_reminders(db, [row_id])[0]
    return RowResult(own, record, was=was if record.done_at else "stays open, nobody answered")


def mention(codes: Sequence[str]) -> RowResults:
    """Record that issues were mentioned today."""
    with writing("mention") as work:
        found = [resolve_code(work.db, each, "issue") for each in codes]
        settled = tuple(_done(work.db, list(dict.fromkeys(found)), ""))
        work.label = f"mention {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))
