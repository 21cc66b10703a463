"""What to mention: which issues stand in the morning, and what makes them silent."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.conftest import made_once
from tests.rows import for_each
from tests.services.conftest import person
from tests.store.conftest import insert
from tinycrm.services.activity.issues import find_waiting, find_waiting_of
from tinycrm.store import reading, writing


@pytest.fixture
@made_once
def ada(crm):
    crm("add", "Ada Lovelace")
    crm("add", "Grace Hopper")
    return crm


def codes(rows: list[dict]) -> list[str]:
    return [row["id"] for row in rows]


def test_an_open_issue_letter_for_letter(ada, morning):
    ada("issue", "ada", "Invoice charged twice", "--at", "2026-11-19")
    assert morning()["issues"] == [
        {
            "id": "i1", "row": "i1",
            "contact": person("c1", "Ada Lovelace"), "text": "Invoice charged twice",
            "state": "open", "on": "2026-11-19", "days": -4, "resolved": None, "resolution": None,
            "mentioned": None, "times": 1, "repeated": False,
            "say": "I know this is still open. Here is where it stands.", "tried": None,
        }
    ]  # fmt: skip


def test_a_second_one_within_90_days_is_repeated_trouble(ada, morning):
    ada("issue", "ada", "Invoice charged twice", "--at", "2026-09-30")
    ada("issue", "grace", "Late", "--at", "2026-11-18")
    ada("issue", "ada", "Wrong size", "--at", "2026-11-19")
    found = {row["id"]: (row["times"], row["repeated"], row["say"]) for row in morning()["issues"]}
    assert found == {
        "i3": (2, True, "This is the second time in 90 days. Here is where it stands."),
        "i2": (1, False, "I know this is still open. Here is where it stands."),
        "i1": (2, True, "I know this is still open. Here is where it stands."),
    }


def test_open_ones_come_before_resolved_ones_and_the_newest_first(ada, morning):
    for day in ("10", "12", "14", "16"):
        ada("issue", "ada", f"Trouble of the {day}th", "--at", f"2026-11-{day}")
    ada("resolve", "i2")
    ada("resolve", "i3")
    assert codes(morning()["issues"]) == ["i4", "i1", "i3", "i2"]


# ── until when ───────────────────────────────────────────────────────────────────────────


@for_each(
    "words",
    [
        ("mention", "i1"),
        ("done", "i1"),
        ("log", "ada", "Is it still fixed?", "--mentions", "i1"),
        ("log", "ada", "Is it still fixed?", "--mentioned"),
    ],
    afresh=True,
)
def test_a_resolved_one_stands_there_until_it_is_mentioned(ada, morning, words):
    ada("issue", "ada", "Invoice charged twice")
    ada("resolve", "i1", "refunded")
    [row] = morning()["issues"]
    assert (row["state"], row["resolution"]) == ("resolved", "refunded")
    ada(*words)
    assert morning()["issues"] == morning("--on", "2026-12-20")["issues"] == []


def test_or_until_60_days_have_passed_since_it_was_resolved(ada, morning):
    ada("issue", "ada", "Invoice charged twice", "--at", "2026-06-01")
    ada("resolve", "i1")
    assert codes(morning("--on", "2027-01-22")["issues"]) == ["i1"]
    assert morning("--on", "2027-01-23")["issues"] == []


def test_or_as_many_days_as_the_owner_wants(ada, morning, settings):
    settings("issue_days = 10")
    ada("issue", "ada", "Invoice charged twice")
    ada("resolve", "i1")
    assert codes(morning("--on", "2026-12-03")["issues"]) == ["i1"]
    assert morning("--on", "2026-12-04")["issues"] == []


@for_each("verb", ["mention", "done"], afresh=True)
def test_an_open_one_that_was_mentioned_is_silent_for_14_days(ada, morning, verb):
    ada("issue", "ada", "Invoice charged twice", "--at", "2026-11-01")
    ada(verb, "i1")
    assert morning()["issues"] == morning("--on", "2026-12-06")["issues"] == []
    [row] = morning("--on", "2026-12-07")["issues"]
    assert row["mentioned"] == "2026-11-23"


def test_one_that_was_mentioned_while_open_is_mentioned_again_when_resolved(ada, morning):
    ada("issue", "ada", "Invoice charged twice")
    ada("mention", "i1")
    ada("resolve", "i1")
    assert codes(morning()["issues"]) == ["i1"]


def test_a_snoozed_one_waits_until_its_day(ada, morning):
    ada("issue", "ada", "Invoice charged twice")
    ada("snooze", "i1", "2026-11-30")
    assert morning("--on", "2026-11-29")["issues"] == []
    assert codes(morning("--on", "2026-11-30")["issues"]) == ["i1"]


def test_a_touch_alone_mentions_nothing(ada, morning):
    ada("issue", "ada", "Invoice charged twice")
    assert "Not yet mentioned: i1" in ada("log", "ada", "Lunch at Roma").err
    assert codes(morning()["issues"]) == ["i1"]


TODAY = date(2026, 11, 23)


def store_issues(*states: tuple[int | None, int | None, int | None]) -> None:
    """Store issues of c1, each by how many days ago it was resolved, mentioned, snoozed to."""
    with writing("issues") as work:
        for state in states:
            days = [None if n is None else str(TODAY - timedelta(days=n)) for n in state]
            insert(
                work.db, "issue", opened_on="2026-09-01", resolved_on=days[0],
                mentioned_on=days[1], snoozed_until=days[2],
            )  # fmt: skip


@for_each(
    ("resolved", "mentioned", "snoozed", "waits"),
    [
        (None, None, None, True),
        (None, 0, None, False),
        (None, 13, None, False),
        (None, 14, None, True),
        (0, None, None, True),
        (60, None, None, True),
        (61, None, None, False),
        (10, 5, None, False),
        (None, None, -1, False),
        (None, None, 0, True),
        (10, None, -1, False),
    ],
    afresh=True,
)
def test_an_issue_waits_to_be_mentioned(ada, resolved, mentioned, snoozed, waits):
    store_issues((resolved, mentioned, snoozed))
    with reading() as db:
        assert [row["id"] for row in find_waiting(db, TODAY, 60, None)] == [1] * waits


def test_all_that_wait_are_those_of_their_people_in_every_state_of_an_issue(ada):
    ago = [None, -1, 0, 13, 14, 60, 61]  # days; in -1 days is tomorrow
    store_issues(*product(ago, ago, ago))
    with reading() as db:
        of_all = {f"i{row['id']}" for row in find_waiting(db, TODAY, 60, None)}
        of_people = {issue.id for issue in find_waiting_of(db, [1, 2], TODAY, 60)}
    assert of_all == of_people
    assert 0 < len(of_all) < 343


# ── what to say ──────────────────────────────────────────────────────────────────────────


def test_the_sentence_never_quotes_the_words_of_the_issue(ada, morning):
    ada("issue", "ada", "Doppelt abgerechnet")
    ada("issue", "grace", "Der Rahmen war zerbrochen")
    ada("resolve", "i2", "ersetzt")
    for row in morning()["issues"]:
        assert not set(row["text"].split()) & set(row["say"].split())


def test_the_owners_sentences_take_the_place_of_ours(ada, morning, settings):
    settings('[say]\nopen = "Noch offen."\nresolved = "Alles gut?"\nrepeated = "Schon wieder."')
    ada("issue", "ada", "eins", "--at", "2026-11-20")
    ada("issue", "grace", "zwei", "--at", "2026-11-19")
    ada("resolve", "i2")
    assert [row["say"] for row in morning()["issues"]] == ["Noch offen.", "Alles gut?"]
    ada("issue", "ada", "drei")
    assert [row["say"] for row in morning()["issues"]] == [
        "Schon wieder.", "Schon wieder.", "Alles gut?",
    ]  # fmt: skip
