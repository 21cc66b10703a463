"""The promise of `--json`: every record as a whole, its names in their order.

Fields may be added at the end of a record, never renamed or removed: these tests then need
a new line, and no line of theirs may go.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.registry import COMMANDS

_ADA = {
    "id": "c1", "name": "Ada Lovelace", "nicknames": ["Countess"],
    "emails": [{"value": "ada@example.org", "label": None}],
    "phones": [{"value": "+44 1632 960 961", "label": "mobile"}], "tags": ["vip"],
}  # fmt: skip
_BO = {"id": "c2", "name": "Bo", "nicknames": [], "emails": [], "phones": [], "tags": []}

_CONTACT = {
    "id": "c1", "uid": "UID", "kind": "person", "name": "Ada Lovelace", "nicknames": ["Countess"],
    "organization": "Engines", "title": "Director", "emails": _ADA["emails"],
    "phones": _ADA["phones"], "addresses": [{"value": "1 Street", "label": None}],
    "urls": [{"value": "x.org", "label": None}], "handles": [{"value": "@ada", "label": None}],
    "birthday": "1986-11-24",
    "occasions": [{"id": "o2", "label": "anniversary", "day": "--05-14"}],
    "tags": ["vip"], "facts": {"coffee": "flat white"}, "every": "4w", "referred_by": None,
    "related": [], "do_not_contact": False, "archived": False,
    "last_touch": "2026-11-01",
    "next_due": "2026-11-29", "created_at": "2026-10-01T12:00:00Z",
    "updated_at": "2026-10-01T12:00:00Z",
}  # fmt: skip

_NOTE = {
    "id": "n1", "kind": "meeting", "at": "2026-11-01T12:30", "text": "Lunch #food",
    "contacts": [_ADA], "tags": ["food"], "mood": -1,
}  # fmt: skip

_REMINDER = {
    "id": "r1", "contact": _ADA, "text": "send quote", "on": "2026-11-13", "time": "15:00",
    "every": "2w", "every_on": None,
    "fixed": True, "snoozed_until": None, "done_at": None, "note": None,
}  # fmt: skip

_OWN = {
    "id": "r2", "contact": None, "text": "VAT", "on": "2026-11-26", "time": None, "every": None,
    "every_on": None, "fixed": False, "snoozed_until": None, "done_at": None, "note": None,
}  # fmt: skip

_ISSUE = {
    "id": "i1", "contact": _ADA, "text": "Invoice charged twice", "state": "resolved",
    "on": "2026-10-12", "resolved": "2026-10-14", "resolution": "refunded", "mentioned": None,
    "snoozed_until": None,
}  # fmt: skip

_GLANCE = {"id": "n1", "kind": "meeting", "on": "2026-11-01", "text": "Lunch #food"}


@pytest.fixture
@made_once
def full(crm: Crm) -> Crm:
    """A store with one of everything, on the day of the contract's own example."""
    crm.on("2026-10-01")
    crm(
        "add", "Ada Lovelace", "-e", "ada@example.org", "-p", "mobile:+44 1632 960 961",
        "-b", "1986-11-24", "-d", "anniversary=05-14", "-t", "vip", "-n", "Countess", "-o",
        "Engines", "--title", "Director", "--every", "4w", "--fact", "coffee=flat white",
        "--address", "1 Street", "--url", "x.org", "--handle", "@ada",
    )  # fmt: skip
    crm.on("2026-10-14")
    crm("issue", "ada", "Invoice charged twice", "--at", "2026-10-12")
    crm("resolve", "i1", "refunded")
    crm.on("2026-11-22")
    crm("log", "ada", "Lunch #food", "-k", "meeting", "--at", "2026-11-01 12:30", "--mood", "-1")
    crm("remind", "ada", "send quote", "--on", "2026-11-13 15:00", "--every", "2w", "--fixed")
    crm("remind", "me", "VAT", "--on", "2026-11-26")
    crm("add", "Bo")
    return crm


def exactly(found: Any, wanted: Any) -> None:
    """Hold a value to another, the order of names included. What is made up anew is “UID”."""
    for each in found if isinstance(found, list) else [found]:
        if "uid" in each:
            each["uid"] = "UID"
    assert json.dumps(found, indent=1) == json.dumps(wanted, indent=1)


