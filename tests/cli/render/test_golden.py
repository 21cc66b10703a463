"""Screens as a person sees them, kept as text in tests/golden."""

from datetime import date, timedelta

import pytest

from tinycrm.dates import When
from tinycrm.services.activity import reminders
from tinycrm.store import writing


@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_a_full_morning(sample_day, golden, columns):
    sample_day.env(COLUMNS=columns)
    golden(f"today-{columns}", sample_day("today").out)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_full_morning_in_sentences(sample_day, golden, columns):
    sample_day.env(COLUMNS=columns)
    golden(f"today-plain-{columns}", sample_day("today", "--plain").out)


def test_a_full_morning_without_unicode(sample_day, golden):
    sample_day.env(LC_ALL="C")
    golden("today-ascii", sample_day("today").out)


@pytest.fixture
def crowded(sample_day):
    """The sample day, and thirty reminders more."""
    with writing("many") as work:
        for n in range(30):
            day = date(2026, 11, 22) - timedelta(days=n)
            reminders.insert(work.db, 34, f"call about frame {n + 1}", When(day))
    for number in ("05", "09", "12"):
        sample_day("add", f"Born On {number}", "-b", f"2001-11-{number}")
    return sample_day


def test_a_crowded_morning_shows_seven_rows_of_a_section(crowded, golden):
    golden("today-crowded", crowded("today").out)


def test_all_of_a_crowded_morning(crowded, golden):
    golden("today-all", crowded("today", "--all").out)


def test_back_from_three_weeks(crowded, golden, terminal):
    (crowded.home / "state.json").write_text('{"last_morning": "2026-11-02"}')
    screen = terminal("today")
    assert screen.end() == 0
    golden("today-back", without_padding(screen.text))


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_worked_through_morning(sample_day, golden, columns):
    sample_day("log", "jan", "call: many happy returns, two days late")
    sample_day("done", "c3", "r12", "r15", "r18", "i9", "i7")
    sample_day("snooze", "c28", "c44", "2w")
    sample_day.env(COLUMNS=columns)
    golden(f"today-done-{columns}", sample_day("today").out)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_quiet_day(crm, golden, columns):
    crm("add", "Grace Hopper", "-b", "26 Nov")
    crm.env(COLUMNS=columns)
    golden(f"today-quiet-{columns}", crm("today").out)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_store_with_nobody_in_it(crm, golden, columns):
    crm.env(COLUMNS=columns)
    golden(f"today-nobody-{columns}", crm("today").out)


@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_one_person(sample_day, golden, columns):
    sample_day.env(COLUMNS=columns)
    golden(f"show-{columns}", sample_day("show", "ada").out)


@pytest.mark.parametrize("columns", ["100", "80", "40"])
def test_one_organization(sample_day, golden, columns):
    sample_day("add", "Joan Clarke", "-o", "analytical engines LTD", "--title", "Cryptanalyst")
    sample_day("issue", "Joan Clarke", "Machine delivered without its manual", "--at", "2026-11-19")
    sample_day("log", "Joan Clarke,ada", "Met at the fair.", "-k", "meeting", "--at", "2026-11-20")
    sample_day.env(COLUMNS=columns)
    golden(f"company-{columns}", sample_day("show", "org:analytical").out)


def test_one_person_with_all_notes(sample_day, golden):
    golden("show-all", sample_day("show", "ada", "--all").out)


@pytest.mark.parametrize("columns", ["80", "40"])
def test_one_person_of_whom_little_is_known(sample_day, golden, columns):
    sample_day.env(COLUMNS=columns)
    golden(f"show-little-{columns}", sample_day("show", "ewa").out)


def without_padding(text: str) -> str:
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


@pytest.mark.parametrize("columns", [100, 80, 40])
def test_care_and_figures(sample_day, golden, columns):
    for day in ("2025-12-23", "2026-01-20", "2026-02-20", "2026-03-21"):
        sample_day("log", "mary", "call: her paper on the moon", "--at", day)
    for day in ("2026-02-11", "2026-05-12", "2026-06-11"):
        sample_day("win", "ada", "450 EUR", "prints", "--at", day, "--because", "n88")
    sample_day("win", "jan", "12000 JPY", "frames", "--at", "2026-11-03")
    sample_day("feedback", "ada", "9", "quick and friendly", "--at", "2026-11-02")
    sample_day("feedback", "zofia", "3", "the size was wrong, twice")
    sample_day.env(COLUMNS=str(columns))
    golden(f"care-{columns}", sample_day("care", "--explain").out)
    golden(f"stats-{columns}", sample_day("stats").out)
    golden(f"letter-{columns}", sample_day("stats", "2026").out)
    golden(f"impact-{columns}", sample_day("stats", "--impact").out)
