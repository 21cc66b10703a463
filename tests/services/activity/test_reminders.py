"""Reminders: when they stand in the morning."""

import pytest

from tests.services.conftest import names

# ── in the morning ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def ada(crm):
    crm("add", "Ada Lovelace")
    return crm


def test_a_reminder_stands_in_the_morning_from_its_day_until_it_is_done(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-25")
    assert morning("--on", "2026-11-24")["follow_ups"] == []
    for day in ("2026-11-25", "2026-11-26", "2027-11-25"):
        assert names(morning("--on", day)["follow_ups"]) == ["Ada Lovelace"]
    ada("done", "r1")
    assert morning("--on", "2026-11-25")["follow_ups"] == []


def test_a_snoozed_reminder_waits_until_its_day_and_keeps_the_day_it_is_due(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    ada("snooze", "r1", "2026-11-26")
    assert morning()["follow_ups"] == morning()["upcoming"] == []
    assert morning("--on", "2026-11-25")["follow_ups"] == []
    [row] = morning("--on", "2026-11-26")["follow_ups"]
    assert (row["on"], row["days"]) == ("2026-11-20", -6)


def test_the_next_date_is_the_day_a_snoozed_reminder_comes_back(ada, morning):
    ada("remind", "ada", "send the quote", "--on", "2026-11-20")
    ada("snooze", "r1", "2026-11-26")
    assert morning()["next"] == {"on": "2026-11-26", "text": "send the quote, Ada Lovelace"}


def test_the_successor_of_a_repeating_reminder_stands_in_a_later_morning(ada, morning):
    ada("remind", "ada", "ask about the roof", "--on", "2026-11-20", "--every", "1m")
    ada("done", "r1")
    assert morning()["follow_ups"] == []
    [row] = morning("--on", "2026-12-20")["follow_ups"]
    assert (row["id"], row["text"], row["every"]) == ("r2", "ask about the roof", "1m")
