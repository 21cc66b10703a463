"""The letters of a whole text are measured at once, and as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tinycrm.text import is_even, is_narrow, width

LETTERS = [chr(number) for number in range(0x3200)] + [chr(n) for n in (0xD800, 0xFFFF, 0x1F600)]


def test_a_letter_is_narrow_before_the_first_mark():
    assert [c for c in LETTERS if is_narrow(c) != (c < "\u0300")] == []


@given(st.text(st.sampled_from(LETTERS), max_size=5))
def test_a_text_is_even_when_each_of_its_letters_takes_one_column(text: str):
    assert is_narrow(text) == all(map(is_narrow, text))
    assert is_even(text) == all(width(letter) == 1 for letter in text)
