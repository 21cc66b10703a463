"""The letters of a whole text are measured at once, and as one by one."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tinycrm.text import is_even, is_narrow, shorten, width, wrap

LETTERS = [chr(number) for number in range(0x3200)] + [chr(n) for n in (0xD800, 0xFFFF, 0x1F600)]


SIGNS = (
    "👨‍👩‍👧", "👍🏽", "1️⃣", "❤️", "☎️ 12", "🇩🇪", "✓", "☕", "♟️", "⚠", "क्षि", "ক্ষ", "த்தி", "각", "가",
    "é", "ｱﾞ", "㊗️", "™️", "€ 5", "山田☕️",
)  # fmt: skip
"""Emoji joined or coloured, keycaps, flags, conjuncts, jamo, marks."""

shown = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("".join(SIGNS)))


def test_every_sign_is_as_wide_as_the_screens_count_it():
    assert {sign: width(sign) for sign in SIGNS} == {sign: cell_len(sign) for sign in SIGNS}


def test_every_letter_is_as_wide_as_the_screens_count_it():
    letters = (chr(number) for number in range(0x110000))
    known = (each for each in letters if unicodedata.category(each) not in ("Cc", "Cs", "Cn", "Co"))
    assert [each for each in known if width(each) != cell_len(each)] == []


@given(shown)
@example("Nguyễn “Ada” – Ö…")
def test_every_text_is_as_wide_as_the_screens_count_it(text: str):
    assert width(text) == cell_len(text)


@given(shown, st.integers(2, 12))
@example("\u200d\u200d000", 2)
@example("\u200d\u200d0🐀", 2)
def test_what_is_cut_or_broken_fits_and_loses_no_letter(text: str, columns: int):
    assert cell_len(shorten(text, columns)) <= columns
    lines = wrap(text, columns)
    assert all(cell_len(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_letter_is_narrow_before_the_first_mark():
    assert [c for c in LETTERS if is_narrow(c) != (c < "\u0300")] == []


@given(st.text(st.sampled_from(LETTERS), max_size=5))
def test_a_text_is_even_when_each_of_its_letters_takes_one_column(text: str):
    assert is_narrow(text) == all(map(is_narrow, text))
    assert not is_even(text) or width(text) == len(text)
    assert is_even("Иван " + "".join(filter(is_narrow, text)))
    assert not is_even(f"{text}田")
