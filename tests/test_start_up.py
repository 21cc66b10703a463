"""What a command loads. A bare Python starts in 12 ms, and each of these would cost more."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import Crm, made_once
from tinycrm.cli.registry import COMMANDS

# The libraries that no command of every day may load; their cost in milliseconds.
HEAVY = {
    "sqlmodel": 400, "sqlalchemy": 200, "pydantic": 90, "textual": 250, "dateparser": 150,
    "vobject": 60, "rapidfuzz": 30, "rich": 40,
}  # fmt: skip

# What costs less each, and as much together; in starts of a bare Python.
LIGHT = {
    "typing": 0.9, "re": 0.65, "pathlib": 0.7, "platformdirs": 1.0, "uuid": 0.1, "calendar": 0.2,
    "enum": 0.3, "json": 0.8, "dataclasses": 1.2, "inspect": 1.0, "shutil": 0.5, "tempfile": 0.7,
    "difflib": 0.7, "unicodedata": 0.05,
}  # fmt: skip

# What the entry point does, and at its very end a list of what it loaded.
SPY = """
import os, sys
from pathlib import Path

leave = os._exit

def tell_and_leave(code):
    Path(os.environ["LOADED"]).write_text("\\n".join(sys.modules))
    leave(code)

os._exit = tell_and_leave
from tinycrm.cli.main import run
run()
"""

Loaded = Callable[..., set[str]]


@pytest.fixture
@made_once
def two(crm: Crm) -> None:
    """Ada and Grace, with a note, a reminder and an issue."""
    crm("add", "Ada Lovelace", "-e", "ada@example.org", "-b", "23 Nov 1986", "--every", "4w")
    crm("add", "Grace Hopper", "-t", "vip", "--fact", "tea=green")
    crm("log", "ada", "call: Back from Lisbon", "--at", "2026-10-01")
    crm("remind", "grace", "send the quote", "--on", "2026-11-13", "--every", "1m")
    crm("issue", "grace", "Wrong print size delivered")


@pytest.fixture
def loaded(two: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """`loaded("today")` runs a command in a process of its own and says what it loaded."""
    report = tmp_path / "loaded"
    monkeypatch.setenv("LOADED", str(report))

    def run(*argv: str, terminal: bool = False) -> set[str]:
        command = [sys.executable, "-c", SPY, *argv]
        code, shown = _on_a_terminal(command) if terminal else _in_a_pipe(command)
        assert code == 0, shown
        return set(report.read_text().split("\n"))

    return run


def _in_a_pipe(command: list[str]) -> tuple[int, bytes]:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _on_a_terminal(command: list[str]) -> tuple[int, bytes]:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # Linux says so when the other side is closed
            while chunk := os.read(ours, 65536):
                shown += chunk
    os.close(ours)
    return process.returncode, shown


EVERY_DAY = [
    ("today",), ("today", "--json"), ("today", "--plain"), ("today", "--brief"),
    ("today", "--on", "2026-12-24"),
    ("add", "Zoë Müller", "-e", "zoe@example.org", "-p", "+44 20 7946 0018", "-b", "--02-29"),
    ("log", "ada", "Lunch with @grace #vip"), ("log", "ada", "Lunch", "--at", "2026-11-20"),
    ("log", "ada", "Lunch", "--at", "last friday"),
    ("log", "ada", "Lunch", "-f", "2026-12-01: call back"),
    ("remind", "ada", "send the quote", "--on", "2026-12-01"),
    ("done", "r1"), ("done", "c1", "she", "was", "happy"), ("snooze", "r1", "2026-12-01"),
    ("show", "ada"), ("show", "i1"), ("list",), ("list", "tag:vip"), ("undo",),
    ("issue", "ada", "Invoice charged twice"), ("resolve", "i1"), ("mention", "i1"),
    ("where",), ("--help",), ("log", "--help"),
]  # fmt: skip


@pytest.mark.parametrize("argv", EVERY_DAY, ids=" ".join)
def test_a_command_in_a_pipe_loads_nothing_heavy(loaded: Loaded, argv: tuple[str, ...]):
    assert not loaded(*argv) & HEAVY.keys()


@pytest.mark.parametrize("argv", [("today",), ("show", "ada"), ("list",)], ids=" ".join)
def test_a_terminal_is_drawn_on_with_rich_and_nothing_else(loaded: Loaded, argv: tuple[str, ...]):
    assert loaded(*argv, terminal=True) & HEAVY.keys() == {"rich"}


def _command_modules(modules: set[str]) -> set[str]:
    return {entry.where.partition(":")[0] for entry in COMMANDS.values()} & {
        name.removeprefix("tinycrm.cli.commands.") for name in modules
    }


def test_the_help_loads_no_command(loaded: Loaded):
    assert _command_modules(loaded("--help")) == set()


@pytest.mark.parametrize(
    ("argv", "module"),
    [
        (("today",), "today"),
        (("add", "Zoë"), "add"),
        (("log", "ada", "Lunch"), "log"),
        (("done", "r1"), "done"),
        (("show", "ada"), "show"),
    ],
)
def test_a_command_loads_no_other_command(loaded: Loaded, argv: tuple[str, ...], module: str):
    assert _command_modules(loaded(*argv)) == {module}


@pytest.mark.parametrize("command", ["today", "add", "log", "show", "done", "remind"])
def test_no_dataclass_is_made_on_the_way_of_a_command(loaded: Loaded, command: str):
    # A named tuple is made in 0.1 ms, a frozen dataclass in 0.7, and a command needs thirty.
    argv = next(argv for argv in EVERY_DAY if argv[0] == command)
    assert "dataclasses" not in loaded(*argv)


# What the commands of every day call, without the command line that Typer reads for them.
EVERY_DAY_CALLS = {
    "today": """
