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
from tinycrm.services.activity.loading import load_issues, load_notes, load_reminders
from tinycrm.services.briefing import occasions, one_occasion, row_meaning, row_results
from tinycrm.services.briefing.row_results import RowResult, RowResults
from tinycrm.services.briefing.snoozing import ROWS
from tinycrm.services.codes import batch_code, code, id_of, resolve_code
from tinycrm.services.outcomes import dealing, thanks
from tinycrm.services.people.contacts import get_contact
from tinycrm.services.records import Record
from tinycrm.store import writing
from tinycrm.text import visible


def done(codes: Sequence[str], text: str = "") -> RowResults:
    """Mark rows as done and log the text.

    Reminders are done, contacts were contacted, yearly dates greeted, issues mentioned,
    referrals and presents thanked for, perks used, deals followed up. Raises NotFound for a code
    without a record, UsageProblem for a code of another kind, Clash for a yearly date that is far
    ahead or a deal that is not open.
    """
    with writing("done") as work:
        found = [resolve_code(work.db, each, *ROWS) for each in codes]
        settled = tuple(_done(work.db, *each, text) for each in dict.fromkeys(found))
        work.label = f"done {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))


def _done(db: sqlite3.Connection, table: str, row_id: int, text: str) -> RowResult:
    typed = code(table, row_id)
    if table == "contact":
        table, row_id = row_meaning.row_of(db, row_id, clock.today())
    return _DONE[table](db, row_id, text)._replace(id=typed, row=code(table, row_id))


def _done_reminder(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    successor = reminders.finish(db, row_id)
    record = load_reminders(db, [row_id])[0]
    logged = None
    if text and record.contact is None:
        raise UsageProblem(
            f"{record.id} is your own reminder: there is no person to log “{visible(text)}” for."
            " Nothing was changed.",
            f"Write it without text: crm done {record.id}",
        )
    if text and record.contact is not None:
        logged = _log(db, [id_of(record.contact.id)], text, "talk")
    next_one = load_reminders(db, [successor])[0] if successor else None
    return RowResult(record.id, record, logged, next_one, "done")


def _done_contact(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    logged = _log(db, [row_id], text, "talk")
    return RowResult(code("contact", row_id), get_contact(db, row_id), logged, was="contacted")


def _done_occasion(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
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
    if found.closed and not text:
        return row_results.of_occasion(db, found, "unchanged, already greeted")
    logged = _log(db, [found.contact_id], text, "greeting")
    occasions.close(db, found)
    return row_results.of_occasion(db, found, "greeted")._replace(logged=logged)


def _done_issue(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    issues.mention(db, row_id, clock.today())
    record = load_issues(db, [row_id])[0]
    logged = _log(db, [id_of(record.contact.id)], text, "talk") if text else None
    if logged:
        db.execute(
            "INSERT INTO note_issue (note_id, issue_id) VALUES (?, ?)", (id_of(logged.id), row_id)
        )
    return RowResult(record.id, record, logged, was="mentioned")


def _done_referral(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    row = db.execute("SELECT contact_id, brought_id FROM win WHERE id = ?", (row_id,)).fetchone()
    if row["brought_id"] is None:
        own = code("win", row_id)
        raise UsageProblem(
            f"{own} is no referral: there is nobody to thank for it. Nothing was changed."
        )
    if not text and row_meaning.is_thanked(db, row_id):
        return row_results.of_referral(db, row_id, "unchanged, already thanked")
    logged = _log(db, [row["contact_id"]], text, "thanks")
    db.execute("UPDATE win SET snoozed_until = NULL WHERE id = ?", (row_id,))
    return row_results.of_referral(db, row_id, "thanked")._replace(logged=logged)


def _done_present(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    row_meaning.check_present(db, row_id)
    if not text and not thanks.is_unthanked(db, row_id):
        return row_results.of_present(db, row_id, "unchanged, already thanked")
    givers = [id_of(each.id) for each in load_notes(db, [row_id])[0].contacts]
    logged = _log(db, givers, text, "thanks")
    db.execute("UPDATE note SET snoozed_until = NULL WHERE id = ?", (row_id,))
    return row_results.of_present(db, row_id, "thanked")._replace(logged=logged)


def _done_deal(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    record = dealing.chase(db, row_id)
    logged = _log(db, [id_of(record.contact.id)], text, "talk")
    return RowResult(record.id, record, logged, was="followed up, hidden for two weeks")


def _done_perk(db: sqlite3.Connection, row_id: int, text: str) -> RowResult:
    row = db.execute("SELECT contact_id FROM perk WHERE id = ?", (row_id,)).fetchone()
    db.execute(
        "UPDATE perk SET used_on = coalesce(used_on, ?) WHERE id = ?",
        (clock.today().isoformat(), row_id),
    )
    logged = _log(db, [row["contact_id"]], text, "talk") if text else None
    return row_results.of_perk(db, row_id, "used")._replace(logged=logged)


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


def _log(db: sqlite3.Connection, contact_ids: list[int], text: str, kind: str) -> Record:
    from tinycrm.services.activity import note_words, notes  # most rows are done without words

    words = note_words.read_words(text)
    note_id = notes.insert(
        db, contact_ids, words, kind=words.kind or kind,
        direction="in" if words.received else None,
    )  # fmt: skip
    return load_notes(db, [note_id])[0]


def mention(codes: Sequence[str]) -> RowResults:
    """Record that issues were mentioned today."""
    with writing("mention") as work:
        found = [resolve_code(work.db, each, "issue") for each in codes]
        settled = tuple(_done(work.db, *each, "") for each in dict.fromkeys(found))
        work.label = f"mention {' '.join(each.id for each in settled)}"
    return RowResults(settled, batch_code(work.batch))
