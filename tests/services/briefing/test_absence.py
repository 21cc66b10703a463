"""How long the owner was away, and what passed meanwhile."""

from datetime import date, timedelta

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.services.briefing import absence
from tinycrm.store import reading

TODAY = date(2026, 11, 23)


@for_each(
    "state",
    [
        b"", b"{", b"[]", b"null", b'"2026-11-02"', b'{"last_morning": 7}', b"\xed\xa0\x80",
        b'{"last_morning": null}', b'{"last_morning": "2026-13-01"}', b"[" * 100_000,
    ],
    afresh=True,
)  # fmt: skip
def test_a_state_that_makes_no_sense_is_no_last_morning(crm: Crm, state):
    crm.home.mkdir()
    (crm.home / "state.json").write_bytes(state)
    assert absence.last_morning() is None
    assert absence.was_away(TODAY) is None


def test_a_morning_that_is_kept_is_the_last_one():
    absence.keep_morning(TODAY)
    assert absence.last_morning() == TODAY
    assert absence.was_away(TODAY + timedelta(days=5)) is None
    assert absence.was_away(TODAY + timedelta(days=6)) == TODAY


def away(crm: Crm, last: str) -> absence.Absence:
    with reading() as db:
        return absence.read_absence(db, date.fromisoformat(last), TODAY)


def test_what_has_passed_are_the_yearly_days_since_on_which_nobody_was_greeted(crm):
    for name, day in (("Before", "11-01"), ("On The Day", "11-02"), ("Greeted", "11-05"),
                      ("Passed", "11-10"), ("Belated", "11-21"), ("Today", "11-23")):  # fmt: skip
        crm("add", name, "-b", day)
    crm("log", "greeted", "call: happy birthday", "--at", "2026-11-05")
    found = away(crm, "2026-11-02")
    assert found.passed == ("birthday",) * 3
    shown = crm.json("today", "--since", str(found.since), "--days", "0")["birthdays"]
    assert sum(row["days"] < 0 for row in shown) == 3


def test_what_passed_is_hidden_once_today_no_longer_shows_all_of_it(crm):
    crm("add", "Belated", "-b", "11-18")
    found = away(crm, "2026-11-02")
    assert (found.passed, found.hidden) == (("birthday",), False)
    crm("add", "Passed", "-b", "11-17")
    found = away(crm, "2026-11-02")
    assert (found.passed, found.hidden) == (("birthday", "birthday"), True)


def test_after_years_it_counts_a_year_back_and_nobody_twice(crm):
    crm("add", "Ada", "-b", "10 Nov")
    found = away(crm, "2019-01-01")
    assert (found.last, found.since) == (date(2019, 1, 1), date(2025, 11, 23))
    assert found.passed == ("birthday",)


@for_each(
    ("passed", "said"),
    [
        ((), "You were last here on Mon 2 Nov. No birthdays passed since."),
        (("birthday",), "You were last here on Mon 2 Nov. One birthday passed since:"),
        (("birthday",) * 12, "You were last here on Mon 2 Nov. Twelve birthdays passed since:"),
        (("birthday",) * 13, "You were last here on Mon 2 Nov. 13 birthdays passed since:"),
        (("birthday", "name day"), "You were last here on Mon 2 Nov. Two dates passed since:"),
    ],
)
def test_it_is_said_in_a_line(passed, said):
    last = date(2026, 11, 2)
    lines = absence.say_absence(absence.Absence(last, last, passed, bool(passed)), TODAY)
    assert lines == (said, "crm today --since 2026-11-02")[: 2 if passed else 1]


def test_what_today_still_shows_needs_no_command():
    last = date(2026, 11, 17)
    [line] = absence.say_absence(absence.Absence(last, last, ("birthday",), False), TODAY)
    assert line == "You were last here on Tue 17 Nov. One birthday passed since."


def test_a_last_morning_of_another_year_is_said_with_it():
    last = date(2025, 11, 28)
    [line] = absence.say_absence(absence.Absence(last, last, (), False), TODAY)
    assert line == "You were last here on Fri 28 Nov 2025. No birthdays passed since."
