"""A briefing counts what it does not show; the rows and the numbers are those of all the rows."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from functools import partial
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.many_people import TODAY, open_large_store, open_store, steps
from tinycrm.rules import GESTURES, TOUCHES
from tinycrm.services.activity import glances
from tinycrm.services.briefing import briefing, follow_ups, occasions, shown_occasions
from tinycrm.services.codes import id_of
from tinycrm.services.people.contacts import load_persons

seeds = st.integers(0, 10**6)
leap_days = st.sampled_from(["feb28", "mar1"])
todays = st.sampled_from([TODAY, date(2027, 2, 26), date(2028, 2, 28), date(2027, 1, 2)])


@settings(max_examples=15)
@given(seeds, st.integers(0, 9), leap_days, todays, st.sampled_from([7, 30, 400]))
def test_the_first_rows_and_the_counts_are_those_of_all_occasions(seed, most, leap, today, days):
    window = (today - timedelta(days=5), today + timedelta(days=days), today)
    with closing(open_store(seed, 25, today)) as db:
        found = shown_occasions.find_shown(db, *window, leap_day=leap, most=most)
        every = shown_occasions.find_shown(db, *window, leap_day=leap, most=None)
    assert found.rows == every.rows[:most]
    assert found == every._replace(rows=every.rows[:most])


@settings(max_examples=15)
@given(seeds, leap_days, todays)
def test_the_occasions_of_a_window_are_those_of_each_person(seed, leap, today):
    since, until = today - timedelta(days=5), today + timedelta(days=40)
    with closing(open_store(seed, 15, today)) as db:
        found = occasions.find_occurrences(db, since, until, today, leap_day=leap)
        ids = [row["id"] for row in db.execute("SELECT id FROM contact")]
        one_by_one = [
            each
            for own in ids
            for each in occasions.find_occurrences(
                db, since, until, today, leap_day=leap, contact_id=own
            )
        ]
    assert found == sorted(one_by_one, key=lambda r: (r.on, r.folded, r.contact_id, r.label, r.id))


@settings(max_examples=15)
@given(seeds, st.integers(0, 9))
def test_the_first_reminders_and_their_count_are_those_of_all(seed, most):
    with closing(open_store(seed, 20)) as db:
        for find in (
            lambda count: follow_ups.find_due(db, TODAY, count),
            lambda count: follow_ups.find_ahead(db, TODAY, TODAY + timedelta(days=7), count),
        ):
            found, every = find(most), find(None)
            rows = follow_ups.in_rows(every.found, load_persons(db, every.people()), {}, TODAY)
            assert found.found == every.found[:most]
            assert (found.total, found.late) == (len(rows), every.late)
            assert every.late == sum(row.on < TODAY for row in rows)


@settings(max_examples=15)
@given(seeds)
def test_the_newest_note_of_each_person_is_no_attempt(seed):
    with closing(open_store(seed, 15)) as db:
        rows = db.execute(
            "SELECT contact_id, note.id FROM note_contact JOIN note ON note.id = note_id"
            " WHERE kind <> 'attempt' ORDER BY happened_on, happened_time, note.id"
        )
        expected = dict(map(tuple, rows))
        ids = [row["id"] for row in db.execute("SELECT id FROM contact")]
        found = glances.last_notes(db, ids)
    assert {own: id_of(note.id) for own, note in found.items()} == expected


@settings(max_examples=15)
@given(seeds)
def test_what_was_done_a_year_ago_is_found_for_many_at_once(seed):
    with closing(open_store(seed, 15)) as db:
        window = (TODAY - timedelta(days=5), TODAY + timedelta(days=7))
        found = occasions.find_occurrences(db, *window, TODAY, leap_day="feb28")
        asked = [(each.contact_id, each.on) for each in found]
        gestures = glances.last_year_gestures(db, asked)
        with patch.object(glances, "_MANY", 0):  # the other way to the same
            assert glances.last_year_gestures(db, asked) == gestures
        notes = db.execute(
            "SELECT contact_id, note.id, kind, happened_on FROM note_contact"
            " JOIN note ON note.id = note_id ORDER BY happened_on, note.id"
        ).fetchall()
    for own, on in asked:
        ago = [
            (row["kind"], (date.fromisoformat(row["happened_on"]) - on).days + 365, row["id"])
            for row in notes
            if row["contact_id"] == own
        ]
        kind = [note for kind, days, note in ago if kind in GESTURES and -7 <= days <= 14]
        touch = [note for kind, days, note in ago if kind in TOUCHES and -1 <= days <= 1]
        wanted = next(iter(kind + touch), None)
        glance = gestures.get((own, on))
        assert (id_of(glance.id) if glance else None) == wanted


def test_a_birthday_that_is_only_counted_costs_a_few_steps():
    """An index counts it: reading the person would take several times as many."""
    taken, counted = [], []
    for people in (200, 800):
        with closing(open_large_store(people)) as db:
            db.execute("UPDATE contact SET last_touch_on = '2020-01-01', snoozed_until = NULL")
            db.execute("UPDATE occasion SET closed_on = NULL, snoozed_until = NULL")
            db.execute("DELETE FROM reminder")
            read = partial(briefing.read_briefing, db, TODAY)
            taken.append([100 * steps(db, partial(read, most=most)) for most in (7, None)])
            counted.append(read(most=7).totals.birthdays)
    more = counted[1] - counted[0]
    assert more > 100
    few, every = ((after - before) / more for before, after in zip(*taken, strict=True))
    assert few < 90
    assert every > 1.6 * few
