"""The morning as a whole: its parts letter for letter, what counts, and who is in none of it."""

import time
from itertools import product
from typing import Any

import pytest

from tests.rows import for_each
from tests.services.conftest import names, person

EMPTY: dict[str, Any] = {
    "schema": 1,
    "date": "2026-11-23",
    "due": False,
    "counts": {
        "birthdays": 0, "follow_ups": 0, "issues": 0, "thanks": 0, "perks": 0, "upcoming": 0,
    },
    "birthdays": [],
    "follow_ups": [],
    "issues": [],
    "thanks": [],
    "perks": [],
    "upcoming": [],
    "suggestion": None,
    "next": None,
}  # fmt: skip


def test_an_empty_store_has_an_empty_morning(morning):
    assert morning() == EMPTY


def test_a_morning_of_every_kind_letter_for_letter(crm, morning):
    crm("add", "Ada Lovelace", "-e", "ada@analytical.example", "-p", "mobile:+44 20 7946 0018",
        "-b", "1986-11-25", "-n", "Countess", "-t", "vip",
        "--fact", "coffee=flat white")  # fmt: skip
    crm("add", "Marek", "--every", "4w")
    crm("log", "marek", "moving offices in December", "-k", "meeting", "--at", "2026-10-19")
    crm("remind", "ada", "send the quote", "--on", "2026-11-13")
    crm("remind", "me", "VAT return", "--on", "2026-11-30 09:30", "--every", "3m")
    crm.on("2026-10-12")
    crm("issue", "ada", "Invoice charged twice")
    crm.on("2026-10-14")
    crm("resolve", "i1", "refunded")
    crm.on("2026-11-23")
    ada = person(
        "c1", "Ada Lovelace", nicknames=["Countess"], tags=["vip"],
        emails=[{"value": "ada@analytical.example", "label": None}],
        phones=[{"value": "+44 20 7946 0018", "label": "mobile"}],
    )  # fmt: skip
    last = {"id": "n1", "kind": "meeting", "on": "2026-10-19", "text": "moving offices in December"}
    assert morning() == EMPTY | {
        "due": True,
        "counts": EMPTY["counts"] | {"birthdays": 1, "follow_ups": 2, "issues": 1, "upcoming": 1},
        "birthdays": [
            {
                "id": "c1", "row": "o1",
                "contact": ada, "label": "birthday", "on": "2026-11-25", "days": 2,
                "turns": 40, "facts": {"coffee": "flat white"}, "last_gesture": None,
                "greeted": False, "tried": None,
            },
        ],
        "follow_ups": [
            {
                "id": "r1", "row": "r1",
                "contact": ada, "reason": "reminder", "text": "send the quote",
                "on": "2026-11-13", "days": -10, "every": None, "last_touch": None,
                "last_note": None, "time": None, "overdue": None, "money": None, "tried": None,
                "until": None,
            },
            {
                "id": "c2", "row": "c2",
                "contact": person("c2", "Marek"),
                "reason": "cadence",
                "text": "every 4 weeks", "on": "2026-11-16", "days": -7, "every": "4w",
                "last_touch": "2026-10-19", "last_note": last, "time": None, "overdue": 0.2,
                "money": None, "tried": None, "until": None,
            },
        ],
        "issues": [
            {
                "id": "i1", "row": "i1",
                "contact": ada, "text": "Invoice charged twice", "state": "resolved",
                "on": "2026-10-12", "days": -42, "resolved": "2026-10-14",
                "resolution": "refunded", "mentioned": None, "times": 1, "repeated": False,
                "say": "You had some trouble last month. Has it stayed fixed?", "tried": None,
            },
        ],
        "upcoming": [
            {
                "id": "r2", "row": "r2",
                "contact": None, "reason": "reminder", "text": "VAT return",
                "on": "2026-11-30", "days": 7, "every": "3m", "last_touch": None,
                "last_note": None, "time": "09:30", "overdue": None, "money": None, "tried": None,
                "until": None,
            },
        ],
        "next": {"on": "2026-11-25", "text": "birthday of Ada Lovelace"},
    }  # fmt: skip


# ── what counts as due ───────────────────────────────────────────────────────────────────


def is_due(crm) -> bool:
    """What every door says about it: --json, --check, --if-due and --brief agree."""
    due = crm.json("today")["due"]
    assert crm.run("today", "--check").code == (10 if due else 0)
    assert crm.run("today", "--check").out == ""
    assert bool(crm("today", "--if-due").out) == due
    assert bool(crm("today", "--brief").out) == due
    return due


@pytest.fixture
def ada(crm):
    crm("add", "Ada Lovelace")
    return crm


def test_nothing_is_due_when_nobody_waits(ada):
    assert not is_due(ada)


@for_each(
    ("born", "due"),
    [("18 Nov", True), ("23 Nov", True), ("24 Nov", False), ("17 Nov", False)],
    afresh=True,
)
def test_a_birthday_is_due_today_and_belated_but_not_ahead(crm, born, due):
    crm("add", "Ada Lovelace", "-b", born)
    assert is_due(crm) == due


@for_each(("day", "due"), [("2026-11-23", True), ("2026-11-24", False)], afresh=True)
def test_a_reminder_is_due_on_its_day_and_not_ahead(ada, day, due):
    ada("remind", "ada", "call", "--on", day)
    assert is_due(ada) == due


def test_a_rhythm_is_due(crm):
    crm.on("2026-10-26")
    crm("add", "Ada Lovelace", "--every", "4w")
    crm.on("2026-11-22")
    assert not is_due(crm)
    crm.on("2026-11-23")
    assert is_due(crm)


