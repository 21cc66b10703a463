"""Text from people is shown letter for letter or made visible, and never obeyed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sit
from tests.conftest import Crm, Result
from tests.rows import for_each
from tests.store.conftest import batches, dump_store
from tinycrm.cli.grammar import plain_reader
from tinycrm.tagging import parse_tags
from tinycrm.text import fold, width

OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
"""What a terminal would obey, or could not print; newline and tab are ours."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")

HOSTILE = {
    "[/]": "[/]",
    "[red]Bob[/red]": "[red]Bob[/red]",
    "Ann [ex-Google]": "Ann [ex-Google]",
    "山本": "山本",
    "O'Brien; DROP TABLE contact": "O'Brien; DROP TABLE contact",
    "%s %d {} {0} $HOME `id`": "%s %d {} {0} $HOME `id`",
    "\\x1b[31m": "\\x1b[31m",
    "red\x1b[31m": "red\\x1b[31m",
    "title\x1b]0;owned\x07": "title\\x1b]0;owned\\x07",
    "back\x08\x08\x08": "back\\x08\\x08\\x08",
    "line\rover": "line\\x0dover",
    "two\nlines\tand": "two\\x0alines\\x09and",
    "c1\x9b31m": "c1\\x9b31m",
    "del\x7f": "del\\x7f",
    "\u202egnihton": "\\u202egnihton",
    "iso\u2067late\u2069": "iso\\u2067late\\u2069",
    "para\u2029graph": "para\\u2029graph",
    "👩‍👩‍👧 family": "👩‍👩‍👧 family",
    "e\u0301 combining": "e\u0301 combining",
}
"""Names, and how each is shown."""


def _is_harmless(result: Result) -> bool:
    return not OBEYED.search(result.out) and not OBEYED.search(result.err)


def _harmless(crm: Crm, *argv: str) -> Result:
    result = crm(*argv)
    assert _is_harmless(result), result
    return result


@for_each(("name", "shown"), HOSTILE.items(), afresh=True)
def test_a_name_is_shown_letter_for_letter_or_made_visible(crm: Crm, name: str, shown: str):
    assert crm("add", "--", name).err == f"crm: {shown} (c1) added\n"
    assert _harmless(crm, "show", "c1").out.splitlines()[0] == (
        shown + " " * (80 - width(shown) - 2) + "c1"
    )
    assert _harmless(crm, "log", "c1", "hi").err == (
        f"crm: talk with {shown} (c1), Mon 23 Nov 2026\n"
    )
    wrapped = "".join(_harmless(crm, "list").out.split())
    assert "".join(shown.split()) in wrapped or wrapped.startswith("".join(shown.split())[:10])


@for_each("name", HOSTILE, afresh=True)
def test_json_is_exact_and_still_has_nothing_to_obey(crm: Crm, name: str):
    result = _harmless(
        crm, "add", "--json", "-t", name, "-o", name, "--fact", f"k={name}", "--", name
    )
    told = result.json
    assert (told["name"], told["organization"], told["facts"]) == (name, name, {"k": name})
    assert set(told["tags"]) == set(parse_tags([name]))
    assert _harmless(crm, "show", "c1", "--json").json["name"] == name
    assert _harmless(crm, "list", "--json").json[0]["name"] == name


def test_every_field_that_is_shown_is_made_visible(crm: Crm):
    bad = "x\x1b[31m\u202ey"
    crm("add", bad, "-n", bad, "-o", bad, "--title", bad, "-t", bad, "--fact", f"{bad}={bad}",
        "--address", bad, "--url", bad, "--handle", bad,
        "-d", f"{bad}=11-24", "--note", bad)  # fmt: skip
    crm("remind", "c1", bad, "--on", "2026-11-20")
    crm("issue", "c1", bad)
    crm("issue", "c1", bad)
    crm("resolve", "i2", bad)
    crm("log", "c1", bad, "-f", f"2026-11-20: {bad}", "-t", bad)
    for command in (
        ["show", "c1"], ["show", "c1", "--all"], ["show", "n1"], ["show", "r1"], ["show", "i2"],
        ["show", "b1"], ["list"], ["log"], ["remind"], ["issue"], ["today"], ["today", "--plain"],
        ["today", "--brief"], ["history", "c1"], ["undo", "--list"], ["search", "x"],
        ["done", "r1", bad], ["snooze", "r2", "1w"], ["mention", "i1"], ["undo"],
    ):  # fmt: skip
        result = _harmless(crm, *command)
        assert "x\\x1b[31m\\u202ey" in result.out + result.err or command[0] in ("undo", "today")


@pytest.fixture
def ada_with_an_issue(crm: Crm) -> None:
    crm("add", "Ada")
    crm("issue", "ada", "x")


