"""A store full of sample people, whose dates follow the clock."""

from __future__ import annotations

import sqlite3
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta
from operator import itemgetter

from tinycrm.dates import When
from tinycrm.days import YearlyDay, occurrence, yearly_day
from tinycrm.services.activity import issues, notes, reminders
from tinycrm.services.people import new_contact, referrals
from tinycrm.services.people.finding import Found
from tinycrm.services.sample.sample_people import MINE, PEOPLE
from tinycrm.services.sample.sample_shape import Entry, Sample, SampleBirthday, SampleReminder
from tinycrm.store import writing

_Ids = dict[str, int]
_Told = tuple[date, list[int], str]


def fill(today: date) -> None:
    """Add the sample people and all that is told of them, as of `today`, as one batch.

    The store must be an empty one.
    """
    with writing("sample people") as work:
        ids = {each.draft.name: _add(work.db, each, today) for each in PEOPLE}
        _bring(work.db, ids, today)
        _tell(work.db, ids, today)
        _remind(work.db, None, MINE, today)
        for each in PEOPLE:
            _remind(work.db, ids[each.draft.name], each.reminders, today)
            _trouble(work.db, ids[each.draft.name], each, today)


def _add(db: sqlite3.Connection, sample: Sample, today: date) -> int:
    draft = sample.draft
    if sample.born:
        draft = draft._replace(occasions=(("birthday", birthday(sample.born, today)),))
    contact_id = new_contact.insert(db, draft, today)
    if draft.note:
        notes.insert(db, [contact_id], notes.Words(draft.note), kind="note")
    return contact_id


def birthday(born: SampleBirthday, today: date) -> YearlyDay:
    """Return a birthday as of `today`. Who is born on 29 February is as old as that allows."""
    on = today + timedelta(days=born.in_days)
    if born.age is None:
        return yearly_day(on.month, on.day)
    year = on.year - born.age
    while (on.month, on.day) == (2, 29) and not isleap(year):
        year -= 1
    return yearly_day(on.month, on.day, year)


def _bring(db: sqlite3.Connection, ids: _Ids, today: date) -> None:
    for each in PEOPLE:
        if each.brought:
            name, ago = each.brought
            day = today - timedelta(days=ago)
            referrals.record(db, Found(ids[name], name), ids[each.draft.name], day)


def _tell(db: sqlite3.Connection, ids: _Ids, today: date) -> None:
    """Log everything in the order in which it happened."""
    told = (each for sample in PEOPLE for each in _told(sample, ids, today))
    for day, contact_ids, text in sorted(told, key=itemgetter(0)):
        words = notes.read_words(text)
        notes.insert(db, contact_ids, words, kind=words.kind or "talk", when=When(day))


def _told(sample: Sample, ids: _Ids, today: date) -> Iterator[_Told]:
    own = ids[sample.draft.name]
    for said in sample.notes:
        yield _day_of(said, today), [own, *(ids[name] for name in said.also)], said.words
    born = sample.born
    if born and born.last_year:
        on = today + timedelta(days=born.in_days)
        yield occurrence(YearlyDay(on.month, on.day), on.year - 1), [own], born.last_year


def _day_of(said: Entry, today: date) -> date:
    if isinstance(said.ago, int):
        return today - timedelta(days=said.ago)
    return said.ago.latest_start(today)


def _remind(
    db: sqlite3.Connection, contact_id: int | None, dues: tuple[SampleReminder, ...], today: date
) -> None:
    for due in dues:
        when = When(today + timedelta(days=due.in_days))
        reminders.insert(db, contact_id, due.text, when, every=due.every, fixed=bool(due.every))


def _trouble(db: sqlite3.Connection, contact_id: int, sample: Sample, today: date) -> None:
    for each in sample.issues:
        issue_id = issues.insert(db, contact_id, each.text, today - timedelta(days=each.ago))
        if each.settled is not None:
            issues.settle(db, issue_id, each.how, today - timedelta(days=each.settled))
        if each.mentioned is not None:
            issues.mention(db, issue_id, today - timedelta(days=each.mentioned))