def test_a_contact(full: Crm):
    exactly(full.json("list", "ada"), [_CONTACT])
    exactly(
        full.json("show", "ada"),
        _CONTACT | {
            "notes": [_NOTE], "issues": [_ISSUE], "reminders": [_REMINDER], "wins": [], "deals": [],
            "feedback": [], "perks": [], "brought": [],
            "value": {"own": [], "brought": [], "own_records": [], "brought_records": []},
            "also": [],
            "tried": None,
        },
    )  # fmt: skip


def test_a_contact_of_whom_nothing_is_known(full: Crm):
    full.on("2026-11-22 08:30")
    nothing: dict[str, Any] = {
        name: [] if isinstance(value, list) else {} if isinstance(value, dict) else None
        for name, value in _CONTACT.items()
    }
    bare = nothing | {
        "id": "c3", "uid": "UID", "kind": "person", "name": "Cy", "do_not_contact": False,
        "archived": False, "created_at": "2026-11-22T08:30:00Z",
        "updated_at": "2026-11-22T08:30:00Z",
    }  # fmt: skip
    exactly(full.json("add", "Cy"), bare | {"created": True, "batch": "b8"})
    exactly(full.json("add", "Cy", "--if-new"), bare | {"created": False, "batch": None})


def test_a_note(full: Crm):
    exactly(full.json("log"), [_NOTE])
    exactly(full.json("show", "n1"), _NOTE)
    exactly(
        full.json("log", "bo", "Hello", "--key", "k"),
        {"id": "n2", "kind": "talk", "at": "2026-11-22", "text": "Hello", "contacts": [_BO],
         "tags": [], "mood": None, "kind_by": None, "created": True, "batch": "b8"},
    )  # fmt: skip


def test_a_reminder(full: Crm):
    exactly(full.json("remind"), [_REMINDER, _OWN])
    exactly(full.json("show", "r2"), _OWN)
    exactly(
        full.json("remind", "bo", "call", "--on", "2026-12-01"),
        _OWN | {"id": "r3", "contact": _BO, "text": "call", "on": "2026-12-01", "created": True,
                "batch": "b8"},
    )  # fmt: skip


def test_a_reminder_that_is_done_or_snoozed(full: Crm):
    successor = _REMINDER | {"id": "r3", "on": "2026-11-27"}
    exactly(
        full.json("done", "r1", "sent", "it"),
        _REMINDER | {"done_at": "2026-11-22T12:00:00Z", "row": "r1", "created": False,
                     "batch": "b8", "logged": "n2", "successor": successor},
    )  # fmt: skip
    exactly(
        full.json("snooze", "r2", "3d"),
        _OWN | {"snoozed_until": "2026-11-25", "row": "r2", "created": False, "batch": "b9",
                "logged": None,
                "successor": None},
    )  # fmt: skip


def test_a_person_who_is_touched(full: Crm):
    exactly(
        full.json("done", "c1"),
        _CONTACT | {"last_touch": "2026-11-22", "next_due": "2026-12-20", "row": "o1",
                    "created": False,
                    "batch": "b8", "logged": "n2", "successor": None},
    )  # fmt: skip


def test_an_issue(full: Crm):
    exactly(full.json("show", "i1"), _ISSUE)
    new = {
        "id": "i2", "contact": _BO, "text": "Late", "state": "open", "on": "2026-11-20",
        "resolved": None, "resolution": None, "mentioned": None, "snoozed_until": None,
    }  # fmt: skip
    change = {"created": False, "batch": "b9"}
    exactly(
        full.json("issue", "bo", "Late", "--at", "2026-11-20"),
        new | {"created": True, "batch": "b8"},
    )
    exactly(full.json("issue"), [new])
    done = new | {"mentioned": "2026-11-22"}
    exactly(
        full.json("mention", "i2"),
        done | {"row": "i2"} | change | {"logged": None, "successor": None},
    )
    settled = done | {"state": "resolved", "resolved": "2026-11-22", "mentioned": None}
    exactly(full.json("resolve", "i2"), settled | change | {"batch": "b10"})


_FOLLOW_UP = {
    "id": "r1", "row": "r1", "contact": _ADA, "reason": "reminder",
    "text": "send quote", "on": "2026-11-13",
    "days": -9, "every": "2w", "last_touch": "2026-11-01", "last_note": _GLANCE, "time": "15:00",
    "overdue": None, "money": None, "tried": None,
    "until": None,
}  # fmt: skip

