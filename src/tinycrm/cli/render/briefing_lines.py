"""The morning for a person: four questions, each a section, in one grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tinycrm.cli.render.row_grid import NARROW, Row, fit, say_when, section
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, joined, paragraph, person
from tinycrm.dates import say_day, say_long_day
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.briefing import Birthday, Briefing, Mention, also_waiting
from tinycrm.services.briefing.follow_ups import FollowUp


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the morning in at most `columns`. `away` is what to say after an absence."""
    if briefing.nobody:
        return beginning(columns)
    said = _heading(briefing, columns)
    if away:
        said += [BLANK, *(line for text in away for line in paragraph(text, columns))]
    if briefing.empty:
        said += [BLANK, *_quiet(briefing, columns)]
    if briefing.empty and _says_it_all(briefing):
        return said
    return [*said, *_body(briefing, columns)]


def _quiet(briefing: Briefing, columns: int) -> list[Line]:
    """Return the friendly line, broken between its clauses."""
    clauses = re.split(r"(?<=[.,])\s+", person(wording.say_quiet(briefing)))
    return [[Span(line)] for line in joined(clauses, columns, " ")]


def _body(briefing: Briefing, columns: int) -> list[Line]:
    sections = _sections(briefing, columns)
    is_narrow = columns < NARROW
    grid = None if is_narrow else fit((r for _, _, rows, _ in sections for r in rows), columns)
    said: list[Line] = []
    for title, summary, rows, more in sections:
        said += [BLANK, *section(title, summary, rows, grid, columns), *more]
    example = _example(sections)
    if is_narrow or briefing.empty or not example:
        return said
    foot = f"log, done, snooze or show, then the code on the right: crm done {example}"
    return [*said, BLANK, *paragraph(foot, columns, style="dim")]


def _heading(briefing: Briefing, columns: int) -> list[Line]:
    day = say_long_day(briefing.date)
    if columns < NARROW:
        weekday, rest = day.split(" ", 1)
        day = f"{weekday[:3]} {rest}"
    return paragraph(day, columns, style="head")


def _says_it_all(briefing: Briefing) -> bool:
    """Tell whether the friendly line names the only row there is, or there is none."""
    days = [row.on for row in briefing.birthdays] + [row.on for row in briefing.upcoming]
    return not days or (briefing.next is not None and days == [briefing.next.on])


_Section = tuple[str, str, list[Row], list[Line]]


def _sections(briefing: Briefing, columns: int) -> list[_Section]:
    totals, said = briefing.totals, _Names(briefing)
    found = (
        (
            "Birthdays", "", totals.birthdays,
            [_birthday(row, said, briefing) for row in briefing.birthdays],
        ),
        (
            "Follow up", _counts((totals.late, "late"), (totals.today, "today")),
            totals.late + totals.today,
            [_follow_up(row, said, briefing) for row in briefing.follow_ups],
        ),
        (
            "Mention", _counts((totals.open, "open"), (totals.resolved, "resolved")),
            totals.open + totals.resolved,
            [_mention(row, said, briefing) for row in briefing.issues],
        ),
        (
            "Coming up", "", totals.upcoming,
            [_follow_up(row, said, briefing) for row in briefing.upcoming],
        ),
    )  # fmt: skip
    return [
        (title, summary, rows, _more(total - len(rows), columns))
        for title, summary, total, rows in found
        if rows
    ]


class _Names:
    """Says once, at the first row of somebody, what else of theirs stands in this morning."""

    def __init__(self, briefing: Briefing) -> None:
        self._also = also_waiting(briefing)

    def also(self, row: Birthday | FollowUp | Mention) -> str:
        """Return `also r12, i7` for the first row of a person, "" afterwards."""
        if row.contact is None:
            return ""
        codes = self._also.pop(row.contact.id, ())
        return f"also {', '.join(codes)}" if codes else ""


def _birthday(row: Birthday, names: _Names, briefing: Briefing) -> Row:
    day, far = say_day(row.on, briefing.date), wording.say_distance_of(row)
    what = person(wording.say_turns(row))
    last = wording.say_last_year(row.last_gesture)
    return Row(
        who=person(row.contact.name),
        what=what,
        date=day,
        far=far,
        code=row.id,
        accent=row.days == 0,
        under=tuple(person(part) for part in (", ".join(wording.say_know(row)), last) if part),
        also=names.also(row),
        ticked=row.greeted,
        brief=(say_when(day, far),) if what == "birthday" else (),  # the heading says it
    )


def _follow_up(row: FollowUp, names: _Names, briefing: Briefing) -> Row:
    is_rhythm = row.reason == "cadence" and row.days <= 0
    last = wording.say_last_note(row.last_note, briefing.date) if is_rhythm else ()
    return Row(
        who=person(wording.say_name(row.contact)),
        what=person(wording.say_task(row)),
        date=say_day(row.on, briefing.date),
        far=wording.say_lateness_of(row),
        code=row.id,
        accent=row.days <= 0,
        under=tuple(person(part) for part in last),
        also=names.also(row),
    )


def _mention(row: Mention, names: _Names, briefing: Briefing) -> Row:
    what = person(wording.one_line(row.text))
    day, far = say_day(row.resolved or row.on, briefing.date), wording.say_state(row)
    return Row(
        who=person(row.contact.name),
        what=what,
        date=day,
        far=far,
        code=row.id,
        under=(f"“{person(row.say)}”",),
        also=names.also(row),
        brief=(what, f"{far} {day}") if row.resolved else (),
    )


def _example(sections: Sequence[_Section]) -> str:
    """Return the code that the foot shows how to use: something owed, else what waits first."""
    waiting = [(title, row) for title, _, rows, _ in sections for row in rows if not row.ticked]
    owed = [row.code for title, row in waiting if title == "Follow up"]
    return next(iter([*owed, *(row.code for _, row in waiting)]), "")


def _counts(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def _more(count: int, columns: int) -> list[Line]:
    text = f"{count} more: crm today --all"
    return paragraph(text, columns, indent=2, style="dim") if count > 0 else []


def beginning(columns: int) -> list[Line]:
    """Return what an empty store says: three ways to begin."""
    ways = [
        '  crm add "Anna Kowalska" -e anna@example.org -b "14 Mar"',
        "  crm import contacts.vcf --tag phone",
        "  crm demo                  a full morning with sample people, nothing kept",
    ]
    said = [*paragraph("Nobody here yet. Three ways to begin:", columns), BLANK]
    if max(map(len, ways)) <= columns:
        return [*said, *([Span(way)] for way in ways)]
    for way in ('crm add "Anna Kowalska"', "crm import contacts.vcf", "crm demo"):
        said += paragraph(way, columns, indent=2, hanging=4)
    return said
