"""The pure rules: own rhythm, the Net Promoter Score, the interval of a share, answers."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm import rhythm
from tinycrm.errors import UsageProblem
from tinycrm.services import customers
from tinycrm.services.care import answers, quiet_people, shares

DAY = date(2026, 1, 1).toordinal()


def days(*gaps: int) -> list[int]:
    return [DAY, *accumulate(gaps, initial=DAY)][1:]


def test_gaps_of_30_30_and_31_days_warn_on_the_46th_day_and_not_on_the_44th():
    usual = rhythm.usual_gap(days(30, 30, 31))
    assert usual == 30
    assert not quiet_people.is_quiet(44, usual)
    assert not quiet_people.is_quiet(45, usual)
    assert quiet_people.is_quiet(46, usual)


def test_two_touches_or_two_on_one_day_are_no_rhythm():
    assert rhythm.usual_gap(days(30)) is None
    assert rhythm.usual_gap([DAY, DAY, DAY + 30]) is None
    assert not quiet_people.is_quiet(9999, None)


def test_one_long_holiday_does_not_change_what_is_usual():
    assert rhythm.usual_gap(days(7, 7, 200, 7, 7)) == 7


@given(st.lists(st.integers(1, 400), min_size=2, max_size=20))
@settings(max_examples=50)
def test_the_usual_gap_is_the_median_in_any_order(gaps: list[int]):
    from statistics import median

    assert rhythm.usual_gap(list(reversed(days(*gaps)))) == median(gaps)


@for_each(
    ("usual", "every"),
    [(1, "1d"), (3, "3d"), (7, "1w"), (30, "4w"), (42, "6w"), (61, "2m"), (91, "3m"), (365, "12m"),
     (730, "2y")],
)  # fmt: skip
def test_the_cadence_that_fits_is_in_the_unit_people_use(usual: float, every: str):
    assert str(rhythm.fitting_every(usual)) == every


def test_a_customer_has_lapsed_after_more_than_two_usual_gaps():
    usual = rhythm.usual_gap(days(100), rhythm.LEAST_SALES)
    assert not customers.has_lapsed(200, usual)
    assert customers.has_lapsed(201, usual)
    assert not customers.has_lapsed(9999, rhythm.usual_gap([DAY], rhythm.LEAST_SALES))


def test_a_sale_after_having_lapsed_is_a_return():
    bought = days(100, 100, 250, 100)
    assert customers.returns_after(bought) == [bought[3]]
    assert customers.returns_after(bought[:3]) == []


def test_the_score_of_the_example_in_the_literature():
    # Wikipedia's and Bain's worked example: 70 % promoters, 20 % passives, 10 % detractors is 60.
    assert shares.promoter_score([10] * 40 + [9] * 30 + [8] * 15 + [7] * 5 + [6] * 6 + [0] * 4)[
        :2
    ] == (60, 100)
    # The picture of the year's letter: 12 of 15, one of them unhappy.
    assert shares.promoter_score([9] * 12 + [7] * 2 + [6]) == (73, 15, 12, 1)
    assert shares.promoter_score([]) == (None, 0, 0, 0)
    assert shares.promoter_score([0, 6]).value == -100


def test_halves_are_rounded_away_from_zero_on_both_sides():
    assert shares.promoter_score([9] + [8] * 7).value == 13  # 12.5
    assert shares.promoter_score([0] + [8] * 7).value == -13


@for_each(
    ("hits", "n", "low", "high"),
    # Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    # 17 (1998), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611),
     (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_the_interval_of_wilson_is_that_of_the_literature(hits, n, low, high):
    found = shares.share_of(hits, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500))
@settings(max_examples=50)
def test_a_share_lies_in_its_interval_between_nobody_and_everybody(hits: int, n: int):
    found = shares.share_of(min(hits, n), n)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.says_enough == (n >= 10)


def test_of_nobody_everything_is_possible():
    assert shares.share_of(0, 0) == (0, 0, 0.0, 1.0)


@for_each(
    ("typed", "score", "words"),
    [("9", 9, ""), ("9 loved it", 9, "loved it"), ("10/10: again", 10, "again"), ("0", 0, ""),
     ("loved it", None, "loved it"), ("9, quick", 9, "quick"), ("7\nslow", 7, "slow")],
)  # fmt: skip
def test_a_score_stands_before_the_words(typed: str, score: int | None, words: str):
    assert answers.parse_answer(typed) == (score, words)


@for_each("typed", ["8.5", "11", "8,5 good", "-1", "100", "9/11", "٩", "7th heaven"])
def test_a_number_that_is_no_score_is_refused(typed: str):
    with pytest.raises(UsageProblem, match="whole number from 0 to 10"):
        answers.parse_answer(typed)


def test_half_a_year_is_the_time_between_two_questions():
    from tinycrm.services.care import asking

    assert timedelta(days=182) == asking.HALF_A_YEAR
