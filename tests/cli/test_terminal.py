"""What a person at a terminal is asked, and that nobody else ever is."""

from __future__ import annotations

import pytest

from tests.cli.conftest import END_OF_INPUT, ENTER, INTERRUPT, Sit
from tests.conftest import Crm, made_once


@pytest.fixture
@made_once
def jans(crm: Crm) -> Crm:
    """Two people called Jan; the second was touched yesterday."""
    crm("add", "Jan Kowalski", "-o", "Acme")
    crm("add", "Jan Nowak", "-e", "jan@n.example")
    crm("log", "c2", "hi", "--at", "yesterday")
    return crm


_QUESTION = """\
crm: “jan” could be 2 people.
     1  Jan Nowak (c2) · jan@n.example · last in touch Sun 22 Nov
     2  Jan Kowalski (c1) · Acme
Which one? (a number; Enter: none) """


def _notes(crm: Crm) -> list[tuple[str, list[str]]]:
    return [(note["text"], [each["id"] for each in note["contacts"]]) for note in crm.json("log")]


# ── several ──────────────────────────────────────────────────────────────────────────────


def test_several_are_a_numbered_question_and_the_words_are_kept(jans: Crm, terminal: Sit):
    screen = terminal("log", "jan", "Talked", "at", "Roma")
    screen.answer("none) ", "2")
    assert screen.end() == 0
    assert screen.screen == (
        f"{_QUESTION}2\nn2\ncrm: talk with Jan Kowalski (c1), Mon 23 Nov 2026\n"
    )
    assert _notes(jans)[0] == ("Talked at Roma", ["c1"])


def test_an_answer_that_is_none_of_the_numbers_is_asked_again(jans: Crm, terminal: Sit):
    screen = terminal("log", "jan", "hi")
    for wrong in ("3", "0", "jan", "c3", "²"):
        screen.answer("none) ", wrong)
    screen.answer("none) ", "c1")
    assert screen.end() == 0
    assert _notes(jans)[0] == ("hi", ["c1"])


@pytest.mark.parametrize("keys", [ENTER, INTERRUPT, END_OF_INPUT], ids=["enter", "^C", "^D"])
def test_a_question_that_is_not_answered_saves_nothing(jans: Crm, terminal: Sit, keys: str):
    screen = terminal("log", "jan", "hi")
    screen.wait_for("none) ")
    screen.type(keys)
    assert screen.end() == 130
    assert screen.screen.startswith(_QUESTION)
    assert screen.screen.endswith("\n")
    assert "Traceback" not in screen.screen
    assert len(_notes(jans)) == 1


def test_everybody_in_a_list_is_asked_for_in_turn(jans: Crm, terminal: Sit):
    jans("add", "Ada X")
    jans("add", "Ada Y")
    screen = terminal("log", "jan,ada", "hi")
    screen.answer("none) ", "1")
    screen.answer("none) ", "2")
    assert screen.end() == 0
    assert _notes(jans)[0] == ("hi", ["c2", "c4"])


@pytest.mark.parametrize(
    "argv",
    [
        "remind jan x --on 2w", "issue jan x", "show jan --json", "history jan",
        "add Eve --referred-by jan", "add Eve --related spouse=jan",
        "edit jan -t vip", "edit c3 --referred-by jan", "edit n1 --who +jan",
        "edit c3 --related spouse=jan", "archive jan",
        "forget jan --yes", "merge c3 jan --yes", "merge jan c3 --yes", "dupes --distinct jan c3",
        "log jan,c3 hi",
    ],
)  # fmt: skip
def test_whoever_takes_a_name_asks(jans: Crm, terminal: Sit, argv: str):
    jans("add", "Ada")
    before = jans("export").out
    screen = terminal(*argv.split(), piped=("stdout",))
    screen.answer("none) ", "2")
    assert screen.end() == 0
    assert screen.screen.startswith(_QUESTION)
    assert '"c1"' in _changed(before, jans("export").out) or "c1" in screen.out


def _changed(before: str, after: str) -> str:
    """Return the lines of an export that are new."""
    known = set(before.splitlines())
    return "\n".join(line for line in after.splitlines() if line not in known)


def test_an_update_that_fits_several_asks_whom(crm: Crm, terminal: Sit):
    crm("add", "Jan", "-e", "jan@a.example")
    crm("add", "Jan", "-e", "jan@b.example")
    screen = terminal("add", "Jan", "-t", "vip", "--update")
    screen.answer("none) ", "2")
    assert screen.end() == 0
    assert [each["tags"] for each in crm.json("list")] == [[], ["vip"]]


# ── nobody ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("YES", 0), ("", 3), ("jan", 3)])
def test_nobody_is_a_question_after_the_nearest(jans: Crm, terminal: Sit, answer: str, code: int):
    screen = terminal("log", "jan novak", "hi")
    screen.answer("Did you mean Jan Nowak (c2)? [y/N] ", answer)
    assert screen.end() == code
    assert screen.screen.startswith(
        "crm: No contact is called “jan novak”.\nDid you mean Jan Nowak"
    )
    assert len(_notes(jans)) == 2 - bool(code)


def test_new_adds_without_a_question(jans: Crm, terminal: Sit):
    screen = terminal("log", "jan novak", "hi", "--new")
    assert screen.end() == 0
    assert screen.screen == (
        "n2\ncrm: talk with jan novak (c3), Mon 23 Nov 2026\n     jan novak (c3) is new.\n"
    )


