"""`crm undo`: the last change taken back, or one by its code."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.store import rewind


def _dump(crm: Crm) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table but the journal's and the index's own."""
    with closing(crm.db()) as db:
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
                " AND name NOT LIKE 'sqlite%' AND name NOT IN ('batch', 'change')"
            )
        ]
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in names}


def test_the_newest_change_is_taken_back_and_named(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hi")
    result = crm("undo")
    assert (result.out, result.err) == ("b2\n", "crm: Undone: log n1 (b2).\n")
    assert crm.json("log") == []
    assert crm("undo").err == "crm: Undone: add c1 (b1).\n"
    assert crm.json("list") == []


def test_with_json_it_prints_what_was_taken_back(crm: Crm):
    crm("add", "Ada")
    assert crm.json("undo") == {
        "undone": "b1", "label": "add c1", "batch": "b2", "left_alone": [],
    }  # fmt: skip


@for_each(
    "command",
    [
        ["add", "Eve", "-e", "e@x.example", "-t", "new", "--referred-by", "ada", "--note", "x"],
        ["add", "Ada", "-o", "Engines", "-n", "Countess", "--update"],
        ["log", "ada,Zed", "hi #tag @ada", "-f", "2w", "--mentioned", "--fact", "a=b", "--new"],
        ["remind", "ada", "x", "--on", "2w", "--key", "k"],
        ["done", "r1", "c1", "i1", "well"],
        ["snooze", "r1", "c1", "i1", "1w"],
        ["issue", "ada", "x"],
        ["resolve", "i1", "done"],
        ["mention", "i1"],
    ],
    afresh=True,
)
def test_whatever_was_done_an_undo_leaves_the_store_as_it_was(crm: Crm, command: list[str]):
    crm("add", "Ada", "-b", "11-21", "--every", "4w")
    crm("remind", "ada", "call", "--on", "2026-11-20", "--every", "1m")
    crm("issue", "ada", "Broken")
    before = _dump(crm)
    crm(*command)
    assert _dump(crm) != before
    crm("undo")
    assert _dump(crm) == before


def test_what_changed_nothing_makes_no_batch_to_undo(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hi", "--key", "k")
    crm("add", "Ada", "--if-new")
    crm("log", "ada", "hi", "--key", "k")
    assert crm.run("log", "zed", "hi").code == 3
    assert crm("undo").out == "b2\n"


def test_nothing_to_undo_is_exit_3(crm: Crm):
    crm.make_store()
    result = crm.run("undo")
    assert (result.code, result.out, result.err) == (
        3, "", "crm: There is nothing to undo.\n",
    )  # fmt: skip


def test_a_batch_and_a_record_can_be_named(crm: Crm):
    crm("add", "Ada")
    crm("add", "Grace")
    crm("log", "ada", "hi")
    crm("remind", "ada", "x", "--on", "2w")
    assert crm("undo", "b2").err == "crm: Undone: add c2 (b2).\n"
    assert crm("undo", "N1").err == "crm: Undone: log n1 (b3).\n"
    assert crm("undo", "r1").err == "crm: Undone: remind r1 (b4).\n"
    assert [each["name"] for each in crm.json("list")] == ["Ada"]


def test_a_record_is_taken_back_change_by_change(crm: Crm):
    crm("add", "Ada")
    crm("issue", "ada", "x")
    crm("resolve", "i1", "refunded")
    crm("mention", "i1")
    assert [crm("undo", "i1").out for _ in range(3)] == ["b4\n", "b3\n", "b2\n"]
    assert crm.run("undo", "i1").code == 3


def test_where_a_later_change_stands_in_the_way_it_refuses_and_names_it(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hi")
    before = _dump(crm)
    result = crm.run("undo", "b1")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        "crm: b1 (add c1) cannot be undone: b2 (log n1) depends on it. Nothing was changed.\n"
        "     Undo that first: crm undo b2\n"
    )
    assert _dump(crm) == before


@for_each(
    ("typed", "code", "sentence"),
    [
        ("b9", 3, "There is no batch b9."),
        ("n9", 3, "There is no note n9."),
        ("b1", 3, "b1 (add c1) is already undone."),
        ("ada", 2, "“ada” is not a valid code here. Expected "),
        ("", 2, "“” is not a valid code here. Expected "),
    ],
    afresh=True,
)
def test_what_cannot_be_taken_back_is_said(crm: Crm, typed: str, code: int, sentence: str):
    crm("add", "Ada")
    crm("undo")
    crm("add", "Grace")
    result = crm.run("undo", typed)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"crm: {sentence}")
    assert [each["name"] for each in crm.json("list")] == ["Grace"]


def test_a_second_undo_goes_further_back_and_not_forth(crm: Crm):
    for name in ("Ada", "Grace", "Mary"):
        crm("add", name)
    assert [crm("undo").out for _ in range(3)] == ["b3\n", "b2\n", "b1\n"]
    assert crm.run("undo").code == 3


def test_what_was_done_long_ago_is_taken_back_all_the_same(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rewind, "RECENT", 3)
    for name in ("Ada", "Grace", "Zed", "Wim", "Eva"):
        crm("add", name)
    crm("edit", "ada", "--title", "Analyst")
    before = _dump(crm)
    blocked = crm.run("undo", "b1")
    assert blocked.code == 5
    assert "b6 (edit c1) depends on it" in blocked.err
    crm("undo", "b2")
    crm("redo")
    assert _dump(crm) == before
    crm("undo", "c2")
    assert crm.run("show", "grace").code == 3
    crm("redo")
    while crm.run("undo").code == 0:
        pass
    assert crm("export").out == ""


def test_a_script_undoes_its_own_last_change(crm: Crm):
    crm.env(CRM_DOOR="webform")
    crm("add", "Lead")
    assert crm("undo").out == "b1\n"


def test_what_another_program_wrote_is_a_batch_of_its_own(crm: Crm):
    crm("add", "Ada")
    with closing(crm.db()) as db, db:
        db.execute("UPDATE contact SET organization = 'Engines' WHERE id = 1")
    crm("add", "Grace")
    assert crm("undo", "c1").err == "crm: Undone: changes by another program (b2).\n"
    assert crm.json("show", "ada")["organization"] is None


def test_a_failure_with_json_is_json(crm: Crm):
    result = crm.run("undo", "--json")
    assert (result.code, result.out) == (3, "")
    assert json.loads(result.err) == {
        "error": {"code": 3, "message": "There is nothing to undo.", "hint": None, "candidates": []}
    }


# ── by hand ─────────────────────────────────────────────────────────────────────────


def test_a_mistake_is_taken_back_and_the_lead_of_a_web_form_stays(crm: Crm, terminal: Sit):
    assert terminal("add", "Ada").end() == 0
    assert terminal("log", "ada", "a mistake").end() == 0
    assert crm.process("add", "Lead", "-e", "lead@x.example", CRM_DOOR="webform").id == "c2"
    screen = terminal("undo")
    assert screen.end() == 0
    assert screen.screen == ("b2\ncrm: Undone: log n1 (b2).\n     Not undone: add c2 by webform.\n")
    assert crm.json("log") == []
    assert [each["name"] for each in crm.json("list")] == ["Ada", "Lead"]


def test_on_a_terminal_a_named_door_is_still_a_script(crm: Crm, terminal: Sit):
    assert terminal("add", "Lead", CRM_DOOR="webform").end() == 0
    screen = terminal("undo")
    assert screen.end() == 3
    assert screen.screen == (
        "crm: There is nothing to undo.\n     To undo the last change by a script: crm undo b1\n"
    )
    assert terminal("undo", "b1").end() == 0


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 130)])
def test_an_old_change_is_shown_and_asked_for(crm: Crm, terminal: Sit, answer: str, code: int):
    crm.on("2026-11-23 12:00")
    assert terminal("add", "Ada").end() == 0
    assert terminal("add", "Eve").end() == 0
    crm.on("2026-11-23 12:10")
    assert terminal("undo").end() == 0
    crm.on("2026-11-23 12:11")
    screen = terminal("undo")
    screen.answer("Undo add c1 (b1, 2026-11-23)? [y/N] ", answer)
    assert screen.end() == code
    assert len(crm.json("list")) == bool(code)


