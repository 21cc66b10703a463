"""A quiet day on the screens: the one small thing counts as proposed, as in the shell."""

from __future__ import annotations

from tests.conftest import Crm
from tinycrm.tui import queries


def proposed(crm: Crm, day: str) -> str | None:
    crm.on(day)
    found = queries.read_morning().suggestion
    return found.contact.name if found else None


def test_who_was_shown_on_the_screen_is_not_proposed_again_for_30_days(crm: Crm):
    crm("add", "Ada")
    crm("add", "Bo")
    for who, days in (("ada", ("05-01", "06-01", "07-01")), ("bo", ("05-01", "06-10", "07-20"))):
        for day in days:
            crm("log", who, "call: hello", "--at", f"2026-{day}")
    crm.on("2027-01-10")
    shown = queries.read_first().briefing.suggestion
    assert shown
    assert shown.contact.name == proposed(crm, "2027-01-10") == "Ada"
    crm.on("2027-01-11")
    assert crm.json("today")["suggestion"]["contact"]["name"] == "Bo"
    assert proposed(crm, "2027-01-12") is None
    assert proposed(crm, "2027-02-09") == "Ada"  # 30 days later
    crm.on("2027-02-10")
    assert crm.json("today")["suggestion"]["contact"]["name"] == "Bo"
