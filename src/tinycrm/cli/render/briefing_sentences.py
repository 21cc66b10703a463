"""The morning as sentences, one an item: for a screen reader, for speech, for a log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tinycrm.cli.render.styled_lines import Line, paragraph, person
from tinycrm.dates import say_distance, say_long_day
from tinycrm.services.briefing import sections, wording
from tinycrm.services.briefing.briefing import Birthday, Briefing, Mention
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.briefing.sections import Section, SectionRow
from tinycrm.text import shorten


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the morning as sentences. `away` is what to say after an absence."""
    if briefing.nobody:
        from tinycrm.cli.render.briefing_lines import beginning

        return beginning(columns)
    said = [f"{say_long_day(briefing.date)}. {_summary(briefing)}"]
    if away:
        said.append(" ".join(away))
    found = sections.sections_of(briefing)
    for section in found:
        say = _SAY[section.key]
        said += [f"{section.one}. {say(row.item, row, briefing.date)}" for row in section.rows]
    said += _more(found)
    return [line for each in said for line in paragraph(each, columns, hanging=2)]


def _summary(briefing: Briefing) -> str:
    if briefing.empty:
        return person(sections.say_quiet(briefing, _long))
    return f"{sections.say_summary(briefing)}."


def _more(found: Sequence[Section]) -> list[str]:
    """Return the sentence that says how many rows are not among these."""
    said = ", ".join(
        f"{each.hidden} more {sections.say_counted(each.key, each.hidden)}"
        for each in found
        if each.hidden
    )
    return [f"Not shown: {said}. All of them: crm today --all"] if said else []


def brief(briefing: Briefing) -> str:
    """Return one line under 80 columns, or "" when nothing is due."""
    return shorten(f"crm: {sections.say_summary(briefing)}", 77) if briefing.due else ""


def _birthday(each: Birthday, row: SectionRow, today: date) -> str:
    when = "today" if each.days == 0 else f"on {_long(each.on, today)}, {say_distance(each.days)}"
    said = [f"{person(row.who)} {_turning(each)} {when}", *_also(row)]
    said += [f"Know: {person(', '.join(known))}"] if (known := wording.say_know(each)) else []
    said += [person(_capital(last))] if (last := wording.say_last_year(each.last_gesture)) else []
    said += ["Greeted already"] if row.ticked else []
    return _sentences(*said, f"Code {row.code}")


def _turning(row: Birthday) -> str:
    if row.label == "birthday" and row.turns is None:
        return "had a birthday" if row.days < 0 else "has a birthday"
    said = wording.say_turns(row)
    return said if row.label == "birthday" else f"has {person(said)}"


def _follow_up(each: FollowUp, row: SectionRow, today: date) -> str:
    name = person(row.who) if row.person else "For yourself"
    day = "" if each.days == 0 else f", {_long(each.on, today)}"
    text = person(row.what).replace(" · ", ", ")
    said = [f"{name}, {text}, {row.far}{day}", *_also(row)]
    if row.under and each.last_note:
        words = person(wording.excerpt(each.last_note.text))
        when = f"{each.last_note.kind} on {_long(each.last_note.on, today)}"
        said.append(f"Last: {when}" + (f", “{words}”" if words else ""))
    return _sentences(*said, f"Code {row.code}")


def _mention(each: Mention, row: SectionRow, today: date) -> str:
    said = f"{person(row.who)}, {person(row.what)}, {row.far}"
    return _sentences(said, *_also(row), f"Say: {person(each.say)}", f"Code {row.code}")


_SAY: dict[str, Callable[[Any, SectionRow, date], str]] = {
    "birthdays": _birthday,
    "follow_ups": _follow_up,
    "issues": _mention,
    "upcoming": _follow_up,
}


def _also(row: SectionRow) -> list[str]:
    return [_capital(row.also)] if row.also else []


def _sentences(*said: str) -> str:
    """Return sentences in a row, each with one sign at its end."""
    return " ".join(each if each.endswith((".", "!", "?", "…")) else f"{each}." for each in said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _long(on: date, today: date) -> str:
    """Return the day in full words; the year only when it is another one."""
    said = say_long_day(on)
    return said if on.year != today.year else said.rsplit(" ", 1)[0]
