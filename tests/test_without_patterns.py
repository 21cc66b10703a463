"""What is read without the slow `re`, against the patterns that say the same."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.rows import for_each
from tinycrm import text
from tinycrm.cli.render import search_lines, styled_lines
from tinycrm.contact_points import is_like_a_phone, parse_email, parse_phone, parse_point
from tinycrm.days import add_months, occurrence, parse_every, yearly_day
from tinycrm.errors import UsageProblem


def mostly(letters: str, most: int = 12) -> st.SearchStrategy[str]:
    return st.text(st.one_of(st.sampled_from(letters), st.characters()), max_size=most)


def is_read(parse: Callable[[str], object], typed: str) -> bool:
    try:
        parse(typed)
    except UsageProblem:
        return False
    return True


def test_what_is_known_to_be_narrow_is_so_in_unicode():
    latin = {*map(chr, range(0x300)), *map(chr, range(0x1E00, 0x1F00))} - {
        "\xad"
    }  # terminals draw it
    for char in text._NARROW | latin:
        assert text._columns(char) == 1
        assert unicodedata.east_asian_width(char) not in "WF"
        assert unicodedata.category(char) not in ("Mn", "Me", "Cf")


@given(mostly('ab.!?…:“" \n\t,'), st.sampled_from([".!?…", ".,"]))
def test_sentences_end_before_white_space(typed: str, signs: str):
    assert list(text.sentences(typed, signs)) == re.split(rf"(?<=[{signs}])\s+", typed)


@given(mostly('ab.!?…:“" \n\t,'))
def test_a_quotation_after_a_colon_begins_a_part(typed: str):
    parts = re.split(r"(?<=[.!?…])\s+|(?<=:)\s+(?=[“\"])", typed)
    assert list(text.sentences(typed, ".!?…:")) == parts
    assert styled_lines.by_sentence(typed, 8) == styled_lines.joined(parts, 8, " ")


@given(mostly('ab@<>,;" .:mailto'))
@example("MAILTO:ada@example.org")
def test_an_email_address_has_one_at_between_text(typed: str):
    bare = re.sub(r"(?i)\Amailto:", "", typed.strip()).strip("<>").strip()
    domain = r"(?:(?i:localhost)|\[[^\s@<>,;\"]*\]|[^\s@<>,;\".]+(?:\.[^\s@<>,;\".]+)+)"
    wanted = bool(re.fullmatch(rf"[^\s@<>,;\"]+@{domain}", bare)) and "\x00" not in bare
    assert is_read(parse_email, typed) == wanted


@given(mostly("0123456789+ ()./-–,;*#extXw."))
@example("tel:+44 20 7946 0018 ext. 12")
def test_a_phone_number_has_three_digits_and_signs(typed: str):
    number = re.sub(r"(?i)\Atel:", "", typed.strip())
    bare = re.sub(r"(?i)\b(ext|x|w|p)\b\.?", "", number)
    three = sum(char.isdecimal() for char in number) >= 3
    wanted = three and not re.search(r"[^\d\s+()./\-–,;*#]", bare)
    assert is_read(parse_phone, typed) == wanted


@for_each("typed", ["work:+44 20 7946 0018", "tel:+442079460018", "123456"])
def test_a_label_stands_before_a_colon(typed: str):
    assert parse_point("phone", typed).label == ("work" if typed.startswith("work") else "")


EVERY = r"(?:every )?(?P<n>\d{1,4})? ?(?P<unit>d|w|m|y|(?:day|week|month|year)s?)"

DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@given(
    st.one_of(
        mostly("0123dwmy s"),
        st.from_regex(EVERY, fullmatch=True),
        st.from_regex(r"(every )?\d{0,5} ?(day|week|month|year|d|w|m|y)s?s?", fullmatch=True),
    )
)
def test_an_interval_is_a_number_and_a_unit(typed: str):
    plain = " ".join(typed.lower().split())
    assume(plain not in ("daily", "weekly", "monthly", "quarterly", "yearly"))
    match = re.fullmatch(EVERY, plain)
    n = int(match["n"] or 1) if match else 0
    is_alone = match is not None and match["unit"] in "dwmy" and match["n"] is None
    if match is None or not n or is_alone or n * DAYS[match["unit"][0]] > 36500:
        assert not is_read(parse_every, typed)
    else:
        assert parse_every(typed) == (n, match["unit"][0])


@given(st.dates(date(1900, 1, 1), date(2400, 12, 31)), st.integers(-1300, 1300))
def test_months_are_as_long_as_in_the_calendar(day: date, months: int):
    then = add_months(day, months)
    assert then.day == min(day.day, calendar.monthrange(then.year, then.month)[1])


@given(st.integers(1, 9999))
def test_29_february_is_there_in_leap_years(year: int):
    assert (occurrence(yearly_day(2, 29), year).day == 29) == calendar.isleap(year)


@given(mostly("0123 +()./-–"))
def test_what_looks_like_a_phone_number_is_four_digits_or_signs(typed: str):
    wanted = re.fullmatch(r"[\d\s+()./\-–]{4,}", typed) is not None
    assert is_like_a_phone(typed) == wanted


@given(mostly("ab ,.", most=30), mostly("ab,", most=3))
def test_the_words_that_were_found_stand_out(typed: str, word: str):
    typed = " ".join(typed.split())
    forms = text.fold_forms(word)
    spans = search_lines._highlighted(typed, forms, False)
    assert [span.text for span in spans if span.text] == re.findall(r"\s+|\S+", typed)
    for span in spans:
        folded = text.fold(span.text)
        starts = any(re.search(rf"(?<![^\W_]){re.escape(form)}", folded) for form in forms if form)
        assert (span.style == "name") == (bool(span.text.strip()) and starts)
