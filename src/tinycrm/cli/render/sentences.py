"""The morning as sentences, one an item: for a screen reader, for speech, for a log."""

from __future__ import annotations

from datetime import date

from tinycrm.cli.render.lines import Line, paragraph, person
from tinycrm.dates import say_distance, say_long_day
from tinycrm.services import wording
from tinycrm.services.briefing import Birthday, Briefing, Mention
from tinycrm.services.owed import FollowUp


def lines(briefing: Briefing, columns: int) -> list[Line]:
    """Return the morning as sentences."""
    summary = wording.say_summary(briefing) or "Nobody is waiting"
    said = [f"{say_long_day(briefing.date)}. {summary}."]
    said += [_birthday(row, briefing) for row in briefing.birthdays]
    said += [f"Follow up. {_follow_up(row, briefing)}" for row in briefing.follow_ups]
    said += [_mention(row) for row in briefing.issues]
    said += [f"Coming up. {_follow_up(row, briefing)}" for row in briefing.upcoming]
    return [line for each in said for line in paragraph(each, columns, hanging=2)]


def brief(briefing: Briefing) -> str:
    """Return one line under 80 columns, or "" when nothing is due."""
    return f"crm: {wording.say_summary(briefing)}" if briefing.due else ""


def _birthday(row: Birthday, briefing: Briefing) -> str:
    day = _long(row.on, briefing)
    when = " today" if row.days == 0 else f" on {day}, {say_distance(row.days)}"
    known = person(wording.say_know(row))
    greeted = " Greeted already." if row.greeted else ""
    return (
        f"Birthday. {person(row.contact.name)} {_turning(row)}{when}.{_also(row, briefing)}"
        f"{f' {known}.' if known else ''}{greeted} Code {row.id}."
    )


def _turning(row: Birthday) -> str:
    if row.label == "birthday" and row.turns is None:
        return "had a birthday" if row.days < 0 else "has a birthday"
    said = wording.say_turns(row)
    return said if row.label == "birthday" else f"has {person(said)}"


def _follow_up(row: FollowUp, briefing: Briefing) -> str:
    far = wording.say_lateness_of(row)
    day = "" if row.days == 0 else f", {_long(row.on, briefing)}"
    name = person(wording.say_name(row.contact)).replace("(me)", "For yourself")
    return f"{name}, {person(wording.one_line(row.text))}, {far}{day}. Code {row.id}."


def _mention(row: Mention) -> str:
    return (
        f"Mention. {person(row.contact.name)}, {person(wording.one_line(row.text))}, "
        f"{wording.say_state(row)}. {person(row.say)} Code {row.id}."
    )


def _also(row: Birthday, briefing: Briefing) -> str:
    codes = briefing.also.get(row.contact.id, ())
    return f" Also {', '.join(codes)}." if codes else ""


def _long(on: date, briefing: Briefing) -> str:
    """Return the day in full words; the year only when it is another one."""
    said = say_long_day(on)
    return said if on.year != briefing.date.year else said.rsplit(" ", 1)[0]
