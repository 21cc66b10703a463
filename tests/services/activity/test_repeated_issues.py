"""How often somebody had trouble, and what to say."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm.config import Config
from tinycrm.services.activity import repeated_issues
from tinycrm.services.records import Issue, Person

TODAY = date(2026, 11, 23)
DAYS = st.dates(TODAY - timedelta(days=500), TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def issue(opened: int, *, resolved: int | None = None) -> Issue:
    """An issue, by how many days ago things happened."""
    return Issue(
        id="i7", contact=Person("c3", "Ada Lovelace"), text="Invoice charged twice",
        state="open" if resolved is None else "resolved", on=ago(opened),
        resolved=None if resolved is None else ago(resolved), resolution=None,
        mentioned=None, snoozed_until=None,
    )  # fmt: skip


# ── how often ────────────────────────────────────────────────────────────────────────────


def test_an_issue_alone_is_the_first_and_nothing_is_repeated():
    assert repeated_issues.repetition_of(ago(4), [ago(4)], TODAY) == repeated_issues.Repetition(
        1, 1, repeated=False
    )


@pytest.mark.parametrize(("before", "nth"), [(90, 2), (91, 1)])
def test_two_within_90_days_are_repeated(before, nth):
    found = repeated_issues.repetition_of(ago(4), [ago(4 + before), ago(4)], TODAY)
    assert found == repeated_issues.Repetition(2, nth, repeated=before == 90)


def test_the_earlier_one_of_two_is_repeated_too_but_is_no_second_time():
    found = repeated_issues.repetition_of(ago(40), [ago(40), ago(4)], TODAY)
    assert found == repeated_issues.Repetition(2, 1, repeated=True)


@pytest.mark.parametrize(("other", "times"), [(365, 2), (366, 1)])
def test_times_counts_those_of_the_last_365_days(other, times):
    assert repeated_issues.repetition_of(ago(4), [ago(other), ago(4)], TODAY).times == times


def test_two_on_one_day_are_two():
    assert repeated_issues.repetition_of(
        ago(4), [ago(4), ago(4)], TODAY
    ) == repeated_issues.Repetition(2, 2, True)


@given(st.lists(DAYS, min_size=1, max_size=8), st.data())
def test_the_counts_of_trouble_agree_with_each_other(days, data):
    opened = data.draw(st.sampled_from(days))
    found = repeated_issues.repetition_of(opened, days, TODAY)
    assert 1 <= found.times <= len(days)
    assert 1 <= found.nth <= len(days)
    assert found.repeated or found.nth == 1
    assert not found.repeated or len(days) > 1


# ── what to say ──────────────────────────────────────────────────────────────────────────

ONCE, SECOND = repeated_issues.Repetition(1, 1, False), repeated_issues.Repetition(2, 2, True)


def say(each: Issue, trouble: repeated_issues.Repetition = ONCE, **own: Any) -> str:
    return repeated_issues.say(each, trouble, TODAY, Config(**own))


def test_of_an_open_issue_it_says_that_it_is_known():
    assert say(issue(4)) == "I know this is still open. Here is where it stands."


@for_each(
    ("nth", "word"),
    [(2, "second"), (9, "ninth"), (10, "10th"), (11, "11th"), (21, "21st"), (112, "112th")],
)
def test_of_repeated_trouble_it_says_the_how_manieth_time_it_is(nth, word):
    said = say(issue(4), repeated_issues.Repetition(nth, nth, True))
    assert said == f"This is the {word} time in 90 days. Here is where it stands."


@for_each(
    ("resolved", "words"),
    [(2, "the other day"), (7, "this month"), (23, "last month"), (60, "a while ago")],
)
def test_of_a_resolved_issue_it_asks_whether_it_has_stayed_fixed(resolved, words):
    said = say(issue(200, resolved=resolved))
    assert said == f"You had some trouble {words}. Has it stayed fixed?"


@pytest.mark.parametrize(("resolved", "day"), [(0, "today"), (1, "yesterday")])
def test_what_was_resolved_only_now_cannot_have_stayed_fixed(resolved, day):
    said = say(issue(30, resolved=resolved))
    assert said == f"Your problem was resolved {day}. Is everything all right now?"


def test_an_issue_of_today_is_not_still_open():
    assert say(issue(0)) == "I learned about this today. Here is where it stands."
    assert say(issue(1)) == "I know this is still open. Here is where it stands."


def test_a_resolved_one_among_repeated_trouble_is_asked_about_all_the_same():
    said = say(issue(40, resolved=30), SECOND)
    assert said == "You had some trouble last month. Has it stayed fixed?"


def test_the_owners_own_sentences_take_the_place_of_ours():
    own: dict[str, Any] = {
        "say_open": "Open.",
        "say_resolved": "Resolved?",
        "say_repeated": "Again!",
    }
    assert say(issue(4), **own) == "Open."
    assert say(issue(4, resolved=1), **own) == "Resolved?"
    assert say(issue(4), SECOND, **own) == "Again!"
    assert say(issue(4, resolved=1), SECOND, **own) == "Again!"


@given(st.text(min_size=1), st.booleans(), st.integers(0, 400))
def test_what_is_said_never_quotes_the_words_of_the_issue(text, is_open, opened):
    each = issue(opened, resolved=None if is_open else 0)
    assert say(each._replace(text=text)) == say(each)
