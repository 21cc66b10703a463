"""The briefing as one sentence per item: for screen readers, speech and logs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tinycrm.cli.render.styled_lines import Line, paragraph, person
from tinycrm.dates import say_distance, say_long_day
from tinycrm.services.briefing import sections, wording
from tinycrm.services.briefing.briefing import Briefing
from tinycrm.services.briefing.follow_ups import FollowUp
from tinycrm.services.briefing.reasons import Birthday, Mention
from tinycrm.services.briefing.section_rows import Section, SectionRow
from tinycrm.text import shorten

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tinycrm.services.care.small_thing import SmallThing
    from tinycrm.services.outcomes.ending_perks import EndingPerk
    from tinycrm.services.outcomes.thanks import Thanks


def lines(briefing: Briefing, columns: int, *, away: Sequence[str] = ()) -> list[Line]:
    """Return the briefing as sentences. `away` are the sentences after an absence."""
    if briefing.nobody:
        from tinycrm.cli.render.briefing_lines import beginning

        return beginning(columns)
    sentences = [f"{say_long_day(briefing.date)}. {_summary(briefing)}"]
    if away:
        sentences.append(" ".join(away))
    found = sections.sections_of(briefing)
    for section in found:
        say = _SAY[section.key]
        sentences += [f"{section.one}. {say(row.item, row, briefing.date)}" for row in section.rows]
    sentences += _more(found)
    return [line for each in sentences for line in paragraph(each, columns, hanging=2)]


def _summary(briefing: Briefing) -> str:
    if briefing.empty:
        return person(sections.say_quiet(briefing, _long))
    return f"{sections.say_summary(briefing)}."


def _more(found: Sequence[Section]) -> list[str]:
    """Return the sentence about the rows that are not shown."""
    hidden = ", ".join(
        f"{each.hidden} more {sections.say_counted(each.key, each.hidden)}"
        for each in found
        if each.hidden
    )
    return [f"Not shown: {hidden}. All of them: crm today --all"] if hidden else []


def brief(briefing: Briefing) -> str:
    """Return one line under 80 columns, or "" when nothing is due."""
    return shorten(f"crm: {sections.say_due(briefing)}", 77) if briefing.due else ""


def _birthday(each: Birthday, row: SectionRow, today: date) -> str:
    when = "today" if each.days == 0 else f"on {_long(each.on, today)}, {say_distance(each.days)}"
    parts = [f"{person(row.who)} {_turning(each)} {when}", *_beside(row)]
    parts += [f"Know: {person(', '.join(facts))}"] if (facts := wording.say_know(each)) else []
    parts += [person(_capital(last))] if (last := wording.say_last_year(each.last_gesture)) else []
    parts += ["Already greeted"] if row.ticked else []
    return _sentences(*parts, f"Code {row.code}")


def _turning(row: Birthday) -> str:
    if row.label == "birthday" and row.turns is None:
        return "had a birthday" if row.days < 0 else "has a birthday"
    what = wording.say_turns(row)
    return what if row.label == "birthday" else f"has {person(what)}"


def _follow_up(each: FollowUp, row: SectionRow, today: date) -> str:
    name = person(row.who) if row.person else "For yourself"
    day = "" if each.days == 0 else f", {_long(each.on, today)}"
    text = person(row.what).replace(" · ", ", ")
    parts = [f"{name}, {text}, {row.far}{day}", *_beside(row)]
    if row.under and each.last_note and each.reason == "cadence":
        words = person(wording.excerpt(each.last_note.text))
        when = f"{each.last_note.kind} on {_long(each.last_note.on, today)}"
        parts.append(f"Last: {when}" + (f", “{words}”" if words else ""))
    if each.reason == "deal" and row.under:
        until = f", until {_long(each.until, today)}" if each.until else ""
        parts.append(f"Two weeks without a touch{until}")
    return _sentences(*parts, f"Code {row.code}")


def _mention(each: Mention, row: SectionRow, today: date) -> str:
    issue = f"{person(row.who)}, {person(row.what)}, {row.far}"
    return _sentences(issue, *_beside(row), f"Say: {person(each.say)}", f"Code {row.code}")


def _perk(each: EndingPerk, row: SectionRow, today: date) -> str:
    ends = "its last day is today" if each.days == 0 else f"it ends {row.far}"
    perk = f"{person(row.who)}, {person(row.what)}, {ends}, {_long(each.until, today)}"
    return _sentences(perk, *_beside(row), f"Code {row.code}")


def _small_thing(each: SmallThing, row: SectionRow, today: date) -> str:
    quiet = f"{person(row.who)}, {each.text}, since {_long(each.on, today)}"
    return _sentences(quiet.replace("; ", ", "), f"Code {row.code}")


def _thanks(each: Thanks, row: SectionRow, today: date) -> str:
    said = f"{person(row.who)} {person(row.what)}"
    when = "today" if each.days == 0 else f"on {_long(each.on, today)}, {row.far}"
    return _sentences(f"{said}, {when}", *_beside(row), f"Code {row.code}")


_SAY: dict[str, Callable[[Any, SectionRow, date], str]] = {
    "birthdays": _birthday,
    "follow_ups": _follow_up,
    "issues": _mention,
    "thanks": _thanks,
    "perks": _perk,
    "upcoming": _follow_up,
    "suggestion": _small_thing,
}


def _beside(row: SectionRow) -> list[str]:
    return [_capital(each) for each in (row.also, row.tried) if each]


def _sentences(*parts: str) -> str:
    """Return the sentences joined, each with one punctuation mark at its end."""
    return " ".join(each if each.endswith((".", "!", "?", "…")) else f"{each}." for each in parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _long(on: date, today: date) -> str:
    """Return the date in full words; the year only if it is another year."""
    day = say_long_day(on)
    return day if on.year != today.year else day.rsplit(" ", 1)[0]
