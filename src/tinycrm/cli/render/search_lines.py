"""The results of a search: contact, date, and the text around the words that were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tinycrm.cli.render.row_grid import Row, single
from tinycrm.cli.render.styled_lines import Line, Span, headed, person
from tinycrm.cli.terminal import PIPE_WIDTH
from tinycrm.contact_points import digits
from tinycrm.dates import say_past
from tinycrm.services.briefing import wording
from tinycrm.services.search.searching import Hit, say_about
from tinycrm.services.search.word_forms import forms_of, matches, numbers_in
from tinycrm.services.sql import stored_day
from tinycrm.text import wrap

_AROUND = 90
"""How many characters of a long text to show before and after the first match."""


def rows(hits: Sequence[Hit], words: Sequence[str], today: date) -> list[Line]:
    """Return the hits for a program that reads lines: one line each."""
    forms = forms_of(words)
    found = [
        Row(who=_who(hit), what=_what(hit, forms), date=_day(hit, today), far=_kind(hit),
            code=hit.id)
        for hit in hits
    ]  # fmt: skip
    return single(found, PIPE_WIDTH)


def _who(hit: Hit) -> str:
    return ", ".join(person(each.name) for each in hit.contacts) or "(me)"


def _what(hit: Hit, forms: frozenset[str]) -> str:
    """Return the text around the words that were found; "" if that is only the name."""
    if hit.about == "contact" and hit.text == hit.contacts[0].name:
        return ""
    return person(_context(wording.one_line(hit.text), forms))


def _day(hit: Hit, today: date) -> str:
    day = stored_day(hit.on)
    return say_past(day, today) if day else ""


def _kind(hit: Hit) -> str:
    kind = "" if hit.about == "contact" else say_about(hit)
    return " · ".join(filter(None, ("archived" if hit.archived else "", kind)))


def lines(hits: Sequence[Hit], words: Sequence[str], today: date, columns: int) -> list[Line]:
    """Return the hits, each on two lines if there is text besides the name."""
    shown: list[Line] = []
    forms, numbers = forms_of(words), numbers_in(" ".join(words))
    for hit in hits:
        about = " · ".join(filter(None, (_kind(hit), _day(hit, today))))
        shown += headed(_who(hit), "  ".join(filter(None, (about, hit.id))), columns, style="name")
        context = _what(hit, forms)
        is_number = any(number in digits(hit.text) for number in numbers)
        shown += [
            [Span("  "), *_highlighted(line, forms, is_number)]
            for line in wrap(context, columns - 2)
        ]
    return shown


def _context(text: str, forms: frozenset[str]) -> str:
    """Return the text around the first match, with … where it was cut."""
    if len(text) <= 2 * _AROUND:
        return text
    first = next((at for at, word in _words(text) if matches(word, forms)), 0)
    start, end = max(0, first - _AROUND), min(len(text), first + _AROUND)
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of text in one line, each with its position."""
    at = 0
    for word in text.split(" "):
        yield at, word
        at += len(word) + 1


def _highlighted(text: str, forms: frozenset[str], is_number: bool) -> Line:
    """Return a line with the matching words, or the parts of a number, in the style of names."""
    spans = [
        Span(part, "name" if _is_found(part, forms, is_number) else "")
        for each in text.split(" ")
        for part in (" ", each)
    ]
    return spans[1:]


def _is_found(part: str, forms: frozenset[str], is_number: bool) -> bool:
    return matches(part, forms) or (is_number and bool(digits(part)))
