"""The morning for a person: four questions, each a section, in one grid."""

from __future__ import annotations

from collections.abc import Sequence

from tinycrm.cli.render.lines import BLANK, Line, Span, paragraph, person
from tinycrm.cli.render.rows import NARROW, Grid, Row, fit, section
from tinycrm.dates import say_day, say_distance, say_long_day
from tinycrm.services import wording
from tinycrm.services.briefing import Birthday, Briefing, Mention
from tinycrm.services.owed import FollowUp

ROWS = 7
"""How many rows of a section a screen shows; the rest is said in numbers."""
AHEAD = 3


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the morning in at most `columns`. `away` is what to say after an absence."""
    if briefing.nobody:
        return _nobody()
    said = _heading(briefing, columns)
    for text in away:
        said += [BLANK, *paragraph(text, columns)]
    if briefing.empty:
        return [*said, BLANK, *paragraph(_quiet(briefing), columns)]
    sections = _sections(briefing)
    grid = fit((r for _, _, rows, _ in sections for r in rows), columns)
    for title, summary, rows, more in sections:
        said += [BLANK, *section(title, summary, rows, _grid(grid, columns), columns), *more]
    foot = "log, done, snooze or show, then the code on the right: "
    first = next((row.code for _, _, rows, _ in sections for row in rows), "r12")
    return [*said, BLANK, *paragraph(f"{foot}crm done {first}", columns, style="dim")]


def _grid(grid: Grid, columns: int) -> Grid | None:
    return grid if columns >= NARROW else None


def _heading(briefing: Briefing, columns: int) -> list[Line]:
    day = say_long_day(briefing.date)
    if columns < NARROW:
        weekday, rest = day.split(" ", 1)
        day = f"{weekday[:3]} {rest}"
    return [[Span(day, "head")]]


_Section = tuple[str, str, list[Row], list[Line]]


def _sections(briefing: Briefing) -> list[_Section]:
    totals, said = briefing.totals, _Names(briefing)
    late = _counts((totals.late, "late"), (totals.today, "today"))
    states = _counts((totals.open, "open"), (totals.resolved, "resolved"))
    found = [
        (
            "Birthdays", "",
            [_birthday(row, said, briefing) for row in briefing.birthdays],
            _more(totals.birthdays - len(briefing.birthdays)),
        ),
        (
            "Follow up", late,
            [_follow_up(row, said, briefing) for row in briefing.follow_ups],
            _more_late(briefing),
        ),
        (
            "Mention", states,
            [_mention(row, said, briefing) for row in briefing.issues],
            _more(totals.open + totals.resolved - len(briefing.issues)),
        ),
        (
            "Coming up", "",
            [_follow_up(row, said, briefing) for row in briefing.upcoming],
            _more(totals.upcoming - len(briefing.upcoming)),
        ),
    ]  # fmt: skip
    return [each for each in found if each[2]]


class _Names:
    """Says once, at the first row of somebody, what else of theirs stands in this morning."""

    def __init__(self, briefing: Briefing) -> None:
        self._also = dict(briefing.also)

    def also(self, row: Birthday | FollowUp | Mention) -> str:
        """Return `also r12, i7` for the first row of a person, "" afterwards."""
        if row.contact is None:
            return ""
        codes = self._also.pop(row.contact.id, ())
        return f"also {', '.join(codes)}" if codes else ""


def _birthday(row: Birthday, names: _Names, briefing: Briefing) -> Row:
    under = " · ".join(
        filter(None, (wording.say_know(row), wording.say_last_year(row.last_gesture)))
    )
    return Row(
        who=person(row.contact.name),
        what=person(wording.say_turns(row)),
        date=say_day(row.on, briefing.date),
        far=wording.say_distance_of(row),
        code=row.id,
        accent=row.days <= 0,
        under=(person(under),) if under else (),
        also=names.also(row),
        ticked=row.greeted,
    )


def _follow_up(row: FollowUp, names: _Names, briefing: Briefing) -> Row:
    last = "" if row.reason == "reminder" else wording.say_last_note(row.last_note, briefing.date)
    return Row(
        who=person(wording.say_name(row.contact)),
        what=person(wording.one_line(row.text)),
        date=say_day(row.on, briefing.date),
        far=wording.say_lateness_of(row),
        code=row.id,
        accent=row.days <= 0,
        under=(person(last),) if last and row.days <= 0 else (),
        also=names.also(row),
    )


def _mention(row: Mention, names: _Names, briefing: Briefing) -> Row:
    return Row(
        who=person(row.contact.name),
        what=person(wording.one_line(row.text)),
        date=say_day(row.resolved or row.on, briefing.date),
        far=wording.say_state(row),
        code=row.id,
        under=(f"“{person(row.say)}”",),
        also=names.also(row),
    )


def _counts(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def _more(count: int) -> list[Line]:
    return [[Span(f"  {count} more: crm today --all", "dim")]] if count > 0 else []


def _more_late(briefing: Briefing) -> list[Line]:
    count = briefing.totals.late + briefing.totals.today - len(briefing.follow_ups)
    return _more(count)


def _quiet(briefing: Briefing) -> str:
    following = briefing.next
    if following is None:
        return "Nobody is waiting, and no date is coming up."
    days = (following.on - briefing.date).days
    what = person(following.text)
    if following.label:
        name = person(following.name)
        what = f"{name}’s {following.label}"
    day = say_day(following.on, briefing.date)
    return f"Nobody is waiting. The next date is {what}, {day}, {say_distance(days)}."


def _nobody() -> list[Line]:
    return [
        [Span("Nobody here yet. Three ways to begin:")],
        BLANK,
        [Span('  crm add "Anna Kowalska" -e anna@example.org -b "14 Mar"')],
        [Span("  crm import contacts.vcf --tag phone")],
        [Span("  crm demo                  a full morning with sample people, nothing kept")],
    ]

