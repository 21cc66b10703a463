"""One organization on one screen: its people, what is open, the past."""

from __future__ import annotations

from datetime import date

from tinycrm.cli.render.note_lines import note_lines
from tinycrm.cli.render.row_grid import Row, fit, section
from tinycrm.cli.render.styled_lines import BLANK, NARROW, Line, headed, paragraph, person
from tinycrm.services.briefing.card_rows import say_past_title
from tinycrm.services.briefing.company import KEY, Company
from tinycrm.services.briefing.company_rows import CompanyRow, company_card

_LAST = 5


def company_lines(company: Company, today: date, columns: int, *, every: bool) -> list[Line]:
    """Return the card of an organization."""
    card = company_card(company, today)
    rows = [[_grid_row(row) for row in each.rows] for each in card.sections]
    grid = None if columns < NARROW else fit((row for each in rows for row in each), columns)
    lines = headed(person(card.name), card.summary, columns, style="head", indent=2)
    for each, shown in zip(card.sections, rows, strict=True):
        lines += [BLANK, *section(each.title, each.summary, shown, grid, columns)]
    return lines + _past(company, today, columns, every=every)


def _grid_row(row: CompanyRow) -> Row:
    return Row(
        who=person(row.person.name),
        what=person(row.what),
        date=row.day,
        far=row.far,
        code=row.code,
        accent=row.accent,
    )


def _past(company: Company, today: date, columns: int, *, every: bool) -> list[Line]:
    total = company.note_count
    if not total:
        return [BLANK, *paragraph("No notes yet.", columns, style="dim")]
    shown = company.notes if every else company.notes[:_LAST]
    title, count = say_past_title(len(shown), total)
    lines = [BLANK, *headed(title, count, columns, style="head")]
    lines += note_lines(shown, today, columns, whole=every)
    if len(shown) < total:
        from shlex import quote  # the name may come from anywhere, and users copy this line

        more = f"All {total}: crm show {person(quote(f'{KEY}{company.typed}'))} --all"
        lines += [BLANK, *paragraph(more, columns, style="dim")]
    return lines
