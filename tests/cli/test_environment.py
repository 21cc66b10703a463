"""What the environment decides: the clock, the zone, the door, the home, the letters."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Crm
from tests.rows import for_each

EAST, WEST = "Pacific/Auckland", "America/Los_Angeles"


def _live_in(crm: Crm, zone: str) -> None:
    crm.env(TZ=zone)
    time.tzset()  # the next test's home sets it back


# ── the clock ────────────────────────────────────────────────────────────────────────────


@for_each("zone", [EAST, WEST, "UTC", "Pacific/Kiritimati", "Asia/Kolkata"], afresh=True)
def test_today_is_the_day_where_the_owner_is(crm: Crm, monkeypatch: pytest.MonkeyPatch, zone: str):
    monkeypatch.delenv("CRM_TODAY")
    _live_in(crm, zone)
    days = [_day_in(zone)]
    told = crm.json("log", "Ada", "hi", "--new")["at"], crm.json("today")["date"]
    made = crm.json("list")[0]["created_at"]
    days.append(_day_in(zone))
    assert [date.fromisoformat(each) for each in told] in (days, days[:1] * 2, days[1:] * 2)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(made)) < timedelta(minutes=5)


def _day_in(zone: str) -> date:
    return datetime.now(ZoneInfo(zone)).date()


@for_each(
    ("zone", "now", "instant"),
    [
        (EAST, "2026-11-23 23:30", "2026-11-23T10:30:00Z"),
        (EAST, "2026-11-23 00:30", "2026-11-22T11:30:00Z"),
        (WEST, "2026-11-23 23:30", "2026-11-24T07:30:00Z"),
        (WEST, "2026-11-23 00:30", "2026-11-23T08:30:00Z"),
        (EAST, "2026-11-23", "2026-11-22T23:00:00Z"),
        (WEST, "2026-11-23T12:00", "2026-11-23T20:00:00Z"),
    ],
    afresh=True,
)
def test_days_are_counted_where_the_owner_is_whatever_day_it_is_in_utc(
    crm: Crm, zone: str, now: str, instant: str
):
    _live_in(crm, zone)
    crm.on(now)
    added = crm.json("add", "Ada", "--every", "1w")
    assert (added["created_at"], added["next_due"]) == (instant, "2026-11-30")
    assert crm.json("log", "ada", "hi")["at"] == "2026-11-23"
    assert crm.json("remind", "ada", "x", "--on", "tomorrow")["on"] == "2026-11-24"
    assert crm.json("issue", "ada", "x")["on"] == "2026-11-23"
    assert crm.json("resolve", "i1")["resolved"] == "2026-11-23"
    assert crm.json("done", "r1")["done_at"] == instant
    assert crm.json("today")["date"] == "2026-11-23"


def test_a_logged_day_does_not_move_when_the_owner_travels(crm: Crm):
    _live_in(crm, EAST)
    crm.on("2026-11-23 08:00")
    crm("add", "Ada", "--every", "1w")
    crm("log", "ada", "hi", "--at", "2026-11-23 07:30")
    _live_in(crm, WEST)
    assert crm.json("log")[0]["at"] == "2026-11-23T07:30"
    assert crm.json("show", "ada")["last_touch"] == "2026-11-23"


def test_an_instant_with_a_zone_is_read_as_it_is_here(crm: Crm):
    crm("add", "Ada")
    for zone, at in ((WEST, "2026-11-22T21:00"), (EAST, "2026-11-23T18:00")):
        _live_in(crm, zone)
        crm.on("2026-11-23 22:00")
        assert crm.json("log", "ada", "x", "--at", "2026-11-23T05:00Z")["at"] == at


def test_hours_from_now_are_counted_from_the_time_of_day(crm: Crm):
    crm("add", "Ada")
    crm.on("2026-11-23 22:30")
    told = crm.json("remind", "ada", "x", "--on", "in 2 hours")
    assert (told["on"], told["time"]) == ("2026-11-24", "00:30")
    assert crm.json("log", "ada", "x", "--at", "23 hours ago")["at"] == "2026-11-22T23:30"


@for_each("day", ["tomorrow", "2026-02-30", "23.11.2026", "2026-11-23 25:00", "x"])
@for_each("argv", [["log", "Ada", "hi", "--new"], ["add", "Ada"], ["today"]], afresh=True)
def test_a_clock_that_tells_no_time_is_refused(crm: Crm, argv: list[str], day: str):
    crm.on(day)
    result = crm.run(*argv)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"crm: CRM_TODAY is “{day}”, which is not a date.\n"
        '     Write it like 2026-11-22 or "2026-11-22 08:30".\n'
    )
    crm.on("2026-11-23")
    assert crm.json("list") == []


# ── the home ─────────────────────────────────────────────────────────────────────────────


def test_one_variable_moves_everything(crm: Crm, tmp_path: Path):
    crm.env(CRM_HOME=str(tmp_path / "a" / "b"))
    crm("add", "Ada")
    assert [each.name for each in (tmp_path / "a" / "b").iterdir()] == ["crm.db"]
    assert (tmp_path / "a" / "b" / "crm.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


def test_a_home_may_begin_at_the_owners_own(crm: Crm, tmp_path: Path):
    crm.env(HOME=str(tmp_path), CRM_HOME="~/crm")
    crm("add", "Ada")
    assert (tmp_path / "crm" / "crm.db").exists()


def test_without_it_the_platforms_folders_are_used(crm: Crm, tmp_path: Path):
    crm.env(CRM_HOME="", HOME=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "data"),
            XDG_CONFIG_HOME=str(tmp_path / "config"))  # fmt: skip
    assert all(str(tmp_path) in path for path in crm.json("where").values())
    crm("add", "Ada")
    assert len(list(tmp_path.rglob("crm.db"))) == 1


# ── the door ─────────────────────────────────────────────────────────────────────────────


def test_a_door_is_named_in_the_journal(crm: Crm):
    crm.env(CRM_DOOR="webform")
    crm("add", "Ada")
    assert "webform" in crm("undo", "--list").out


# ── letters ──────────────────────────────────────────────────────────────────────────────


def test_a_plain_machine_gets_plain_typography_and_the_names_as_they_are(crm: Crm):
    crm("add", "Łukasz “the” Wójcik")
    result = crm.process("show", "zed", LC_ALL="C")
    assert (result.code, result.err) == (
        3, 'crm: No contact is called "zed".\n     To add them: crm add zed\n',
    )  # fmt: skip
    assert "Łukasz" in crm.process("list", "--json", LC_ALL="C").out
    assert crm.process("log", "łukasz", "żółć", LC_ALL="C").out == "n1\n"
    assert crm.json("log")[0]["text"] == "żółć"


def test_a_machine_that_cannot_print_a_letter_prints_its_code(crm: Crm):
    crm("add", "Łukasz")
    result = crm.process("list", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("  \\u0141ukasz ")


def test_sentences_instead_of_a_grid_by_a_variable(crm: Crm):
    crm("add", "Ada")
    crm("remind", "ada", "x", "--on", "2026-11-20")
    crm.env(CRM_PLAIN="1")
    assert crm("today").out == crm("today", "--plain").out
    assert crm("today").out.startswith("Monday 23 November 2026. 1 to follow up.\n")


def test_no_variable_of_the_machine_reaches_a_test(crm: Crm):
    assert crm("where").out.startswith(f"store    {os.environ['CRM_HOME']}")
