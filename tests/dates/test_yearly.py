"""Birthdays and other yearly dates: one reader, with the user's settings."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from tests.conftest import Crm
from tests.rows import for_each
from tinycrm.dates.yearly import Reading, check_past, parse_yearly_day
from tinycrm.errors import UsageProblem

TODAY = date(2026, 11, 26)


def read(text: str, order: str = "", *languages: str) -> str:
    return str(parse_yearly_day(text, Reading(TODAY, order, ("en", *languages))))


@for_each(
    ("typed", "day"),
    [
        ("1815-12-10", "1815-12-10"), ("1815/12/10", "1815-12-10"), ("1815.12.10", "1815-12-10"),
        ("18151210", "1815-12-10"), ("--12-10", "--12-10"), ("--1210", "--12-10"),
        ("12-10", "--12-10"), ("10.12.", "--12-10"), ("10.12", "--12-10"),
        ("10.12.1815", "1815-12-10"), ("10. 12. 1815", "1815-12-10"), ("12.3.85", "1985-03-12"),
        ("10 Dec", "--12-10"), ("10th of December, 1815", "1815-12-10"),
        ("the 3rd of march", "--03-03"), ("10-Dec-1815", "1815-12-10"),
        ("Dec 10 1815", "1815-12-10"),
        ("the tenth of december 1815", "1815-12-10"), ("29 Feb", "--02-29"),
        ("13/2/1980", "1980-02-13"), ("2/13/1980", "1980-02-13"), ("5/5", "--05-05"),
    ],
)  # fmt: skip
def test_what_can_only_mean_one_day_needs_no_setting(typed: str, day: str):
    assert read(typed) == day


def test_numbers_go_by_the_setting():
    assert (read("1/2/1980", "DMY"), read("1/2/1980", "MDY")) == ("1980-02-01", "1980-01-02")
    assert (read("1/2", "DMY"), read("1/2", "YMD")) == ("--02-01", "--01-02")


def test_without_the_setting_both_readings_are_named():
    with pytest.raises(UsageProblem) as refusal:
        read("1/2/1980")
    assert refusal.value.sentence == "“1/2/1980” may be 1 February 1980 or 2 January 1980."
    with pytest.raises(UsageProblem, match=r"“12.3.20” may be in 1920 or in 2020."):
        read("12.3.20")


def test_other_languages_are_those_of_the_settings():
    assert read("3. März 1980", "", "de") == "1980-03-03"
    assert read("3. märz", "", "de") == "--03-03"
    assert read("10 grudnia 1980", "", "pl") == "1980-12-10"
    with pytest.raises(UsageProblem):
        read("3. März 1980")


@for_each(
    "typed", ["yesterday", "friday", "2w", "31 Feb", "1815-02-29", "32.1.", "soon", "x" * 99]
)  # fmt: skip
def test_what_is_no_day_of_the_year_is_refused(typed: str):
    with pytest.raises(UsageProblem) as refusal:
        read(typed, "DMY", "de")
    assert len(refusal.value.sentence) < 100


def test_a_birthday_to_come_is_refused():
    with pytest.raises(UsageProblem, match=r"2026-11-27 is in the future\."):
        check_past(parse_yearly_day("27 Nov 2026", Reading(TODAY)), TODAY)


def test_the_own_forms_do_not_load_dateparser():
    program = (
        "import sys; from tinycrm.dates.yearly import read_yearly_day\n"
        "for each in ('1815-12-10', '10.12.', '10 Dec 1815', '13/2/1980', '1 of may 1980'):\n"
        "    read_yearly_day(each)\n"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_door_reads_a_birthday_by_the_settings(crm: Crm):
    crm.home.mkdir(exist_ok=True)
    (crm.home / "config.toml").write_text('date_order = "DMY"\nlanguages = ["de"]\n')
    crm("add", "Ada", "-b", "1/2/1980", "-d", "wedding=3. März 2001")
    crm("add", "Bo")
    crm("edit", "bo", "-b", "3. März 1980")
    crm("add", "-", stdin='{"name": "Cy", "birthday": "1/2/1980"}\n')
    card = "BEGIN:VCARD\nFN:Di\nBDAY;VALUE=text:3. März 1980\nEND:VCARD\n"
    crm("import", "-", stdin=card)
    born = [each["birthday"] for each in crm.json("list")]
    assert born == ["1980-02-01", "1980-03-03", "1980-02-01", "1980-03-03"]
