"""The history on a screen: one line per batch, and its changes below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm import clock
from tinycrm.cli.render.styled_lines import Line, Span, headed, joined, paragraph, person
from tinycrm.dates import say_day
from tinycrm.services.history.history import HistoryEntry, RowChange
from tinycrm.services.history.step_words import say_step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tinycrm.cli.render.styled_lines import Style


def lines(
    entries: Sequence[HistoryEntry], today: date, columns: int, *, with_steps: bool
) -> list[Line]:
    """Return batches, newest first."""
    shown: list[Line] = []
    for entry in entries:
        right = f"{person(entry.batch.door)}  {entry.batch.code}"
        style: Style = "dim" if entry.void else ""
        shown += headed(_title(entry, today), right, columns, style=style, indent=2)
        if with_steps:
            shown += [line for step in entry.steps for line in _step(step, columns)]
    return shown


def rows(entries: Sequence[HistoryEntry], today: date) -> list[Line]:
    """Return batches without their rows, for a program that reads lines: one line each."""
    return [
        [Span(_title(each, today)), Span(f"  {person(each.batch.door)}  {each.batch.code}")]
        for each in entries
    ]


def _title(entry: HistoryEntry, today: date) -> str:
    moment = clock.local_time(entry.batch.made_at)
    when = f"{say_day(moment.date(), today)} {moment:%H:%M}"
    return f"{when}  {person(entry.batch.label)}{' · undone' if entry.void else ''}"


def _step(step: RowChange, columns: int) -> list[Line]:
    """Return the change of a row: its fields in one paragraph, or each before and after."""
    said = say_step(step)
    if step.operation != "update":
        parts = [person(each) for each in (said.head, *said.changes)]
        return [
            [Span(" " * (4 if n else 2)), Span(text, "dim" if n else "")]
            for n, text in enumerate(joined(parts, columns - 4))
        ]
    shown = paragraph(person(said.head), columns, indent=2)
    for change in said.changes:
        shown += paragraph(person(change), columns, indent=4, hanging=6, style="dim")
    return shown
