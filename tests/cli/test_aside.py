"""Who is archived or not to be contacted gets nothing silently; and what is one's own is shown."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1), who is archived, and Bo (c2), who is not to be contacted."""
    crm("add", "Ada")
    crm("archive", "ada")
    crm("add", "Bo", "--do-not-contact")
    return crm


NOT_SHOWN = "     Ada (c1) is archived: today shows this only after crm archive c1 --off.\n"


@for_each(
    "typed",
    [
        ["remind", "ada", "call", "--on", "2026-11-20"],
        ["issue", "ada", "late parcel"],
        ["log", "ada", "Lunch", "-f", "friday: send the quote"],
    ],
    afresh=True,
)
def test_what_today_will_not_show_is_said(ada: Crm, typed: list[str]):
    assert NOT_SHOWN in ada(*typed).err
    assert ada("today", "--if-due").out == ""
    ada("archive", "ada", "--off")
    assert ada.json("today")["due"] is (typed[0] != "log")


def test_a_line_of_a_stream_says_it_too(ada: Crm):
    line = '{"who": "ada", "text": "Lunch", "follow_up": {"on": "friday"}}'
    assert NOT_SHOWN.strip() in ada("log", "-", stdin=line).err


def test_a_cadence_that_is_never_due_is_said(ada: Crm):
    said = ada("edit", "ada", "--every", "4w").err
    assert said == (
        "crm: Ada (c1) changed\n"
        "     Ada (c1) is archived: today shows their cadence only after crm archive c1 --off.\n"
    )
    assert ada("edit", "bo", "--every", "4w").err == (
        "crm: Bo (c2) changed\n     Bo (c2) is marked do not contact: today shows their cadence"
        " only after crm edit c2 --may-contact.\n"
    )
    ada("add", "Cy")
    ada("archive", "c3")
    many = ada("edit", "c1", "c2", "c3", "--every", "2w").err
    assert "2 of them are archived: today shows their cadences only after" in many
    assert "crm archive c1 c3 --off" in many
    assert ada("edit", "c1", "--every", "").err.endswith("     Ada (c1) is archived.\n")


def test_a_cadence_that_add_fills_in_is_said_too(ada: Crm):
    assert "is archived: today shows their cadence only after" in (
        ada("add", "Ada", "--update", "--every", "4w").err
    )
    assert "Cy (c3) is marked do not contact" in (
        ada("add", "Cy", "--do-not-contact", "--every", "4w").err
    )


def test_the_owners_own_reminders_are_shown_where_there_is_no_contact(crm: Crm):
    assert "Nobody here yet" in crm("today").out
    crm("remind", "me", "VAT return", "--on", "2026-11-20")
    assert "VAT return" in crm("today").out
    assert "VAT return" in crm("today", "--plain").out
    crm("snooze", "r1", "1w")
    assert "Nobody is waiting. Next is “VAT return”" in crm("today").out
    crm("done", "r1")
    assert "Nobody here yet" in crm("today").out


NO_THANKS = "Bo (c2) is marked do not contact: today does not ask you to thank them."


def test_who_brought_somebody_and_is_not_thanked_is_named_by_every_command(ada: Crm):
    assert NO_THANKS in ada("add", "Cy", "--referred-by", "bo").err
    ada("add", "Di")
    assert NO_THANKS in ada("edit", "di", "--referred-by", "bo").err
    assert NO_THANKS not in ada("edit", "di", "--org", "Acme").err
    ada("add", "Ed")
    assert NO_THANKS in ada("win", "bo", "brought Ed", "--brought", "ed").err
    assert "Ada (c1) is archived." in ada("add", "Flo", "--referred-by", "ada").err
    assert ada.json("today")["thanks"] == []


def test_a_present_and_a_resolved_issue_say_it_too(ada: Crm):
    assert NO_THANKS in ada("log", "bo", "gift: got honey from him").err
    ada("issue", "bo", "late parcel")
    assert ada("resolve", "i1", "sent again").err.endswith(
        "     Bo (c2) is marked do not contact: today does not ask you to mention it.\n"
    )
    assert (ada.json("today")["issues"], ada.json("today")["thanks"]) == ([], [])