def test_what_an_old_change_was_is_shown_before_and_after(crm: Crm, terminal: Sit):
    crm.on("2026-11-23 12:00")
    crm("add", "Ada", "-o", "Acme")
    assert terminal("edit", "ada", "-o", "Engines").end() == 0
    crm.on("2026-11-24 09:00")
    screen = terminal("undo", "b2")
    screen.answer("[y/N] ", "y")
    assert screen.end() == 0
    assert screen.screen == (
        "Mon 23 Nov 12:00 edit c1                                                 cli  b2\n"
        "  c1 changed\n"
        "    organization: Acme → Engines\n"
        "Undo edit c1 (b2, 2026-11-23)? [y/N] y\n"
        "b2\n"
        "crm: Undone: edit c1 (b2).\n"
    )
    assert crm.json("show", "ada")["organization"] == "Acme"


def test_of_a_large_old_change_the_beginning_is_shown(crm: Crm, terminal: Sit):
    crm("add", "-", stdin="".join(f'{{"name": "Somebody {n}"}}\n' for n in range(14)))
    crm.on("2026-11-24")
    screen = terminal("undo", "b1")
    screen.answer("[y/N] ", "n")
    assert screen.end() == 130
    lines = screen.screen.splitlines()
    assert len(lines) == 14
    assert lines[12] == "  … all of it: crm history b1"
    assert len(crm.json("list")) == 14
