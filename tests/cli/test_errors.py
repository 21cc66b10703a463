"""Bad input everywhere: an exit code of the contract, one sentence, nothing half-saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Crm, Result, made_once
from tests.rows import for_each
from tests.store.conftest import look

CODES = {0, 2, 3, 4, 5, 10}

_OPTIONS = {
    "add": "-e --email -p --phone -b --birthday -d --date -o --org --title -n --nickname -t --tag"
    " --every --referred-by --address --url --handle --fact --note --do-not-contact! --if-new!"
    " --update! --force! --key",
    "log": "-k --kind -a --at --on --until -f --follow-up -t --tag --mentions --mentioned! --fact"
    " --mood -e! --editor! --new! --key",
    "remind": "--on --at -a --until --every --fixed! --key",
    "done": "",
    "snooze": "-a --at --on --until",
    "show": "--all!",
    "issue": "-a --at --on --until --key",
    "resolve": "",
    "mention": "",
    "undo": "--list!",
    "today": "--on --at --days --since --all! --plain! --brief! --check! --if-due!",
    "where": "",
    "list": "",
    "nonsense": "",
}
"""Each command's options; those with ! take no value."""

_WORDS = st.sampled_from(
    [
        "ada", "jan", "c1", "c9", "me", "zed", "ada,jan nowak", "ada,", "", " ", "-", "--", "r1",
        "r9", "i1", "i2", "n1", "n9", "b1", "b99", "w1", "p1", "C1", "hello", "call: hi @jan #x",
        "2026-12-01", "2026-11-01", "friday", "2w", "3/4", "31 february", "25", "fri: call her",
        "2026-12-01 15:00", "4w", "0w", "1y", "a=b", "=", "a=", "x@y.example", "<x@y.example>",
        "Bob <bob@y.example>", "mob:123456", "12345", "--12-10", "10 Dec", "1815-02-29", "-2", "7",
        "9999999999999999999999", "c99999999999999999999", "[/]", "\x1b[31m", "\u202e", "\0",
        "\udcff", "a\0b", "\n", "%s", "'; DROP TABLE contact; --", '"', "*", "OR", "NEAR(", "ł",
        "now", "today", "-1", "--json", "--help", "1.2.", "0", "²", "١٢٣٤٥",
    ]
) | st.text(max_size=6)  # fmt: skip


@st.composite
def _argv(draw: st.DrawFn) -> list[str]:
    command = draw(st.sampled_from(sorted(_OPTIONS)))
    options = [*_OPTIONS[command].split(), "--json!"]
    argv = [command]
    for _ in range(draw(st.integers(0, 4))):
        option = draw(st.sampled_from([*options, *[""] * len(options)]))
        if option:
            argv.append(option.rstrip("!"))
        if not option.endswith("!"):
            argv.append(draw(_WORDS))
    return argv


def _check(result: Result, argv: list[str]) -> None:
    """Check what must be true of every command whatsoever."""
    assert result.code in CODES, (argv, result)
    said = result.out + result.err
    assert "Traceback" not in said, (argv, said)
    assert "Unexpected error" not in said, (argv, said)
    if result.code in (0, 10):
        return
    assert result.out == "", (argv, result)
    if result.err.startswith("{"):
        told = json.loads(result.err)["error"]
        assert (told["code"], sorted(told)) == (
            result.code, ["candidates", "code", "hint", "message"],
        )  # fmt: skip
        return
    first, *more = result.err.splitlines()
    assert first.startswith("crm: "), (argv, result)
    assert first.endswith((".", "?", ".”")), (argv, first)
    begins = ("     ", "crm: ") if "-" in argv else "     "  # a stream has a message for each line
    assert all(line.startswith(begins) for line in more), (argv, result)


@pytest.fixture
@made_once
def filled(crm: Crm) -> None:
    """Three people, a reminder, two issues, a note."""
    crm("add", "Ada Lovelace", "-e", "ada@x.example", "-p", "12345", "-b", "11-24", "--every", "1w")
    crm("add", "Jan Nowak")
    crm("add", "Jan Kowalski", "--key", "2w", "--referred-by", "ada")
    crm("remind", "ada", "x", "--on", "2026-11-20", "--every", "1m", "--key", "4w")
    crm("issue", "ada", "x")
    crm("issue", "jan nowak", "y")
    crm("resolve", "i2", "done")
    crm("log", "ada", "hi", "--key", "ada")


@pytest.fixture
def kept(filled: Crm, tmp_path: Path) -> Path:
    """The same store to copy."""
    return Path(shutil.copy(filled.home / "crm.db", tmp_path / "filled.db"))


def _changes() -> int:
    return int(look().execute("SELECT max(id) FROM change").fetchone()[0])