from tinycrm.cli.render import briefing_lines, briefing_sentences
from tinycrm.services.briefing import briefing
with reading(at_once=True) as db:
    found = briefing.read_briefing(db, clock.today(), days=7, since=None, most=7)
painting.show(briefing_lines.lines(found, terminal.width()))
painting.show(briefing_sentences.lines(found, terminal.width()))
terminal.write(briefing_sentences.brief(found))
""",
    "show": """
from tinycrm.cli.render import json_output, profile_lines, record_lines
from tinycrm.services.briefing import profile
from tinycrm.services.people import finding
with reading(at_once=True) as db:
    who = finding.resolve_who(db, "ada", {})
    found = profile.read_profile(db, who.id, clock.today())
lines = profile_lines.profile_lines(found, clock.today(), terminal.width(), every=False)
painting.show(lines)
""",
    "list": """
from tinycrm.cli.render import people_lines
from tinycrm.services.people import listing
with reading() as db:
    found = listing.find_lines(db, ["tag:vip"], clock.today(), limit=20)
    listing.find_ids(db, [], clock.today())
for text in people_lines.texts(found, clock.today(), terminal.width()):
    terminal.write(text)
""",
    "add": """
from tinycrm.days import parse_every
from tinycrm.rules import parse_fact, parse_point, parse_tag, split_named_email
from tinycrm.services.editing import adding
from tinycrm.services.people.new_contact import NewContact
points = (parse_point("email", "bo@example.org"), parse_point("phone", "+44 20 7946 0018"))
made = adding.add(NewContact(
    split_named_email("Bo Diddley")[0], points=points, every=parse_every("4w"),
    tags=(parse_tag("vip"),), facts=(parse_fact("tea=green"),),
))
results.print_made(made, as_json=False)
echo.made(made)
""",
    "log": """
from tinycrm.services.activity import notes
words = notes.read_words("call: Lunch at Roma, she likes the plan.\\nNext week more.")
logged = notes.log(notes.NewNote("ada", words, when=parsing.when("2026-11-20", "past")))
results.print_made(logged.made, as_json=False)
echo.logged(logged)
""",
    "remind": """
from tinycrm.services.activity import reminders
made = reminders.remind("ada", "Send it", parsing.when("2026-12-01", "future"))
results.print_made(made, as_json=False)
echo.made(made)
""",
    "done and snooze": """
from tinycrm.services.briefing import row_actions
later = parsing.when("2026-12-01", "future").day
results.print_rows(row_actions.snooze(["r1"], later), as_json=False)
results.print_rows(row_actions.done(["r1", "c1"], "she was happy"), as_json=False)
""",
    "issue, mention and resolve": """
from tinycrm.services.activity import issues
from tinycrm.services.briefing import row_actions
made = issues.open_issue("ada", "Invoice charged twice")
results.print_made(made, as_json=False)
echo.made(made)
results.print_rows(row_actions.done(["i1"], ""), as_json=False)
echo.made(issues.resolve(made.record.id, "paid back"))
""",
    "undo": """
from tinycrm.services.history import undoing
results.print_undone(undoing.undo(None, prefer_by_hand=False), "Undone", as_json=False)
""",
    "search": """
from tinycrm.cli.render import search_lines
from tinycrm.services.search import searching
with reading() as db:
    found = searching.search(db, "lisbon")
painting.show(search_lines.lines(found.hits, ("lisbon",), clock.today(), terminal.width()))
""",
    "Tab": """
from tinycrm.services.search import suggesting
from tinycrm.store import glancing
with glancing() as db:
    assert suggesting.people(db, "a")
""",
}

CALLED = """
import sys
from tinycrm import clock
from tinycrm.cli import parsing, results, terminal
from tinycrm.cli.render import echo, painting
from tinycrm.store import reading
{}
sys.stdout.flush()
import os
os.write(2, ("\\n" + " ".join(sys.modules)).encode())
os._exit(0)
"""


@pytest.mark.parametrize("variable", ["CRM_HOME", "HOME"])
@pytest.mark.parametrize("command", EVERY_DAY_CALLS)
def test_what_a_command_calls_is_light(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, variable: str
):
    if variable == "HOME":
        share = tmp_path / ".local" / "share"
        share.mkdir(parents=True)
        (share / "tinycrm").symlink_to(os.environ["CRM_HOME"])
        monkeypatch.setenv("HOME", str(tmp_path))
        for name in ("CRM_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            monkeypatch.delenv(name, raising=False)
    code = CALLED.format(EVERY_DAY_CALLS[command])
    # -S: what .pth files of a development install load is not ours.
    path = os.pathsep.join(each for each in sys.path if each)
    monkeypatch.setenv("PYTHONPATH", path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    modules = set(done.stderr.decode().rpartition("\n")[2].split())
    assert modules & (LIGHT.keys() | HEAVY.keys() | {"typer"}) == set()
