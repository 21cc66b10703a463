"""Lists of notes, reminders and issues, and single records in the same layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tinycrm.cli.render import answer_lines
from tinycrm.cli.render.note_lines import note_lines, note_rows, told
from tinycrm.cli.render.row_grid import Row, grid_lines, single
from tinycrm.cli.render.styled_lines import BLANK, Line, Span, headed, paragraph, person
from tinycrm.cli.terminal import PIPE_WIDTH
from tinycrm.dates import say_day, say_lateness, say_past
from tinycrm.services.briefing import wording
from tinycrm.services.records import Deal, Feedback, Issue, Note, Perk, Record, Reminder, Win
from tinycrm.text import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    from tinycrm.services.activity.common_issues import CommonIssue
    from tinycrm.services.activity.rereading import RereadNote

    ListKind = Literal[
        "notes", "reread notes", "reminders", "issues", "common issues", "wins", "deals",
        "answers", "people to ask", "perks",
    ]  # fmt: skip


def reread_lines(found: Sequence[RereadNote], today: date, columns: int) -> list[Line]:
    """Return notes whose text says another kind: which kind and by what word, below it the note."""
    lines: list[Line] = []
    for each in found:
        lines += headed(_would_be(each), each.note.id, columns, style="name")
        day = say_past(each.note.day, today)
        text = person(wording.one_line(told(each.note)))
        lines += [[Span("  "), Span(line)] for line in wrap(f"{day}  {text}", columns - 2)]
    return lines


def reread_rows(found: Sequence[RereadNote], today: date) -> list[Line]:
    """Return the same for a program that reads lines: one line each."""
    return [
        [Span(f"  {_would_be(each)}  "), *note_rows([each.note], today)[0][2:]] for each in found
    ]


def _would_be(each: RereadNote) -> str:
    return f"{each.note.kind} → {each.kind} (“{person(wording.one_line(each.kind_by))}”)"


def reminder_lines(reminders: Sequence[Reminder], today: date, columns: int) -> list[Line]:
    """Return reminders in the grid of the briefing."""
    return grid_lines(_reminder_rows(reminders, today), columns)


def _reminder_rows(reminders: Sequence[Reminder], today: date) -> list[Row]:
    return [
        Row(
            who=person(wording.say_name(each.contact)),
            what=person(wording.one_line(each.text)),
            date=say_day(each.on, today),
            far="done" if each.done_at else say_lateness((each.on - today).days),
            code=each.id,
            accent=each.on <= today,
            under=_repeats(each, today),
            ticked=each.done_at is not None,
        )
        for each in reminders
    ]


def _repeats(each: Reminder, today: date) -> tuple[str, ...]:
    until = each.snoozed_until if not each.done_at else None
    parts = (
        f"at {each.time}" if each.time else "",
        wording.say_repeat(each),
        f"snoozed until {say_day(until, today)}" if until and until > today else "",
    )
    return tuple(filter(None, parts))


def issue_lines(issues: Sequence[Issue], today: date, columns: int) -> list[Line]:
    """Return issues in the grid of the briefing."""
    return grid_lines(_issue_rows(issues, today), columns)


def _issue_rows(issues: Sequence[Issue], today: date) -> list[Row]:
    return [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)),
            date=say_day(each.resolved or each.on, today),
            far=each.state,
            code=each.id,
            under=(person(wording.one_line(each.resolution)),) if each.resolution else (),
        )
        for each in issues
    ]


def win_lines(wins: Sequence[Win], today: date, columns: int) -> list[Line]:
    """Return wins in the grid of the briefing: who, what, when, and the value."""
    return grid_lines(_win_rows(wins, today), columns)


def _win_rows(wins: Sequence[Win], today: date) -> list[Row]:
    return [
        Row(
            who=person(each.contact.name),
            what=person(": ".join(filter(None, (_win_kind(each), wording.one_line(each.text))))),
            date=say_past(each.on, today),
            far=each.money.say() if each.money else "",
            code=each.id,
            under=tuple(_because(each)),
        )
        for each in wins
    ]


def _win_kind(win: Win) -> str:
    return f"brought {win.brought.name}" if win.brought else win.kind


def _because(win: Win) -> Iterator[str]:
    if win.because:
        yield f"because of {', '.join(win.because)}"
    if win.deal:
        yield f"was {win.deal}"


def deal_lines(deals: Sequence[Deal], today: date, columns: int) -> list[Line]:
    """Return deals in the grid of the briefing, with their value and their state below."""
    return grid_lines(_deal_rows(deals, today), columns)


def _deal_rows(deals: Sequence[Deal], today: date) -> list[Row]:
    return [
        Row(
            who=person(each.contact.name),
            what=person(wording.one_line(each.text)),
            date=say_day(each.until, today) if each.until else "",
            far=each.money.say() if each.money else "",
            code=each.id,
            accent=each.state == "open" and each.until is not None and each.until <= today,
            under=tuple(person(part) for part in _deal_state(each, today)),
        )
        for each in deals
    ]


def _deal_state(each: Deal, today: date) -> Iterator[str]:
    if each.state == "won":
        yield f"won: {each.win}"
    elif each.lost:
        reason = wording.one_line(each.reason or "")
        yield f"lost {say_day(each.lost, today)}{f': {reason}' if reason else ''}"
    else:
        yield f"open since {say_day(each.on, today)}"
        if each.until and each.until < today:
            yield say_lateness((each.until - today).days)
        if each.snoozed_until and each.snoozed_until > today:
            yield f"snoozed until {say_day(each.snoozed_until, today)}"


def common_lines(found: Sequence[CommonIssue], today: date, columns: int) -> list[Line]:
    """Return issues that several contacts had: how many had it, and below it each issue."""
    lines: list[Line] = []
    for each in found:
        title = f"{len(each.people)} people had “{person(wording.one_line(each.text))}”"
        lines += [BLANK] if lines else []
        lines += paragraph(title, columns, style="head")
        lines += issue_lines(each.issues, today, columns)
    return lines


def _common_rows(found: Sequence[CommonIssue], today: date) -> list[Row]:
    return [
        row._replace(also=f"{len(each.people)} people")
        for each in found
        for row in _issue_rows(each.issues, today)
    ]


def _single(rows: Callable[[Any, date], list[Row]]) -> Callable[[Any, date], list[Line]]:
    return lambda found, today: single(rows(found, today), PIPE_WIDTH)


def record_lines(record: Record, today: date, columns: int) -> list[Line]:
    """Return one note, reminder or issue."""
    return _LINES_OF[type(record)]([record], today, columns)


def _whole_notes(notes: Sequence[Note], today: date, columns: int) -> list[Line]:
    return note_lines(notes, today, columns, whole=True)


_LINES_OF: dict[type, Callable[[list[Any], date, int], list[Line]]] = {
    Note: _whole_notes,
    Reminder: reminder_lines,
    Issue: issue_lines,
    Win: win_lines,
    Deal: deal_lines,
    Feedback: answer_lines.answer_lines,
    Perk: answer_lines.perk_lines,
}
"""By the class of a record. A contact has its own screen, the card."""

LISTS: dict[ListKind, Callable[[Sequence[Any], date, int], list[Line]]] = {
    "notes": note_lines,
    "reread notes": reread_lines,
    "reminders": reminder_lines,
    "issues": issue_lines,
    "common issues": common_lines,
    "wins": win_lines,
    "deals": deal_lines,
    "answers": answer_lines.answer_lines,
    "people to ask": answer_lines.ask_lines,
    "perks": answer_lines.perk_lines,
}
"""The lists of records as they are shown on a screen."""

ROWS: dict[ListKind, Callable[[Sequence[Any], date], list[Line]]] = {
    "notes": note_rows,
    "reread notes": reread_rows,
    "reminders": _single(_reminder_rows),
    "issues": _single(_issue_rows),
    "common issues": _single(_common_rows),
    "wins": _single(_win_rows),
    "deals": _single(_deal_rows),
    "answers": _single(answer_lines.answer_rows),
    "people to ask": _single(answer_lines.ask_rows),
    "perks": _single(answer_lines.perk_rows),
}
"""How a list is written into a pipe: a line each, for `grep` and `wc -l`."""
