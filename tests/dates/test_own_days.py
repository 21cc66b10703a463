"""Words for a day that counts from a contact's own date."""

from __future__ import annotations

from tests.rows import for_each
from tinycrm.dates.own_days import OwnDay, parse_own_day, parse_own_day_at_end
from tinycrm.dates.spans import DaySpan

TWO_WEEKS, A_DAY, ITSELF = DaySpan(0, 14, 0), DaySpan(0, 1, 0), DaySpan(0, 0, 0)


@for_each(
    ("phrase", "label", "span", "sign"),
    [
        ("2 weeks before birthday", "birthday", TWO_WEEKS, -1),
        ("two weeks before her Birthday", "birthday", TWO_WEEKS, -1),
        ("2w before luis's bday", "birthday", TWO_WEEKS, -1),
        ("the day before the anniversary", "anniversary", A_DAY, -1),
        ("a day after their wedding anniversary", "wedding anniversary", A_DAY, 1),
        ("1 month after graduation", "graduation", DaySpan(1, 0, 0), 1),
        ("on her birthday", "birthday", ITSELF, 1),
        ("birthday", "birthday", ITSELF, 1),
    ],
)
def test_a_day_counts_from_a_date_with_a_label(phrase, label, span, sign):
    assert parse_own_day(phrase) == OwnDay(label, span, sign)


@for_each(
    "phrase",
    ["", "friday", "2 weeks", "2 weeks before friday", "a week before 1 dec", "graduation",
     "2 weeks before", "3 hours before birthday", "day after tomorrow", "the day before yesterday",
     "2 weeks before christmas", "before birthday", "x" * 99 + " before birthday"],
)  # fmt: skip
def test_other_words_are_no_such_day(phrase):
    assert parse_own_day(phrase) is None


def test_among_other_words_only_what_is_surely_a_day_is_read():
    assert parse_own_day_at_end("2 weeks before birthday") == OwnDay("birthday", TWO_WEEKS, -1)
    assert parse_own_day_at_end("on her birthday") == OwnDay("birthday", ITSELF, 1)
    assert parse_own_day_at_end("birthday") is None
    assert parse_own_day_at_end("2 days after surgery") is None
