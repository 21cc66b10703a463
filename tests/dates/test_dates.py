"""The door to dateparser: refusals, what is loaded, words for a day, and properties."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinycrm.dates import (
    Leaning,
    When,
    parse_when,
    say_day,
    say_distance,
    say_full_day,
    say_lateness,
    say_long_day,
)
from tinycrm.days import MONTHS, WEEKDAYS, add_months
from tinycrm.errors import UsageProblem

SUNDAY = date(2026, 11, 22)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
todays = st.dates(date(1990, 1, 1), date(2100, 12, 31))
leanings = st.sampled_from(["past", "future"])


def test_a_refusal_names_what_was_typed_and_gives_two_examples():
    with pytest.raises(UsageProblem) as refusal:
        parse_when("lau\x1bghing", SUNDAY, leaning="future")
    assert refusal.value.sentence == "“lau\\x1bghing” is not clearly a date."
    assert refusal.value.hint == "Write it like 2026-12-01 or “in 2 weeks”."


def test_a_slash_date_is_told_what_is_unclear_about_it():
    with pytest.raises(UsageProblem) as refusal:
        parse_when("3/4", SUNDAY, leaning="past")
    assert refusal.value.sentence == "“3/4” may be day first or month first."
    assert refusal.value.hint == "Write it like 2026-11-13 or 13.11., or set date_order."


def test_an_endless_text_is_refused_in_one_short_sentence():
    with pytest.raises(UsageProblem) as refusal:
        parse_when("in 2 weeks " * 100_000, SUNDAY, leaning="future")
    assert len(refusal.value.sentence) < 100


LOADED = {
    "2026-12-01 15:00": "",
    "friday at noon": "tinycrm.dates.words",
    "17.11.": "tinycrm.dates.words",
    "laughing out loud": "tinycrm.dates.words",
    "2026 dec 1": "dateparser tinycrm.dates.words",
}
"""What has been loaded when each of these was read, one after the other."""


def test_dateparser_is_loaded_only_for_what_nobody_else_reads():
    program = f"""
import sys
from datetime import date
from types import ModuleType
from tinycrm.dates import parse_when

class Nothing:  # in the place of dateparser, which takes half a second to load
    def find_spec(self, name, *_):
        if name == "dateparser":
            sys.modules[name] = ModuleType(name)
            raise ImportError(name)