def test_an_open_issue_is_due_and_a_resolved_one_is_shown_but_is_no_reason_to_mail(ada, morning):
    ada("issue", "ada", "Invoice charged twice")
    assert is_due(ada)
    ada("resolve", "i1")
    assert not is_due(ada)
    assert morning()["counts"]["issues"] == len(morning()["issues"]) == 1


def test_a_worked_through_morning_is_empty(crm, morning):
    crm.on("2026-10-26")
    crm("add", "Ada Lovelace", "-b", "21 Nov", "--every", "4w")
    crm("add", "Grace Hopper", "-b", "23 Nov")
    crm("add", "Marek", "--every", "2w")
    crm("issue", "marek", "Wrong size")
    crm("issue", "grace", "Late delivery")
    crm("resolve", "i2")
    crm.on("2026-11-23")
    crm("remind", "me", "VAT", "--on", "2026-11-23")
    crm("remind", "grace", "send papers", "--on", "2026-11-20")
    assert morning()["counts"] == EMPTY["counts"] | {"birthdays": 2, "follow_ups": 4, "issues": 2}
    crm("log", "ada", "call: happy birthday, belated")
    crm("done", "c2", "i1", "i2", "r1")
    crm("snooze", "r2", "c3", "3w")
    assert morning()["counts"] == EMPTY["counts"]
    assert not is_due(crm)
    assert "Nobody is waiting." in crm("today").out


# ── who is in none of it ─────────────────────────────────────────────────────────────────


@pytest.fixture
def everything(crm):
    """Ada, with something in every section."""
    crm.on("2026-10-01")
    crm("add", "Ada Lovelace", "-b", "23 Nov", "-d", "anniversary=2011-11-27", "--every", "4w")
    crm("issue", "ada", "Invoice charged twice")
    crm("issue", "ada", "Wrong size")
    crm("resolve", "i2")
    crm.on("2026-11-23")
    crm("remind", "ada", "send the quote", "--on", "2026-11-20")
    crm("remind", "ada", "ask for papers", "--on", "2026-11-25")
    return crm


def mark(crm, column: str) -> None:
    """What no command does yet, as another program would."""
    with crm.db() as db:
        db.execute(f"UPDATE contact SET {column}")
    db.close()


def test_archived_people_are_in_none_of_it(everything, morning):
    mark(everything, "archived_at = '2026-11-23T12:00:00Z'")
    assert morning() == EMPTY


def test_of_people_not_to_be_contacted_open_issues_and_the_owners_reminders_stay(
    everything, morning
):
    mark(everything, "do_not_contact = 1")
    found = morning()
    assert [row["id"] for row in found["follow_ups"]] == ["r1"]
    assert [row["id"] for row in found["upcoming"]] == ["r2"]
    assert [row["id"] for row in found["issues"]] == ["i1"]
    assert found["birthdays"] == []
    assert found["next"] == {"on": "2026-11-25", "text": "ask for papers, Ada Lovelace"}


# ── the next date ────────────────────────────────────────────────────────────────────────


def test_the_next_date_is_the_nearest_of_birthdays_reminders_and_rhythms(crm, morning):
    crm("add", "Ada Lovelace", "-b", "1 Jun")
    assert morning()["next"] == {"on": "2027-06-01", "text": "birthday of Ada Lovelace"}
    crm("add", "Marek", "--every", "6m")
    assert morning()["next"] == {"on": "2027-05-23", "text": "a follow-up with Marek"}
    crm("remind", "me", "VAT return", "--on", "2027-02-10")
    assert morning()["next"] == {"on": "2027-02-10", "text": "VAT return"}
    crm("add", "Grace", "-d", "customer since=2020-12-01")
    assert morning()["next"] == {"on": "2026-12-01", "text": "customer since of Grace"}


# ── the local date decides ───────────────────────────────────────────────────────────────


def move_to(crm, zone: str) -> None:
    crm.env(TZ=zone)
    time.tzset()


FURTHEST = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


@for_each(
    ("zone", "at"),
    [*product(FURTHEST, ("00:30", "23:30")), ("Europe/Warsaw", "12:00")],
    afresh=True,
)
def test_the_local_date_decides_east_and_west(crm, morning, zone, at):
    move_to(crm, zone)
    crm.on(f"2026-10-26 {at}")
    crm("add", "Ada Lovelace", "--every", "4w")
    crm("add", "Grace", "-b", "23 Nov")
    crm.on(f"2026-11-22 {at}")
    assert not is_due(crm)
    crm.on(f"2026-11-23 {at}")
    found = morning()
    assert found["date"] == "2026-11-23"
    assert names(found["follow_ups"]) == ["Ada Lovelace"]
    assert [row["days"] for row in found["birthdays"] + found["follow_ups"]] == [0, 0]
    crm("log", "ada", "Lunch")
    assert crm.json("show", "ada")["last_touch"] == "2026-11-23"


def test_a_day_stays_where_it_is_when_the_owner_travels(crm, morning):
    move_to(crm, "Pacific/Kiritimati")
    crm.on("2026-11-23 00:30")
    crm("add", "Ada Lovelace", "--every", "1w")
    crm("remind", "ada", "send the quote", "--on", "2026-11-24")
    crm("log", "ada", "Lunch")
    at_home = morning()["upcoming"]
    move_to(crm, "Pacific/Pago_Pago")
    assert morning()["upcoming"] == at_home
