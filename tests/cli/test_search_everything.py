"""Whatever is stored is found, on the command line and on the Find screen: one search."""

from __future__ import annotations

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.services.search import word_forms
from tinycrm.store import reading
from tinycrm.tui import queries


@pytest.fixture
@made_once
def stored(crm: Crm) -> Crm:
    crm(
        "add", "Ada Lovelace", "-e", "work:countess@engines.example",
        "-p", "mobile:+49 171 1234567",
        "--url", "https://notes.example/blog", "--handle", "@enchantress", "--address",
        "12 Müller Square", "-t", "mathematician", "-d", "wedding=1835-07-08", "-b", "1815-12-10",
    )  # fmt: skip
    crm("issue", "ada", "Late parcel")
    crm("resolve", "i1", "reimbursed wholly")
    crm("log", "ada", "Lunch", "-t", "seafood")
    crm("feedback", "ada", "9", "Swift and courteous")
    crm("perk", "ada", "A complimentary reprint", "--until", "2026-12-31")
    crm("deal", "ada", "200 bookmarks")
    crm("lost", "d1", "too expensive")
    crm("win", "ada", "450 EUR", "lithographs")
    crm("import", "-", stdin="BEGIN:VCARD\nFN:Bo\nBDAY:sometime in spring\nEND:VCARD\n")
    return crm


@for_each(
    ("words", "code", "text"),
    [
        ("countess@engines", "c1", "work: countess@engines.example"),
        ("engines", "c1", "work: countess@engines.example"),
        ("blog", "c1", "https://notes.example/blog"),
        ("enchant", "c1", "@enchantress"),
        ("mueller square", "c1", "12 Müller Square"),
        ("mathem", "c1", "tag: mathematician"),
        ("wedding", "c1", "wedding: 1835-07-08"),
        ("reimbursed", "i1", "Late parcel · reimbursed wholly"),
        ("courteous", "f1", "Swift and courteous"),
        ("compliment", "p1", "A complimentary reprint"),
        ("expensive", "d1", "200 bookmarks · too expensive"),
        ("lithograph", "w1", "lithographs"),
        ("seafood", "n1", "Lunch #seafood"),
        ("spring", "c2", "bday: sometime in spring"),
        ("0171-12 34", "c1", "mobile: +49 171 1234567"),
        ("3456", "c1", "mobile: +49 171 1234567"),
        ("0049 (171) 1234567", "c1", "mobile: +49 171 1234567"),
    ],
    afresh=True,
)
def test_what_is_stored_is_found_and_shown(stored: Crm, words: str, code: str, text: str):
    (hit,) = stored.json("search", words)
    assert (hit["id"], hit["text"]) == (code, text)
    assert [each.text for each in queries.read_hits(words).hits] == [text]


def test_a_resolved_issue_is_found_by_how_it_was_resolved_after_its_text_was_changed(stored: Crm):
    stored("edit", "i1", "--text", "The frame was bent")
    assert stored("search", "wholly").out == stored("search", "bent").out != ""


def test_a_near_spelling_of_a_tag_or_an_address_is_found(stored: Crm):
    for words, near in (
        ("matematician", "mathematician"), ("weding", "wedding"), ("curteous", "courteous"),
    ):  # fmt: skip
        result = stored("search", words)
        assert f"nearest: {near}" in result.err
        assert "Ada Lovelace" in result.out


def test_an_answer_is_called_an_answer(stored: Crm):
    line = stored.run("search", "courteous").out
    assert line.split() == "Ada Lovelace Swift and courteous Mon 23 Nov answer f1".split()


def test_three_digits_find_no_number_in_its_middle(stored: Crm):
    assert stored("search", "456").out == ""


def test_a_birthday_finds_nobody_by_its_label(stored: Crm):
    assert "c1" not in stored.run("search", "birthday", "--ids").out.split()


def test_a_name_comes_before_a_tag(stored: Crm):
    stored("add", "Wedding Bureau")
    assert stored("search", "wedding", "--ids").out.split() == ["c3", "c1"]


@for_each(
    ("text", "words", "shown"),
    [
        ("12 Müller Square", ["mueller"], "Müller"),
        ("work: ada@engines.example", ["engines"], "ada@engines.example"),
        ("mobile: +49 171 1234567", ["0171-12", "34"], "49 171 1234567"),
        ("Lunch", ["unch"], None),
    ],
)
def test_what_matched_is_highlighted(text: str, words: list[str], shown: str | None):
    found = word_forms.span(text, words)
    assert (text[slice(*found)] if found else None) == shown


def test_a_removed_address_is_found_no_more(stored: Crm):
    stored("edit", "ada", "-e", "-countess@engines.example", "-t", "-mathematician")
    assert stored("search", "engines").out == ""
    assert stored("search", "mathematician").out == ""
    stored("undo")
    assert stored("search", "engines", "--ids").out == "c1\n"


def test_numbers_are_looked_up_in_an_index(stored: Crm):
    with reading() as db:
        plan = db.execute(
            "EXPLAIN QUERY PLAN SELECT id FROM contact_point INDEXED BY contact_point_by_normal"
            " WHERE normal LIKE '%1234%'"
        ).fetchall()
    assert "COVERING INDEX contact_point_by_normal" in plan[0][-1]
