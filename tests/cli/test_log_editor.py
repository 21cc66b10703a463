"""`crm log -e`: whatever happens to the editor, what was written is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm


@pytest.fixture
def jans(crm: Crm) -> Crm:
    """Two people called Jan; the second was touched yesterday."""
    crm("add", "Jan Kowalski", "-o", "Acme")
    crm("add", "Jan Nowak", "-e", "jan@n.example")
    crm("log", "c2", "hi", "--at", "yesterday")
    return crm


def _notes(crm: Crm) -> list[tuple[str, list[str]]]:
    return [(note["text"], [each["id"] for each in note["contacts"]]) for note in crm.json("log")]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the editor's files, and a program there that does what DO says."""
    (tmp_path / "edit").write_text('eval "$DO"\n')
    monkeypatch.setenv("EDITOR", f"sh '{tmp_path}/edit'")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "pages"))
    (tmp_path / "pages").mkdir()
    return tmp_path / "pages"


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
        ('printf half > "$1"; exit 3', 1, "The editor ended with 3. Nothing was changed.", b"half"),
        ('printf half > "$1"; kill -9 $$', 1,
         "The editor was ended by signal 9. Nothing was changed.", b"half"),
        ("exit 3", 1, "The editor ended with 3. Nothing was changed.", None),
        (":", 2, "The editor left the note empty. Nothing was changed.", None),
        ('printf " \\n" > "$1"', 2, "The editor left the note empty. Nothing was changed.", None),
        ('rm "$1"', 2, "The editor left the note empty. Nothing was changed.", None),
        ('printf "\\377rub" > "$1"', 2, "What the editor wrote of the note is not UTF-8.",
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
    where = f"What was written is kept in {files[0]}" if files else "Nothing was written."
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
