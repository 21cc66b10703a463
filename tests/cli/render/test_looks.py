"""What holds for every screen: nothing too wide, nothing in colour alone, edges that align."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.cli.render import (
    briefing_lines,
    briefing_sentences,
    note_lines,
    profile_lines,
    record_lines,
)
from tinycrm.cli.render.styled_lines import Line, person, text_of
from tinycrm.days import Every, YearlyDay
from tinycrm.services.activity.glances import Glance
from tinycrm.services.briefing.briefing import Briefing, Counts, Next, Totals
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.briefing.reasons import Birthday, Mention
from tinycrm.services.records import (
    Contact,
    Issue,
    Labelled,
    Note,
    Occasion,
    Person,
    Related,
    Reminder,
)
from tinycrm.text import width, wrap

TODAY = date(2026, 11, 23)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# ── colour ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("columns", [100, 40])
@pytest.mark.parametrize("words", [("today",), ("show", "ada")])
def test_a_terminal_without_its_colours_says_what_a_pipe_says(sample_day, terminal, words, columns):
    screen = terminal(*words, columns=columns)
    assert screen.end() == 0
    said = [line.rstrip() for line in COLOUR.sub("", screen.screen).splitlines()]
    sample_day.env(COLUMNS=str(columns))
    assert said == sample_day(*words).out.splitlines()


def test_on_a_terminal_names_are_bold_and_late_and_today_have_the_accent(sample_day, terminal):
    screen = terminal("today")
    assert screen.end() == 0
    accented = re.findall(r"\x1b\[35m([^\x1b]*)", screen.screen)
    assert [each.strip() for each in accented] == [
        "today", "10 days late", "3 days late", "today", "7 days late", "today",
    ]  # fmt: skip
    assert "\x1b[1mAda Lovelace" in screen.screen


def test_no_color_takes_the_colour(sample_day, terminal):
    with_colour, without = terminal("today"), terminal("today", NO_COLOR="1")
    assert with_colour.end() == without.end() == 0
    assert not re.search(r"\x1b\[[0-9;]*(3|4|9|10)[0-9][;m]", without.screen)
    assert without.text == with_colour.text


def test_a_dumb_terminal_and_a_pipe_get_no_escape_sequence(sample_day, terminal):
    dumb = terminal("today", TERM="dumb")
    assert dumb.end() == 0
    assert dumb.screen == sample_day("today").out
    assert "\x1b" not in dumb.screen


# ── letters ──────────────────────────────────────────────────────────────────────────────


def test_without_unicode_our_own_signs_are_ascii_and_names_stay_as_they_are(sample_day):
    sample_day.env(LC_ALL="C")
    for words in (("today",), ("today", "--plain"), ("show", "ada"), ("show", "marek")):
        said = sample_day(*words).out
        assert not set(said) & set("“”’·…–—")
    assert "Zieliński" in said


def test_without_unicode_no_line_grows_too_long(crm):
    crm.env(LC_ALL="C", COLUMNS="40")
    crm("add", "Dots … and — dashes")
    crm("log", "dots", "… " * 200)
    for n in range(30):
        crm("remind", "dots", "x" * n + "…" * 30, "--on", "2026-11-23")
    for words in (("today", "--all"), ("today", "--plain", "--all"), ("show", "dots", "--all")):
        assert max(map(width, crm(*words).out.splitlines())) <= 40


@for_each("columns", [100, 80, 40], afresh=True)
def test_wide_letters_are_aligned(crm, columns):
    crm.env(COLUMNS=str(columns))
    for name in ("山本 太郎", "Ada Lovelace", "김민수", "Ναταλία", "Zoe\u0308", "ﾔﾏﾓﾄ"):
        crm("add", name, "-b", "23 Nov", "--fact", "会社=東京印刷", "-o", "東京")
        crm("remind", name, "展覧会の招待状を送る", "--on", "2026-11-23")
        crm("issue", name, "額が壊れた")
    said = crm("today").out.splitlines()
    rows = [line for line in said if re.search(r"  [crio]\d+$", line)]
    assert len(rows) == 18
    assert {width(row) for row in rows} == {columns}


HOSTILE = ["[/]", "[red]Bob[/red]", "Ann [ex-Google]", "Eve\x1b[2J\x1b]0;gone\x07", "\u202egnp.exe",
           "O'Brien; DROP TABLE contact", "a\nb\tc", "\x9b31m", "{0}%s\\n"]  # fmt: skip


def test_hostile_names_are_shown_letter_for_letter_or_made_visible(crm, terminal):
    for name in HOSTILE:
        crm("add", "--force", "-b", "23 Nov", "--", name)
        crm("issue", "--", name, name)
    screen = terminal("today", "--all", columns=100)
    assert screen.end() == 0
    said = COLOUR.sub("", screen.screen)
    assert not set(said) & set("\x1b\x07\x9b\u202e\t")
    flat = " ".join(said.split())
    for name in HOSTILE:
        assert " ".join(person(name).split()) in flat
    assert sorted(row["contact"]["name"] for row in crm.json("today")["issues"]) == sorted(HOSTILE)


# ── nothing wider than asked ─────────────────────────────────────────────────────────────

WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "山本 太郎",
        "x" * 150,
        "Ada Lovelace",
        "a · b, c. d",
        "東" * 70,
        "\x1b[31m",
        "\u202e",
        "👩‍👩‍👧‍👦 family",
    ]
)
COLUMNS = st.integers(20, 120)
DAYS = st.dates(TODAY - timedelta(days=4000), TODAY + timedelta(days=400))
NUMBERS = st.integers(1, 99999)
LABELLED = st.builds(Labelled, WORDS, WORDS | st.none())
RHYTHMS = st.builds(Every, st.integers(1, 500), st.sampled_from("dwmy"))
YEARLY = st.builds(YearlyDay, st.integers(1, 12), st.integers(1, 28), st.none() | st.just(1980))


def code(letter: str) -> st.SearchStrategy[str]:
    return NUMBERS.map(lambda number: f"{letter}{number}")


def some(each: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    return st.lists(each, max_size=3).map(tuple)


NAMES = WORDS.map(lambda text: text if text.strip() else "Ada")  # the store refuses an empty one
PEOPLE = st.builds(Person, code("c"), NAMES)
KINDS = st.sampled_from(["call", "greeting", "gift", "meeting"])
GLANCES = st.none() | st.builds(Glance, code("n"), KINDS, DAYS, WORDS)
DISTANCES = st.integers(-4000, 400)
BIRTHDAYS = st.builds(
    Birthday, code("c"), code("o"), PEOPLE, WORDS | st.just("birthday"), DAYS, DISTANCES,
    st.none() | st.integers(0, 120), st.dictionaries(WORDS, WORDS, max_size=2), GLANCES,
    st.booleans(),
)  # fmt: skip
FOLLOW_UPS = st.builds(
    FollowUp, code("r"), code("r"), st.none() | PEOPLE, st.sampled_from(["reminder", "cadence"]),
    WORDS, DAYS, DISTANCES, st.none() | RHYTHMS, st.none() | DAYS, GLANCES,
    st.none() | st.just("15:00"), st.none() | st.floats(0.1, 99),
)  # fmt: skip
MENTIONS = st.builds(
    Mention, code("i"), code("i"), PEOPLE, WORDS, st.sampled_from(["open", "resolved"]), DAYS,
    DISTANCES, st.none() | DAYS, st.none() | WORDS, st.none() | DAYS, NUMBERS, st.booleans(), WORDS,
)  # fmt: skip
NEXT = st.none() | st.builds(
    Next, DAYS, WORDS, WORDS, WORDS, st.sampled_from(["occasion", "reminder", "cadence"])
)
BRIEFINGS = st.builds(
    Briefing, st.just(TODAY), st.booleans(), st.just(Counts(1, 2, 3, 4, 5, 6)),
    st.builds(Totals, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    some(BIRTHDAYS), some(FOLLOW_UPS), some(MENTIONS), st.just(()), st.just(()), some(FOLLOW_UPS),
    st.none(), NEXT, st.booleans(),
).map(lambda found: found._replace(due=found.due or bool(found.follow_ups)))  # fmt: skip
NOTES = st.builds(
    Note, code("n"), KINDS, DAYS.map(str), st.text(max_size=300) | WORDS, some(PEOPLE), some(WORDS),
    st.none(),
)  # fmt: skip
REMINDERS = st.builds(
    Reminder, code("r"), st.none() | PEOPLE, WORDS, DAYS, st.none() | st.just("15:00"),
    st.none() | RHYTHMS, st.none() | st.sampled_from(["31", "05", "2tue"]), st.booleans(),
    st.none() | DAYS, st.none() | st.just("2026"), st.none(),
)  # fmt: skip
ISSUES = st.builds(
    Issue, code("i"), PEOPLE, WORDS, st.sampled_from(["open", "resolved"]), DAYS, st.none() | DAYS,
    st.none() | WORDS, st.none(), st.none(),
)  # fmt: skip
CONTACTS = st.builds(
    Contact, code("c"), st.just("uid"), st.sampled_from(["person", "group"]), WORDS, some(WORDS),
    st.none() | WORDS, st.none() | WORDS, some(LABELLED), some(LABELLED), some(LABELLED),
    some(LABELLED), some(LABELLED), st.none() | YEARLY,
    some(st.builds(Occasion, st.none(), WORDS, YEARLY)),
    some(WORDS), st.dictionaries(WORDS, WORDS, max_size=3), st.none() | RHYTHMS, st.none(),
    some(st.builds(Related, WORDS, st.none() | code("c"), WORDS)), st.booleans(), st.booleans(),
    st.none() | DAYS, st.none() | DAYS, st.just(""), st.just(""),
)  # fmt: skip
PROFILES = st.builds(
    Profile, CONTACTS, some(BIRTHDAYS), some(FOLLOW_UPS), some(MENTIONS), st.none() | PEOPLE,
    some(PEOPLE), some(NOTES), st.integers(0, 400), some(ISSUES), some(REMINDERS),
)  # fmt: skip


few = settings(max_examples=12, deadline=None)  # each builds a hundred values


def assert_fits(lines: list[Line], columns: int) -> None:
    for line in lines:
        text = text_of(line).rstrip()
        assert width(text) <= columns, text
        assert person(text) == text, "something a terminal would obey"


@few
@given(BRIEFINGS, COLUMNS, some(WORDS))
def test_no_line_or_sentence_of_the_morning_is_wider_than_asked(briefing, columns, away):
    assert_fits(
        briefing_lines.lines(briefing, columns, away=[person(each) for each in away]), columns
    )
    assert_fits(briefing_sentences.lines(briefing, columns), columns)


@pytest.mark.parametrize("due", [True, False])
def test_the_one_line_of_a_shell_greeting_stays_under_80_columns_in_the_largest_store(due):
    many = 99999
    counts, totals = Counts(*[many] * 6), Totals(*[many] * 7)
    briefing = Briefing(TODAY, due, counts, totals, (), (), (), (), (), (), None, None, False)
    line = briefing_sentences.brief(briefing)
    assert bool(line) == due
    assert width(line) < 80


@few
@given(PROFILES, COLUMNS, st.booleans())
def test_no_line_of_a_person_is_wider_than_asked(profile, columns, every):
    assert_fits(profile_lines.profile_lines(profile, TODAY, columns, every=every), columns)


@few
@given(some(NOTES), some(REMINDERS), some(ISSUES), COLUMNS, st.booleans())
def test_no_line_of_a_list_is_wider_than_asked(notes, reminders, issues, columns, flag):
    found = note_lines.note_lines(notes, TODAY, columns, of="c1" if flag else "", whole=flag)
    found += record_lines.reminder_lines(reminders, TODAY, columns)
    found += record_lines.issue_lines(issues, TODAY, columns)
    assert_fits(found, columns)


def test_a_word_of_letters_that_take_two_columns_and_none_is_broken_where_it_is_full():
    word = "abcdefgh몆ijk\u200b"  # as many columns as letters, but not one each
    assert [width(line) for line in wrap(word, 9)] == [8, 5]