@settings(
    max_examples=80, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(argv=_argv(), stdin=st.sampled_from([b"", b"words #x", b"\xff", b"a\0b"]))
def test_no_words_whatever_give_a_traceback_or_save_half(
    crm: Crm, kept: Path, argv: list[str], stdin: bytes
):
    shutil.copy(kept, crm.home / "crm.db")
    before = _changes()
    result = crm.run(*argv, stdin=stdin)
    _check(result, argv)
    if result.code != 0:
        assert _changes() == before, (argv, result)


_ABOUT_ADA = "ada@x.example · last in touch Mon 23 Nov"


# ── one of each ──────────────────────────────────────────────────────────────────────────


@for_each(
    ("argv", "code", "said"),
    [
        (["lgo"], 2, "crm: There is no command “lgo”.\n     Did you mean log?\n"),
        (["xyzzy"], 2, "crm: There is no command “xyzzy”.\n     crm --help lists all commands.\n"),
        (["log", "ada", "-x"], 2,
         "crm: No such option: -x.\n"
         "     crm log --help shows how it is used. Put words that begin with - after --.\n"),
        (["log", "ada", "hi", "-k"], 2, "crm: Option '-k' requires an argument.\n"
         "     crm log --help shows how it is used.\n"),
        (["show", "zed"], 3, "crm: No contact is called “zed”.\n     To add them: crm add zed\n"),
        (["show", "jan"], 4, "crm: “jan” could be 2 people.\n     c2     Jan Nowak\n"
         "     c3     Jan Kowalski\n"),
        (["add", "Ada Lovelace"], 5,
         f"crm: Ada Lovelace already exists: Ada Lovelace, c1 ({_ABOUT_ADA}).\n"
         "     --update fills in what is missing, --if-new changes nothing,"
         " --force adds a second one.\n"),
    ], afresh=True)  # fmt: skip
@pytest.mark.usefixtures("filled")
def test_a_failure_is_one_sentence_and_a_hint_where_one_helps(
    crm: Crm, argv: list[str], code: int, said: str
):
    result = crm.run(*argv)
    assert (result.code, result.out, result.err) == (code, "", said)


@for_each(
    ("argv", "error"),
    [
        (["add", ""], {"code": 2, "message": "The name is empty.", "candidates": []}),
        (["show", "lovelave"], {
            "code": 3, "message": "No contact is called “lovelave”.",
            "candidates": [{"id": "c1", "name": "Ada Lovelace", "about": _ABOUT_ADA}],
        }),
        (["log", "jan", "hi"], {
            "code": 4, "message": "“jan” could be 2 people.",
            "candidates": [
                {"id": "c2", "name": "Jan Nowak", "about": ""},
                {"id": "c3", "name": "Jan Kowalski", "about": ""},
            ],
        }),
        (["add", "Someone", "-e", "ada@x.example"], {
            "code": 5, "message": f"Someone already exists: Ada Lovelace, c1 ({_ABOUT_ADA}).",
            "candidates": [{"id": "c1", "name": "Ada Lovelace", "about": _ABOUT_ADA}],
        }),
        (["done", "r9"], {"code": 3, "message": "There is no reminder r9.", "candidates": []}),
    ], afresh=True)  # fmt: skip
@pytest.mark.usefixtures("filled")
def test_a_failure_with_json_is_one_object_on_stderr(
    crm: Crm, argv: list[str], error: dict[str, object]
):
    for asked in ([*argv, "--json"], [argv[0], "--json", *argv[1:]]):
        result = crm.run(*asked)
        assert (result.code, result.out) == (error["code"], "")
        assert result.err.count("\n") == 1
        found = json.loads(result.err)
        hint = found["error"].pop("hint")
        assert hint is None or hint in crm.run(*argv).err
        assert found == {"error": error}


@pytest.mark.usefixtures("filled")
def test_json_after_two_dashes_is_a_word_of_the_note(crm: Crm):
    crm("log", "ada", "--", "--json", "-k")
    assert crm.json("log")[0]["text"] == "--json -k"
    assert crm.run("log", "zed", "--", "--json").err.startswith("crm: No contact")


@for_each("command", sorted(set(_OPTIONS) - {"nonsense"}))
def test_every_command_explains_itself(crm: Crm, command: str):
    for asked in ("-h", "--help"):
        result = crm(command, asked)
        assert result.out.startswith(f"Usage: crm {command} ")
        assert result.err == ""
    for option in _OPTIONS[command].split():
        assert option.rstrip("!") in result.out or option == "--at"


def test_the_short_help_fits_one_screen(crm: Crm):
    for asked in (["--help"], ["-h"]):
        lines = crm(*asked).out.splitlines()
        assert len(lines) <= 40
        assert max(map(len, lines)) <= 80


@for_each(
    "argv",
    [
        ["add", "Eve"], ["log", "ada", "hi"], ["remind", "me", "x", "--on", "2w"], ["done", "r1"],
        ["snooze", "r1", "1w"], ["issue", "ada", "x"], ["resolve", "i1"], ["mention", "i1"],
        ["undo"], ["show", "ada"], ["list"], ["log"], ["remind"], ["issue"], ["today"],
    ], afresh=True)  # fmt: skip
def test_a_store_that_is_none_is_exit_6_and_not_touched(crm: Crm, argv: list[str]):
    crm.home.mkdir()
    (crm.home / "crm.db").write_bytes(b"some letters, not a database" * 100)
    result = crm.run(*argv)
    assert (result.code, result.out) == (6, "")
    assert result.err.startswith("crm: The store ")
    assert (crm.home / "crm.db").read_bytes() == b"some letters, not a database" * 100
