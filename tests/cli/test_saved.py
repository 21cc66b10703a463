"""An error after something was saved says so, and how to undo it, so that nobody repeats it."""

from __future__ import annotations

import io
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.conftest import Crm, made_once
from tests.rows import for_each
from tinycrm.cli import prompts, terminal
from tinycrm.cli.editor import page
from tinycrm.cli.main import main
from tinycrm.cli.render import echo
from tinycrm.services.activity import drafts
from tinycrm.services.activity import notes as activity_notes
from tinycrm.services.people import listing
from tinycrm.store import connection, erasing
from tinycrm.store.transaction import Writing

LUNCH = ("log", "ada", "Lunch")
SAVED = "b2 (log n1) is saved; crm undo b2 undoes it."
NOTHING = "Nothing in the store was changed."


@pytest.fixture
@made_once
def ada(crm: Crm) -> Crm:
    """A store with Ada (c1) in it."""
    crm("add", "Ada")
    return crm


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def notes(crm: Crm) -> list[str]:
    return [each["text"] for each in crm.json("log")]


# ── after the commit ─────────────────────────────────────────────────────────────────────


def test_a_mistake_of_ours_after_the_commit_says_what_is_saved(ada: Crm, monkeypatch):
    monkeypatch.setattr(echo, "logged", failing(KeyError("oops")))
    result = ada.run(*LUNCH)
    assert result.code == 1
    assert result.err == (
        f"crm: Unexpected error (KeyError: 'oops'). {SAVED}\n"
        "     Please report it. CRM_DEBUG=1 shows where it happened.\n"
    )
    assert notes(ada) == ["Lunch"]
    ada("undo", "b2")
    assert notes(ada) == []


def test_the_same_before_the_commit_says_that_nothing_was_changed(ada: Crm, monkeypatch):
    monkeypatch.setattr(Writing, "_commit", failing(KeyError("oops")))
    result = ada.run(*LUNCH)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"crm: Unexpected error (KeyError: 'oops'). {NOTHING}\n")


def test_what_an_earlier_command_saved_is_not_told(ada: Crm, monkeypatch):
    ada(*LUNCH)
    monkeypatch.setattr(listing, "find_lines", failing(KeyError("oops")))
    assert NOTHING in ada.run("list").err


def test_with_json_the_error_says_it(ada: Crm, monkeypatch):
    monkeypatch.setattr(terminal, "write", failing(terminal.lost(OSError(28, "No space left"))))
    result = ada.run(*LUNCH, "--json")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert json.loads(result.err)["error"] == {
        "code": 1, "message": f"The output could not be written: No space left. {SAVED}",
        "hint": None, "candidates": [],
    }  # fmt: skip


def test_what_changed_nothing_says_so(ada: Crm, monkeypatch):
    ada(*LUNCH, "--key", "once")
    monkeypatch.setattr(echo, "logged", failing(KeyError("oops")))
    assert NOTHING in ada.run(*LUNCH, "--key", "once").err


class Broken(io.StringIO):
    """A stdout whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


@for_each(
    ("argv", "saved"),
    [
        (("add", "Bob"), "b2 (add c2)"), (LUNCH, "b2 (log n1)"), (("done", "c1"), "b2 (done c1)"),
        (("edit", "ada", "-t", "vip"), "b2 (edit c1)"), (("undo",), "b2 (undo b1)"),
        (("rm", "c1", "--yes"), "b2 (rm c1)"), (("archive", "ada"), "b2 (archive c1)"),
        (("issue", "ada", "late"), "b2 (issue i1)"), (("import", "-"), "b2 (import stdin)"),
        (("add", "-"), "b2 (add 1 people)"),
    ], afresh=True)  # fmt: skip
def test_every_verb_says_what_is_saved_when_its_output_is_lost(ada, argv, saved, monkeypatch):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nEND:VCARD\n"
    stdin = io.BytesIO(b'{"name": "Eve"}\n' if argv[0] == "add" else card.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stdin))
    monkeypatch.setattr(sys, "stdout", Broken())
    heard = io.StringIO()
    monkeypatch.setattr(sys, "stderr", heard)
    assert main(argv) == 1
    assert heard.getvalue().startswith(
        f"crm: The output could not be written: No space left on device. {saved} is saved; crm undo"
        " b2 undoes it.\n"
    )


def run_full(argv: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m tinycrm {argv} > /dev/full"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_process_whose_output_is_lost_says_what_is_saved(ada: Crm):
    lost = "The output could not be written: No space left on device."
    code, err = run_full("log ada Lunch")
    assert (code, err.splitlines()[-1]) == (1, f"crm: {lost} {SAVED}")
    code, err = run_full("log ada Dinner --json")
    told = json.loads(err.splitlines()[-1])["error"]["message"]
    assert (code, told) == (1, f"{lost} b3 (log n2) is saved; crm undo b3 undoes it.")
    assert run_full("list") == (1, f"crm: {lost}\n")
    assert run_full("demo log ada Lunch")[1].splitlines()[-1] == f"crm: {lost}"


def test_a_reader_who_has_left_is_told_nothing(ada: Crm):
    # Longer than a pipe is deep, so that the write is what fails.
    words = "many words " * 20_000
    done = subprocess.run(
        ["sh", "-c", f"{{ '{sys.executable}' -m tinycrm log ada - --json; echo $? >&2; }} | true"],
        input=words, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "0"
    assert "saved" not in done.stderr


# ── Ctrl-C ───────────────────────────────────────────────────────────────────────────────


def test_ctrl_c_after_the_commit_says_what_is_saved(ada: Crm, monkeypatch):
    monkeypatch.setattr(echo, "logged", failing(KeyboardInterrupt()))
    result = ada.run(*LUNCH)
    assert (result.code, result.err) == (130, f"\ncrm: Interrupted. {SAVED}\n")
    result = ada.run("log", "ada", "Dinner", "--json")
    assert json.loads(result.err)["error"]["code"] == result.code == 130


def test_ctrl_c_before_the_commit_says_nothing(ada: Crm, monkeypatch):
    monkeypatch.setattr(Writing, "_commit", failing(KeyboardInterrupt()))
    result = ada.run(*LUNCH)
    assert (result.code, result.err) == (130, "\n")


class Slow:
    """A connection whose disk is slow: Ctrl-C comes while it commits, and SQLite ends it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def execute(self, statement: str, *given: Any) -> Any:
        done = self._db.execute(statement, *given)
        if statement == "COMMIT" and self._db.total_changes:
            signal.raise_signal(signal.SIGINT)
        return done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


