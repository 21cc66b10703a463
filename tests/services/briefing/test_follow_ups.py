"""Whom the owner owes a word, in which order, and what comes up."""

from datetime import date, timedelta

from tests.rows import for_each
from tests.services.conftest import names

TODAY = date(2026, 11, 23)


def rhythm(crm, name: str, every: str, late: int) -> None:
    """Add somebody whose rhythm is late by so many days (negative: due ahead)."""
    from tinycrm.days import parse_every

    start = parse_every(every).latest_start(TODAY - timedelta(days=late))
    crm.on(str(start))
    crm("add", name, "--every", every)
    crm.on(str(TODAY))


def remind(crm, who: str, days: int) -> None:
    crm("remind", who, "call", "--on", str(TODAY + timedelta(days=days)))


def test_reminders_come_first_by_lateness_then_rhythms_by_lateness_over_length(crm, morning):
    rhythm(crm, "Yearly", "1y", 20)
    rhythm(crm, "Monthly", "1m", 10)
    rhythm(crm, "Weekly", "1w", 10)
    rhythm(crm, "Today", "1w", 0)
    crm("add", "Ada")
    for who, days in (("me", 0), ("ada", -2), ("weekly", -30)):
        remind(crm, who, days)
    assert [(row["reason"], row["contact"] and row["contact"]["name"], row["days"])
            for row in morning()["follow_ups"]] == [
        ("reminder", "Weekly", -30),
        ("reminder", "Ada", -2),
        ("reminder", None, 0),
        ("cadence", "Weekly", -10),
        ("cadence", "Monthly", -10),
        ("cadence", "Yearly", -20),
        ("cadence", "Today", 0),
    ]  # fmt: skip


def test_those_equally_late_are_sorted_by_name(crm, morning):
    for name in ("zoe", "Émile", "Łukasz"):
        rhythm(crm, name, "4w", 3)
    for name in ("zoe", "Łukasz", "Émile"):
        remind(crm, name, -3)
    assert names(morning()["follow_ups"]) == ["Émile", "Łukasz", "zoe"] * 2


def test_twice_as_late_on_twice_the_rhythm_is_as_late(crm, morning):
    rhythm(crm, "Zoe", "1w", 3)
    rhythm(crm, "Ann", "2w", 6)
    assert names(morning()["follow_ups"]) == ["Ann", "Zoe"]


def test_upcoming_holds_both_for_the_days_ahead_by_date(crm, morning):
    rhythm(crm, "Ann", "4w", -3)
    rhythm(crm, "Bob", "4w", -7)
    rhythm(crm, "Far", "4w", -8)
    remind(crm, "me", 1)
    remind(crm, "far", 3)
    found = morning()
    assert [(row["days"], row["reason"]) for row in found["upcoming"]] == [
        (1, "reminder"), (3, "reminder"), (3, "cadence"), (7, "cadence"),
    ]  # fmt: skip
    assert names(found["upcoming"]) == ["me", "Far", "Ann", "Bob"]
    assert found["counts"]["upcoming"] == 4
    assert not found["due"]


@for_each(("days", "count"), [("0", 0), ("3", 1), ("30", 2)], afresh=True)
def test_days_says_how_far_ahead_it_looks(crm, morning, days, count):
    rhythm(crm, "Ann", "4w", -3)
    rhythm(crm, "Bob", "4w", -8)
    assert len(morning("--days", days)["upcoming"]) == count


def test_upcoming_across_new_year(crm, morning):
    crm.on("2026-12-04")
    crm("add", "Ada", "--every", "4w")
    crm("remind", "me", "taxes", "--on", "2027-01-02")
    crm.on("2026-12-30")
    assert [(row["on"], row["days"]) for row in morning()["upcoming"]] == [
        ("2027-01-01", 2), ("2027-01-02", 3),
    ]  # fmt: skip
    crm.on("2027-01-02")
    assert [(row["on"], row["days"]) for row in morning()["follow_ups"]] == [
        ("2027-01-02", 0), ("2027-01-01", -1),
    ]  # fmt: skip


def test_another_day_shows_its_own_morning(crm, morning):
    rhythm(crm, "Ann", "4w", -3)
    found = morning("--on", "2026-11-30")
    assert found["date"] == "2026-11-30"
    assert [(row["on"], row["days"]) for row in found["follow_ups"]] == [("2026-11-26", -4)]


def test_json_is_never_cut_by_the_caps_of_the_screen(crm, morning):
    for n in range(12):
        remind(crm, "me", -n)
        remind(crm, "me", 1 + n % 5)
    found = morning()
    assert len(found["follow_ups"]) == found["counts"]["follow_ups"] == 12
    assert len(found["upcoming"]) == found["counts"]["upcoming"] == 12
