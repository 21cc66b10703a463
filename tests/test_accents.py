"""Letters that are looked up fold as the whole text would: the definition is `fold_whole`."""

from __future__ import annotations

import sys

from hypothesis import example, given
from hypothesis import strategies as st

from tinycrm import accents
from tinycrm.text import fold

EVERY = [chr(place) for place in range(sys.maxunicode + 1)]
ALONE = [each for each in EVERY[0x80:0x3000] if accents._letter(each) != accents._NOT_ALONE]
JOINING = [*EVERY[0x300:0x370], *"ㄱㅏᄀ각のか゛\u3099ক া"]

letters = st.sampled_from(ALONE) | st.sampled_from("aAeoszSZ 'Σσς ıİßẞ") | st.characters()
texts = st.lists(letters | st.sampled_from(JOINING), max_size=60).map("".join)


def whole(text: str) -> str:
    """What is looked up nowhere."""
    return accents.fold_whole(" ".join(text.split()))


def test_every_letter_folds_as_unicode_says_alone_and_between_others():
    assert [each for each in EVERY if fold(each) != whole(each)] == []
    wrong = [each for each in ALONE for text in (f"Aa{each}z", f"ö{each}{each}Σ") if
             fold(text) != whole(text)]  # fmt: skip
    assert wrong == []


def test_the_letters_of_europe_are_looked_up():
    assert set("äöüßÄÖÜéèçñłŁøåæœğışŞžŽőűĐþ’“”–…€№αβγάώςΑΩабвйёЁщґїў").issubset(ALONE)
    assert set(JOINING).isdisjoint(ALONE)


@given(texts)
@example("Jörg Müller-Straße ©")
@example("ΑΣ ΟΔΟΣ. ΣΑΣ")
@example("İstanbul Işık" * 9)
def test_any_text_folds_as_a_whole(text: str):
    assert fold(text) == whole(text)


@given(st.text(st.sampled_from(ALONE[:400]), min_size=41, max_size=900))
def test_a_long_text_of_many_letters_folds_as_a_whole(text: str):
    assert fold(text) == whole(text)
