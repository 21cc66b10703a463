"""People belong together: one row says it, both cards show it."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tests.store.conftest import dump_store


@pytest.fixture
@made_once
def three(crm: Crm) -> Crm:
    """Ada Lovelace, c1, Ben Turing, c2, and Grace Hopper, c3."""
    for name in ("Ada Lovelace", "Ben Turing", "Grace Hopper"):
        crm("add", name)
    return crm


def _related(crm: Crm, who: str) -> list[tuple[str, str | None, str]]:
    return [(each["label"], each["id"], each["name"]) for each in crm.json("show", who)["related"]]


def _rows(crm: Crm) -> list[tuple[Any, ...]]:
    with closing(crm.db()) as db:
        return db.execute(
            "SELECT contact_id, label, name, other_id FROM relation ORDER BY id"
        ).fetchall()


def test_both_cards_show_it_and_one_row_is_stored(three: Crm):
    three("edit", "ada", "--related", "spouse=ben", "--related", "mother=grace")
    assert "Related     spouse: Ben Turing (c2) · mother: Grace Hopper (c3)" in (
        three("show", "ada").out
    )
    assert "Related     spouse: Ada Lovelace (c1)" in three("show", "ben").out
    assert "Related     child: Ada Lovelace (c1)" in three("show", "grace").out
    assert _related(three, "ben") == [("spouse", "c1", "Ada Lovelace")]
    assert _rows(three) == [(1, "spouse", "Ben Turing", 2), (1, "mother", "Grace Hopper", 3)]
    assert three.json("edit", "ben", "--related", "spouse=ada")["batch"] is None


def test_a_label_of_their_own_reads_from_the_other_side(three: Crm):
    three("edit", "ada", "--related", "Muse=ben")
    assert _related(three, "ben") == [("Muse of", "c1", "Ada Lovelace")]
    assert "Related     Muse of Ada Lovelace (c1)" in three("show", "ben").out


def test_a_card_that_says_it_more_exactly_is_not_contradicted(three: Crm):
    three("edit", "ada", "--related", "spouse=ben")
    three("edit", "ben", "--related", "wife=ada")
    assert _related(three, "ada") == [("spouse", "c2", "Ben Turing")]
    assert _related(three, "ben") == [("wife", "c1", "Ada Lovelace")]


def test_it_is_removed_from_either_side(three: Crm):
    three("edit", "ada", "--related", "spouse=ben", "--related", "friend=Nobody Here")
    three("edit", "ben", "--related", "-spouse=ada")
    assert _related(three, "ada") == [("friend", None, "Nobody Here")]
    three("undo")
    assert len(_related(three, "ada")) == 2
    three("edit", "ada", "--related", "-husband", "--related", "-friend=nob")
    assert _related(three, "ada") == [("friend", None, "Nobody Here")][1:]
    assert _rows(three) == []


def test_add_takes_relations_and_keeps_a_name_of_nobody(three: Crm):
    result = three("add", "Ida", "--related", "mother=ada", "--related", "friend=Zed")
    assert result.err.endswith("“Zed” was kept as text: no contact has this name.\n")
    assert _related(three, "ida") == [("mother", "c1", "Ada Lovelace"), ("friend", None, "Zed")]


def test_a_name_of_several_stays_text_without_a_terminal(three: Crm):
    three("add", "Ben Nowak")
    result = three("edit", "ada", "--related", "spouse=ben")
    assert "“ben” was kept as text: it could be Ben Turing (c2), Ben Nowak (c4).\n" in result.err
    assert _related(three, "ada") == [("spouse", None, "ben")]
    three("edit", "ada", "--related", "spouse=c2")  # the link takes the place of the text
    assert _related(three, "ada") == [("spouse", "c2", "Ben Turing")]


def test_a_name_of_several_is_asked_about_on_a_terminal(three: Crm, terminal: Sit):
    three("add", "Ben Nowak")
    screen = terminal("edit", "ada", "--related", "spouse=ben")
    screen.answer("Which one?", "2")
    assert screen.end() == 0
    assert _related(three, "ada") == [("spouse", "c4", "Ben Nowak")]


def test_a_contact_added_later_is_found_by_the_whole_name_while_it_is_the_only_one(three: Crm):
    three("edit", "ada", "--related", "spouse=Özgür Ak")
    assert _related(three, "ada") == [("spouse", None, "Özgür Ak")]
    three("add", "özgür ak")
    assert _related(three, "ada") == [("spouse", "c4", "özgür ak")]
    assert _related(three, "c4") == [("spouse", "c1", "Ada Lovelace")]
    three("add", "Özgür Ak", "--force")
    assert _related(three, "ada") == [("spouse", None, "Özgür Ak")]
    assert _related(three, "c4") == []


def test_a_name_that_means_somebody_still_does_after_a_new_name_or_a_merge(three: Crm):
    three("add", "-", stdin='{"name": "Ida", "related": [{"label": "boss", "name": "Ben Turing"}]}')
    assert _rows(three) == [(4, "boss", "Ben Turing", None)]
    three("edit", "ben", "--name", "Benjamin Turing")
    assert _related(three, "ida") == [("boss", "c2", "Benjamin Turing")]
    three("undo")
    assert _rows(three) == [(4, "boss", "Ben Turing", None)]
    three("merge", "grace", "ben", "--yes")
    assert _related(three, "ida") == [("boss", "c3", "Grace Hopper")]


def test_a_deleted_person_leaves_the_name_and_a_new_name_is_shown(three: Crm):
    three("edit", "ada", "--related", "spouse=ben")
    three("edit", "ben", "--name", "Ben Lovelace")
    assert _related(three, "ada") == [("spouse", "c2", "Ben Lovelace")]
    three("rm", "c2", "--yes")
    assert _related(three, "ada") == [("spouse", None, "Ben Turing")]


def test_two_friends_of_one_name_are_two(three: Crm):
    three("add", "Ben Turing", "--force")
    three("edit", "ada", "--related", "friend=c2", "--related", "friend=c4")
    assert [each[1] for each in _related(three, "ada")] == ["c2", "c4"]


@for_each(
    ("typed", "code", "words"),
    [
        ("spouse=ada", 5, "Ada Lovelace (c1) cannot be their own spouse. Nothing was changed."),
        ("spouse", 2, "“spouse” is not a relation."),
        ("spouse=", 2, "“spouse=” is not a relation."),
        ("=ben", 2, "“=ben” is not a relation."),
    ],
    afresh=True,
)
def test_what_is_no_relation_is_refused(three: Crm, typed: str, code: int, words: str):
    before = dump_store()
    result = three.run("edit", "ada", "--related", typed, "-o", "Acme")
    assert (result.code, words in result.err) == (code, True)
    assert dump_store() == before


def test_a_note_has_no_relations(three: Crm):
    three("log", "ada", "hi")
    assert "n1 is a note: it has no relations." in three.run("edit", "n1", "--related", "a=b").err


def test_a_merge_moves_them_none_to_themselves_and_none_twice(three: Crm):
    three("add", "Ada King")  # c4
    three("edit", "c1", "--related", "friend=ben", "--related", "sibling=c4")
    three("edit", "c4", "--related", "friend=ben", "--related", "mother=grace")
    three("edit", "ben", "--related", "boss=c4", "--related", "boss=c1")
    before = dump_store()
    three("merge", "c1", "c4", "--yes")
    assert _related(three, "c1") == [
        ("friend", "c2", "Ben Turing"), ("mother", "c3", "Grace Hopper"),
        ("report", "c2", "Ben Turing"),
    ]  # fmt: skip
    assert len(_rows(three)) == 3
    three("undo")
    gone = ("batch", "change")
    assert {k: v for k, v in dump_store().items() if k not in gone and "fts" not in k} == {
        k: v for k, v in before.items() if k not in gone and "fts" not in k
    }


def test_a_merge_gives_a_name_the_link_of_the_other_card(three: Crm):
    three("add", "Ada King", "--related", "spouse=ben")
    with closing(three.db()) as db, db:
        db.execute(
            "INSERT INTO relation (contact_id, label, name) VALUES (1, 'spouse', 'Ben Turing')"
        )
    three("merge", "c1", "c4", "--yes")
    assert _rows(three) == [(1, "spouse", "Ben Turing", 2)]


def test_forget_takes_them_out_of_the_cards_and_the_history_of_others(three: Crm):
    three("edit", "ada", "--related", "spouse=ben", "--related", "friend=grace")
    three("edit", "grace", "--related", "boss=Turing, Ben")
    three("edit", "grace", "--related", "-boss", "--related", "report=Ben Turing")
    three("forget", "ben", "--yes")
    assert _related(three, "ada") == [("friend", "c3", "Grace Hopper")]
    assert _related(three, "grace") == [("friend", "c1", "Ada Lovelace")]
    assert b"Turing" not in (three.home / "crm.db").read_bytes()


def test_what_was_printed_can_be_read_back(three: Crm, tmp_path):
    three("edit", "ada", "--related", "spouse=ben", "--related", "muse=Nobody")
    printed = three.json("list")
    lines = "\n".join(json.dumps(each) for each in printed)
    three("add", "-", "--update", stdin=lines)
    assert len(_related(three, "ada")) == 2
    for each in printed:
        three("rm", each["id"], "--yes")
    three("add", "Somebody Else")
    three("add", "-", stdin=lines)
    assert [each[::2] for each in _related(three, "ada")] == [
        ("spouse", "Ben Turing"), ("muse", "Nobody"),
    ]  # fmt: skip
    assert _related(three, "ben")[0][2] == "Ada Lovelace"


def test_a_code_in_a_line_counts_only_for_a_contact_of_that_name(three: Crm):
    mother = {"label": "mother", "id": "c1", "name": "Ada Lovelace"}
    boss = {"label": "boss", "id": "c2", "name": "Somebody"}
    line = {"name": "Ida", "related": [mother, boss]}
    three("add", "-", stdin=json.dumps(line))
    assert _related(three, "ida") == [("mother", "c1", "Ada Lovelace"), ("boss", None, "Somebody")]
    bad = {"name": "Zed", "related": [{"label": "", "name": "x"}]}
    assert three.run("add", "-", stdin=json.dumps(bad)).code == 2
