"""`crm log -e`: whatever happens to the editor, what was written is kept."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import INTERRUPT, Sit
from tests.conftest import Crm, made_once
from tinycrm import paths


@pytest.fixture
@made_once
def jans(crm: Crm) -> Crm:
    """Two people called Jan; the second was touched yesterday."""
    crm("add", "Jan Kowalski", "-o", "Acme")
    crm("add", "Jan Nowak", "-e", "jan@n.example")
    crm("log", "c2", "hi", "--at", "yesterday")
    return crm


def _notes(crm: Crm) -> list[tuple[str, list[str]]]:
    return [(note["text"], [each["id"] for each in note["contacts"]]) for note in crm.json("log")]


@pytest.fixture
def editor(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the editor's files; the editor is a program that does what DO says."""
    (tmp_path / "edit").write_text('eval "$DO"\n')
    monkeypatch.setenv("EDITOR", f"sh '{tmp_path}/edit'")
    paths.make_folder(home / "drafts")
    return home / "drafts"


def test_an_editor_takes_many_lines_and_leaves_no_file(jans: Crm, terminal: Sit, editor: Path):
    screen = terminal("log", "c1", "-e", DO='printf "call: one #two\\nthree\\n" > "$1"')
    assert screen.end() == 0
    assert screen.screen == "n2\ncrm: call with Jan Kowalski (c1), Mon 23 Nov 2026\n"
    assert _notes(jans)[0][0] == "one #two\nthree"
    assert list(editor.iterdir()) == []


