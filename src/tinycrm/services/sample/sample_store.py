"""A store full of sample people, with dates relative to today."""

from __future__ import annotations

import sqlite3
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from tinycrm.dates import When
from tinycrm.days import YearlyDay, occurrence, yearly_day
from tinycrm.repeats import Repeat
from tinycrm.services.activity import issues, notes, reminders
from tinycrm.services.care import answers
from tinycrm.services.outcomes import because, dealing, perks, winning
from tinycrm.services.people import new_contact, referrals
from tinycrm.services.people.finding import Found
from tinycrm.services.sample.sample_people import MINE, PEOPLE
from tinycrm.services.sample.sample_shape import Entry, Sample, SampleBirthday, SampleReminder
from tinycrm.services.typed import note_words
from tinycrm.store import writing

_Ids = dict[str, int]
_DatedNote = tuple[date, list[int], str]


def fill(today: date) -> None:
    """Add the sample people and all their records, as of `today`, as one batch.

    The store must be empty.
    """
    with writing("sample people") as work:
        ids = {each.draft.name: _add(work.db, each, today) for each in PEOPLE}
        _add_referrals(work.db, ids, today)
        _add_notes(work.db, ids, today)
        _add_reminders(work.db, None, MINE, today)
        for each in PEOPLE:
            own = ids[each.draft.name]
            _add_reminders(work.db, own, each.reminders, today)
            _add_issues(work.db, own, each, today)
            _add_outcomes(work.db, own, each, today)


def _add(db: sqlite3.Connection, sample: Sample, today: date) -> int:
    draft = sample.draft
    if sample.born:
        draft = draft._replace(occasions=(("birthday", birthday(sample.born, today)),))
    contact_id = new_contact.insert(db, draft, today)
    if draft.note:
        notes.insert(db, [contact_id], note_words.Words(draft.note), kind="note")
    return contact_id


def birthday(born: SampleBirthday, today: date) -> YearlyDay:
    """Return a birthday as of `today`. On 29 February the year is moved back to a leap year."""
    on = today + timedelta(days=born.in_days)
    if born.age is None:
        return yearly_day(on.month, on.day)
    year = on.year - born.age
    while (on.month, on.day) == (2, 29) and not isleap(year):
        year -= 1
    return yearly_day(on.month, on.day, year)


def _add_referrals(db: sqlite3.Connection, ids: _Ids, today: date) -> None:
    for each in PEOPLE:
        if each.brought:
            name, day = each.brought.by, today - timedelta(days=each.brought.ago)
            referrals.record(db, Found(ids[name], name), ids[each.draft.name], day)


def _add_notes(db: sqlite3.Connection, ids: _Ids, today: date) -> None:
    """Log all notes in the order in which they happened."""
    dated = (each for sample in PEOPLE for each in _dated_notes(sample, ids, today))
    for day, contact_ids, text in sorted(dated, key=itemgetter(0)):
        words = note_words.read_words(text)
        notes.insert(db, contact_ids, words, kind=words.kind or "talk", when=When(day))


def _dated_notes(sample: Sample, ids: _Ids, today: date) -> Iterator[_DatedNote]:
    own = ids[sample.draft.name]
    for note in sample.notes:
        yield _day_of(note, today), [own, *(ids[name] for name in note.also)], note.words
    born = sample.born
    if born and born.last_year:
        on = today + timedelta(days=born.in_days)
        yield occurrence(YearlyDay(on.month, on.day), on.year - 1), [own], born.last_year


def _day_of(note: Entry, today: date) -> date:
    if isinstance(note.ago, int):
        return today - timedelta(days=note.ago)
    return note.ago.latest_start(today)


def _add_reminders(
    db: sqlite3.Connection, contact_id: int | None, dues: tuple[SampleReminder, ...], today: date
) -> None:
    for due in dues:
        when = When(today + timedelta(days=due.in_days))
        repeat = Repeat(due.every) if due.every else None
        reminders.insert(db, contact_id, due.text, when, repeat=repeat, fixed=bool(repeat))


def _add_issues(db: sqlite3.Connection, contact_id: int, sample: Sample, today: date) -> None:
    for each in sample.issues:
        issue_id = issues.insert(db, contact_id, each.text, today - timedelta(days=each.ago))
        if each.settled is not None:
            issues.settle(db, issue_id, each.how, today - timedelta(days=each.settled))
        if each.mentioned is not None:
            issues.mention(db, issue_id, today - timedelta(days=each.mentioned))


def _add_outcomes(db: sqlite3.Connection, own: int, sample: Sample, today: date) -> None:
    """Add what came, what may come, answers and a perk, and link the notes that led to it."""
    if sample.brought:
        row = db.execute("SELECT id FROM win WHERE brought_id = ?", (own,)).fetchone()
        _link(db, row["id"], sample.brought.because)
    for win in sample.wins:
        draft = winning.read_win(win.words)
        _link(db, winning.insert(db, own, draft, today - timedelta(days=win.ago)), win.because)
    for deal in sample.deals:
        opened, until = today - timedelta(days=deal.ago), today + timedelta(days=deal.in_days)
        dealing.insert(db, own, dealing.read_deal(deal.words), opened, until)
    for answer in sample.answers:
        given = today - timedelta(days=answer.ago)
        answers.insert(db, own, answer.score, answer.words, given)
    if sample.perk:
        text, days = sample.perk
        perks.insert(db, own, text, today + timedelta(days=days))


def _link(db: sqlite3.Connection, win_id: int, beginning: str) -> None:
    """Link a win to the note that begins with these words."""
    if beginning:
        sql = "SELECT id FROM note WHERE substr(body, 1, length(?)) = ?"
        because.link(db, win_id, [db.execute(sql, (beginning, beginning)).fetchone()["id"]])
