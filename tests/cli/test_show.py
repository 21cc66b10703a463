"""`crm show` on a pipe, for any code, and `crm where`."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import insert


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """The program with Ada (c1), of whom much is known."""
    crm.on("2026-10-19 08:30")
    crm("add", "Ada Lovelace", "-e", "ada@x.example", "-p", "mobile:+44 1632 960 961", "-t", "vip",
        "-b", "1815-11-25", "--every", "4w", "-o", "Engines", "--title", "Director",
        "--fact", "coffee=flat white")  # fmt: skip
    crm.on("2026-11-23")
    crm("remind", "ada", "send the quote", "--on", "2026-11-13")
    crm("issue", "ada", "Invoice charged twice", "--at", "2026-10-14")
    crm("resolve", "i1", "refunded")
    crm("log", "ada", "Lunch at Roma", "--at", "2026-11-01 12:30", "-k", "meeting")
    return crm


_CONTACT: dict[str, Any] = {
    "id": "c1", "name": "Ada Lovelace", "nicknames": [], "tags": ["vip"],
    "emails": [{"value": "ada@x.example", "label": None}],
    "phones": [{"value": "+44 1632 960 961", "label": "mobile"}],
}  # fmt: skip

_SHOWN = _CONTACT | {
    "kind": "person", "organization": "Engines", "title": "Director", "addresses": [], "urls": [],
    "handles": [], "birthday": "1815-11-25", "occasions": [], "facts": {"coffee": "flat white"},
    "every": "4w", "referred_by": None, "related": [],
    "do_not_contact": False, "archived": False,
    "last_touch": "2026-11-01", "next_due": "2026-11-29", "created_at": "2026-10-19T08:30:00Z",
    "updated_at": "2026-10-19T08:30:00Z",
}  # fmt: skip

_NOTE = {
    "id": "n1", "kind": "meeting", "at": "2026-11-01T12:30", "text": "Lunch at Roma",
    "contacts": [_CONTACT], "tags": [], "mood": None,
}  # fmt: skip

_ISSUE = {
    "id": "i1", "contact": _CONTACT, "text": "Invoice charged twice", "state": "resolved",
    "on": "2026-10-14", "resolved": "2026-11-23", "resolution": "refunded", "mentioned": None,
    "snoozed_until": None,
}  # fmt: skip

_REMINDER = {
    "id": "r1", "contact": _CONTACT, "text": "send the quote", "on": "2026-11-13", "time": None,
    "every": None, "every_on": None, "fixed": False, "snoozed_until": None, "done_at": None,
    "note": None,
}  # fmt: skip


def test_a_person_as_json_is_the_contact_with_all_that_hangs_on_it(ada: Crm):
    shown = ada.json("show", "ada")
    assert shown.pop("uid")
    assert shown == _SHOWN | {
        "notes": [_NOTE], "issues": [_ISSUE], "reminders": [_REMINDER], "wins": [], "deals": [],
        "feedback": [],
        "perks": [], "brought": [],
        "value": {"own": [], "brought": [], "own_records": [], "brought_records": []},
        "also": [],
        "tried": None,
    }  # fmt: skip


def test_answers_and_perks_are_on_the_card_and_worth_is_explained(ada: Crm):
    ada("add", "Ewa Lis", "--referred-by", "ada")
    ada("win", "ada", "450 EUR", "prints")
    ada("win", "ewa", "12000 JPY", "posters")
    ada("feedback", "ada", "9", "quick. And friendly", "--at", "2026-11-02")
    ada("feedback", "ada", "no score this time")
    for text, until in (("a reprint", "2026-12-01"), ("coffee", None), ("a frame", "2027-03-01")):
        ada("perk", "ada", text, *(("--until", until) if until else ()))
    ada("perk", "ada", "used up")
    ada("done", "p4")
    card = ada("show", "ada").out
    top, _, rest = card.partition("Phone")
    assert "Perk        a reprint · until Tue 1 Dec, in 8 days" in top
    assert "Worth       450.00 EUR (1 win)" in rest
    assert "and 12,000 JPY (1 win) through people they brought" in rest
    said = " ".join(rest.split())
    assert "Answer Mon 23 Nov · “no score this time” f2 9 of 10 · Mon 2 Nov · “quick.” f1" in said
    assert "Perk a frame · until Mon 1 Mar 2027, in 98 days p3 coffee p2" in said
    assert "used up" not in card
    explained = ada("show", "ada", "--explain").out
    assert explained.startswith(card)
    assert (
        explained.removeprefix(card).split()
        == (
            "Worth: their own wins with an amount. Ada Lovelace sale: prints Mon 23 Nov"
            " 450.00 EUR w2"
            " Worth: the wins of the people they brought, directly and through others."
            " Ewa Lis sale: posters Mon 23 Nov 12,000 JPY w3"
        ).split()
    )
    value = ada.json("show", "ada")["value"]
    assert (value["own_records"], value["brought_records"]) == (["w2"], ["w3"])
    assert ada.run("show", "w2", "--explain").code == 2


def test_everybody_as_json_is_one_array_of_contacts(ada: Crm):
    [listed] = ada.json("list")
    assert listed.pop("uid")
    assert listed == _SHOWN


@for_each(
    ("code", "record"),
    [("n1", _NOTE), ("i1", _ISSUE), ("r1", _REMINDER), ("N1", _NOTE)],
    afresh=True,
)
def test_any_code_can_be_shown(ada: Crm, code: str, record: dict[str, object]):
    assert ada.json("show", code) == record
    assert ada("show", code).out.split()[-1] in (record["id"], "refunded")


def test_a_batch_is_shown_by_its_history_and_a_perk_as_a_record(ada: Crm):
    with closing(ada.db()) as db, db:
        insert(db, "perk")
    ada("log", "ada", "hi")  # takes over what another program wrote
    assert ada("show", "b1").out == ada("history", "b1").out != ""
    assert ada("show", "p1").out.split()[-6:] == ["free", "coffee", "no", "last", "day", "p1"]


@for_each(("code", "what"), [("n9", "note "), ("i9", "issue "), ("c9", ""), ("b9", "batch ")])
def test_a_code_that_is_nobodys_is_not_found(ada: Crm, code: str, what: str):
    result = ada.run("show", code)
    assert (result.code, result.out, result.err) == (3, "", f"crm: There is no {what}{code}.\n")


def test_the_words_of_a_name_need_no_quotes(ada: Crm):
    ada("add", "Ada Byron")
    assert ada("show", "ada", "lovelace").out.startswith("Ada Lovelace ")


def test_a_screen_shows_the_last_notes_and_says_how_many_there_are(ada: Crm):
    for n in range(25):
        ada("log", "ada", f"word {n}", "--at", "2026-11-02")
    short, whole = ada("show", "ada").out, ada("show", "ada", "--all").out
    assert short.count("talk") == 5
    assert "All 26: crm show c1 --all" in short
    assert whole.count("talk") == 25
    assert len(ada.json("show", "ada")["notes"]) == 20
    assert len(ada.json("show", "ada", "--all")["notes"]) == 26


@for_each("columns", [40, 60, 80, 100], afresh=True)
def test_a_pipe_is_as_wide_as_it_is_told_and_wraps_without_cutting(ada: Crm, columns: int):
    text = "Wants the quote before the board meets on the thirtieth " * 6
    ada("log", "ada", text, "--at", "2026-11-02")
    ada.env(COLUMNS=str(columns))
    out = ada("show", "ada", "--all").out
    assert max(map(len, out.splitlines())) <= columns
    assert out.count("thirtieth") == 6


def test_without_a_width_a_pipe_is_laid_out_for_80(ada: Crm):
    assert len(ada("show", "ada").out.splitlines()[0]) == 80


# ── where ────────────────────────────────────────────────────────────────────────────────


def test_where_names_the_files_and_says_which_are_missing(crm: Crm, home: Path):
    missing = "   (does not exist yet)\n"
    assert crm("where").out == (
        f"store    {home}/crm.db{missing}config   {home}/config.toml{missing}"
        f"backups  {home}/backups{missing}hooks    {home}/hooks{missing}"
    )
    crm("add", "Ada")
    assert crm("where").out.startswith(f"store    {home}/crm.db\n")
    assert json.loads(crm("where", "--json").out) == {
        "store": f"{home}/crm.db", "config": f"{home}/config.toml", "backups": f"{home}/backups",
        "hooks": f"{home}/hooks",
    }  # fmt: skip


def test_reading_makes_no_file(crm: Crm, home: Path):
    for command in (["list"], ["log"], ["remind"], ["issue"], ["today"], ["where"]):
        crm(*command)
    assert crm.run("show", "ada").code == 3
    assert not home.exists()


def test_what_is_snoozed_is_still_owed(crm: Crm):
    crm("add", "Ada")
    crm("remind", "ada", "send the quote", "--on", "2026-12-06")
    crm("snooze", "r1", "2026-11-30")
    assert "send the quote · Sun 6 Dec, in 13 days" in crm("show", "ada").out
