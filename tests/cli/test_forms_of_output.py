"""The forms of output: which exclude each other, and JSON under any locale."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from itertools import combinations

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.cli.grammar.parameters import parameters_of
from tinycrm.cli.main import main
from tinycrm.cli.registry import COMMANDS

_FORMS = {"--json", "--csv", "--ids", "--plain", "--brief", "--check", "--path", "--edit"}


def _pairs() -> list[tuple[str, str, str]]:
    """Every two forms that one command has."""
    found = []
    for name in COMMANDS:
        row = parameters_of(name)
        flags = (
            {flag for option in row[1] if option.kind == "flag" for flag in option.flags}
            if row
            else set()
        )
        found += [(name, *pair) for pair in combinations(sorted(flags & _FORMS), 2)]
    return found


def test_two_forms_at_once_are_refused_by_every_command(crm: Crm):
    crm("add", "Ada")
    assert len(_pairs()) > 20
    for name, one, other in _pairs():
        words = {"search": ["ada"], "show": ["ada"], "history": ["ada"]}.get(name, [])
        listed = ["--list"] if name == "undo" else []
        result = crm.run(name, *words, *listed, one, other)
        assert (result.code, result.out) == (2, ""), (name, one, other)
        assert "cannot be combined" in result.err
    assert len(crm.json("list")) == 1


_WITHOUT_WHO = (
    "log --mood 1", "log --at friday", "log --fact a=b", "log --new", "log --key k", "log -f 2w",
    "remind --on friday", "remind --every 2w", "remind --fixed", "remind --key k",
    "issue --at 2026-11-01", "issue --key k", "issue --common --at 2026-11-01",
    "win --kind sale", "win --because n1", "win --brought bo", "win --key k", "win --at 2026-11-01",
    "deal --until 2w", "deal --key k", "perk --until 2w", "feedback --at 2026-11-01",
    "care --never", "care --until 2w",
)  # fmt: skip


def test_what_is_said_of_a_new_record_is_not_dropped_where_who_is_missing(crm: Crm):
    crm("add", "Ada")
    for words in _WITHOUT_WHO:
        result = crm.run(*words.split())
        assert (result.code, result.out) == (2, ""), words
        assert result.err.startswith("crm: WHO is missing.\n     Write it"), words


_MAIL = "From: ada@a.example\nSubject: Prints\n\nHello"


@for_each(
    "words",
    [
        "ada", "ada hello", "-k call", "--at friday", "-f 2w", "--mood 1", "-t vip", "--mentioned",
        "--mentions i1", "--fact a=b", "--key k", "-e", "-",
    ],
    afresh=True,
)  # fmt: skip
def test_a_mail_takes_nothing_else(crm: Crm, words: str):
    crm("add", "Ada", "-e", "ada@a.example")
    result = crm.run("log", "--mail", *words.split(), stdin=_MAIL)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("crm: --mail takes ")
    assert "Leave out " in result.err
    assert crm.json("log") == []
    assert len(crm("log", "--mail", stdin=_MAIL).out.split()) == 1


@for_each(
    "words",
    [
        "care ada --until 2w --never", "care ada --never --again", "care ada --never --quiet",
        "care ada --again --all", "care ada --until 2w --explain", "win ada x --ids --json",
        "feedback --ask --ids --json", "perk ada x --ids --json",
    ],
    afresh=True,
)  # fmt: skip
def test_what_contradicts_each_other_is_refused_in_one_way(crm: Crm, words: str):
    crm("add", "Ada")
    result = crm.run(*words.split())
    assert (result.code, result.out) == (2, "")
    assert "cannot be combined." in result.err
    assert "Choose one." in result.err


def test_a_question_takes_no_answer(crm: Crm):
    crm("add", "Ada")
    for more in ("9", "--at friday"):
        result = crm.run("feedback", "ada", "--ask", *more.split())
        assert result.code == 2
        assert "--ask takes no answer." in result.err


@for_each("other", ["--brief", "--check"], afresh=True)
def test_if_due_goes_only_with_json_and_plain(crm: Crm, other: str):
    assert crm.run("today", "--if-due", other).code == 2
    for each in ("--json", "--plain"):
        assert crm.run("today", "--if-due", each).code == 0


@for_each("charset", ["ascii", "latin-1", "utf-8"], afresh=True)
def test_json_is_json_under_any_charset(crm: Crm, charset: str):
    name = "Zoë 山 \U0001f600"
    crm("add", name, "--fact", "tea=é")
    known = "utf-8" if charset == "utf-8" else "ascii"
    shown = crm.raw("show", "c1", "--json", PYTHONIOENCODING=charset).decode(known)
    assert name in json.dumps(json.loads(shown), ensure_ascii=False)
    for words in (("list", "--json"), ("show", "c1", "--json"), ("export",), ("config", "--json"),
                  ("schema",)):  # fmt: skip
        written = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(written, charset, write_through=True)) as out:
            assert main(words) == 0
            out.flush()
        text = written.getvalue().decode(known)
        records = [json.loads(line) for line in text.splitlines()] if words == ("export",) else []
        assert records or json.loads(text)
        if words[0] in ("list", "show"):
            assert name in json.dumps(json.loads(text), ensure_ascii=False)
        if words[0] == "show":
            assert text == shown


def test_an_error_has_its_hint(crm: Crm):
    crm.make_store()
    error = json.loads(crm.run("show", "zed", "--json").err)["error"]
    assert error["hint"] == "To add them: crm add zed"
    assert json.loads(crm.run("undo", "--json").err)["error"]["hint"] is None


def test_csv_on_a_terminal_has_no_control_characters(crm: Crm):
    crm("add", "Ada", "--fact", "x=y", "-o", "Acme")
    with crm.db() as db:
        db.execute("UPDATE contact SET organization = ?", ("a\x1b[31mred\nb",))
    drawn = crm.run("list", "--csv", on_screen=True).out
    assert "\\x1b[31mred\\x0ab" in drawn
    assert "a\x1b[31mred\nb" in crm("list", "--csv").out
