"""Who is forgotten takes nothing along that is not theirs, and leaves nothing that is."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from tests.conftest import Crm
from tests.store.conftest import batches
from tinycrm.services.activity import drafts

# ── names that are ordinary words, and names that others share ───────────────────────────


def test_an_ordinary_word_as_a_name_harms_nobody_else(crm: Crm):
    crm("add", "Tag")
    crm("add", "May Will")
    crm("add", "Bo", "-t", "vip", "--fact", "may=will tag along", "-n", "Tag team")
    crm("log", "bo", "I tag you, will you? May I?")
    crm("edit", "n1", "--text", "You may, if you will tag along")
    crm("edit", "bo", "--title", "Tag painter")
    crm("edit", "bo", "--title", "Painter")
    for words, name in (("tag:vip", "vips"), ("will", "will"), ("tag", "tags"), ("no:tag:", "no")):
        crm("list", *words.split(), "--save", name)
    before, filters = crm.json("show", "bo"), crm("export").out.count('"filter"')
    history = crm("history", "bo").out
    forgotten = [crm.json("forget", name, "--yes") for name in ("c1", "c2")]
    assert [each["filters"] for each in forgotten] == [["tags"], ["will"]]
    assert crm.json("show", "bo") == before
    assert crm("history", "bo").out == history
    assert crm("export").out.count('"filter"') == filters
    crm("undo", "c3")
    assert crm.json("show", "bo")["title"] == "Tag painter"
    assert crm("list", "@vips", "--ids").out == "c3\n"
    crm("undo", "n1")
    assert crm.json("show", "n1")["text"] == "I tag you, will you? May I?"


def test_somebody_whose_name_begins_with_theirs_keeps_her_history(crm: Crm):
    crm("add", "Anna")
    crm("add", "Anna Kowalska", "-t", "choir")
    crm("edit", "c2", "--name", "Anna Nowak")
    crm("edit", "c2", "-t", "-choir")
    crm("edit", "c1", "-t", "choir")
    crm("list", "anna", "--save", "annas")
    history, labels = crm("history", "c2").out, batches()
    forgotten = crm.json("forget", "c1", "--yes")
    assert forgotten["named"] == ["c2"]
    assert forgotten["filters"] == ["annas"]
    assert crm("history", "c2").out == history
    assert batches()[:-1] == labels
    crm("undo", "b4")
    crm("undo", "b3")
    assert crm.json("show", "c2")["name"] == "Anna Kowalska"
    assert crm.json("show", "c2")["tags"] == ["choir"]


def test_a_filter_with_their_surname_is_named_and_stays(crm: Crm):
    crm("add", "Zorblax Quuxington", "-e", "zq@quux.example")
    saved = {
        "family": "quuxington", "town": "org:quuxington no:every", "Zorblax": "tag:vip",
        "whole": "zorblax quuxington", "mail": "email:ZQ@quux.example", "other": "tag:zed",
    }  # fmt: skip
    for name, words in saved.items():
        crm("list", *words.split(" "), "--save", name)
    crm("list", "Zorblax Quuxington", "--save", "quoted")
    result = crm("forget", "c1", "--yes")
    gone = re.findall(r"saved filter @(\w+) named them and was deleted", result.err)
    told = re.findall(r"saved filter @(\w+) has a word of the name; it was not", result.err)
    assert (gone, told) == (["mail", "quoted", "whole"], ["Zorblax", "family", "town"])
    assert b"zq@quux" not in (crm.home / "crm.db").read_bytes().lower()


def test_a_filter_that_was_theirs_and_is_saved_anew_is_undone_as_any(crm: Crm):
    crm("add", "Zorblax Quuxington")
    crm("list", "tag:vip", "--save", "mine")
    crm("list", "zorblax", "quuxington", "--save", "mine")
    crm("list", "tag:vip", "--save", "mine")
    crm("forget", "c1", "--yes")
    crm("list", "tag:lead", "--save", "mine")
    exported = crm("export").out
    assert crm.run("undo", "b4").code == 5  # it would bring back whom it asked for
    crm("undo")
    assert "tag:vip" in crm("export").out
    crm("redo")
    assert crm("export").out == exported


def test_what_others_have_on_them_is_named_and_stays(crm: Crm):
    crm("add", "Grace Hopper")
    crm("add", "Zorblax Quuxington")
    crm("log", "grace", "Zorblax Quuxington was there")
    crm("log", "grace", "so was Zorblax Quuxington")
    crm("rm", "n2", "--yes")
    result = crm("forget", "c2", "--yes")
    assert "The name still appears in records of other people: n1\n" in result.err
    assert "It is still in the history of other records: n2\n" in result.err
    assert "Nothing was changed" not in result.err
    crm("undo", "b5")
    assert crm.json("show", "n2")["text"] == "so was Zorblax Quuxington"


# ── merges ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(crm: Crm) -> Crm:
    crm("add", "Grace Hopper", "--title", "Admiral", "-t", "navy")
    crm("add", "Zorblax Quuxington", "-o", "Xyloorg", "--fact", "food=wibblefact", "-n", "Zorb")
    crm("remind", "grace", "call", "--on", "2026-12-01", "--key", "k1")
    crm("edit", "grace", "--title", "Rear admiral")
    crm("edit", "r1", "--text", "call her")
    return crm


def traces(crm: Crm) -> list[bytes]:
    content = (crm.home / "crm.db").read_bytes().lower()
    return [word for word in (b"zorb", b"quuxing", b"xyloorg", b"wibble") if word in content]


def test_after_an_undone_merge_each_keeps_only_their_own(two: Crm):
    for keep, other in (("c1", "c2"), ("c2", "c1")):
        two("merge", keep, other, "--yes")
        two("undo")
        two("redo")
        two("undo")
    before = two.json("show", "c1")
    two("forget", "c2", "--yes")
    assert traces(two) == []
    assert two.json("show", "c1") == before
    assert two("remind", "grace", "x", "--on", "2026-12-01", "--key", "k1").out == "r1\n"
    two("undo", "b5")
    two("undo", "b4")
    assert two.json("show", "c1")["title"] == "Admiral"
    assert two.json("show", "c1")["reminders"][0]["text"] == "call"
    assert two.run("undo", "b6").code in (3, 5)
    assert two("history", "c1").out


def test_who_was_merged_into_somebody_deleted_since_is_forgotten_in_both(two: Crm):
    two("merge", "c1", "c2", "--yes")
    two("rm", "c1", "--yes")
    two("forget", "c2", "--yes")
    assert traces(two) == []


# ── everything ───────────────────────────────────────────────────────────────────────────


CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\n{lines}END:VCARD\r\n"
    for name, lines in (
        (
            "Grace Hopper",
            "RELATED;TYPE=spouse;VALUE=text:Zorblax\r\n  Quuxington\r\nCATEGORIES:old\r\n"
            "item1.X-ABRELATEDNAMES:Zorblax Quuxington\r\nitem1.X-ABLabel:boss\r\n"
            "RELATED;TYPE=child;VALUE=text:Zed\r\n",
        ),
        ("Zorblax Quuxington", "UID:zorb-1\r\nX-OWN:wibble\r\nNOTE:wibblefact\r\n"),
    )
)


def test_in_a_store_with_everything_no_file_but_the_copies_it_names_has_a_word_of_theirs(crm: Crm):
    """Every table, drafts, text from a pipe, what killed commands left, an import, a backup."""
    crm("add", "Grace Hopper")
    crm(
        "add", "Zorblax Quuxington", "-e", "zorblax@quuxington.org", "-n", "Zorb", "-o", "Xyloorg",
        "--fact", "food=wibblefact", "-t", "wibble", "--key", "zorb-1", "--referred-by", "grace",
        "-d", "quuxington day=1 May", "--address", "Xyloorg 1", "--note", "wibblefact",
    )  # fmt: skip
    crm("log", "c1,c2", "Lunch", "-t", "food", "-f", "1w: call")
    crm("log", "c2", "Zorb likes wibble", "-t", "wibble")
    crm("remind", "c2", "call zorb", "--on", "1 May", "--every", "1w")
    crm("issue", "c2", "Quuxington was charged twice")
    crm("import", "-", stdin="BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\nEND:VCARD\r\n")
    crm("import", "-", stdin=CARDS)
    crm("import", "-", stdin=CARDS.replace("CATEGORIES:old", "CATEGORIES:new"))
    crm("edit", "c1", "--related", "friend=Zorblax Quuxington", "--related", "child=Zed")
    later = "'2026-11-01', '2026-11-01T00:00:00Z'"
    with closing(crm.db()) as db:
        for sql in (
            "win (uid, contact_id, kind, text, won_on, created_at)"
            f" VALUES ('w', 2, 'sale', 'wibblefact', {later})",
            "feedback (uid, contact_id, score, text, given_on, created_at)"
            f" VALUES ('f', 2, 9, 'wibblefact', {later})",
            "perk (uid, contact_id, text, until_on, created_at)"
            f" VALUES ('p', 2, 'wibblefact', {later})",
        ):
            db.execute(f"INSERT INTO {sql}")
        db.commit()
    crm("merge", "c1", "c2", "--yes")
    crm("undo")
    crm("list", "zorblax", "quuxington", "--save", "wibble")
    crm("edit", "c2", "--name", "Z. Quuxington", "--fact", "food=")
    crm.run("log", "c2", "-", "--mentions", "i99", stdin="wibblefact")
    drafts.keep(drafts.Draft("d", (("c2", "Z. Quuxington"),), "wibblefact"))
    for folder in (crm.home, crm.home / "backups", crm.home / "drafts"):
        for name in (".crm.db.4194305", ".x.jsonl.4194305", ".d.json.4194305"):
            (folder / name).write_text("Zorblax Quuxington")
    (copy,) = crm.json("forget", "c2", "--yes")["copies"]
    assert "before-import" in copy
    found = [
        (word, path.name)
        for path in crm.home.rglob("*")
        if path.is_file() and str(path) != copy
        for word in (b"zorb", b"quuxing", b"xyloorg", b"wibble")
        if word in path.read_bytes().lower()
    ]
    assert found == []
    assert crm("list", "--ids").out == "c1\nc3\n"
    assert [each["name"] for each in crm.json("show", "c1")["related"]] == ["Zed"]
