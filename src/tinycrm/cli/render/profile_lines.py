"""One person on one screen, in the order of a ringing phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tinycrm.cli.render.record_lines import note_lines
from tinycrm.cli.render.row_grid import NARROW, say_when
from tinycrm.cli.render.styled_lines import (
    BLANK,
    Line,
    Span,
    both_ends,
    headed,
    joined,
    paragraph,
    person,
)
from tinycrm.dates import say_day, say_distance
from tinycrm.days import MONTHS, YearlyDay
from tinycrm.services.briefing import wording
from tinycrm.services.briefing.briefing import Birthday
from tinycrm.services.briefing.profile import Profile
from tinycrm.services.records import Contact, Labelled
from tinycrm.text import pad, width

_LAST = 5


def profile_lines(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    """Return the card of one person: what waits, how to reach, what to know, the past."""
    contact = profile.contact
    said = headed(person(contact.name), contact.id, columns, style="head", indent=2)
    said += _work(contact, columns)
    for block in (
        _waiting(profile, today, columns),
        [*_reach(contact, columns), *_know(contact, columns)],
        _standing(profile, today, columns),
    ):
        if block:
            said += [BLANK, *block]
    return said + _past(profile, today, columns, every=every)


def _work(contact: Contact, columns: int) -> list[Line]:
    parts = [
        ", ".join(f"“{each}”" for each in contact.nicknames),
        ", ".join(filter(None, (contact.title, contact.organization))),
        ", ".join(contact.tags),
        "archived" if contact.archived else "",
        "do not contact" if contact.do_not_contact else "",
        "" if contact.kind == "person" else contact.kind,
    ]
    return [[Span(line)] for line in joined((person(part) for part in parts), columns)]


# ── labelled lines ───────────────────────────────────────────────────────────────────────


def _indent(columns: int) -> int:
    return 14 if columns >= NARROW else 9


def _label(label: str, columns: int) -> Span:
    return Span(pad(f"  {label}" if columns >= NARROW else label, _indent(columns)), "dim")


def _labelled(
    label: str, columns: int, *texts: Iterable[str], code: str = "", sign: str = " · "
) -> list[Line]:
    """Return texts below each other beside a label, a code at the right edge of the first.

    A text is a row of parts joined by a sign, broken between them where it is too long.
    """
    indent = _indent(columns)
    beside = width(code) + 2 if code else 0
    said: list[str] = []
    for parts in texts:
        said += joined(parts, columns - indent - (0 if said else beside), sign)
    first, *rest = said or [""]
    start: Line = [_label(label, columns), Span(first)]
    if code:
        start = both_ends(start, [Span(code, "dim")], columns)
    return [start, *([Span(" " * indent), Span(line)] for line in rest)]


def _waiting(profile: Profile, today: date, columns: int) -> list[Line]:
    lines: list[Line] = []
    for birthday in profile.birthdays:
        label = "Today" if birthday.days == 0 else "Soon" if birthday.days > 0 else "Belated"
        lines += _labelled(label, columns, _birthday(birthday, today))
    for row in profile.follow_ups:
        when = say_when(say_day(row.on, today), wording.say_lateness_of(row))
        text = person(wording.say_task(row))
        lines += _labelled("Owed", columns, (text, when), code=row.id)
    for issue in profile.mentions:
        day = say_day(issue.resolved or issue.on, today)
        state = wording.say_state(issue)
        when = f"{state} {day}" if issue.resolved else f"{day}, {state}"
        text = person(wording.one_line(issue.text))
        say = f"“{person(issue.say)}”"
        lines += _labelled("Mention", columns, (text, when), (say,), code=issue.id)
    return lines


def _birthday(birthday: Birthday, today: date) -> Iterable[str]:
    """Return `birthday`, `Thu 26 Nov, in 3 days`, `turns 40`, `last year you called`."""
    is_birthday = birthday.label == "birthday"
    when = f"{say_day(birthday.on, today)}, {say_distance(birthday.days)}" if birthday.days else ""
    parts = (
        "birthday" if is_birthday else wording.say_turns(birthday),
        when,
        wording.say_turns(birthday) if is_birthday and birthday.turns is not None else "",
        wording.say_last_year(birthday.last_gesture),
    )
    return (person(part) for part in parts)


def _reach(contact: Contact, columns: int) -> list[Line]:
    lines: list[Line] = []
    for label, points in (
        ("Phone", contact.phones),
        ("E-mail", contact.emails),
        ("Address", contact.addresses),
        ("Web", contact.urls),
        ("Handle", contact.handles),
    ):
        lines += _points(label, points, columns)
    return lines


def _points(label: str, points: Sequence[Labelled], columns: int) -> list[Line]:
    """Return points below each other; what they are called stands behind them.

    On a narrow screen a short name takes the place of the label: `Mobile`, `Office`.
    """
    indent = _indent(columns)
    lines: list[Line] = []
    values = [person(", ".join(each.value.split("\n"))) for each in points]
    widest = max((width(v) for v, p in zip(values, points, strict=True) if p.label), default=0)
    for n, (point, value) in enumerate(zip(points, values, strict=True)):
        called = person(wording.one_line(point.label or ""))
        takes_place = columns < NARROW and 0 < width(called) < indent
        start = called.capitalize() if takes_place else "" if n else label
        behind = "" if takes_place else called
        first: Line = [_label(start, columns), Span(pad(value, widest)), Span(f"  {behind}", "dim")]
        if indent + max(width(value), widest) + 2 + width(behind) <= columns:
            lines.append(first if behind else [first[0], Span(value)])
        else:
            lines += _labelled(start, columns, (value,), (behind,))
    return lines


def _know(contact: Contact, columns: int) -> list[Line]:
    lines: list[Line] = []
    facts = [person(wording.one_line(f"{key}: {each}")) for key, each in contact.facts.items()]
    if facts:
        lines += _labelled("Know", columns, facts)
    dates = [f"birthday {_yearly(contact.birthday)}"] if contact.birthday else []
    dates += [f"{person(o.label)} {_yearly(o.day)}" for o in contact.occasions]
    if dates:
        lines += _labelled("Dates", columns, dates)
    return lines


def _yearly(day: YearlyDay) -> str:
    """Return `10 Dec 1815`, the year where it is known."""
    month = MONTHS[day.month - 1][:3].capitalize()
    return f"{day.day} {month} {day.year}" if day.year else f"{day.day} {month}"


def _standing(profile: Profile, today: date, columns: int) -> list[Line]:
    lines: list[Line] = []
    touch = _in_touch(profile.contact, today, columns)
    if touch:
        lines += _labelled("In touch", columns, touch)
    if profile.referrer:
        who = f"{person(profile.referrer.name)} ({profile.referrer.id})"
        lines += _labelled("Came by", columns, (who,))
    if profile.brought:
        *more, last = [f"{person(each.name)} ({each.id})" for each in profile.brought]
        names = [*(f"{name}," for name in more), last]
        lines += _labelled("Brought", columns, names, sign=" ")
    return lines


def _in_touch(contact: Contact, today: date, columns: int) -> list[str]:
    said = [contact.every.say()] if contact.every else []
    if contact.last_touch:
        ago = say_distance((contact.last_touch - today).days)
        said.append(f"last {wording.say_past(contact.last_touch, today)}, {ago}")
    if contact.next_due and contact.next_due > today and not contact.do_not_contact:
        far = f", {say_distance((contact.next_due - today).days)}" if columns < NARROW else ""
        said.append(f"next {say_day(contact.next_due, today)}{far}")
    return said


# ── the past ─────────────────────────────────────────────────────────────────────────────


def _past(profile: Profile, today: date, columns: int, *, every: bool) -> list[Line]:
    code, total = profile.contact.id, profile.note_count
    if not total:
        return [BLANK, *paragraph(f"Nothing noted yet: crm log {code}", columns, style="dim")]
    shown = profile.notes if every else profile.notes[:_LAST]
    is_all = len(shown) == total
    title, count = ("Notes", f"{total}") if is_all else ("Last notes", f"{len(shown)} of {total}")
    lines = [BLANK, *headed(title, count, columns, style="head")]
    lines += note_lines(shown, today, columns, whole=every)
    if not is_all:
        more = f"All {total}: crm show {code} --all"
        lines += [BLANK, *paragraph(more, columns, style="dim")]
    return lines
