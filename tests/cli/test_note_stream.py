"""`crm log -`: many notes from stdin, one JSON object a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import Crm, made_once
from tests.rows import for_each

_ADA, _BO = (
    {"id": code, "name": name, "nicknames": [], "emails": [], "phones": [], "tags": []}
    for code, name in (("c1", "Ada Lovelace"), ("c2", "Bo"))
)


@pytest.fixture
@made_once
def two(crm: Crm) -> Crm:
    """The program with Ada (c1) and Bo (c2) in it."""
    crm("add", "Ada Lovelace")
    crm("add", "Bo")
    return crm


def lines(*notes: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in notes)


def test_many_are_one_batch_with_a_report_for_each_line(two: Crm):
    result = two("log", "-", stdin=lines({"who": "ada", "text": "a"}, {"who": "bo", "text": "b"}))
    assert result.out == "n1\nn2\n"
    assert result.err == ("crm: 2 lines: 2 saved, 0 failed\n     To undo all of it: crm undo b3\n")
    assert two("undo").err == "crm: Undone: log 2 notes (b3).\n"
    assert two.json("log") == []


def test_everything_a_line_can_say_is_kept(two: Crm):
    two("issue", "ada", "Broken frame")
    two("issue", "bo", "Late parcel")
    note = {
        "who": ["c1", "bo"], "text": " Wants prints. Soon. ", "kind": "ca",
        "at": "2026-11-20 09:30", "tags": ["#vip", "new"], "mood": -2, "mentions": ["i1"],
        "facts": {"coffee": "black"}, "key": "k",
        "follow_up": {"on": "2026-12-01", "text": "send the quote"},
    }  # fmt: skip
    two("log", "-", stdin=lines(note, {"who": "bo", "text": "x", "mentioned": True}))
    assert two.json("show", "n1") == {
        "id": "n1", "kind": "call", "at": "2026-11-20T09:30", "text": "Wants prints. Soon.",
        "contacts": [_ADA, _BO], "tags": ["vip", "new"], "mood": -2,
    }  # fmt: skip
    assert [each["mentioned"] for each in two.json("issue")] == ["2026-11-23", "2026-11-20"]
    assert two.json("show", "bo")["facts"] == {"coffee": "black"}
    [later] = two.json("remind")
    assert (later["contact"], later["text"], later["on"], later["note"]) == (
        _ADA, "send the quote", "2026-12-01", "n1",
    )  # fmt: skip


def test_a_line_of_two_fields_is_a_talk_of_today(two: Crm):
    two("log", "-", stdin=lines({"who": "ada,bo", "text": "Lunch"}))
    assert two.json("log") == [
        {
            "id": "n1", "kind": "talk", "at": "2026-11-23", "text": "Lunch",
            "contacts": [_ADA, _BO], "tags": [], "mood": None,
        }
    ]  # fmt: skip


def test_the_words_of_a_script_are_taken_letter_for_letter(two: Crm):
    text = "call: #one +two @bo\nline two"
    two("log", "-", stdin=lines({"who": "ada", "text": text}))
    [note] = two.json("log")
    assert (note["kind"], note["text"], note["tags"], note["contacts"]) == (
        "talk", text, [], [_ADA],
    )  # fmt: skip


def test_in_a_list_a_comma_is_a_letter_of_a_name(two: Crm):
    two("add", "Acme, Inc.")
    two("log", "-", stdin=lines({"who": ["Acme, Inc.", "bo", "c2"], "text": "x"}))
    assert [each["id"] for each in two.json("log")[0]["contacts"]] == ["c3", "c2"]


def test_a_key_makes_a_retry_harmless(two: Crm):
    text = lines({"who": "ada", "text": "a", "key": "k1"}, {"who": "bo", "text": "b", "key": "k2"})
    two("log", "-", stdin=text)
    before = two("export").out
    again = two("log", "-", stdin=text)
    assert (again.out, again.err) == (
        "n1\nn2\n",
        "crm: 2 lines: 0 saved, 2 already there, 0 failed\n",
    )
    assert two("export").out == before
    said = two.run("log", "-", stdin=text + "bad\n").err
    assert said.endswith("crm: Some lines failed.\n     The others were there already.\n")
    said = two.run("log", "-", stdin=text + lines({"who": "bo", "text": "c"}) + "bad\n").err
    assert "crm: 4 lines: 1 saved, 2 already there, 1 failed\n" in said
    assert said.endswith("     The others were saved, or there already.\n")
    assert two("log", "ada", "x", "--key", "k1").out == "n1\n"


@for_each(
    ("line", "code", "said"),
    [
        ("rubbish", 2, "The line is not JSON: "),
        ("[]", 2, "A line must be a JSON object: {…}."),
        ({"text": "a"}, 2, "who is missing."),
        ({"who": "ada"}, 2, "text is missing."),
        ({"who": "", "text": "a"}, 2, "who: The name is empty."),
        ({"who": [], "text": "a"}, 2, "who: The name is empty."),
        ({"who": ["ada", " "], "text": "a"}, 2, "who: The name is empty."),
        ({"who": 3, "text": "a"}, 2, "who cannot be read: should be a valid string."),
        ({"who": "ada", "text": " "}, 2, "text: The note is empty."),
        ({"who": "ada", "text": "a", "moood": 1}, 2, "“moood” is not a field. Did you mean mood?"),
        ({"who": "ada", "text": "a", "zork": 1}, 2,
         "“zork” is not a field. crm schema note_in lists the fields."),
        ({"who": "ada", "text": "a", "mood": 3}, 2, "mood cannot be read: should be less than or"),
        ({"who": "ada", "text": "a", "mood": True}, 2, "mood cannot be read: should be a valid in"),
        ({"who": "ada", "text": "a", "kind": "zz"}, 2, "kind: “zz” is not a kind of note. "),
        ({"who": "ada", "text": "a", "at": "soon"}, 2, "“soon” is not clearly a date. "),
        ({"who": "ada", "text": "a", "at": "2026-12-01"}, 2, "2026-12-01 is in the future."),
        ({"who": "ada", "text": "a", "follow_up": {}}, 2, "follow_up cannot be read: "),
        ({"who": "ada", "text": "a", "follow_up": {"on": "soon"}}, 2, "“soon” is not clearly"),
        ({"who": "ada", "text": "a", "mentions": ["i9"]}, 3, "There is no issue i9."),
        ({"who": ["bo", "zed"], "text": "a"}, 3, "No contact is called “zed”. To add them:"),
    ],
    afresh=True,
)  # fmt: skip
def test_a_bad_line_costs_only_itself_and_is_told_with_its_number(
    two: Crm, line: Any, code: int, said: str
):
    before = two("export").out
    bad = line if isinstance(line, str) else json.dumps(line)
    result = two.run("log", "-", stdin=f"{bad}\n")
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"crm: line 1: {said}")
    assert two("export").out == before
    result = two.run("log", "-", stdin=lines({"who": "bo", "text": "b"}) + f"\n{bad}\n")
    assert (result.code, result.out) == (code, "n1\n")
    first, *_, third = result.err.splitlines()
    assert first.startswith(f"crm: line 3: {said}")
    assert "crm: 2 lines: 1 saved, 1 failed" in result.err
    assert third == "     The others were saved."


def test_who_may_have_been_meant_is_told(two: Crm):
    two("add", "Ada Byron")
    two("add", "Adam")
    result = two.run("log", "-", stdin=lines({"who": "ada", "text": "a"}))
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "crm: line 1: “ada” could be 2 people.\n     c1     Ada Lovelace\n     c3     Ada Byron\n"
        "crm: 1 line: 0 saved, 1 failed\ncrm: Nothing was saved.\n"
    )


def test_a_guess_is_told_with_its_line(two: Crm):
    two("add", "Adam")
    two("archive", "bo")
    result = two("log", "-", stdin=lines({"who": "ada", "text": "a"}, {"who": "bo", "text": "a"}))
    assert result.err.splitlines()[:2] == [
        "crm: line 1: Ada Lovelace (c1); also Adam (c3)",
        "crm: line 2: Bo (c2) is archived.",
    ]


def test_with_new_a_name_that_is_nobodys_is_added(two: Crm):
    note = {"who": ["Cy Twombly", "bo"], "text": "x"}
    assert two.run("log", "-", stdin=lines(note)).code == 3
    result = two("log", "-", "--new", stdin=lines(note, note))
    assert result.out == "n1\nn2\n"
    assert result.err.startswith("crm: line 1: Cy Twombly (c3) is new.\ncrm: 2 lines: 2 saved")
    assert two("list", "--ids").out == "c1\nc2\nc3\n"


def test_the_report_as_json_is_an_object_a_line(two: Crm):
    two("add", "Ada Byron")
    result = two.run(
        "log", "-", "--json",
        stdin=lines({"who": "bo", "text": "b", "key": "k"}, {"who": "ada", "text": "a"},
                    {"who": "bo", "text": "b", "key": "k"}),
    )  # fmt: skip
    candidates = [
        {"id": "c1", "name": "Ada Lovelace", "about": ""},
        {"id": "c3", "name": "Ada Byron", "about": ""},
    ]
    about = {
        "code": 4,
        "message": "“ada” could be 2 people.",
        "hint": None,
        "candidates": candidates,
    }
    assert [json.loads(line) for line in result.out.splitlines()] == [
        {"line": 1, "id": "n1", "created": True, "batch": "b4", "error": None},
        {"line": 2, "id": None, "created": False, "batch": "b4", "error": about},
        {"line": 3, "id": "n1", "created": False, "batch": "b4", "error": None},
    ]
    assert result.code == 4
    assert json.loads(result.err.splitlines()[-1]) == {
        "error": {
            "code": 4,
            "message": "Some lines failed.",
            "hint": "The others were saved, or there already.",
            "candidates": [],
        }
    }


def test_nothing_on_stdin_saves_nothing(two: Crm):
    result = two("log", "-")
    assert (result.out, result.err) == ("", "crm: 0 lines: 0 saved, 0 failed\n")
    assert two("undo", "--list").out.count("\n") == 2


@for_each(
    "more",
    [["hi"], ["-t", "vip"], ["-k", "call"], ["--key", "k"], ["-e"], ["--mentioned"]],
    afresh=True,
)
def test_what_every_line_would_have_to_mean_is_refused(two: Crm, more: list[str]):
    result = two.run("log", "-", *more, stdin=lines({"who": "ada", "text": "a"}))
    assert (result.code, result.out, result.err) == (
        2, "", "crm: With -, each line describes the whole note.\n     Leave out the rest.\n",
    )  # fmt: skip
    assert two.json("log") == []


def test_the_schema_knows_what_a_line_may_say(crm: Crm):
    check = Draft202012Validator(crm("schema", "note_in").json).is_valid
    assert check({"who": "ada", "text": "x"})
    assert check(
        {
            "who": ["ada"], "text": "x", "kind": "call", "at": "friday", "tags": ["vip"],
            "mood": 2, "mentions": ["i1"], "mentioned": True, "facts": {"a": "b"},
            "follow_up": {"on": "2w"}, "key": "k",
        }
    )  # fmt: skip
    assert not check({"who": "ada"})
    assert not check({"who": "ada", "text": "x", "mood": 3})
    assert not check({"who": "ada", "text": "x", "more": 1})
