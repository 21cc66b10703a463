"""Where the words of a search are in a text: for what is found, and for what is highlighted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tinycrm.contact_points import digits, is_like_a_phone
from tinycrm.text import fold, fold_forms

LEAST_DIGITS = 4
"""So many digits in a row find a phone number, wherever in it they are."""


def forms_of(words: Iterable[str]) -> frozenset[str]:
    """Return every folded spelling of the words."""
    return frozenset(form for word in words for form in fold_forms(word))


def begins_in(folded: str, form: str) -> bool:
    """Return whether a word of a folded text begins with `form`."""
    at = folded.find(form) if form else -1
    while at > 0 and folded[at - 1].isalnum():
        at = folded.find(form, at + 1)
    return at >= 0


def has_all(folded: str, words: Iterable[Collection[str]]) -> bool:
    """Return whether each word begins in a folded text, in one of its spellings."""
    return all(any(begins_in(folded, form) for form in forms) for forms in words)


def matches(word: str, forms: Collection[str]) -> bool:
    """Return whether a word of a text is one that was searched for, or holds one (an address)."""
    return any(begins_in(fold(word), form) for form in forms)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the digits to look for in phone numbers, if `text` is a part of one.

    Zeros at the beginning are left out too: they are not dialled with the country before them.
    """
    found = digits(text) if is_like_a_phone(text.strip()) else ""
    if len(found) < LEAST_DIGITS:
        return ()
    bare = found.lstrip("0")
    return tuple(dict.fromkeys((found, bare if len(bare) >= LEAST_DIGITS else found)))


def span(text: str, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where the first of the words, or the number they are, begins and ends in a text."""
    forms = forms_of(words)
    at = 0
    for word in text.split(" "):
        if word and matches(word, forms):
            return at, at + len(word)
        at += len(word) + 1
    if any(number in digits(text) for number in numbers_in(" ".join(words))):
        places = [n for n, char in enumerate(text) if char.isdecimal()]
        return places[0], places[-1] + 1
    return None
