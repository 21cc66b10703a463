"""Cadences given one by one on one day, and how late is said against the rhythm."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ten(crm: Crm) -> Crm:
    """Ten people (c1 to c10), added long ago on different days and never contacted."""
    for n in range(10):
        crm.on(f"2026-01-{n + 1:02}")
        crm("add", f"Person {n}")
    crm.on("2026-11-23")
    return crm


def _dues(crm: Crm) -> list[str]:
    return [each["next_due"] for each in crm.json("list") if each["next_due"]]


def test_cadences_given_one_by_one_to_many_are_spread_and_said(ten: Crm):
    said = [ten("edit", f"c{n}", "--every", "4w").err.splitlines() for n in range(1, 11)]
    assert all(len(lines) == 1 for lines in said[:7])
    for n, lines in enumerate(said[7:], 8):
        due = date.fromisoformat(ten.json("show", f"c{n}")["next_due"])
        assert date(2026, 12, 7) <= due <= date(2026, 12, 21)
        first = f"First due {due:%a} {due.day} {due:%b} {due.year}"
        assert lines[1] == f"     {first}, spread with {n - 1} others."


def test_people_added_one_by_one_with_a_cadence_are_spread_too(crm: Crm):
    said = [crm("add", f"P{n:02}", "--every", "6m").err for n in range(30)]
    assert [("spread with" in each) for each in said] == [False] * 7 + [True] * 23
    alone, spread = set(_dues(crm)[:7]), _dues(crm)[7:]
    assert alone == {"2027-05-23"}
    assert all("2027-02-20" <= day <= "2027-05-23" for day in spread)
    assert len(set(spread)) > 10  # by chance two may share one of 92 days


def test_another_day_begins_anew(ten: Crm):
    for n in range(1, 8):
        ten("edit", f"c{n}", "--every", "4w")
    ten.on("2026-11-24")
    assert ten("edit", "c8", "--every", "4w").err == "crm: Person 7 (c8) changed\n"
    assert ten("edit", "c8", "--every", "2w").err == "crm: Person 7 (c8) changed\n"


def test_who_was_in_touch_counts_from_then(ten: Crm):
    ten("edit", *(f"c{n}" for n in range(1, 9)), "--every", "4w")
    ten("log", "c9", "Call: hello")
    assert ten("edit", "c9", "--every", "4w").err == "crm: Person 8 (c9) changed\n"
    assert ten.json("show", "c9")["next_due"] == "2026-12-21"


def test_many_at_once_say_from_when_to_when(ten: Crm):
    said = ten("edit", *(f"c{n}" for n in range(1, 11)), "--every", "4w").err
    days = sorted(map(date.fromisoformat, _dues(ten)))
    first, last = (f"{day:%a} {day.day} {day:%b} {day.year}" for day in (days[0], days[-1]))
    assert said == (
        f"crm: 10 of 10 changed\n     First due from {first} to {last}, spread over 10 people.\n"
    )


# ── late against the rhythm ──────────────────────────────────────────────────────────────


def _late(crm: Crm, every: str, touched: str) -> tuple[float | None, str]:
    crm("add", "Ada", "--every", every)
    crm("log", "ada", "Call: hello", "--at", touched)
    [row] = crm.json("today")["follow_ups"]
    [line] = [line for line in crm("today").out.splitlines() if line.startswith("  Ada")]
    return row["overdue"], " ".join(line.split())


@for_each(
    ("every", "touched", "overdue", "words"),
    [
        ("1w", "2026-10-31", 2.3, "Ada every week Sat 7 Nov 2.3 times overdue c1"),
        ("1w", "2026-11-09", 1.0, "Ada every week Mon 16 Nov 1.0 times overdue c1"),
        ("1w", "2026-11-10", 0.9, "Ada every week Tue 17 Nov 6 days late c1"),
        ("1w", "2026-08-01", 15.3, "Ada every week Sat 8 Aug 15 times overdue c1"),
        ("1w", "2026-11-16", None, "Ada every week Mon 23 Nov today c1"),
        ("1d", "2026-11-20", 2.0, "Ada every day Sat 21 Nov 2 days late c1"),
    ],
    afresh=True,
)
def test_how_late_somebody_is_is_said_against_the_rhythm(
    crm: Crm, every: str, touched: str, overdue: float | None, words: str
):
    said, line = _late(crm, every, touched)
    assert said == overdue
    assert words in line
    assert ("times overdue" in crm("today", "--plain").out) is ("times" in words)
    assert ("times overdue" in crm("show", "ada").out) is ("times" in words)
