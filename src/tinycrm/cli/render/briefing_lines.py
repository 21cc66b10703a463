"""The briefing on a screen: its sections in one grid."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli.render.row_grid import Row, fit, section
from tinycrm.cli.render.styled_lines import BLANK, NARROW, Line, Span, joined, paragraph, person
from tinycrm.dates import say_long_day
from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.section_rows import Section, SectionRow
from tinycrm.services.briefing.sections import BEGINNING, say_quiet, sections_of
from tinycrm.text import sentences


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the briefing in at most `columns`. `away` are the sentences after an absence."""
    if briefing.nobody:
        return beginning(columns)
    shown = _heading(briefing, columns)
    if away:
        shown += [BLANK, *(line for text in away for line in paragraph(text, columns))]
    if briefing.empty:
        shown += [BLANK, *_quiet(briefing, columns)]
    found = sections_of(briefing)
    if briefing.empty and _is_only_next(briefing):
        found = tuple(each for each in found if each.key == "suggestion")
    return [*shown, *_body(briefing, found, columns)]


def _quiet(briefing: Briefing, columns: int) -> list[Line]:
    """Return the sentence for a quiet day, broken between its clauses."""
    clauses = sentences(person(say_quiet(briefing)), ".,")
    return [[Span(line)] for line in joined(clauses, columns, " ")]


def _body(briefing: Briefing, found: Sequence[Section], columns: int) -> list[Line]:
    rows = {section.key: [_grid_row(row) for row in section.rows] for section in found}
    is_narrow = columns < NARROW
    grid = None if is_narrow else fit((row for each in rows.values() for row in each), columns)
    shown: list[Line] = []
    for each in found:
        shown += [BLANK, *section(each.title, each.summary, rows[each.key], grid, columns)]
        shown += _more(each.hidden, columns)
    example = _example(found)
    if is_narrow or briefing.empty or not example:
        return shown
    hint = f"log, done, snooze or show, then the code on the right: crm done {example}"
    return [*shown, BLANK, *paragraph(hint, columns, style="dim")]


def _heading(briefing: Briefing, columns: int) -> list[Line]:
    day = say_long_day(briefing.date)
    if columns < NARROW:
        weekday, rest = day.split(" ", 1)
        day = f"{weekday[:3]} {rest}"
    return paragraph(day, columns, style="head")


def _is_only_next(briefing: Briefing) -> bool:
    """Return whether the sentence for a quiet day already names the only row, if any."""
    days = [row.on for row in briefing.birthdays] + [row.on for row in briefing.upcoming]
    return not days or (briefing.next is not None and days == [briefing.next.on])


def _grid_row(row: SectionRow) -> Row:
    """Return a row of the briefing, safe to show."""
    return Row(
        who=person(row.who),
        what=person(row.what),
        date=row.day,
        far=row.far,
        code=row.code,
        accent=row.accent,
        under=tuple(person(part) for part in (row.tried, *row.under) if part),
        also=row.also,
        ticked=row.ticked,
        brief=tuple(person(part) for part in row.brief),
    )


def _example(sections: Sequence[Section]) -> str:
    """Return the code for the example in the last line: a follow-up, else the first row."""
    due = [(each.key, row) for each in sections for row in each.rows if not row.ticked]
    follow_ups = [row.code for key, row in due if key == "follow_ups"]
    return next(iter([*follow_ups, *(row.code for _, row in due)]), "")


def _more(count: int, columns: int) -> list[Line]:
    text = f"{count} more: crm today --all"
    return paragraph(text, columns, indent=2, style="dim") if count > 0 else []


def beginning(columns: int) -> list[Line]:
    """Return the lines for an empty store: three ways to begin."""
    ways = [
        '  crm add "Anna Kowalska" -e anna@example.org -b "14 Mar"',
        "  crm import contacts.vcf --tag phone",
        "  crm demo                  a full morning with sample people, nothing kept",
    ]
    shown = [*paragraph(BEGINNING, columns), BLANK]
    if max(map(len, ways)) <= columns:
        return [*shown, *([Span(way)] for way in ways)]
    for way in ('crm add "Anna Kowalska"', "crm import contacts.vcf", "crm demo"):
        shown += paragraph(way, columns, indent=2, hanging=4)
    return shown