@for_each(
    "command",
    [
        ["{}"], ["--{}"], ["add", "{}", "--{}"], ["add", "x", "-e", "{}"], ["add", "x", "-p", "{}"],
        ["add", "x", "-b", "{}"], ["add", "x", "-d", "{}"], ["add", "x", "--every", "{}"],
        ["add", "x", "--fact", "{}"], ["add", "x", "--referred-by", "{}"], ["show", "{}"],
        ["log", "{}", "x"], ["log", "ada", "x", "-k", "{}"], ["log", "ada", "x", "-a", "{}"],
        ["log", "ada", "x", "-f", "{}"], ["log", "ada", "x", "--mood", "{}"],
        ["log", "ada", "x", "--mentions", "{}"], ["remind", "{}", "x", "--on", "fri"],
        ["remind", "ada", "x", "--on", "{}"], ["remind", "ada", "x", "--on", "{}", "--at", "{}"],
        ["done", "{}"], ["snooze", "{}"], ["snooze", "c1", "{}"], ["mention", "{}"],
        ["mention", "i1", "{}"], ["resolve", "{}"], ["issue", "{}", "x"], ["undo", "{}"],
        ["today", "--on", "{}"], ["today", "--days", "{}"],
    ],
)  # fmt: skip
def test_a_refusal_quotes_nothing_that_is_obeyed(
    crm: Crm, ada_with_an_issue: None, command: list[str]
):
    before = dump_store()
    bad = "x\x1b]0;owned\x07\u202e\udcff\x9b"
    argv = [each.format(bad) for each in command]
    said, told = crm.run(*argv), crm.run(*argv, "--json")
    assert said.code == told.code == json.loads(told.err)["error"]["code"]
    assert said.code in (2, 3)
    assert said.out == told.out == ""
    assert _is_harmless(said)
    assert _is_harmless(told)
    assert (dump_store(), len(batches())) == (before, 2)


def test_a_key_that_clashes_is_quoted_harmlessly(crm: Crm):
    crm("add", "Ada", "--key", "k\x1b[31m")
    result = crm.run("log", "ada", "x", "--key", "k\x1b[31m")
    assert (result.code, _is_harmless(result)) == (5, True)


# ── the big list of naughty strings ──────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def naughty(corpus: Path) -> list[str]:
    strings = json.loads((corpus / "blns" / "blns.json").read_text("utf-8"))
    assert len(strings) == 515
    return [str(each) for each in strings]


@pytest.fixture
def quick(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> Iterator[Crm]:
    """The program with its home in memory, where there is such a place: no disk to wait for."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as place:
        monkeypatch.setenv("CRM_HOME", place)
        yield crm


def test_every_naughty_string_is_read_from_a_line_as_it_was_typed(naughty: list[str]):
    for text in naughty:
        call = plain_reader.read(["add", f"--tag={text}", f"--note={text}", "--", text])
        assert call is not None
        assert call.values == {"tag": [text], "note": text, "name": [text]}


def test_every_naughty_string_is_kept_as_name_tag_and_note_or_refused(
    quick: Crm, naughty: list[str]
):
    """Some are added one by one; one stream adds the others in a tenth of the time."""
    kept: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    for n, text in enumerate(naughty):
        name, tag = f"{text}.".strip(), f"x {text}".strip()
        if n % 20 and text.strip():
            rows.append({"name": name, "tags": [*parse_tags([tag])], "note": text})
            continue
        result = quick.run("add", f"--tag={tag}", f"--note={text}", "--force", "--json", "--", name)
        assert _is_harmless(result), ascii(text)
        if text.strip():
            kept[result.json["id"]] = text
        else:
            assert result.code == 2
    added = quick("add", "-", "--force", stdin="".join(f"{json.dumps(row)}\n" for row in rows))
    assert _is_harmless(added)
    kept |= zip(added.out.split(), (row["note"] for row in rows), strict=True)
    assert len(kept) == 513
    assert {each["id"]: each["name"] for each in quick.json("list")} == {
        code: f"{text}.".strip() for code, text in kept.items()
    }
    assert _is_harmless(quick("list"))
    for code, text in list(kept.items())[::16]:
        person = quick.json("show", code)
        assert person["notes"][0]["text"] == text.strip()
        assert {fold(each) for each in person["tags"]} == set(map(fold, parse_tags([f"x {text}"])))
        assert _is_harmless(quick("show", code, "--all"))


def test_no_naughty_string_is_more_than_not_found_or_not_read(quick: Crm, naughty: list[str]):
    quick("add", "Ada")
    rows = [{"who": text, "text": "x", "at": text} for text in naughty]
    refused = quick.run("log", "-", stdin="".join(f"{json.dumps(row)}\n" for row in rows))
    assert len(refused.err.splitlines()) > len(naughty)
    assert refused.code in (2, 3)
    assert _is_harmless(refused)
    for text in naughty[::16]:
        for command in (
            ["show", "--", text], ["undo", "--", text], ["done", "--", text],
            ["remind", "ada", "x", "--on", text],
        ):  # fmt: skip
            result = quick.run(*command)
            assert result.code in (0, 2, 3, 4), (command, result)
            assert _is_harmless(result), command
    assert len(quick.json("list")) == 1


# ── on a terminal ────────────────────────────────────────────────────────────────────────


def test_on_a_terminal_names_are_as_harmless_and_colour_is_all_the_difference(
    crm: Crm, terminal: Sit
):
    for name in HOSTILE:
        crm("add", "--force", "--", name)
    screen = terminal("list")
    assert screen.end() == 0
    assert "\x1b[" in screen.screen
    plain = _COLOURS.sub("", screen.screen)
    assert not OBEYED.search(plain)
    assert plain == crm("list").out


def test_on_a_terminal_questions_are_as_harmless(crm: Crm, terminal: Sit):
    crm("add", "Jan \x1b[31mred", "-o", "\x1b[2J")
    crm("add", "Jan \u202enaj", "-e", "jan@x.example")
    screen = terminal("log", "jan", "hi")
    screen.answer("Which one?", "1")
    assert screen.end() == 0
    assert not OBEYED.search(screen.screen)
    assert "     1  Jan \\x1b[31mred (c1) · \\x1b[2J\n" in screen.screen
    near = terminal("log", "jann \x1b[31mred", "hi")
    near.answer("Did you mean Jan \\x1b[31mred (c1)? [y/N] ", "y")
    assert near.end() == 0
    assert not OBEYED.search(near.screen)
