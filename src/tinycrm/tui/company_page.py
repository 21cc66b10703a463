"""An organization in lines: its people, what is open, and its notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tinycrm.services.briefing.card_rows import say_past_title
from tinycrm.services.briefing.company import Company
from tinycrm.services.briefing.company_rows import CompanyRow, company_card
from tinycrm.tui.briefing_rows import NARROW, BriefingRow, draw
from tinycrm.tui.card_lines import Placed, entry_lines
from tinycrm.tui.cell_text import BLANK, Span, both_ends, safe, wrap

_WIDEST = 104
"""The page is never wider, so that what is at its right edge is not far from its words."""


def page_lines(company: Company, today: date, width: int) -> list[Placed]:
    """Return everything about an organization."""
    width = min(width, _WIDEST)
    card = company_card(company, today)
    lines = [_title(safe(card.name), card.summary, width)]
    for section in card.sections:
        lines += [Placed(BLANK), _title(section.title, section.summary, width)]
        lines += [line for row in section.rows for line in _row(row, width)]
    return [*lines, Placed(BLANK), *_timeline(company, today, width)]


def _title(text: str, right: str, width: int) -> Placed:
    return Placed(both_ends((Span(text, "head"),), (Span(right, "dim"),) if right else (), width))


def _row(row: CompanyRow, width: int) -> Iterator[Placed]:
    """Yield a row as on the Today screen; a narrow screen has its text below."""
    who, what = safe(row.person.name), safe(row.what)
    drawn = draw(
        BriefingRow(row.code, "", who, row.person, what, row.day, row.far, row.accent), width + 1
    )
    end = drawn[-1]._replace(text=drawn[-1].text.removesuffix(" "))  # nothing comes after it here
    yield Placed((*drawn[:-1], end), row.code, what, (row.person.id, row.person.name))
    if width < NARROW and what:
        yield from (Placed((Span(f"  {text}", "dim"),)) for text in wrap(what, width - 2))


def _timeline(company: Company, today: date, width: int) -> Iterator[Placed]:
    if not company.notes:
        yield Placed((Span("No notes yet.", "dim"),))
        return
    yield _title(*say_past_title(len(company.notes), company.note_count), width)
    for note in company.notes:
        yield from entry_lines(note, today, width)
