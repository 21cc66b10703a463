"""The invented people that `make bench` measures with: the same for everybody, and all there."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.people import Plan, fill

A_HUNDRED = Plan(people=100, notes=10)


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
    fill(A_HUNDRED)
    first = dump(crm)
    crm.home = tmp_path / "again"
    crm.env(CRM_HOME=str(crm.home))
    fill(A_HUNDRED)
    assert dump(crm) == first


def test_another_seed_makes_other_people(crm, tmp_path: Path):
    fill(A_HUNDRED)
    first = dump(crm)
    crm.home = tmp_path / "again"
    crm.env(CRM_HOME=str(crm.home))
    fill(A_HUNDRED._replace(seed=2))
    assert dump(crm) != first


def test_there_are_as_many_as_were_asked_for(crm):
    fill(Plan(people=40, notes=3))
    assert number(crm, "contact") == 40
    assert number(crm, "note") == 120
    assert number(crm, "occasion WHERE label = 'birthday'") > 20


@pytest.mark.parametrize("every", ["some", "all"])
def test_one_in_a_hundred_is_due(crm, every: str):
    fill(Plan(people=200, every=every))
    counts = crm.json("today")["counts"]
    assert counts["follow_ups"] + counts["issues"] == 2


def test_everyone_can_have_a_cadence(crm):
    fill(A_HUNDRED._replace(every="all", due=0.5))
    assert number(crm, "contact WHERE every_n IS NULL") == 0
    assert crm.json("today")["counts"]["follow_ups"] == 50


def test_what_is_written_past_the_services_is_folded_dated_and_one_batch(crm):
    fill(A_HUNDRED)
    for table in ("contact", "note", "reminder", "issue"):
        assert number(crm, f"{table} WHERE folded IS NULL") == 0
    assert number(crm, "contact WHERE last_touch_on IS NULL") == 0
    assert number(crm, "batch") == 1
    assert crm.json("show", "ada")["id"] == "c1"