def test_an_editor_begins_with_the_words_and_draws_beside_the_data(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal(
        "log", "c1", "some", "words", "-e", piped=("stdout",), DO='echo drawn; echo more >> "$1"'
    )
    assert screen.end() == 0
    assert screen.out == "n2\n"
    assert screen.screen.startswith("drawn\n")
    assert _notes(jans)[0][0] == "some wordsmore"


@pytest.mark.parametrize(
    ("does", "code", "sentence", "kept"),
    [
        ('printf half > "$1"; exit 3', 1,
         "The editor failed with exit code 3. Nothing was changed.", b"half"),
        ('printf half > "$1"; kill -9 $$', 1,
         "The editor was ended by signal 9. Nothing was changed.", b"half"),
        ("exit 3", 1, "The editor failed with exit code 3. Nothing was changed.", None),
        (":", 2, "The editor left the note empty. Nothing was changed.", None),
        ('printf " \\n" > "$1"', 2, "The editor left the note empty. Nothing was changed.", None),
        ('rm "$1"', 2, "The editor left the note empty. Nothing was changed.", None),
        ('printf "\\377rub" > "$1"', 2, "The note that the editor saved is not valid UTF-8.",
         b"\xffrub"),
        ('printf "a\\0b" > "$1"', 2, "The note “a\\x00b” is not valid text (UTF-8 without NUL).",
         b"a\0b"),
    ],
)  # fmt: skip
def test_whatever_an_editor_does_what_was_written_is_kept_and_its_path_told(
    jans: Crm, terminal: Sit, editor: Path, does: str, code: int, sentence: str, kept: bytes | None
):
    screen = terminal("log", "c1", "-e", DO=does)
    assert screen.end() == code
    said = "".join(screen.screen.replace("\n     ", " ").splitlines())
    files = list(editor.iterdir())
    where = f"Your text is kept in {files[0]}" if files else "Nothing was written."
    assert said == f"crm: {sentence} {where}"
    assert [each.read_bytes() for each in files] == ([] if kept is None else [kept])
    assert [each.stat().st_mode & 0o777 for each in files] == [0o600] * len(files)
    assert len(_notes(jans)) == 1


def test_what_was_written_is_kept_where_it_cannot_be_saved(jans: Crm, terminal: Sit, editor: Path):
    screen = terminal("log", "c1", "--mentions", "i9", "-e", DO='printf words > "$1"')
    assert screen.end() == 3
    [page] = editor.iterdir()
    assert page.read_text() == "words"
    assert str(page) in screen.screen


def test_what_was_not_saved_outlives_a_restart_and_is_told_of_with_the_next_page(
    jans: Crm, terminal: Sit, editor: Path
):
    terminal("log", "c1", "-e", DO='printf half > "$1"; exit 3').end()
    [page] = editor.iterdir()
    screen = terminal("log", "c1", "-e", DO='printf whole > "$1"', columns=200)
    assert screen.end() == 0
    assert screen.text.startswith(
        f"crm: Unsaved text from before: “half”, in {page}\n"
        f'     To go on with it: crm log c1 -e "$(cat {page})"\n'
        f"     To drop it: rm {page}\n"
        "n2\n"
    )
    page.with_name("form-c2-2.toml").write_text("another")
    screen = terminal("log", "c1", "-e", DO='printf " " > "$1"', columns=200)
    assert screen.end() == 2
    assert "“half”" not in screen.text  # it was said once
    assert "To go on with it: crm edit c2, and copy from that file\n" in screen.text
    screen = terminal("log", "c1", "-e", DO="exit 3")
    assert screen.end() == 1
    assert "Unsaved" not in screen.text
    assert page.read_text() == "half"


def test_a_text_that_was_left_goes_on_in_its_own_file(jans: Crm, terminal: Sit, editor: Path):
    terminal("log", "c1", "-e", DO='printf "half\\n" > "$1"; exit 3').end()
    [page] = editor.iterdir()
    terminal("log", "c1", "half", "-e", DO='printf more >> "$1"; exit 3').end()
    assert [each.name for each in editor.iterdir()] == [page.name]
    assert page.read_text() == "halfmore"
    terminal("log", "c1", "halfmore", "-e", DO='printf " words" >> "$1"').end()
    assert list(editor.iterdir()) == []
    assert _notes(jans)[0][0] == "halfmore words"


def test_a_note_that_was_saved_leaves_nothing_of_what_an_editor_puts_beside_it(
    jans: Crm, terminal: Sit, editor: Path
):
    beside = 'cp "$1" "$1~"; touch "${1%/*}/.${1##*/}.swp"'
    assert terminal("log", "c1", "-e", DO=f'printf words > "$1"; {beside}').end() == 0
    assert list(editor.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_asked_to_end_the_editor_may_save_first_and_the_path_is_told(
    jans: Crm, terminal: Sit, editor: Path, number: signal.Signals
):
    save = 'trap \'printf "in the buffer" > "$1"; exit 1\' HUP TERM'
    screen = terminal("log", "c1", "-e", DO=f"{save}; echo ready; while :; do sleep 0.05; done")
    screen.wait_for("ready")
    screen.signal(number)
    assert screen.end() == -number
    [page] = editor.iterdir()
    assert page.read_text() == "in the buffer"
    assert f"Your text is kept in {page}" in screen.text
    assert len(_notes(jans)) == 1


def test_a_terminal_that_is_closed_leaves_the_text_on_the_disk(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal(
        "log", "c1", "-e", DO='printf half > "$1"; echo ready; while :; do sleep 0.05; done'
    )
    screen.wait_for("ready")
    assert screen.hang_up() == -signal.SIGHUP
    [page] = editor.iterdir()
    assert page.read_text() == "half"
    assert len(_notes(jans)) == 1


def test_the_interrupt_key_is_the_editors_while_a_note_is_written(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal(
        "log", "c1", "-e", DO='trap "echo caught" INT; echo ready; read go; printf words > "$1"'
    )
    screen.wait_for("ready")
    screen.type(INTERRUPT)
    screen.wait_for("caught")
    screen.type("\r")
    assert screen.end() == 0
    assert _notes(jans)[0][0] == "words"


def test_an_editor_that_takes_an_hour_keeps_the_note_of_somebody_who_went_meanwhile(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal("log", "c1", "-e", DO='echo ready; read go; printf words > "$1"')
    screen.wait_for("ready")
    jans("rm", "c1", "--yes")
    screen.type("\r")
    assert screen.end() == 3
    [page] = editor.iterdir()
    assert page.read_text() == "words"
    assert str(page) in screen.text.replace("\n     ", "")


def test_a_store_that_somebody_writes_to_is_waited_for(jans: Crm, terminal: Sit, editor: Path):
    screen = terminal("log", "c1", "-e", DO='echo ready; read go; printf words > "$1"; echo over')
    screen.wait_for("ready")
    with closing(jans.db()) as other:
        other.execute("BEGIN EXCLUSIVE")
        screen.type("\r")
        screen.wait_for("over")
        other.execute("ROLLBACK")
    assert screen.end() == 0
    assert _notes(jans)[0][0] == "words"


def test_a_store_that_cannot_be_written_any_more_costs_no_word(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal("log", "c1", "-e", DO='echo ready; read go; printf words > "$1"')
    screen.wait_for("ready")
    (jans.home / "crm.db").write_bytes(b"")
    screen.type("\r")
    assert screen.end() == 6
    [page] = editor.iterdir()
    assert page.read_text() == "words"


def test_where_no_draft_can_be_kept_the_folder_of_the_system_takes_it(
    jans: Crm, terminal: Sit, editor: Path, tmp_path: Path
):
    editor.rmdir()
    editor.write_text("a file")
    screen = terminal("log", "c1", "-e", DO='printf words > "$1"; exit 3', TMPDIR=str(tmp_path))
    assert screen.end() == 1
    [page] = tmp_path.glob("crm-note-*")
    assert page.read_text() == "words"
    assert page.stat().st_mode & 0o777 == 0o600


def test_an_editor_that_is_not_there_is_said(jans: Crm, terminal: Sit, editor: Path):
    screen = terminal("log", "c1", "-e", EDITOR="no-such-editor")
    assert screen.end() == 1
    assert screen.screen.startswith(
        "crm: The editor no-such-editor cannot be started: No such file or directory.\n"
    )


def test_nobody_is_written_about_before_it_is_known_who_they_are(
    jans: Crm, terminal: Sit, editor: Path
):
    screen = terminal("log", "zzzzz", "-e", DO='printf words > "$1"')
    assert screen.end() == 3
    assert list(editor.iterdir()) == []


def test_a_promise_in_a_typed_line_is_a_question(jans: Crm, terminal: Sit):
    screen = terminal("log", "c1")
    screen.answer("> ", "I will send the quote by Friday")
    screen.answer("Remind you Fri 27 Nov 2026: “send the quote”? [y/N]", "y")
    assert screen.end() == 0
    assert [each["text"] for each in jans.json("remind")] == ["send the quote"]
    jans("undo")
    assert jans.json("remind") == []
