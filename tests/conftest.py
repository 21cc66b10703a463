"""Every test runs sealed: its own home, a fixed clock, a fixed zone, no owner's settings."""

from __future__ import annotations

import _sqlite3
import ctypes
import gc
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, TextIO

import pytest
from hypothesis import settings

from tests import stores, warm_connections
from tinycrm.cli.main import main
from tinycrm.store import writing

# Started in the background, a process ignores Ctrl-C, and so would all its children.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No test is timed: a machine may be busy. In CI the examples are the same every time.
settings.register_profile("sealed", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("sealed")

TODAY = "2026-11-23"  # a Monday
GOLDEN = Path(__file__).parent / "golden"

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30  # bytes that must be free there: a container often has 64 MB


def _use_memory() -> None:
    """Keep the files of tests in memory where there is room: no write waits for a disk then."""
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        runs_programs = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC  # editors of ours are there
        if runs_programs:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


_use_memory()


def _count_no_bytes() -> None:
    """Let SQLite not count what it allocates, which takes a sixth of the opening of a store."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # Python has its own SQLite inside
            sqlite = ctypes.CDLL(_sqlite3.__file__)
            sqlite.sqlite3_shutdown()
            sqlite.sqlite3_config(9, 0)  # SQLITE_CONFIG_MEMSTATUS
            sqlite.sqlite3_initialize()


_count_no_bytes()

# Some machines forbid Python to keep what it has compiled. A test that starts a program of ours
# would compile all of it again, which takes three times as long as the program itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False  # nor does pytest rewrite every assertion again


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--golden`, which `make golden` uses."""
    parser.addoption("--golden", action="store_true", help="write the golden files again")


def pytest_collection_finish() -> None:
    """Take what is there for good out of the sight of the garbage collector: 200 MB of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_sessionfinish() -> None:
    """Look for what was left open, once: pytest looks five times, at 500 MB of garbage."""
    gc.collect()
    gc.freeze()


_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
_PROCESSES = ("os.fork", "os.forkpty", "os.posix_spawn", "subprocess.Popen", "socket.sendmsg")
_WATCHED = frozenset(_NETWORK + _PROCESSES)
processes: list[str] = []
"""How this process has started others."""


def watch(event: str, args: tuple[object, ...]) -> None:
    """Stop whatever would speak to another machine, or ask for one; note each new process."""
    if event in _WATCHED:
        assert event not in _NETWORK, f"the network: {event} {args}"
        processes.append(event)


sys.addaudithook(watch)


@dataclass(frozen=True)
class Result:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def id(self) -> str:
        """The code a making command printed."""
        return self.out.strip()


class _Input(io.TextIOWrapper):
    """Stdin with bytes behind it, and no terminal."""


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Crm:
    """`crm("add", "Ada")` runs a command through `main(argv)` and expects it to succeed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
        self._patch = monkeypatch
        self.home = home
        self._left: stores.Files | None = None

    def __call__(self, *argv: str, stdin: str | bytes = b"") -> Result:
        result = self.run(*argv, stdin=stdin)
        assert result.code == 0, result
        return result

    def run(self, *argv: str, stdin: str | bytes | TextIO = b"", on_screen: bool = False) -> Result:
        """Run a command, whatever becomes of it; `on_screen` as if a terminal showed its output."""
        if isinstance(stdin, str | bytes):
            data = stdin.encode() if isinstance(stdin, str) else stdin
            stdin = _Input(io.BytesIO(data), encoding="utf-8")
        out, err = (Screen(), Screen()) if on_screen else (io.StringIO(), io.StringIO())
        before = sys.stdin, sys.stdout, sys.stderr
        sys.stdin, sys.stdout, sys.stderr = stdin, out, err
        try:
            code = main(list(argv))
        finally:
            sys.stdin, sys.stdout, sys.stderr = before
        return Result(code, out.getvalue(), err.getvalue())

    def make_store(self) -> None:
        """Make an empty store, as a first command that writes does."""
        with writing("nothing"):
            pass

    def json(self, *argv: str) -> Any:
        """Run a command with --json and return what it printed."""
        return self(*argv, "--json").json

    def on(self, day: str) -> None:
        """Move the clock."""
        self._patch.setenv("CRM_TODAY", day)

    def env(self, **names: str) -> None:
        """Set variables."""
        for name, value in names.items():
            self._patch.setenv(name, value)

    def process(self, *argv: str, stdin: bytes = b"", **env: str) -> Result:
        """Run a command in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "tinycrm", *argv],
            input=stdin, capture_output=True, env=os.environ | env, check=False, timeout=60,
        )  # fmt: skip
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def raw(self, *argv: str, **env: str) -> bytes:
        """Run a command in a process of its own, and return the bytes it printed."""
        program = [sys.executable, "-m", "tinycrm", *argv]
        return subprocess.run(
            program, capture_output=True, env=os.environ | env, check=True, timeout=60
        ).stdout

    @contextmanager
    def afresh(self) -> Iterator[None]:
        """Give one row of a table home, variables and clock as the fixtures left them."""
        if self._left is None:
            self._left = stores.files_of(self.home)
        else:
            stores.clear(self.home)
            stores.put(self.home, self._left)
        set_, patch = dict(os.environ), self._patch
        try:
            with pytest.MonkeyPatch.context() as self._patch:
                yield
        finally:
            self._patch = patch
            os.environ.update(set_)
            for name in os.environ.keys() - set_.keys():
                del os.environ[name]
            time.tzset()

    def db(self) -> sqlite3.Connection:
        """The store as another program sees it. The caller closes it."""
        return sqlite3.connect(self.home / "crm.db")


_SEALED = {"CRM_TODAY": TODAY, "TZ": "UTC", "LANG": "C.UTF-8", "TERM": "xterm"}
_UNSET = (
    "CRM_DOOR", "CRM_PLAIN", "NO_COLOR", "COLUMNS", "LINES", "LC_ALL", "LC_TELEPHONE",
    "CRM_DEBUG", "EDITOR", "VISUAL",
)  # fmt: skip
_homes = count(1)


@pytest.fixture(autouse=True)
def _sealed(request: pytest.FixtureRequest, new_store: Path) -> None:
    """One variable moves everything the program reads or writes.

    It is one fixture, and as short as can be, because each of some thousand tests pays for it.
    Tests of how a store is made are marked `makes_stores`. Others copy a new store where this
    process would make one (tests/stores.py); other processes always make theirs. Tests of how a
    store is opened are marked `opens_anew`.
    """
    for name in _UNSET:
        os.environ.pop(name, None)
    os.environ.update(_SEALED, CRM_HOME=f"{new_store.parent}/home-{next(_homes)}")
    time.tzset()
    makes_stores = request.node.get_closest_marker("makes_stores")
    stores.let_be_copied(copied=makes_stores is None)
    opens_anew = request.node.get_closest_marker("opens_anew")
    warm_connections.keep(kept=opens_anew is None)


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as the program makes it."""
    path = tmp_path_factory.mktemp("new") / "crm.db"
    stores.make(path)
    return path


_places = count(1)
_place: list[Path] = []


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, new_store: Path) -> Iterator[Path]:
    """An empty folder, of the same name as that of the test before, so that stores have too.

    One that a failed test has left stays, and one that a process may still write into is not
    used again.
    """
    if not _place:
        _place.append(new_store.parent / f"tmp-{next(_places)}")
    [place] = _place
    place.mkdir()
    failed, started = request.session.testsfailed, len(processes)
    yield place
    if request.session.testsfailed == failed:
        stores.clear(place)
    if place.exists() or len(processes) > started:
        _place.clear()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of the program in this test; it is not there yet."""
    place = tmp_path / "crm-home"
    monkeypatch.setenv("CRM_HOME", str(place))
    return place


@pytest.fixture
def crm(monkeypatch: pytest.MonkeyPatch, home: Path) -> Crm:
    """The program, at an empty home."""
    return Crm(monkeypatch, home)


def made_once(fill: Callable[[Crm], object]) -> Callable[[Crm], Crm]:
    """Let a fixture fill its home for one test, and give every later test a copy of it.

    A command takes 15 ms and a copy one. The clock stands in the copy where `fill` left it.
    """
    made: stores.Files = {}
    day: list[str] = []

    @wraps(fill)
    def copied(crm: Crm) -> Crm:
        if day:
            crm.on(day[0])
            stores.put(crm.home, made)
        else:
            fill(crm)
            made.update(stores.files_of(crm.home))
            day.append(os.environ["CRM_TODAY"])
        return crm

    return copied


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("today-80", text)` compares a text with its golden file; `--golden` writes it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--golden"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8"), f"{path.name}: make golden writes it again"

    return compare


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real files from elsewhere, where they lie beside the checkout."""
    place = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    if not place.is_dir():
        pytest.skip("no corpus beside the checkout")
    return place
