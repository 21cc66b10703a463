"""`crm notes`: the notes that match a filter, newest first."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Sit
from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.models import json_schema


@pytest.fixture
@made_once
def written(crm: Crm) -> Crm:
    crm("add", "Ada Lovelace", "-t", "vip")
    crm("add", "Anna Kowalska", "-o", "Acme, Inc.")
    crm("add", "Anna")
    crm("log", "c1", "Lunch at the Café Müller #week46", "-k", "meeting", "-a", "2026-10-01")
    crm("log", "c1,c2", "gift: a jar of honey", "-a", "2026-10-20", "-t", "bees")
    crm("log", "c2", "Sent the quote", "-a", "2026-11-20 09:00")
    crm("log", "c2", "thanks: for the honey #week46", "-a", "2026-11-20 15:00")
    crm("log", "c3", "moved\nto Łódź\x1b[31m", "-k", "note", "-a", "2026-11-21")
    return crm


@for_each(
    ("words", "ids"),
    [
        ("", "n5 n4 n3 n2 n1"),
        ("kind:gift", "n2"),
        ("kind:gift,thanks", "n4 n2"),
        ("KIND:meet", "n1"),
        ("no:kind:talk,note", "n4 n2 n1"),
        ("tag:week46", "n4 n1"),
        ("tag:#Week46 kind:thanks", "n4"),
        ("tag:", "n4 n2 n1"),
        ("no:tag", "n5 n3"),
        ("tag:bees,kind:note", "n5 n2"),
        ("since:2026-11-20", "n5 n4 n3"),
        ("since:2026-10-02 until:2026-10-31", "n2"),
        ("since:friday", "n5 n4 n3"),
        ("until:2mo", ""),
        ("since:1w", "n5 n4 n3"),
        ("with:ada", "n2 n1"),
        ("with:c1,kowalska", "n4 n3 n2 n1"),
        ("with:ada with:c2", "n2"),
        ("no:with:c2", "n5 n1"),
        ("honey", "n4 n2"),
        ("hon", "n4 n2"),
        ("oney", ""),
        ("honey kind:gift", "n2"),
        ("jar,quote", "n3 n2"),
        ("mueller", "n1"),
        ("cafe", "n1"),
        ("lodz", "n5"),
        ("week46", "n4 n1"),
    ],
)
def test_a_filter_finds_the_notes_that_match_every_term_newest_first(written: Crm, words, ids):
    assert written("notes", *words.split(), "--ids").out.split() == ids.split()


def test_words_in_a_row_are_one_word_and_a_name_may_have_a_comma(written: Crm):
    assert written("notes", "jar of hon", "--ids").out == "n2\n"
    assert written("notes", "of jar", "--ids").out == ""
    assert written("notes", "with:kowalska, ada", "--ids").out.split() == ["n4", "n3", "n2", "n1"]


@for_each(
    ("word", "code", "said"),
    [
        ("kind:", 2, "“” is not a kind of note."),
        ("kind:rubbish", 2, "“rubbish” is not a kind of note."),
        ("since:", 2, "since: needs a day."),
        ("since:someday", 2, "“someday” is not clearly a date."),
        ("with:nobody", 3, "No contact is called “nobody”."),
        ("with:", 2, "The name is empty."),
        ("colour:red", 2, "“colour” is not a filter.\n     The filters are kind:, tag:, since:,"),
        ("@vips", 2, "@vips is a filter for people, not for notes."),
        ("tag:a,", 2, "A value is empty in “tag:a,”."),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_listed(written: Crm, word, code, said):
    result = written.run("notes", word)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"crm: {said}"), result.err


def test_a_name_that_several_have_is_ambiguous_and_a_guess_is_said(written: Crm):
    written("add", "Ada Byron")
    result = written.run("notes", "with:ada")
    assert (result.code, result.out) == (4, "")
    result = written("notes", "with:anna", "--ids")
    assert (result.out, result.err) == ("n5\n", "crm: Anna (c3); also Anna Kowalska (c2)\n")


def test_a_row_in_a_pipe_is_one_line_however_long(written: Crm):
    written("log", "ada", "long " * 90, "-a", "2026-11-22")
    result = written("notes")
    lines, ids = result.out.splitlines(), written("notes", "--ids").out.split()
    assert [line.split()[-1] for line in lines] == ids
    assert lines[0].count("long") == 90
    assert lines[1] == "  Sat 21 Nov  note     Anna: moved to Łódź\\x1b[31m  n5"
    assert written("log").out == result.out  # the last twenty are the same list


def test_nothing_found_is_nothing_on_stdout_and_a_sentence_on_stderr(written: Crm):
    said = "crm: No notes match this filter.\n"
    for flag, out in (("", ""), ("--ids", ""), ("--json", "[]\n")):
        result = written("notes", "zebra", *filter(None, [flag]))
        assert (result.out, result.err) == (out, said)
    result = written("notes", "zebra", "--csv")
    assert (result.out, result.err) == ("id,at,kind,contacts,text,tags,mood\r\n", said)


def test_a_name_among_the_words_is_answered_with_the_filter_for_it(written: Crm):
    said = written("notes", "anna").err
    assert said.endswith("\n     To see the notes about Anna: crm notes with:c3\n")
    assert "with:" not in written("notes", "anna", "kind:gift").err


def test_an_empty_store_says_that_there_are_no_notes(crm: Crm):
    crm.make_store()
    result = crm("notes")
    assert (result.out, result.err) == ("", "crm: There are no notes yet.\n")


def test_json_is_the_record_of_a_note_and_csv_has_a_header(written: Crm):
    schema = Draft202012Validator(json_schema.schema("note"))
    found = written.json("notes", "tag:bees")
    assert [each["id"] for each in found] == ["n2"]
    assert found[0]["contacts"][1]["name"] == "Anna Kowalska"
    schema.validate(found[0])
    written("log", "ada", "=1+1", "-a", "2026-11-22")
    rows = list(csv.DictReader(io.StringIO(written("notes", "--csv").out)))
    assert [row["id"] for row in rows] == ["n6", "n5", "n4", "n3", "n2", "n1"]
    assert (rows[0]["text"], rows[4]["contacts"]) == ("'=1+1", "Ada Lovelace; Anna Kowalska")
    assert written.run("notes", "--json", "--csv").code == 2


def test_a_limit_takes_the_newest_and_a_terminal_says_what_it_leaves_out(crm: Crm, terminal: Sit):
    crm("add", "Ada")
    lines = (json.dumps({"who": "Ada", "text": f"note {n}"}) for n in range(60))
    crm("log", "-", stdin="\n".join(lines))
    assert crm("notes", "--limit", "2", "--ids").out == "n60\nn59\n"
    assert crm("notes", "--limit", "0").out == ""
    assert len(crm("notes").out.splitlines()) == 60
    screen = terminal("notes")
    assert screen.end() == 0
    assert "n11" in screen.text
    assert "n10\n" not in screen.text
    assert "crm: The newest 50 of 60 notes; all of them: --limit 60" in screen.text
    screen = terminal("notes", "--limit", "60")
    assert screen.end() == 0
    assert "n1\n" in screen.text
    assert "newest" not in screen.text


# ── kinds read again ─────────────────────────────────────────────────────────────────────


@pytest.fixture
@made_once
def older(crm: Crm) -> Crm:
    """Notes of a time when no kind was read in the words: all are talks."""
    crm("add", "Ada", "--every", "4w")
    crm("log", "ada", "Phoned her about the prints", "-a", "2026-11-01")  # n1
    crm("log", "ada", "Hello there")  # n2
    crm("log", "ada", "she sent flowers")  # n3
    crm("log", "ada", "Called her", "-k", "talk")  # n4: the owner's choice
    crm("log", "ada", "Met her for lunch")  # n5: edited to talk below
    crm("log", "ada", "-", stdin="Called him")  # n6: from a pipe
    crm("log", "-", stdin='{"who": "ada", "text": "Called them"}\n')  # n7
    crm("log", "ada", "Called again", "--key", "form-1")  # n8
    crm.env(CRM_DOOR="webform")
    crm("log", "ada", "Called once more")  # n9
    crm.env(CRM_DOOR="")
    crm("log", "ada", "No answer")  # n10
    crm("edit", "n5", "--kind", "talk")
    with crm.db() as db:
        db.execute("UPDATE note SET kind = 'talk', direction = NULL")
        db.execute("DELETE FROM change WHERE entity = 'note' AND row_id = 10")  # as pruned
    db.close()
    return crm


def test_only_notes_that_the_owner_typed_are_proposed_and_none_changes(older: Crm):
    result = older("notes", "kind:talk", "--reread")
    assert [line.split()[-1] for line in result.out.splitlines()] == ["n3", "n1"]
    assert "talk → gift (“she sent”)" in result.out
    assert "talk → call (“Phoned”)" in result.out
    assert result.err == (
        "crm: 2 notes would change. To change them: --apply\n"
        "     1 more says another kind, but nothing shows that you typed it:\n"
        "     crm edit n10 --kind attempt\n"
    )
    assert {each["kind"] for each in older.json("notes")} == {"talk"}
    assert older("notes", "--reread", "--ids").out == "n3\nn1\n"  # without kind: the talks
    assert older("notes", "--reread", "until:2026-11-02", "--ids").out == "n1\n"
    assert older("notes", "--reread", "--limit", "1", "--ids").out == "n3\n"


def test_proposals_have_their_json_and_their_csv(older: Crm):
    found = older.json("notes", "--reread")
    Draft202012Validator(json_schema.schema("reread")).validate(found[0])
    assert [(each["kind"], each["proposed"], each["proposed_by"]) for each in found] == [
        ("talk", "gift", "she sent"), ("talk", "call", "Phoned"),
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(older("notes", "--reread", "--csv").out)))
    assert [(row["id"], row["proposed"]) for row in rows] == [("n3", "gift"), ("n1", "call")]


def test_apply_is_one_batch_that_one_undo_takes_back(older: Crm):
    result = older("notes", "--reread", "--apply")
    assert result.out == "n3\nn1\n"
    assert result.err.startswith("crm: 2 notes changed their kinds.\n")
    assert older("notes", "no:kind:talk", "--ids").out == "n3\nn1\n"
    with older.db() as db:
        assert db.execute("SELECT direction FROM note WHERE id = 3").fetchone() == ("in",)
    db.close()
    again = older("notes", "--reread", "--apply")
    assert (again.out, again.err.splitlines()[0]) == (
        "", "crm: No note that you typed says another kind than it has.",
    )  # fmt: skip
    assert "reread 2 notes" in older("undo").err
    assert older("notes", "no:kind:talk", "--ids").out == ""
    found = older.json("notes", "--reread", "--apply")
    assert [(each["kind"], each["created"]) for each in found] == [("gift", False), ("call", False)]
    assert found[0]["batch"].startswith("b")


def test_apply_needs_reread(older: Crm):
    result = older.run("notes", "--apply")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crm: --apply needs --reread.")
