"""`make bench`: its invented people, what it promises and says. Nothing here is timed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks import cold_start, other_programs, others, page, promises
from benchmarks.cold_start import COMMANDS
from benchmarks.people import Plan, fill
from benchmarks.processes import Pair, Took, environment, piped, ratio
from benchmarks.promises import FEW, LARGE, MANY, NO_HOME, PROMISES, limit, summary, verdict
from tests.rows import for_each

A_HUNDRED = Plan(people=100, notes=2)
A_FEW = Plan(people=30, notes=4)


def dump(crm) -> list[str]:
    with crm.db() as db:
        lines = [line for line in db.iterdump() if "_fts" not in line]
    db.close()
    return lines


def number(crm, sql: str) -> int:
    with crm.db() as db:
        found = db.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]
    db.close()
    return found


def test_the_same_seed_and_day_make_the_same_people(crm, tmp_path: Path):
    fill(A_FEW)
    first = dump(crm)
    crm.home = tmp_path / "again"
    crm.env(CRM_HOME=str(crm.home))
    fill(A_FEW)
    assert dump(crm) == first


def test_another_seed_makes_other_people(crm, tmp_path: Path):
    fill(A_FEW)
    first = dump(crm)
    crm.home = tmp_path / "again"
    crm.env(CRM_HOME=str(crm.home))
    fill(A_FEW._replace(seed=2))
    assert dump(crm) != first


def test_there_are_as_many_as_were_asked_for(crm):
    fill(Plan(people=40, notes=3))
    assert number(crm, "contact") == 40
    assert number(crm, "note") == 120
    assert number(crm, "occasion WHERE label = 'birthday'") > 20
    assert (number(crm, "win"), number(crm, "deal")) == (80, 20)
    assert crm.json("ripple")["people"] > 0


@for_each(
    "every",
    ["some", "all"],
    afresh=True,
)
def test_one_in_a_hundred_is_due(crm, every: str):
    fill(A_HUNDRED._replace(every=every))
    counts = crm.json("today")["counts"]
    assert counts["follow_ups"] + counts["issues"] == 1


def test_everyone_can_have_a_cadence(crm):
    fill(A_HUNDRED._replace(every="all", due=0.5))
    assert number(crm, "contact WHERE every_n IS NULL") == 0
    assert crm.json("today")["counts"]["follow_ups"] == 50


def test_what_is_written_past_the_services_is_folded_dated_and_one_batch(crm):
    fill(A_FEW)
    for table in ("contact", "note", "reminder", "issue", "win", "deal"):
        assert number(crm, f"{table} WHERE folded IS NULL") == 0
    assert number(crm, "contact WHERE last_touch_on IS NULL") == 0
    assert number(crm, "batch") == 1
    assert crm.json("show", "ada")["id"] == "c1"


# ── what is promised, and what the page says ─────────────────────────────────────────────


def pairs(*ratios: float, bare: float = 0.01) -> list[Pair]:
    return [Pair(Took(bare, bare), Took(2 * each * bare, each * bare)) for each in ratios]


def test_a_ratio_is_the_median_of_pairs_not_of_their_sums():
    slow = pairs(3.0, bare=0.5)  # the machine was busy: both parts took longer
    assert ratio([*pairs(2.9, 3.1), *slow], "cpu") == pytest.approx(3.0)
    assert ratio([*pairs(2.9, 3.1), *slow], "wall") == pytest.approx(6.0)


def test_a_figure_is_kept_up_to_what_is_promised_as_it_is_printed():
    assert verdict(2.5, 3.0) == "kept"
    assert verdict(3.004, 3.0) == "kept"
    assert verdict(3.01, 3.0) == "missed"
    assert verdict(9.9, None) == ""


def test_what_is_promised_depends_on_the_store():
    assert limit(FEW, "today", {}) == 3.2
    assert limit(MANY, "today", {}) == 3.8
    assert limit(NO_HOME, "today", {}) == 3.4
    assert limit(FEW, "search", {}) is None
    assert limit("1,000", "today", {}) is None
    assert limit(FEW, "--help", {}) is None


def test_at_100_000_people_a_command_may_take_so_many_times_its_figure_at_10_000():
    assert limit(LARGE, "today", {(MANY, "today"): 3.0}) == pytest.approx(3.9)
    assert limit(LARGE, "history", {(MANY, "history"): 3.0}) == pytest.approx(6.0)
    assert limit(LARGE, "search", {(MANY, "search"): 3.0}) is None
    assert limit(LARGE, "today", {}) is None


def test_every_command_that_is_promised_is_measured_and_no_other():
    assert set(PROMISES) == set(COMMANDS)


def test_the_table_says_beside_each_figure_whether_it_was_kept():
    cpu = {(FEW, "show"): 2.5, (FEW, "add"): 3.2, (FEW, "search"): 4.0}
    lines = cold_start.table(cpu, {key: 2 * each for key, each in cpu.items()}, [FEW]).splitlines()
    assert lines == [
        "| people:  | 100                |",
        "| -------- | ------------------ |",
        "| `show`   | 2.50 / 5.00 kept   |",
        "| `add`    | 3.20 / 6.40 missed |",
        "| `search` | 4.00 / 8.00        |",
    ]
    assert summary(cpu) == ("1 of 2 promises kept.\n\n- missed: `add` at 100: 3.20, promised 3.00")


def test_all_kept_is_one_sentence():
    assert summary({(FEW, "show"): 2.5}) == "1 of 1 promises kept."


def test_a_table_of_the_page_is_replaced_and_nothing_else():
    text = "# A\n\n<!-- x -->\n\nold\n\n<!-- end of x -->\n\n<!-- y -->\n<!-- end of y -->\n"
    new = page.replaced(text, "x", "| new |\n")
    assert new == text.replace("old", "| new |")
    assert page.replaced(new, "x", "| new |") == new
    assert page.between(new, "x") == "| new |"


def test_a_page_without_the_marks_is_refused():
    with pytest.raises(ValueError, match="end of x"):
        page.replaced("<!-- x -->", "x", "new")


def test_the_page_promises_what_the_benchmark_checks():
    text = page.PAGE.read_text("utf-8")
    assert page.between(text, "promises") == promises.table()
    for name in ("cold starts", "others"):
        assert page.between(text, name)


def test_an_environment_has_only_the_settings_it_is_given(monkeypatch):
    for name in ("CRM_HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "CRM_PLAIN"):
        monkeypatch.setenv(name, "1")
    env = environment(None)
    assert {name for name in env if name.startswith(("CRM_", "PYTHON"))} == {"CRM_TODAY"}
    assert environment(Path("/store"))["CRM_HOME"] == "/store"


def test_a_process_that_does_not_say_what_it_should_is_not_measured():
    argv = [sys.executable, "-c", "print('nothing is due')"]
    assert piped(argv, os.environ, "^nothing").out == "nothing is due\n"
    with pytest.raises(SystemExit, match="failed"):
        piped(argv, os.environ, "Ada")
    with pytest.raises(SystemExit, match="failed"):
        piped([sys.executable, "-c", "exit(3)"], os.environ)


# ── other programs ───────────────────────────────────────────────────────────────────────


def test_the_others_get_the_people_that_were_exported(crm, tmp_path: Path):
    fill(Plan(people=20, notes=1))
    people = other_programs.read(crm("export").out)
    assert len(people) == 20
    assert people[0].name == "Ada Lovelace"
    assert all(each.note for each in people)
    for name, program in other_programs.PROGRAMS.items():
        home = tmp_path / name
        home.mkdir()
        program.fill(home, people, "1.0")
        files = [file for file in home.rglob("*") if file.is_file()]
        assert sum("Ada Lovelace" in file.read_text("utf-8") for file in files) == 1


def test_another_program_finds_nothing_but_its_own_home(tmp_path: Path):
    mine = {"HOME": "/home/me", "XDG_DATA_HOME": "/home/me/data", "TASKDATA": "/home/me/tasks"}
    env = other_programs.environment({"PATH": "/bin", **mine}, tmp_path)
    assert not any("/home/me" in value for value in env.values())
    assert env["HOME"] == str(tmp_path)


def test_a_program_that_is_not_installed_is_said_to_be_not_measured():
    found = {("tinycrm", act): pairs(2.5) for act in other_programs.ACTS}
    rows = others.table(found, {"tinycrm": "1.0"}).splitlines()[2:]
    assert rows[0].startswith("| tinycrm 1.0 ")
    assert "2.50 / 5.00" in rows[0]
    assert all(row.count("not measured") == 3 for row in rows[1:])
    assert len(rows) == 1 + len(other_programs.PROGRAMS)


def test_a_command_is_looked_for_in_the_folders_before_the_path(tmp_path: Path):
    file = tmp_path / "python3"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    assert others.find("python3", [tmp_path]) == str(file)
    assert others.find("python3", []) != str(file)
    assert others.find("no-such-command", [tmp_path]) is None
