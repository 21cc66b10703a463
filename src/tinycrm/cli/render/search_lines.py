"""What a search found: whose it is, when, and the words where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.styled_lines import Line, Span, headed, paragraph, person
from tinycrm.services.briefing import wording
from tinycrm.services.search.searching import Hit
from tinycrm.text import fold, fold_forms, wrap

_AROUND = 90
"""How many letters of a long text stand around the first word that was found."""


def lines(hits: Sequence[Hit], words: Sequence[str], today: date, columns: int) -> list[Line]:
    """Return the hits, two lines each where there are words beside the name."""
    said: list[Line] = []
    forms = frozenset(form for word in words for form in fold_forms(word))
    for hit in hits:
        who = ", ".join(person(each.name) for each in hit.contacts) or "(me)"
        day = wording.say_past(date.fromisoformat(hit.on), today) if hit.on else ""
        sort = "" if hit.about == "contact" else hit.about
        about = " · ".join(filter(None, ("archived" if hit.archived else "", sort, day)))
        said += headed(who, "  ".join(filter(None, (about, hit.id))), columns, style="name")
        if hit.about == "contact" and hit.text == hit.contacts[0].name:
            continue
        context = person(_context(wording.one_line(hit.text), forms))
        said += [[Span("  "), *_marked(line, forms)] for line in wrap(context, columns - 2)]
    return said or paragraph("Nothing.", columns)


def _context(text: str, forms: frozenset[str]) -> str:
    """Return the text around the first word found, with … where more of it was."""
    if len(text) <= 2 * _AROUND:
        return text
    words = list(re.finditer(r"\S+", text))
    first = next((m.start() for m in words if _matches(m.group(), forms)), 0)
    start, end = max(0, first - _AROUND), min(len(text), first + _AROUND)
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"


def _matches(word: str, forms: frozenset[str]) -> bool:
    bare = re.sub(r"^\W+|\W+$", "", word)
    return any(found.startswith(form) for found in fold(bare).split("\n") for form in forms if form)


def _marked(text: str, forms: frozenset[str]) -> Line:
    """Return a line with the words that were found in the style of names."""
    return [
        Span(part, "name" if part.strip() and _matches(part, forms) else "")
        for part in re.split(r"(\s+)", text)
        if part
    ]
