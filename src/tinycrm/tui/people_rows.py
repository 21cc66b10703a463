"""A row of the list of people; its columns come and go with the width."""

from __future__ import annotations

from datetime import date

from tinycrm.dates import say_day, say_lateness
from tinycrm.services.codes import code
from tinycrm.services.people.listing import WorkingRow
from tinycrm.services.sql import stored_day
from tinycrm.tui.cell_text import Line, Span, fit, safe

_CODE = 7
_FAR = 13
_DAY = 12
_CODE_FROM = 36  # cells of the row: below, the name needs the room; the card has the code
_WORK_FROM = 56  # … from here on there is a column for work
_BOTH_FROM = 64  # … one for the last touch, and one for what is late
_TAGS_FROM = 92  # … one for tags beside the one for work


def draw(row: WorkingRow, today: date, width: int) -> Line:
    """Return who, where they work or their tags, last touch, what is late, and the code.

    Where there is one column for both, what is late comes before the last touch.
    """
    touched = stored_day(row.line.last_touch)
    day = say_day(touched, today) if touched else ""
    late = say_lateness((row.late_since - today).days) if row.late_since else ""
    own = code("contact", row.line.id)
    has_both = width >= _BOTH_FROM
    far = _FAR + has_both  # a space more beside another column
    end = [Span(fit(day, _DAY, right=True), "dim")] if has_both else []
    end += [
        Span(fit(late or ("" if has_both else day), far, right=True), "accent" if late else "dim"),
        Span(fit(own, _CODE if width >= _CODE_FROM else 0, right=True) + " ", "dim"),
    ]
    room = width - sum(len(each.text) for each in end)
    return (*_start(row, width, room), *end)


def _start(row: WorkingRow, width: int, room: int) -> Line:
    """Return the columns at the left, in `room` cells."""
    name, work, tags = safe(row.line.name), safe(row.line.work), safe(", ".join(row.tags))
    if width < _WORK_FROM:
        return (Span(fit(name, room), "name"),)
    who = max(16, min(28, room * 2 // 5))
    if width < _TAGS_FROM:
        about = fit(work or tags, room - who)
        return (Span(fit(name, who - 1) + " ", "name"), Span(about, "dim"))
    third = (room - who) // 2
    return (
        Span(fit(name, who - 1) + " ", "name"),
        Span(fit(work, third - 1) + " ", "dim"),
        Span(fit(tags, room - who - third), "dim"),
    )