_OWED = {
    "id": "c1", "row": "c1", "contact": _ADA, "reason": "cadence",
    "text": "every 4 weeks", "on": "2026-11-29",
    "days": 7, "every": "4w", "last_touch": "2026-11-01", "last_note": _GLANCE, "time": None,
    "overdue": None, "money": None, "tried": None,
    "until": None,
}  # fmt: skip


def test_the_morning(full: Crm):
    exactly(
        full.json("today"),
        {
            "schema": 1, "date": "2026-11-22", "due": True,
            "counts": {"birthdays": 1, "follow_ups": 1, "issues": 1, "thanks": 0, "perks": 0,
                       "upcoming": 2},
            "birthdays": [
                {"id": "c1", "row": "o1", "contact": _ADA,
                 "label": "birthday", "on": "2026-11-24", "days": 2,
                 "turns": 40, "facts": {"coffee": "flat white"}, "last_gesture": None,
                 "greeted": False, "tried": None},
            ],
            "follow_ups": [_FOLLOW_UP],
            "issues": [
                {"id": "i1", "row": "i1", "contact": _ADA, "text": "Invoice charged twice",
                 "state": "resolved", "on": "2026-10-12", "days": -41, "resolved": "2026-10-14",
                 "resolution": "refunded", "mentioned": None, "times": 1, "repeated": False,
                 "say": "You had some trouble last month. Has it stayed fixed?", "tried": None},
            ],
            "thanks": [], "perks": [],
            "upcoming": [
                {"id": "r2", "row": "r2", "contact": None, "reason": "reminder", "text": "VAT",
                 "on": "2026-11-26", "days": 4, "every": None, "last_touch": None,
                 "last_note": None, "time": None, "overdue": None, "money": None, "tried": None,
                 "until": None},
                _OWED,
            ],
            "suggestion": None, "next": {"on": "2026-11-24", "text": "birthday of Ada Lovelace"},
        },
    )  # fmt: skip


def test_json_is_never_cut_by_what_a_screen_shows(full: Crm):
    for n in range(25):
        full("remind", "me", f"no {n}", "--on", "2026-11-20")
        full("log", "bo", f"no {n}")
    morning = full.json("today")
    assert len(morning["follow_ups"]) == morning["counts"]["follow_ups"] == 26
    assert len(full.json("remind")) == 27


_NEAR_BO = {"id": "c2", "name": "Bo", "about": ""}


@for_each(
    ("argv", "code", "message", "candidates"),
    [
        (["show", "zed"], 3, "No contact is called “zed”.", []),
        (["show", "c99"], 3, "There is no c99.", []),
        (["log", "bob", "x"], 3, "No contact is called “bob”.", [_NEAR_BO]),
        (["remind", "bo", "x"], 2, "The date is missing.", []),
        (["add", "Bo"], 5, "Bo already exists: Bo, c2.", [_NEAR_BO]),
        (["nope"], 2, "There is no command “nope”.", []),
        (["log", "bo", "x", "--quick"], 2, "No such option: --quick.", []),
    ],
    afresh=True,
)  # fmt: skip
def test_a_failure(
    full: Crm, argv: list[str], code: int, message: str, candidates: list[dict[str, str]]
):
    result = full.run(*argv, "--json")
    assert (result.code, result.out) == (code, "")
    [line] = result.err.splitlines()
    error = json.loads(line)["error"]
    hint = error.pop("hint")
    assert hint is None or hint in full.run(*argv).err
    exactly(error, {"code": code, "message": message, "candidates": candidates})


def test_several_who_may_be_meant(full: Crm):
    full("add", "Ada Byron")
    result = full.run("show", "ada", "--json")
    exactly(
        json.loads(result.err),
        {
            "error": {
                "code": 4, "message": "“ada” could be 2 people.", "hint": None,
                "candidates": [
                    {"id": "c1", "name": "Ada Lovelace",
                     "about": "Engines · ada@example.org · last in touch Sun 1 Nov"},
                    {"id": "c3", "name": "Ada Byron", "about": ""},
                ],
            }
        },
    )  # fmt: skip


_WITHOUT_RECORDS = {
    "export", "completion", "demo", "tui", "schema", "help", "version", "vcard-merge",
}  # fmt: skip


def test_every_command_that_has_records_prints_them():
    options = {name: parameters_of(name) for name in COMMANDS}
    without = {
        name
        for name, row in options.items()
        if not row or not any("--json" in each.flags for each in row[1])
    }
    assert without == _WITHOUT_RECORDS