sys.meta_path.insert(0, Nothing())
for phrase in {list(LOADED)}:
    try:
        parse_when(phrase, date(2026, 11, 22), leaning="future")
    except Exception:
        pass
    print(*sorted({{"dateparser", "tinycrm.dates.words"}} & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == list(LOADED.values())


# ── words for a day ──────────────────────────────────────────────────────────────────────


def test_a_day_is_said_with_its_year_only_when_it_is_another_one():
    assert say_day(date(2026, 11, 27), SUNDAY) == "Fri 27 Nov"
    assert say_day(date(2027, 11, 27), SUNDAY) == "Sat 27 Nov 2027"
    assert say_full_day(date(2026, 11, 27)) == "Fri 27 Nov 2026"
    assert say_long_day(date(2026, 11, 23)) == "Monday 23 November 2026"


def test_a_distance_is_said_in_words():
    assert [say_distance(n) for n in (0, 1, -1, 3, -2)] == [
        "today", "tomorrow", "yesterday", "in 3 days", "2 days ago"
    ]  # fmt: skip


def test_lateness_is_said_in_words():
    assert [say_lateness(n) for n in (-10, -1, 0, 1, 4)] == [
        "10 days late", "1 day late", "today", "tomorrow", "in 4 days"
    ]  # fmt: skip


# ── properties ───────────────────────────────────────────────────────────────────────────


@given(days, todays, leanings)
def test_every_day_that_is_said_in_full_is_read_again(day, today, leaning):
    for said in (say_full_day(day), say_long_day(day), day.isoformat(), f"{day:%d.%m.%Y}"):
        assert parse_when(said, today, leaning=leaning) == When(day)


@given(todays, st.integers(-9999, 9999), leanings)
def test_every_distance_that_is_said_is_read_again(today, distance, leaning):
    when = parse_when(say_distance(distance), today, leaning=leaning)
    assert when == When(today + timedelta(days=distance))


@given(todays, st.sampled_from(WEEKDAYS), st.integers(3, 9))
def test_a_weekday_is_within_a_week_and_never_today(today, weekday, letters):
    name = weekday[:letters]
    to_come = parse_when(name, today, leaning="future").day
    gone = parse_when(name, today, leaning="past").day
    assert WEEKDAYS[to_come.weekday()] == WEEKDAYS[gone.weekday()] == weekday
    assert 1 <= (to_come - today).days <= 7
    assert 1 <= (today - gone).days <= 7
    if WEEKDAYS.index(weekday) <= today.weekday():
        assert parse_when(f"next {name}", today, leaning="past").day == to_come
    assert parse_when(f"last {name}", today, leaning="future").day == gone


@given(todays, days, leanings)
def test_a_day_without_a_year_is_the_nearest_one_in_the_leaning_direction(today, day, leaning):
    typed = f"{day.day} {MONTHS[day.month - 1]}"
    found = parse_when(typed, today, leaning=leaning).day
    assert (found.day, found.month) == (day.day, day.month)
    assert found >= today if leaning == "future" else found <= today
    assert abs((found - today).days) <= (366 if typed != "29 february" else 366 * 8)


_WORDS = (
    "in a the of on at next last this friday week weeks days month year 2 3 15 2026 31 dec may 1st "
    "end start after before from ago now today tomorrow noon 3pm 10:30 evening half and 1.5 . - / "
    "17.11. 2w to or every 99999999 montag dezember wochen vor morgen nächsten uhr"
).split()


def _read(text: str, leaning: Leaning, languages: tuple[str, ...]) -> When | UsageProblem:
    try:
        return parse_when(text, SUNDAY, leaning=leaning, now=time(10, 30), languages=languages)
    except UsageProblem as refusal:
        return refusal


@given(st.text(max_size=40), leanings)
def test_any_text_is_a_day_or_a_refusal_that_can_be_shown(text, leaning):
    found = _read(text, leaning, ("en",))
    assert isinstance(found, When) or "\x1b" not in found.sentence


@given(st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join), leanings)
def test_any_row_of_date_words_is_a_day_of_our_times_or_a_refusal(text, leaning):
    found = _read(text, leaning, ("en", "de"))
    assert isinstance(found, UsageProblem) or 1900 <= found.day.year <= 2200


# ── phrases from elsewhere ───────────────────────────────────────────────────────────────


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def _shifted(base: datetime, sign: int, **units: float) -> date:
    months = units.pop("years", 0) * 12 + units.pop("months", 0)
    start = datetime.combine(add_months(base.date(), int(sign * months)), base.time())
    return (start + sign * timedelta(**units)).date()


def _accepted(phrase: str, base: datetime, leaning: Leaning) -> date | None:
    try:
        return parse_when(phrase, base.date(), leaning=leaning, now=base.time()).day
    except UsageProblem:
        return None


def test_relative_phrases_from_elsewhere_are_read_rightly_or_refused(corpus):
    base, right, wrong = datetime.combine(date(2014, 9, 1), time(10, 30)), 0, []
    rows = _rows(corpus / "dates-dateparser" / "relative_en.tsv")
    for row in rows:
        sign = -1 if row["ago"] else 1
        found = _accepted(row["phrase"], base, "past" if row["ago"] else "future")
        if found is None:
            continue
        expected = _shifted(base, sign, **json.loads(row["ago"] or row["in_future"]))
        right += found == expected
        wrong += [row["phrase"]] if found != expected else []
    assert not wrong
    assert right > len(rows) / 2, f"{right} of {len(rows)}"


def test_absolute_phrases_from_elsewhere_are_read_rightly_or_refused(corpus):
    base, right, wrong = datetime.combine(date(2012, 11, 13), time()), 0, []
    rows = _rows(corpus / "dates-dateparser" / "absolute_en.tsv")
    for row in rows:
        found = _accepted(row["phrase"], base, "past")
        expected = date(*(int(n) for n in re.findall(r"\d+", row["expected"])[:3]))
        right += found == expected
        wrong += [row["phrase"]] if found not in (None, expected) else []
    assert not wrong
    assert right > len(rows) / 2, f"{right} of {len(rows)}"