def test_nobody_alike_is_no_question(jans: Crm, terminal: Sit):
    screen = terminal("show", "zzzzz")
    assert screen.end() == 3
    assert screen.screen == "crm: No contact is called “zzzzz”.\n     To add them: crm add zzzzz\n"


# ── never without a terminal ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("argv", "piped", "code"),
    [
        (("log", "jan", "hi"), "stdin", 4), (("log", "jan", "hi"), "stderr", 4),
        (("log", "jan novak", "hi"), "stdin", 3), (("log", "c1"), "stderr", 2),
        (("log", "c1", "-e"), "stdin", 2),
    ],
    ids=str,
)  # fmt: skip
def test_where_nobody_can_answer_nothing_is_asked(
    jans: Crm, terminal: Sit, argv: tuple[str, ...], piped: str, code: int
):
    screen = terminal(*argv, piped=(piped,), EDITOR="/bin/false")
    assert screen.end() == code
    assert "[y/N]" not in screen.screen + screen.err
    assert "Which one" not in screen.screen + screen.err
    assert len(_notes(jans)) == 1


# ── the line to write on ─────────────────────────────────────────────────────────────────


def test_log_without_words_gives_a_line_which_no_shell_reads(jans: Crm, terminal: Sit):
    screen = terminal("log", "c1")
    screen.answer("> ", "call: It's #great, $5 & @c2!")
    assert screen.end() == 0
    assert screen.screen.startswith(
        "crm: A note about Jan Kowalski (c1). Enter saves, an empty line cancels.\n> "
    )
    note = jans.json("log")[0]
    assert (note["kind"], note["text"], note["tags"]) == (
        "call",
        "It's #great, $5 & @c2!",
        ["great"],
    )


def test_who_is_meant_is_asked_before_anything_is_written(jans: Crm, terminal: Sit):
    screen = terminal("log", "jan", "--json", piped=("stdout",))
    screen.answer("none) ", "2")
    screen.answer("> ", "hi")
    assert screen.end() == 0
    assert '"text": "hi"' in screen.out
    assert _notes(jans)[0] == ("hi", ["c1"])


@pytest.mark.parametrize("keys", ["  " + ENTER, INTERRUPT, END_OF_INPUT], ids=["blank", "^C", "^D"])
def test_an_empty_line_cancels(jans: Crm, terminal: Sit, keys: str):
    screen = terminal("log", "c1")
    screen.wait_for("> ")
    screen.type(keys)
    assert screen.end() == 130
    assert "Traceback" not in screen.screen
    assert len(_notes(jans)) == 1


def test_a_line_that_cannot_be_saved_is_shown_once_more(jans: Crm, terminal: Sit):
    screen = terminal("log", "c1", "--mentions", "i9")
    screen.answer("> ", "My words")
    assert screen.end() == 3
    assert screen.screen.endswith("\ncrm: Not saved: My words\ncrm: There is no issue i9.\n")
    assert len(_notes(jans)) == 1


@pytest.mark.parametrize("errors", ["strict", "surrogateescape"])
def test_bytes_that_are_no_text_are_refused(jans: Crm, terminal: Sit, errors: str):
    screen = terminal("log", "c1", piped=("stdout",), PYTHONIOENCODING=f"utf-8:{errors}")
    screen.wait_for("> ")
    screen.type(b"caf\xe9\r")
    assert screen.end() == 2
    assert "UTF-8" in screen.screen
    assert len(_notes(jans)) == 1


def test_a_line_of_many_letters_is_kept_letter_for_letter(jans: Crm, terminal: Sit):
    screen = terminal("log", "c1")
    screen.answer("> ", "Zażółć 山本 👩‍👩‍👧 – “done”")
    assert screen.end() == 0
    assert _notes(jans)[0][0] == "Zażółć 山本 👩‍👩‍👧 – “done”"


# ── looks ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("argv", "env", "has_escapes", "has_colours"),
    [
        (("today",), {}, True, True),
        (("today",), {"NO_COLOR": "1"}, True, False),
        (("today",), {"TERM": "dumb"}, False, False),
        (("show", "ada"), {"TERM": "dumb"}, False, False),
        (("list",), {"TERM": "dumb"}, False, False),
    ],
)  # fmt: skip
def test_colour_goes_where_it_is_wanted(
    crm: Crm, terminal: Sit, argv: tuple[str, ...], env: dict[str, str], has_escapes: bool,
    has_colours: bool,
):  # fmt: skip
    crm("add", "Ada")
    crm("remind", "ada", "x", "--on", "2026-11-20")
    screen = terminal(*argv, **env)
    assert screen.end() == 0
    assert ("\x1b" in screen.screen) == has_escapes
    assert ("\x1b[35m" in screen.screen) == has_colours
    assert screen.text == crm(*argv).out


def test_text_fits_the_width_of_the_terminal(crm: Crm, terminal: Sit):
    crm("add", "Ada Augusta King, Countess of Lovelace", "-o", "Analytical Engines Limited")
    for columns in (40, 60, 100):
        screen = terminal("list", columns=columns)
        assert screen.end() == 0
        assert max(map(len, screen.text.splitlines())) <= columns


def test_on_a_terminal_a_name_alone_shows_them(crm: Crm, terminal: Sit):
    crm("add", "Ada Lovelace")
    screen = terminal("ada")
    assert screen.end() == 0
    assert screen.text == crm("show", "ada").out
    assert crm.run("ada").code == 2


def test_a_command_with_a_letter_wrong_is_no_person(terminal):
    screen = terminal("tdoay")
    assert screen.end() == 2
    assert "Did you mean today?" in screen.text
