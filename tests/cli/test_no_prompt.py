"""No prompt without a terminal, ever: every command ends at once where nobody can answer."""

from __future__ import annotations

import os
from threading import Timer

import pytest

from tests import stores
from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.cli.registry import COMMANDS
from tinycrm.store import behind

_ENV = {"EDITOR": "/bin/false", "SHELL": "/bin/bash"}
_PATIENCE = 30.0  # seconds until a program counts as waiting for an answer; never waited in full

# Of each command what would be asked about on a terminal, and the exit code instead. Nobody is
# “jan” alone (two are), “jan novak” is one letter off, “zed” is nothing like anybody.
ENDS: dict[str, list[tuple[str, int]]] = {
    "today": [("", 0)],
    "log": [
        ("jan hi", 4), ("jan,ada hi", 4), ("jan.novak hi", 3), ("zed hi", 3), ("c1", 2),
        ("c1 -e", 2), ("jan", 2), ("", 0),
    ],
    "remind": [("jan call --on 2w", 4), ("jan.novak call --on 2w", 3), ("c1 --on 2w", 2),
               ("c1 call", 2)],
    "done": [("", 2), ("r9", 3)],
    "snooze": [("r1", 2)],
    "show": [("jan", 4), ("jan.novak", 3)],
    "add": [("", 2), ("Jan Nowak", 5), ("Eve --referred-by jan", 4)],
    "list": [("", 0)],
    "notes": [("with:jan", 4), ("with:jan.novak", 3), ("--reread --apply with:jan", 4), ("", 0)],
    "search": [("lunhc", 0), ("zzzz", 0)],
    "edit": [("c1", 2), ("jan -t vip", 4), ("jan.novak -t vip", 3)],
    "archive": [("jan", 4), ("jan.novak", 3)],
    "rm": [("c1", 2), ("n1 r1", 2)],
    "forget": [("c1", 2), ("jan", 4), ("jan.novak", 3)],
    "dupes": [("", 0), ("--distinct jan c3", 4)],
    "merge": [("jan c3", 4), ("jan.novak c3", 3), ("c1 c2", 5)],
    "issue": [("jan broken", 4), ("jan.novak broken", 3), ("c1", 2), ("--common", 0)],
    "resolve": [("i9", 3)],
    "mention": [("", 2)],
    "win": [("jan good -k praise", 4), ("jan.novak good -k praise", 3), ("", 0)],
    "deal": [("jan frames", 4), ("jan.novak frames", 3), ("", 0)],
    "won": [("d9", 3)],
    "lost": [("d9", 3)],
    "ripple": [("jan", 4), ("jan.novak", 3), ("", 0)],
    "why": [("w9", 3)],
    "feedback": [("jan good", 4), ("jan.novak good", 3), ("", 0), ("--ask", 0), ("jan --ask", 4)],
    "perk": [("jan reprint", 4), ("jan.novak reprint", 3), ("", 0)],
    "care": [("", 0), ("jan", 4), ("jan --never", 4)],
    "write": [("jan birthday", 4), ("jan.novak", 3), ("c1 zzz", 3)],
    "stats": [("", 0), ("2026", 0), ("--impact", 0)],
    "import": [("nowhere.vcf", 3)],
    "export": [("", 0)],
    "backup": [("", 0)],
    "restore": [("", 0), ("latest", 3)],
    "undo": [("n1", 0), ("b1", 5)],
    "redo": [("", 3)],
    "history": [("jan", 4), ("jan.novak", 3)],
    "config": [("--edit", 2)],
    "doctor": [("", 0)],
    "completion": [("install", 2)],
    "demo": [("log zed hi", 3)],
    "help": [("", 0), ("log", 0), ("zzz", 2)],
    "version": [("", 0)],
    "tui": [("", 2)],
    "vcard-merge": [("", 2)],
    "schema": [("", 0)],
    "where": [("", 0)],
}  # fmt: skip

CASES = [
    ([name, *(word.replace(".", " ") if "." in word and "vcf" not in word else word
              for word in words.split())], code)
    for name, cases in ENDS.items() for words, code in cases
]  # fmt: skip


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> stores.Files:
    """Two Jans (c1, c2) and Ada (c3) with a note, a reminder and an issue, of yesterday."""
    home = tmp_path_factory.mktemp("yesterday")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_HOME", str(home))
        patch.setenv("CRM_TODAY", "2026-11-22")
        crm = Crm(patch, home)
        for name in ("Jan Nowak", "Jan Kowalski", "Ada"):
            crm("add", name)
        crm("log", "c1", "Lunch")
        crm("remind", "c1", "call", "--on", "2026-11-20")
        crm("issue", "c1", "Broken frame")
    return stores.files_of(home)


def _end(crm: Crm, argv: list[str], *, on_screen: bool) -> tuple[int, str]:
    """Run a command with a stdin that stays open and never says a word."""
    silent, kept_open = os.pipe()
    patience = Timer(_PATIENCE, os.write, (kept_open, b"\n" * 1000))
    patience.start()
    with os.fdopen(silent, encoding="utf-8") as stdin:
        result = crm.run(*argv, stdin=stdin, on_screen=on_screen)
        assert patience.is_alive(), "it waited for an answer"
    patience.cancel()
    os.close(kept_open)
    return result.code, result.out + result.err


@for_each(("argv", "code"), CASES)
def test_a_command_ends_where_nobody_can_answer(
    yesterday: stores.Files, crm: Crm, monkeypatch: pytest.MonkeyPatch, argv: list[str], code: int
):
    crm.env(**_ENV)
    monkeypatch.setattr(behind, "is_possible", lambda: False)  # no backup: a fork of the tests
    # At once: with a screen to be asked on but no keys, and with everything on pipes.
    for on_screen in (True, False):
        stores.clear(crm.home)
        stores.put(crm.home, yesterday)
        found, said = _end(crm, argv, on_screen=on_screen)
        assert found == code, said
        assert not any(each in said for each in ("[y/N]", "[Y/n]", "Which one", "Traceback"))
        if code:
            assert said.startswith("crm: ")
            assert said.count("\n") < 8


def test_the_table_knows_every_command():
    assert list(ENDS) == list(COMMANDS)