@pytest.mark.opens_anew  # `Slow` counts the changes of its connection
def test_ctrl_c_while_the_disk_is_written_to_says_what_is_saved(ada: Crm, monkeypatch):
    connect = connection._connect
    monkeypatch.setattr(connection, "_connect", lambda *given: Slow(connect(*given)))
    assert ada.run(*LUNCH).err == f"\ncrm: Interrupted. {SAVED}\n"


@for_each("how", ["a line", "an editor"], afresh=True)
def test_words_that_are_saved_are_not_called_unsaved(how: str, ada: Crm, monkeypatch):
    log = activity_notes.log

    def log_and_fail(*given: Any) -> NoReturn:
        log(*given)
        raise KeyError("oops")

    monkeypatch.setattr(page, "_run", lambda command, path: path.write_text("My words"))
    monkeypatch.setattr(activity_notes, "log", log_and_fail)
    monkeypatch.setattr(terminal, "can_ask", lambda: True)
    monkeypatch.setattr(prompts, "ask", lambda question: "My words")
    result = ada.run("log", "ada", *(["-e"] if how == "an editor" else []))
    assert SAVED in result.err
    assert "Not saved" not in result.err
    assert "kept in" not in result.err
    assert not list(ada.home.rglob("note-*"))


# ── several steps ────────────────────────────────────────────────────────────────────────


def test_a_saved_filter_is_saved_when_the_list_cannot_be_read(ada: Crm, monkeypatch):
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    monkeypatch.setattr(listing, "find_lines", failing(locked))
    result = ada.run("list", "ada", "--save", "mine")
    assert result.code == 6
    assert result.err.splitlines()[1] == (
        "crm: The store is locked: another program has been writing to it for 10 seconds. b2 (save"
        " @mine) is saved; crm undo b2 undoes it."
    )


def test_forgetting_promises_nothing_where_the_file_cannot_be_made_smaller(ada, monkeypatch):
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    class Full(Slow):
        def execute(self, statement: str, *given: Any) -> Any:
            if statement == "VACUUM":
                raise full
            return self._db.execute(statement, *given)

    connect = connection._connect
    monkeypatch.setattr(connection, "_connect", lambda *given: Full(connect(*given)))
    result = ada("forget", "ada", "--yes")
    assert "The file could not be made smaller. The disk is full.\n" in result.err
    assert "Nothing was changed" not in result.err


def test_texts_that_went_before_a_full_disk_are_told_of(ada: Crm, monkeypatch):
    drafts.keep(drafts.Draft("alone", (("c1", "Ada"),), "words"))
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    monkeypatch.setattr(Writing, "_commit", failing(full))
    result = ada.run("forget", "ada", "--yes")
    assert result.code == 6
    assert result.err.splitlines()[0] == (
        "crm: The disk is full. Only the drafts about them were deleted."
    )
    result = ada.run("forget", "ada", "--yes")
    assert result.err.splitlines()[0] == "crm: The disk is full. Nothing was changed."
    assert [each["name"] for each in ada.json("list")] == ["Ada"]


def test_who_is_forgotten_is_forgotten_and_no_undo_is_named(ada: Crm, monkeypatch):
    monkeypatch.setattr(erasing, "compact", failing(KeyError("oops")))
    assert ada.run("forget", "ada", "--yes").err.splitlines()[0] == (
        "crm: Unexpected error (KeyError: 'oops'). b2 (forget c1) is saved."
    )
    ada("add", "Bob")
    ada("rm", "c2", "--yes")
    # Somebody deleted before: no row changes, and still they are gone for good.
    assert ada.run("forget", "c2", "--yes").err.splitlines()[0].endswith(" forget c2 is saved.")


def test_the_lines_of_a_stream_say_once_what_is_saved(ada: Crm):
    result = ada.run("add", "-", stdin='{"name": "Bob"}\n{"name": "Ada"}\n')
    assert (result.code, result.out) == (5, "c2\n")
    assert result.err.count("undo b2") == 1
    assert result.err.splitlines()[-1] == "     The others were added."


def test_a_demo_has_saved_nothing(ada: Crm, monkeypatch):
    monkeypatch.setattr(echo, "logged", failing(KeyError("oops")))
    result = ada.run("demo", *LUNCH)
    assert result.code == 1
    assert NOTHING in result.err
    assert "is saved" not in result.err
    assert notes(ada) == []


def test_of_many_writes_the_last_are_named(ada: Crm):
    from tinycrm import saved

    saved.start()
    for number in range(1, 6):
        saved.note(number, f"log n{number}", can_be_undone=True)
    assert saved.say() == (
        "Earlier changes, b3 (log n3), b4 (log n4), b5 (log n5) are saved;"
        " crm undo b5 undoes the last one."
    )
