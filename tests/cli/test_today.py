"""`crm today` and its words: which day, how much of it, for whom."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.rows import for_each
from tinycrm.dates import When
from tinycrm.days import YearlyDay
from tinycrm.services.activity import issues, reminders
from tinycrm.services.people import new_contact
from tinycrm.store import writing
from tinycrm.text import width

TODAY = date(2026, 11, 23)


@pytest.fixture
def ada(crm):
    crm("add", "Ada Lovelace", "-b", "23 Nov")
    return crm


def sections(text: str) -> list[str]:
    """The headings of a morning."""
    lines = text.splitlines()
    return [
        line.split("  ")[0]
        for before, line in pairwise(lines)
        if line and not before and not line.startswith((" ", "log, ", "Nobody"))
    ]


# ── another day ──────────────────────────────────────────────────────────────────────────


def test_on_shows_another_days_morning_and_at_takes_its_place(ada):
    said = ada("today", "--on", "2026-11-25").out
    assert said.startswith("Wednesday 25 November 2026\n")
    assert "2 days ago" in said
    assert ada("today", "--at", "wednesday").out == said
    assert ada("today", "--until", "wednesday").out == said


@for_each(
    "words",
    [
        ("--on", "someday"),
        ("--on", "2026-02-30"),
        ("--on", "2026-11-25", "--at", "2026-11-25"),
        ("--since", "soon"),
        ("--since", "2026-11-24"),
        ("--since", "2026-11-20", "--on", "2026-11-19"),
        ("--days", "-1"),
        ("--days", "many"),
        ("--days", "367"),
        ("tomorrow",),
    ],
)
def test_what_is_not_a_day_or_a_number_of_days_is_refused(ada, words):
    result = ada.run("today", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crm: ")
    assert "Traceback" not in result.err


# ── how much of it ───────────────────────────────────────────────────────────────────────


def test_a_section_with_nothing_in_it_is_absent(ada):
    assert sections(ada("today").out) == ["Birthdays"]
    ada("issue", "ada", "Wrong size")
    assert sections(ada("today").out) == ["Birthdays", "Mention"]
    ada("remind", "me", "VAT", "--on", "2026-11-23")
    ada("remind", "me", "papers", "--on", "2026-11-24")
    assert sections(ada("today").out) == ["Birthdays", "Follow up", "Mention", "Coming up"]


@pytest.fixture
def crowded(crm):
    """Eight in each section, and one to come more than a screen shows."""
    birthday = (("birthday", YearlyDay(11, 23)),)
    with writing("many") as work:
        for n in range(8):
            draft = new_contact.NewContact(f"Person {n}", occasions=birthday)
            own = new_contact.insert(work.db, draft, TODAY)
            reminders.insert(work.db, own, "call", When(TODAY))
            issues.insert(work.db, own, "Wrong size", TODAY - timedelta(days=n))
        for n in range(1, 5):
            reminders.insert(work.db, None, "papers", When(TODAY + timedelta(days=n)))
    return crm


@pytest.mark.parametrize("columns", ["80", "40"])
def test_a_section_shows_seven_rows_and_of_what_is_to_come_three(crowded, columns):
    crowded.env(COLUMNS=columns)
    said = crowded("today").out
    assert said.count("1 more: crm today --all") == 4
    assert said.count("Person 6") == 3
    assert "Person 7" not in said
    assert said.count("papers") == 3


@pytest.mark.parametrize("columns", ["80", "40"])
def test_all_shows_every_row(crowded, columns):
    crowded.env(COLUMNS=columns)
    said = crowded("today", "--all").out
    assert "more" not in said
    assert said.count("Person 7") == 3
    assert said.count("papers") == 4


def test_sentences_say_too_what_is_not_among_them(crowded):
    said = " ".join(crowded("today", "--plain").out.split())
    assert said.endswith(
        "Not shown: 1 more birthday, 1 more to follow up, 1 more to mention, 1 more coming up."
        " All of them: crm today --all"
    )
    assert "Not shown" not in crowded("today", "--plain", "--all").out


def test_somebody_in_several_sections_says_so_once(crowded):
    said = crowded("today").out
    assert said.count("also") == 7
    assert said.count("birthday · also r1, i1 ") == 1


def test_rows_of_one_section_are_no_reason_to_say_so(ada):
    ada("remind", "ada", "call", "--on", "2026-11-20")
    ada("remind", "ada", "write", "--on", "2026-11-21")
    assert "birthday · also r1, r2" in ada("today").out
    ada("done", "c1")
    ada.on("2026-11-30")
    assert "also" not in ada("today").out


# ── an empty day ─────────────────────────────────────────────────────────────────────────


def test_an_empty_day_names_the_next_date(crm):
    crm("add", "Grace Hopper", "-b", "26 Jan")
    assert crm("today").out == (
        "Monday 23 November 2026\n\n"
        "Nobody is waiting. The next date is Grace Hopper’s birthday, Tue 26 Jan 2027,\n"
        "in 64 days.\n"
    )


def test_a_day_with_no_date_at_all_says_so(crm):
    crm("add", "Grace Hopper")
    assert "Nobody is waiting, and no date is coming up." in crm("today").out
    assert "Nobody is waiting, and no date is coming up." in crm("today", "--plain").out


def test_an_issue_that_was_resolved_is_no_empty_day(ada):
    ada("done", "c1")
    ada("issue", "ada", "Wrong size")
    ada("resolve", "i1")
    assert "Nobody is waiting" not in ada("today").out


def test_a_new_store_shows_the_ways_to_begin_and_makes_no_file(crm):
    for words in (("today",), ("today", "--plain"), ()):
        said = crm(*words).out
        assert all(way in said for way in ("crm add", "crm import", "crm demo"))
    assert not crm.home.exists()


# ── for scripts and shells ───────────────────────────────────────────────────────────────


def test_check_prints_nothing_and_exits_with_10_when_something_is_due(ada):
    result = ada.run("today", "--check")
    assert (result.code, result.out, result.err) == (10, "", "")
    result = ada.run("today", "--check", "--on", "2026-11-20")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_if_due_prints_the_morning_or_nothing(ada):
    assert ada("today", "--if-due").out == ada("today").out
    assert ada("today", "--if-due", "--json").json == ada.json("today")
    assert ada("today", "--if-due", "--on", "2026-11-20").out == ""


def test_brief_is_one_line_or_nothing(ada):
    ada("remind", "me", "VAT", "--on", "2026-11-23")
    assert ada("today", "--brief").out == "crm: 1 birthday, 1 to follow up\n"
    assert ada("today", "--brief", "--on", "2026-11-20").out == ""


def test_brief_counts_what_is_due_and_not_what_is_coming(ada):
    ada("add", "Grace Hopper", "-b", "25 Nov")
    ada("remind", "grace", "call", "--on", "2026-11-24")
    for n, text in enumerate(("Late parcel", "Wrong size"), 1):
        ada("issue", "grace", text)
        ada("resolve", "i1") if n == 1 else None
    assert ada("today", "--brief").out == "crm: 1 birthday, 1 to mention\n"


def test_brief_stays_under_80_columns(crowded):
    [line] = crowded("today", "--brief").out.splitlines()
    assert line == "crm: 8 birthdays, 8 to follow up, 8 to mention"
    assert width(line) < 80


def test_brief_is_silent_on_errors(ada):
    def assert_silent(*words: str) -> None:
        result = ada.run("today", "--brief", *words)
        assert (result.code, result.out, result.err) == (0, "", "")

    assert_silent("--on", "someday")
    assert_silent("--on", "2026-11-25", "--at", "2026-11-25")
    (ada.home / "crm.db").write_bytes(b"no store at all" * 100)
    assert_silent()
    ada.env(CRM_TODAY="yesterday")
    assert_silent()


def test_plain_and_its_variable_say_one_sentence_an_item(ada):
    said = ada("today", "--plain").out
    assert said == (
        "Monday 23 November 2026. 1 birthday.\n"
        "Birthday. Ada Lovelace has a birthday today. Code o1.\n"
    )
    ada.env(CRM_PLAIN="1")
    assert ada("today").out == said


def test_crm_alone_in_a_pipe_is_the_morning(ada):
    assert ada().out == ada("today").out


def test_a_pipe_is_laid_out_for_80_columns_and_never_beyond_100(ada):
    ada("remind", "me", "VAT", "--on", "2026-11-23")
    assert max(map(width, ada("today").out.splitlines())) == 80
    ada.env(COLUMNS="300")
    assert max(map(width, ada("today").out.splitlines())) == 100


def test_long_words_are_wrapped_and_never_cut(ada):
    words = [f"word{n}" for n in range(60)]
    ada("remind", "ada", " ".join(words), "--on", "2026-11-23")
    for columns in ("100", "80", "40", "20"):
        ada.env(COLUMNS=columns)
        said = ada("today").out.split()
        assert [word for word in said if word.startswith("word")] == words


def test_the_time_of_a_reminder_stands_beside_its_words_until_it_is_past(ada):
    ada("remind", "me", "call the bank", "--on", "2026-11-23 15:00")
    assert "call the bank · 15:00" in ada("today").out
    assert "call the bank, 15:00, today" in ada("today", "--plain").out
    assert "15:00" not in ada("today", "--on", "2026-11-24").out
