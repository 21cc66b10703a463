"""`crm undo --list`, `crm redo`, `crm history`: the journal as a person reads it."""

import pytest

from tests.conftest import Crm, Screen
from tests.rows import for_each
from tinycrm.store import rewind


def test_the_last_changes_are_listed_newest_first(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hello")
    crm("undo")
    [line] = crm("undo", "--list").out.splitlines()
    assert "add c1" in line
    lines = crm("undo", "--list", "--all").out.splitlines()
    for line, label in zip(lines, ("undo b2", "log n1", "add c1"), strict=True):
        assert label in line
    assert "undone" in lines[1]
    found = crm.json("undo", "--list", "--all")
    assert [(each["id"], each["undone"], each["undoes"]) for each in found] == [
        ("b3", False, "b2"), ("b2", True, None), ("b1", False, None),
    ]  # fmt: skip


def test_the_list_of_changes_has_pages(crm: Crm, monkeypatch: pytest.MonkeyPatch):
    for n in range(23):
        crm("add", f"Person {n}")
    result = crm("undo", "--list", "--ids")
    assert result.out.split() == [f"b{n}" for n in range(23, 3, -1)]
    assert result.err == "crm: Only the last 20; more of them: --limit 40\n"
    for limit, count in (("40", 23), ("5", 5)):
        assert len(crm.json("undo", "--list", "--limit", limit)) == count
    monkeypatch.setattr(rewind, "RECENT", 3)
    assert len(crm.json("undo", "--list", "--all")) == 23
    assert len(crm.json("undo", "--list")) == 20


@for_each("words", ["b1 --list", "--all", "--limit 3", "--ids", "--list --ids --json"], afresh=True)
def test_what_contradicts_is_refused(crm: Crm, words: str):
    crm("add", "Ada")
    assert crm.run("undo", *words.split()).code == 2
    assert len(crm.json("list")) == 1


def test_redo_brings_back_what_undo_took(crm: Crm):
    crm("add", "Ada")
    before = crm("export").out
    crm("undo")
    assert crm("list").out == ""
    result = crm("redo")
    assert (result.out, result.err) == ("b1\n", "crm: Redone: add c1 (b1).\n")
    assert crm("export").out == before


def test_redo_walks_back_through_several_undos(crm: Crm):
    for name in ("Ada", "Bo", "Cy"):
        crm("add", name)
    before = crm("export").out
    crm("undo")
    crm("undo")
    assert crm("list", "--ids").out == "c1\n"
    crm("redo")
    crm("redo")
    assert crm("export").out == before
    assert crm.run("redo").code == 3


def test_redo_is_over_once_something_newer_was_written(crm: Crm):
    crm("add", "Ada")
    crm("undo")
    crm("add", "Bo")
    result = crm.run("redo")
    assert (result.code, result.err) == (3, "crm: There is nothing to redo.\n")


def test_redo_on_a_terminal_is_about_what_was_made_by_hand(crm: Crm):
    def by_hand(*words: str) -> int:
        return crm.run(*words, stdin=Screen(), on_screen=True).code

    for name in ("Ada", "Bo", "Cy"):
        by_hand("add", name)
    before = crm.json("list")
    by_hand("undo")
    by_hand("undo", "b1")
    crm.env(CRM_DOOR="webform")
    crm("add", "Lead")
    crm("undo")
    crm("add", "Lead")
    crm.env(CRM_DOOR="")
    assert by_hand("undo") == 0
    assert [each["name"] for each in crm.json("list")] == ["Lead"]
    assert [by_hand("redo") for _ in range(4)] == [0, 0, 0, 3]
    assert [each["name"] for each in crm.json("list")] == ["Ada", "Bo", "Cy", "Lead"]
    assert crm.json("list")[:3] == before
    by_hand("undo")
    by_hand("add", "Di")
    assert by_hand("redo") == 3


def test_history_shows_before_and_after(crm: Crm):
    crm("add", "Ada", "--every", "4w")
    crm("add", "Ada", "-o", "Acme", "--update")
    out = crm("history", "ada").out
    assert "organization: — → Acme" in out
    assert out.index("update c1") < out.index("add c1")


def test_history_of_a_note_and_of_a_batch(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "hello")
    assert "text: hello" in crm("history", "n1").out
    (entry,) = crm.json("history", "b1")
    assert entry["changes"][0]["fields"]["name"] == {"before": None, "after": "Ada"}


def test_history_speaks_in_a_persons_words(crm: Crm):
    crm("add", "Ada", "-e", "ada@example.org", "-b", "10 Dec", "-t", "vip", "--every", "4w")
    crm("log", "ada", "Lunch at Roma", "-f", "2026-12-01: send the quote")
    crm("edit", "ada", "--every", "6w", "-t", "-vip")
    assert [line for line in crm("history", "ada").out.splitlines() if line.startswith(" ")] == [
        "  tag of c1 deleted · tag: vip",
        "  c1 changed",
        "    every: 4w → 6w",
        "  n1 added · kind: talk · day: 2026-11-23 · text: Lunch at Roma",
        "  person of n1 added · contact: c1",
        "  r1 added · contact: c1 · note: n1 · text: send the quote · day: 2026-12-01",
        "  c1 added · kind: person · name: Ada · every: 4w",
        "  e-mail of c1 added · value: ada@example.org",
        "  o1 added · contact: c1 · label: birthday · day: --12-10",
        "  tag of c1 added · tag: vip",
    ]


def test_a_row_changed_twice_by_one_command_is_told_once(crm: Crm):
    crm("add", "Ada", "--every", "4w")  # the rhythm is set on the row that was just made
    (entry,) = crm.json("history", "ada")
    (change,) = entry["changes"]
    assert (change["record"], change["operation"]) == ("c1", "insert")
    assert change["fields"]["every_n"] == {"before": None, "after": 4}


@for_each("who", ["nobody", "n9", "b99"], afresh=True)
def test_what_is_not_there_has_no_history(crm: Crm, who):
    crm("add", "Ada")
    assert crm.run("history", who).code == 3


def test_a_record_names_its_last_change_for_undo(crm: Crm):
    crm("add", "Ada")
    crm("log", "ada", "one")
    crm("log", "ada", "two")
    assert crm("undo", "n1").err == "crm: Undone: log n1 (b2).\n"
    assert [note["text"] for note in crm.json("show", "ada")["notes"]] == ["two"]
