"""Lists in a pipe: a line for each row, the same as --ids says; and what is said of nothing."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Crm, Screen, made_once
from tests.rows import for_each
from tinycrm.cli.registry import COMMANDS

LISTS = (
    "list", "list --sort touched", "notes", "notes kind:call", "notes kind:talk --reread",
    "search words", "search broken", "log", "remind", "issue", "issue --common", "win", "deal",
    "feedback", "feedback --ask", "perk",
    "dupes", "undo --list", "undo --list --all", "undo --list --limit 3",
)  # fmt: skip
"""Every list that has --ids. A new one is added here."""

_LONG = "many words that do not fit into a column " * 8
_HOSTILE = "words\nof two lines\t\x1b[31mred\u202e 山本 ｡" + _LONG


@pytest.fixture
@made_once
def full(crm: Crm) -> None:
    """People, notes, reminders and issues whose texts are long, and hostile."""
    long = _LONG.strip()
    crm("add", f"Ada {long}", "-o", f"Acme {long}", "--fact", "words=x")
    crm("add", f"Ada {long}", "-e", "ada@example.org", "--force")
    crm("add", "Bo", "-p", "+44 20 7946 0018")
    crm("add", "Bo", "-p", "+44 20 7946 0018", "--force")
    for who in ("c1,c2,c3", "c1", "me"):
        if who != "me":
            crm("log", who, "-", stdin=f"call: {_HOSTILE}")
            crm("log", who, f"call: {long}")
        crm("remind", who if who != "c1,c2,c3" else "c2", f"{long} words", "--on", "2w",
            "--every", "1w")  # fmt: skip
    for who in ("c1", "c3"):
        crm("issue", who, f"broken {long}")
    crm.run("log", "c1", f"Phoned her, {long} {_HOSTILE}", stdin=Screen(), on_screen=True)
    crm("resolve", "i1", f"mended {long}")
    crm("issue", "c1", "broken")
    crm("undo")
    for number in ("20 EUR", "30 EUR"):
        crm("win", "c1", f"{long} {number}")
        crm("deal", "c1", f"{long} {number}")
        crm("feedback", "c3", number[0], long)
        crm("perk", "c3", long)
    with crm.db() as db:
        db.execute("UPDATE note SET kind = 'talk' WHERE body LIKE 'Phoned%'")
        db.execute("UPDATE reminder SET text = ? WHERE id = 1", (_HOSTILE,))
        db.execute("UPDATE issue SET text = ? WHERE id = 2", (f"broken {_HOSTILE}",))
        db.execute("UPDATE contact SET name = ? WHERE id = 2", (_HOSTILE,))
        db.execute("UPDATE win SET text = ? WHERE id = 1", (_HOSTILE,))
        for table in ("deal", "feedback", "perk"):
            db.execute(f"UPDATE {table} SET text = ? WHERE id = 1", (_HOSTILE,))


@for_each("words", LISTS)
@for_each("columns", ["30", "80"], afresh=True)
def test_each_line_in_a_pipe_is_the_row_of_a_code(full: Crm, words: str, columns: str):
    full.env(COLUMNS=columns)
    ids = full(*words.split(), "--ids").out.splitlines()
    lines = full(*words.split()).out.splitlines()
    assert ids
    ends = [re.search(r"  ([a-z]\d+(?: c\d+)?)$", line) for line in lines]
    assert [each and each[1] for each in ends] == ids
    assert all(line.isprintable() for line in lines)


def test_a_terminal_wraps_what_a_pipe_does_not(full: Crm):
    drawn = full.run("remind", on_screen=True).out
    assert len(drawn.splitlines()) > len(full("remind").out.splitlines())


# ── nothing found ────────────────────────────────────────────────────────────────────────

NOTHING = {
    "list": "There are no contacts yet.\n     crm add NAME",
    "list tag:vip": "No contacts match this filter.",
    "notes": "There are no notes yet.",
    "notes kind:call": "No notes match this filter.",
    "notes kind:talk --reread": "No note that you typed says another kind than it has.",
    "search zzzz": "No match for “zzzz”.",
    "log": "There are no notes yet.",
    "remind": "There are no open reminders.",
    "issue": "There are no open issues.",
    "issue --common": "No issue was shared by two people in the last 90 days.",
    "win": "There are no wins yet.",
    "deal": "There are no open deals.",
    "feedback": "There are no answers yet.",
    "feedback --ask": "There is nobody to ask now.",
    "perk": "There are no open perks.",
    "care": "There is nobody to care for now.",
    "care --quiet --explain": "There is nobody to care for now.",
    "export": "No records to export yet.",
    "export tag:vip": "No records match this filter.",
    "export tag:vip --format vcard": "No cards match this filter.",
    "dupes": "No duplicates found.",
    "undo --list": "There is nothing to undo.",
    "undo --list --all": "There are no changes yet.",
    "restore": "There are no backups yet. crm backup makes one.",
}
"""What every list says when it is empty."""


@for_each(("words", "said"), NOTHING.items(), afresh=True)
def test_nothing_found_is_no_line_and_a_sentence_and_no_failure(crm: Crm, words: str, said: str):
    crm.make_store()
    name = words.partition(" ")[0]
    for flag, out in (("", ""), ("--json", "[]\n"), ("--ids", ""), ("--csv", None)):
        if flag and not _takes(name, flag):
            continue
        result = crm(*words.split(), *filter(None, [flag]))
        assert result.err == f"crm: {said}\n"
        if out is None:
            assert result.out.count("\n") == 1  # the header
        else:
            assert result.out == out


def test_nobody_who_was_brought_is_no_line_either(crm: Crm):
    crm.make_store()
    result = crm("ripple")
    assert (result.out, result.err) == (
        "", "crm: Nobody has brought anybody yet.\n     crm win ada --brought grace\n"
    )  # fmt: skip
    assert crm.json("ripple")["nodes"] == []


def test_every_list_is_in_both_tables():
    with_ids = {name for name in COMMANDS if _takes(name, "--ids")}
    assert with_ids == {words.partition(" ")[0] for words in LISTS}
    assert with_ids <= {words.partition(" ")[0] for words in NOTHING}


def _takes(name: str, flag: str) -> bool:
    from tinycrm.cli.grammar.parameters import parameters_of

    row = parameters_of(name)
    return row is not None and any(flag in option.flags for option in row[1])


@for_each(
    "words",
    ["show zed", "show n9", "history zed", "schema cat", "show org:zed", "restore zed"],
    afresh=True,
)
def test_a_named_thing_that_is_not_there_is_exit_3(crm: Crm, words: str):
    crm.make_store()
    result = crm.run(*words.split())
    assert (result.code, result.out) == (3, "")
