"""`crm forget`: a person who asks for it is gone, from every page of the file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.store.conftest import batches, dump_store
from tinycrm.services.activity import drafts

TRACES = ("zorblax", "quuxington", "wibblefact", "xylonote", "0987654")


def traces(crm: Crm) -> set[str]:
    """Which of the words are anywhere in the file."""
    content = (crm.home / "crm.db").read_bytes().lower()
    return {each for each in TRACES if each.encode() in content}


@pytest.fixture
@made_once
def zorblax(crm: Crm) -> Crm:
    """Somebody with an unheard-of name, c2, and a past in the journal; Grace, c1."""
    crm("add", "Grace Hopper")
    crm(
        "add", "Zorblax Quuxington", "-e", "zorblax@quuxington.org", "-p", "0987654321",
        "--fact", "food=wibblefact", "-n", "Zorblaxie", "-o", "Quuxington Ltd", "-t", "vip",
        "--key", "zorblax-1", "--referred-by", "grace", "-d", "quuxington day=1 May",
    )  # fmt: skip
    crm("log", "c2", "xylonote of Zorblax", "-f", "1w: call quuxington")
    crm("log", "c2", "gone soon: xylonote")
    crm("rm", "n2", "--yes")
    crm("issue", "c2", "Quuxington was charged twice")
    crm("edit", "c2", "--name", "Z. Quuxington")
    crm("edit", "c2", "-e", "-zorblax@quuxington.org", "-n", "-zorblaxie", "--fact", "food=")
    return crm


def test_the_name_is_in_no_page_of_the_file_afterwards(zorblax: Crm):
    assert traces(zorblax) == set(TRACES)
    result = zorblax("forget", "c2", "--yes")
    assert result.out == "c2\n"
    assert "was permanently deleted; this cannot be undone" in result.err
    assert traces(zorblax) == set()
    assert not (zorblax.home / "crm.db-journal").exists()
    with closing(zorblax.db()) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM external_key").fetchone() == (0,)
    for words in ("zorblax", "xylonote"):
        assert zorblax.json("search", words) == []


def test_everybody_else_stays_as_they_were(zorblax: Crm):
    before = zorblax.json("show", "c1")
    zorblax("forget", "c2", "--yes")
    wins = [win | {"brought": None} for win in before["wins"]]  # whom c1 brought was forgotten
    assert zorblax.json("show", "c1") == before | {"brought": [], "wins": wins}
    assert zorblax("search", "hopper").out


def test_somebody_deleted_or_merged_is_forgotten_by_their_code(zorblax: Crm):
    zorblax("rm", "c2", "--yes")
    assert traces(zorblax)
    zorblax("forget", "c2", "--yes")
    assert traces(zorblax) == set()
    assert zorblax.run("forget", "c2", "--yes").code == 3


def test_a_card_that_was_merged_goes_too(zorblax: Crm):
    zorblax("add", "Zed")
    zorblax("merge", "zed", "c2", "--yes")
    zorblax("forget", "zed", "--yes")
    assert traces(zorblax) == set()


def test_a_card_whose_merge_was_taken_back_stays(zorblax: Crm):
    zorblax("add", "Zed")
    zorblax("merge", "zed", "c2", "--yes")
    zorblax("undo")
    zorblax("forget", "zed", "--yes")
    assert zorblax.json("show", "c2")["name"] == "Z. Quuxington"


def test_forgetting_is_not_undoable_nor_is_what_led_to_it(zorblax: Crm):
    zorblax("log", "c1", "Lunch")
    zorblax("forget", "c2", "--yes")
    after = dump_store()
    labels = [label for _, label, _ in batches()]
    for number, label in enumerate(labels, 1):
        result = zorblax.run("undo", f"b{number}")
        if label in ("log n3", "add c1"):
            continue
        assert result.code == 5, label
        assert "a person in it was permanently deleted" in result.err
    assert zorblax.run("redo").code in (0, 3, 5)
    zorblax.run("undo", "b2")
    assert not traces(zorblax)
    assert [row for row in dump_store()["contact"] if row[0] == 2] == []
    assert after["contact"][0][3] == "Grace Hopper"


def test_others_undo_as_before(zorblax: Crm):
    before = dump_store()
    zorblax("log", "c1", "Lunch")
    zorblax("forget", "c2", "--yes")
    zorblax("undo", "n3")
    now = dump_store()
    assert now["note"] == []
    assert now["contact"] == [row for row in before["contact"] if row[0] == 1]
    zorblax("redo")
    assert [each["id"] for each in zorblax.json("log")] == ["n3"]


def test_bare_undo_says_that_it_was_for_good(zorblax: Crm):
    zorblax("forget", "c2", "--yes")
    result = zorblax.run("undo")
    assert result.code == 5
    assert "(forget c2) cannot be undone" in result.err


def test_history_still_reads(zorblax: Crm):
    zorblax("forget", "c2", "--yes")
    assert zorblax("undo", "--list").out
    assert zorblax("history", "c1").out
    assert zorblax("history", "b2").out


def test_an_import_that_named_them_is_called_by_its_verb_alone(crm: Crm):
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zorblax Quuxington\r\nNOTE:xylonote\r\nEND:VCARD\r\n"
    other = card.replace("Zorblax Quuxington", "Grace Hopper").replace("xylonote", "nice")
    path = crm.home.parent / "zorblax.vcf"
    path.write_text(card + other, newline="")
    crm("import", str(path))
    crm("forget", "zorblax", "--yes")
    assert traces(crm) == set()
    assert [label for _, label, _ in batches()] == ["import", "forget c1"]
    assert crm.run("undo", "b1").code == 5
    assert crm.json("show", "grace")["name"] == "Grace Hopper"


def test_where_others_are_written_about_the_name_is_left_and_named(crm: Crm):
    crm("add", "Grace Hopper", "--fact", "friend=Zorblax Quuxington")
    crm("add", "Zorblax Quuxington")
    crm("log", "grace,zorblax", "Lunch")
    crm("log", "grace,zorblax", "zorblax  QUUXINGTON's treat")
    crm("log", "grace", "Zorblaxian food")
    crm("edit", "n3", "--text", "as Zorblax Quuxington says")
    crm("edit", "n3", "--text", "something else")
    forgotten = crm.json("forget", "zorblax", "--yes")
    assert forgotten["named"] == ["c1", "n2"]
    assert forgotten["named_before"] == ["n3"]
    assert [each["name"] for each in crm.json("show", "n2")["contacts"]] == ["Grace Hopper"]
    crm("undo", "n3")
    assert crm.json("show", "n3")["text"] == "as Zorblax Quuxington says"


def test_a_saved_filter_a_tag_and_an_old_label_that_tell_of_them_go_too(crm: Crm):
    crm("add", "Zorblax Quuxington", "-t", "wibble", "-t", "shared", "-e", "zq@quux.example")
    crm("add", "Grace", "-t", "shared", "-o", "Zorblax Quuxington Ltd")
    crm("log", "c1", "Lunch #xylowedding")
    crm("log", "c2", "write to zq@quux.example")
    for words, name in (("zorblax quuxington", "mine"), ("tag:shared", "ours")):
        crm("list", *words.split(), "--save", name)
    crm("list", "tag:vip", "zorblax", "quuxington", "--save", "ours")
    crm("list", "tag:shared", "--save", "ours")
    result = crm("forget", "c1", "--yes", "--json")
    assert result.json["named"] == ["c2", "n2"]
    assert "The saved filter @mine named them and was deleted." in result.err
    assert "@ours" not in result.err
    with closing(crm.db()) as db:
        assert db.execute("SELECT name FROM tag").fetchall() == [("shared",)]
    content = (crm.home / "crm.db").read_bytes().lower()
    assert [
        w for w in (b"wibble", b"xylowedding", b"zorblax\\nq", b"zorblax\nq") if w in content
    ] == []
    assert crm("list", "@ours", "--ids").out == "c2\n"


def test_what_was_begun_about_them_alone_goes_and_what_is_about_others_is_told_of(zorblax: Crm):
    zq, grace = ("c2", "Z. Quuxington"), ("c1", "Grace Hopper")
    for key, people, text in (
        ("alone", (zq,), "xylonote"), ("both", (grace, zq), "lunch"),
        ("named", (grace,), "met Zorblax Quuxington"), ("new", (("", "Z. Quuxington"),), "hello"),
        ("other", (grace,), "nothing of them"),
    ):  # fmt: skip
        drafts.keep(drafts.Draft(key, people, text))
    folder = zorblax.home / "drafts"
    for name, text in (
        ("note-c2-x.md", "xylonote"), ("form-n1-x.toml", "xylonote"), (".note-c2-x.md.swp", "xylo"),
        ("note-c1-x.md", "of Z.  Quuxington"), ("form-c1-x.toml", 'name = "Grace"'),
    ):  # fmt: skip
        (folder / name).write_text(text)
    assert "with 1 note, 1 reminder, 1 issue, 4 drafts, add --yes" in (
        zorblax.run("forget", "c2").err
    )
    assert (folder / "alone.json").exists()
    result = zorblax("forget", "c2", "--yes")
    left = {each.name for each in folder.iterdir()}
    assert left == {
        "both.json", "named.json", "new.json", "other.json", "note-c1-x.md", "form-c1-x.toml"
    }  # fmt: skip
    told = re.findall(r"appears in a draft: \S+/(\S+)\n", result.err)
    assert told == ["named.json", "new.json", "note-c1-x.md"]
    both = drafts.read(folder / "both.json")
    assert both
    assert (both.people, both.text) == ((grace,), "lunch")


@pytest.mark.parametrize(
    ("killed_in", "there"), [("forgotten_drafts.forget", True), ("erasing.compact", False)]
)
def test_killed_on_the_way_somebody_is_there_as_a_whole_or_in_no_byte(
    zorblax: Crm, killed_in: str, there: bool
):
    drafts.keep(drafts.Draft("d", (("c2", "Z. Quuxington"),), "xylonote"))
    code = (
        "import os; from tinycrm.cli.main import main;"
        " from tinycrm.services.forgetting import forgotten_drafts;"
        " from tinycrm.store import erasing;"
        f" {killed_in} = lambda *_: os.kill(os.getpid(), 9);"
        " main(['forget', 'c2', '--yes'])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -9
    assert ("c2" in zorblax("list", "--ids").out.split()) == there
    assert traces(zorblax) == (set(TRACES) if there else set())
    assert (zorblax.home / "drafts" / "d.json").exists() == there
    if there:
        zorblax("forget", "c2", "--yes")
        assert traces(zorblax) == set()
        assert not (zorblax.home / "drafts" / "d.json").exists()


def test_it_says_which_copies_still_hold_them(zorblax: Crm):
    folder = zorblax.home / "backups"
    folder.mkdir()
    shutil.copy(zorblax.home / "crm.db", folder / "crm-2026-11-20-083000-today.db")
    (folder / "crm-2026-11-21-083000-today.db").write_text("rubbish")
    zorblax("rm", "c2", "--yes")
    shutil.copy(zorblax.home / "crm.db", folder / "crm-2026-11-22-083000-today.db")
    shutil.copy(zorblax.home / "crm.db", folder / "elsewhere.db")
    unchecked = "crm-2026-11-19-083000-before-import.db.unchecked"
    unfinished = f".crm-2026-11-18-083000-today.db.{os.getppid()}"  # another process makes it
    for name in (unchecked, unfinished):
        shutil.copy(folder / "crm-2026-11-20-083000-today.db", folder / name)
    forgotten = zorblax.json("forget", "c2", "--yes")
    shutil.copy(zorblax.home / "crm.db", folder / "crm-2026-11-23-083000-today.db")
    day = re.compile(r"\d{4}-\d\d-\d\d")
    assert day.findall(" ".join(forgotten["copies"])) == [
        "2026-11-22", "2026-11-20", "2026-11-19", "2026-11-18",
    ]  # fmt: skip
    assert day.findall(" ".join(forgotten["unread"])) == ["2026-11-21"]
    assert forgotten["batch"] is None
    zorblax("add", "Zed")
    assert "No backup contains them" not in zorblax("forget", "zed", "--yes").err


def test_without_a_terminal_forget_needs_to_be_told_yes(zorblax: Crm):
    before = dump_store()
    result = zorblax.run("forget", "z.", "quux")
    assert result.code == 2
    assert (
        "To permanently delete Z. Quuxington (c2) with 1 note, 1 reminder, 1 issue, add --yes"
        in (result.err)
    )
    assert dump_store() == before
    assert zorblax.run("forget").code == 2
    assert zorblax.run("forget", "nobody", "--yes").code == 3


def test_on_a_terminal_forget_asks_first(crm: Crm, terminal: Sit):
    crm("add", "Zorblax")
    screen = terminal("forget", "zorb")
    screen.answer("Permanently delete Zorblax (c1)? [y/N]", "")
    assert screen.end() == 130
    screen = terminal("forget", "zorb")
    screen.answer("Permanently delete Zorblax (c1)? [y/N]", "yes")
    assert screen.end() == 0
    assert re.search("Zorblax .c1. was permanently deleted", screen.text)
    assert traces(crm) == set()
