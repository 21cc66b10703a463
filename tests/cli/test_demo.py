"""`crm demo`: a full morning on any day, and nothing kept of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests import stores
from tinycrm.cli.commands import demo
from tinycrm.services.sample import sample_store

NOTICE = "crm: Sample people in a temporary store: nothing is kept."


_filled: dict[date, stores.Files] = {}


@pytest.fixture(autouse=True)
def filled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store of a day be filled once: it takes ten times as long as most commands on it."""
    fill = sample_store.fill

    def fill_or_copy(today: date) -> None:
        home = Path(os.environ["CRM_HOME"])
        if today in _filled:
            stores.put(home, _filled[today])
        else:
            fill(today)
            _filled[today] = stores.files_of(home)

    monkeypatch.setattr(sample_store, "fill", fill_or_copy)


@pytest.fixture
def scrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, here and in processes of their own."""
    place = tmp_path / "scrap"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    return place


def files(place: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with its bytes and when it was written."""
    return {
        str(path.relative_to(place)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in place.rglob("*")
        if path.is_file()
    }


# ── a full morning ───────────────────────────────────────────────────────────────────────

ANY_DAY = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@given(ANY_DAY)
@example(date(2024, 2, 28))
@example(date(2024, 2, 29))
@example(date(2024, 3, 2))  # a birthday on 29 February two days ago
@example(date(2025, 2, 28))
@example(date(2025, 3, 1))
@example(date(2026, 1, 1))
@example(date(2027, 12, 31))
@example(date(2028, 2, 26))  # and one in three days
@example(date(2031, 5, 31))  # no day is three months before
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_morning_is_full_on_any_day(crm, day: date):
    crm.on(day.isoformat())
    morning = crm.json("demo")
    assert morning["date"] == day.isoformat()
    assert morning["due"]
    greets_belated_today_and_soon(morning["birthdays"])
    owes_late_and_today(morning["follow_ups"])
    mentions_open_and_resolved(morning["issues"])
    looks_ahead(morning["upcoming"])


def greets_belated_today_and_soon(birthdays: list[Any]) -> None:
    assert [(b["contact"]["name"], b["days"]) for b in birthdays] == [
        ("Jan Nowak", -2), ("Ada Lovelace", 0), ("Grace Hopper", 3),
    ]  # fmt: skip
    jan, ada, grace = birthdays
    assert 50 <= jan["turns"] <= 53
    assert 40 <= ada["turns"] <= 43
    assert grace["turns"] is None
    assert jan["last_gesture"]["kind"] == "gift"
    assert ada["last_gesture"]["kind"] == "call"
    assert all(b["facts"] for b in birthdays)


def owes_late_and_today(follow_ups: list[Any]) -> None:
    named = {f["contact"]["name"] if f["contact"] else "me": f for f in follow_ups}
    days = {name: f["days"] for name, f in named.items()}
    assert -4 <= days.pop("Luis Ortega") <= 0, "three months end with a shorter month at most"
    assert days == {"Ada Lovelace": -10, "Hanna Weiß": -3, "Marek Zieliński": -7, "me": 0}
    assert {f["reason"] for f in follow_ups} == {"reminder", "cadence"}
    for name in ("Luis Ortega", "Marek Zieliński"):
        assert named[name]["last_note"]["text"]


def mentions_open_and_resolved(issues: list[Any]) -> None:
    assert [(i["contact"]["name"], i["state"], i["repeated"]) for i in issues] == [
        ("Zofia Maj", "open", True), ("Ada Lovelace", "resolved", False),
    ]  # fmt: skip
    assert "second time" in issues[0]["say"]
    assert "a while ago" not in issues[1]["say"]


def looks_ahead(upcoming: list[Any]) -> None:
    assert [(u["contact"]["name"], u["reason"], u["days"]) for u in upcoming] == [
        ("Ewa Lis", "reminder", 1), ("Oskar Lind", "cadence", 4),
    ]  # fmt: skip


def test_who_was_born_on_29_february_is_as_old_as_that_allows(crm):
    crm.on("2024-03-02")
    assert crm.json("demo", "show", "jan nowak")["birthday"] == "1972-02-29"


def test_the_morning_fits_narrow_and_wide_screens(crm):
    for columns in (40, 80, 100):
        crm.env(COLUMNS=str(columns))
        lines = crm("demo").out.splitlines()
        assert {"Birthdays", "Coming up"} <= set(lines)
        assert max(map(len, lines)) <= columns


def test_the_one_who_brought_somebody_is_known(crm):
    assert crm.json("demo", "show", "ewa")["referred_by"] == crm.json("demo", "show", "piotr")["id"]


def test_small_things_have_rippled(crm):
    whole = crm.json("demo", "ripple", "mary")
    assert [each["amount"] for each in whole["total"]] == ["1720.00", "860.00"]
    assert "n18" in [each["id"] for each in crm.json("demo", "why", "w7")]
    tree = crm("demo", "ripple", "mary").out.splitlines()
    places = [line.index("480.00 EUR") for line in tree if "480.00 EUR" in line]
    assert len(places) == 4
    assert len(set(places)) == 1, "amounts are in one column, however long the codes are"
    jan = crm.json("demo", "show", "jan")
    assert jan["value"]["own"] == [{"amount": "480.00", "currency": "EUR"}]
    assert jan["feedback"][0]["score"] == 10
    assert [each["until"] for each in crm.json("demo", "perk")] == ["2027-01-07"]
    [deal] = crm.json("demo", "deal")
    assert (deal["contact"]["name"], deal["money"]["amount"]) == ("Ewa Lis", "640.00")


def test_who_wants_to_be_left_alone_is_left_alone(crm):
    assert crm.json("demo", "show", "siobhan")["do_not_contact"]
    assert "Siobhán" not in crm("demo", "today", "--all").out


# ── any command ──────────────────────────────────────────────────────────────────────────


def test_any_command_runs_with_its_own_options(crm):
    assert len(crm.json("demo", "list")) == 16
    assert crm.json("demo", "log", "ada", "call: thanks")["kind"] == "call"
    assert crm("demo", "remind", "-h").out.startswith("Usage: crm remind")
    assert crm("demo", "log", "ada", "--json", "--", "-x").json["text"] == "-x"


def test_options_alone_are_those_of_the_morning(crm):
    assert crm("demo", "--brief").out == crm("demo", "today", "--brief").out != ""


def test_its_own_help_makes_no_store(crm, monkeypatch):
    monkeypatch.setattr(sample_store, "fill", None)
    assert "COMMAND…" in crm("demo", "--help").out


def test_the_exit_code_is_that_of_the_command(crm):
    assert crm.run("demo", "today", "--check").code == 10
    assert crm.run("demo", "show", "nobody at all").code == 3
    assert crm.run("demo", "log").code == 0
    assert crm.run("demo", "snoooze").code == 2


def test_it_says_once_on_stderr_that_nothing_is_kept(crm):
    assert crm("demo").err == f"{NOTICE} Try: crm demo show ada\n"
    assert crm("demo", "list").err == f"{NOTICE}\n"


def test_input_goes_to_the_command(crm):
    logged = crm("demo", "log", "ada", "-", "--json", stdin="From a pipe")
    assert logged.json["text"] == "From a pipe"


# ── nothing is kept ──────────────────────────────────────────────────────────────────────

COMMANDS = (
    (), ("list",), ("log", "ada", "Lunch"), ("show", "nobody"), ("nonsense",), ("undo",),
    ("today", "--on", "yesteryear"), ("demo", "add", "Somebody New"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_is_left_behind(crm, scrap, command):
    crm.run("demo", *command)
    assert list(scrap.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_owners_files_stay_as_they_are(crm, home, command):
    crm("add", "Ada Byron", "-b", "23 Nov")
    (home / "config.toml").write_text('[say]\nopen = "mine"\n')
    before = files(home)
    crm.run("demo", *command)
    assert files(home) == before
    assert os.environ["CRM_HOME"] == str(home)


def test_the_owners_people_and_settings_are_not_in_it(crm, home):
    crm("add", "Ada Byron")
    (home / "config.toml").write_text('[say]\nopen = "mine"\n')
    said = crm("demo").out + crm("demo", "list").out
    assert "Byron" not in said
    assert "mine" not in said


def test_two_demos_know_nothing_of_each_other(crm):
    crm("demo", "add", "Somebody New")
    assert crm.run("demo", "show", "somebody new").code == 3


def test_without_a_home_of_its_own_it_touches_no_real_one(crm, tmp_path, monkeypatch):
    real = tmp_path / "real"
    real.mkdir()
    monkeypatch.delenv("CRM_HOME")
    monkeypatch.setenv("HOME", str(real))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    crm("demo")
    crm("demo", "log", "ada", "Lunch")
    assert "CRM_HOME" not in os.environ
    assert crm.process("demo", "add", "Somebody New").code == 0
    assert list(real.iterdir()) == []


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("where", ["main", "fill"])
def test_nothing_is_left_behind_by_trouble(crm, home, scrap, monkeypatch, trouble, where):
    def break_off(*_: object) -> int:
        assert len(list(scrap.iterdir())) == 1
        raise trouble

    monkeypatch.setattr(*(demo, "main") if where == "main" else (sample_store, "fill"), break_off)
    assert crm.run("demo").code == (130 if trouble is KeyboardInterrupt else 1)
    assert list(scrap.iterdir()) == []
    assert os.environ["CRM_HOME"] == str(home)


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_leaves_nothing_behind(crm, scrap, kind):
    running = subprocess.Popen(
        [sys.executable, "-m", "tinycrm", "demo", "log", "ada", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with running:
        assert running.stderr is not None
        assert running.stderr.readline().decode().startswith("crm: Sample people")
        assert len(list(scrap.iterdir())) == 1
        running.send_signal(kind)
        assert running.wait(timeout=30) == 130
    assert list(scrap.iterdir()) == []


def test_a_reader_that_goes_away_is_no_failure_and_leaves_nothing_behind(crm, scrap):
    crm.env(PYTHONUNBUFFERED="1")  # so that writing meets the closed pipe
    running = subprocess.Popen(
        [sys.executable, "-m", "tinycrm", "demo", "list"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait(timeout=30) == 0
    assert list(scrap.iterdir()) == []


def test_signals_mean_afterwards_what_they_meant_before(crm):
    before = [signal.getsignal(kind) for kind in (signal.SIGTERM, signal.SIGHUP)]
    crm("demo")
    assert [signal.getsignal(kind) for kind in (signal.SIGTERM, signal.SIGHUP)] == before


def test_without_room_for_a_store_it_says_so(crm, monkeypatch):
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    failed = crm.run("demo")
    assert failed.code == 6
    assert "No space left on device" in failed.err
    assert "TMPDIR" in failed.err
