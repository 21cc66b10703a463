"""The morning as sentences, one an item: for a screen reader, for speech, for a log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tinycrm.cli.render.briefing_lines import beginning
from tinycrm.cli.render.styled_lines import Line, paragraph, person
from tinycrm.dates import say_distance, say_long_day
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.briefing import Birthday, Briefing, Mention, also_waiting
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.text import shorten


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the morning as sentences. `away` is what to say after an absence."""
    if briefing.nobody:
        return beginning(columns)
    said = [f"{say_long_day(briefing.date)}. {_summary(briefing)}"]
    if away:
        said.append(" ".join(away))
    also = also_waiting(briefing)
    said += [_birthday(row, also, briefing.date) for row in briefing.birthdays]
    said += [f"Follow up. {_follow_up(row, briefing)}" for row in briefing.follow_ups]
    said += [_mention(row) for row in briefing.issues]
    said += [f"Coming up. {_follow_up(row, briefing)}" for row in briefing.upcoming]
    said += _more(briefing)
    return [line for each in said for line in paragraph(each, columns, hanging=2)]


def _summary(briefing: Briefing) -> str:
    if briefing.empty:
        return person(wording.say_quiet(briefing, _long))
    return f"{wording.say_summary(briefing)}."


def _more(briefing: Briefing) -> list[str]:
    """Return the sentence that says how many rows are not among these."""
    totals = briefing.totals
    birthdays = totals.birthdays - len(briefing.birthdays)
    hidden = (
        (birthdays, "birthday" if birthdays == 1 else "birthdays"),
        (totals.late + totals.today - len(briefing.follow_ups), "to follow up"),
        (totals.open + totals.resolved - len(briefing.issues), "to mention"),
        (totals.upcoming - len(briefing.upcoming), "coming up"),
    )
    said = ", ".join(f"{count} more {what}" for count, what in hidden if count > 0)
    return [f"Not shown: {said}. All of them: crm today --all"] if said else []


def brief(briefing: Briefing) -> str:
    """Return one line under 80 columns, or "" when nothing is due."""
    return shorten(f"crm: {wording.say_summary(briefing)}", 77) if briefing.due else ""


def _birthday(row: Birthday, also: dict[str, tuple[str, ...]], today: date) -> str:
    when = "today" if row.days == 0 else f"on {_long(row.on, today)}, {say_distance(row.days)}"
    said = [f"Birthday. {person(row.contact.name)} {_turning(row)} {when}"]
    said += [f"Also {', '.join(codes)}"] if (codes := also.get(row.contact.id)) else []
    said += [f"Know: {person(', '.join(known))}"] if (known := wording.say_know(row)) else []
    said += [person(_capital(last))] if (last := wording.say_last_year(row.last_gesture)) else []
    said += ["Greeted already"] if row.greeted else []
    return _sentences(*said, f"Code {row.id}")


def _turning(row: Birthday) -> str:
    if row.label == "birthday" and row.turns is None:
        return "had a birthday" if row.days < 0 else "has a birthday"
    said = wording.say_turns(row)
    return said if row.label == "birthday" else f"has {person(said)}"


def _follow_up(row: FollowUp, briefing: Briefing) -> str:
    name = person(row.contact.name) if row.contact else "For yourself"
    day = "" if row.days == 0 else f", {_long(row.on, briefing.date)}"
    text = person(wording.say_task(row)).replace(" · ", ", ")
    said = [f"{name}, {text}, {wording.say_lateness_of(row)}{day}"]
    if row.reason == "cadence" and row.days <= 0 and row.last_note:
        words = person(wording.excerpt(row.last_note.text))
        when = f"{row.last_note.kind} on {_long(row.last_note.on, briefing.date)}"
        said.append(f"Last: {when}" + (f", “{words}”" if words else ""))
    return _sentences(*said, f"Code {row.id}")


def _mention(row: Mention) -> str:
    text = person(wording.one_line(row.text))
    said = f"Mention. {person(row.contact.name)}, {text}, {wording.say_state(row)}"
    return _sentences(said, f"Say: {person(row.say)}", f"Code {row.id}")


def _sentences(*said: str) -> str:
    """Return sentences in a row, each with one sign at its end."""
    return " ".join(each if each.endswith((".", "!", "?", "…")) else f"{each}." for each in said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _long(on: date, today: date) -> str:
    """Return the day in full words; the year only when it is another one."""
    said = say_long_day(on)
    return said if on.year != today.year else said.rsplit(" ", 1)[0]
